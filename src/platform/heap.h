#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/memory_budget.h"

/// What the platform knows of the program's memory. Callable from any thread.
namespace lab::platform {

/// Bytes that MemoryBudget may promise.
[[nodiscard]] std::int64_t plannable_bytes();

/// The largest free pieces of that memory once these blocks are given back; see MemoryBudget.
[[nodiscard]] MemoryPieces pieces_without(std::span<const void* const> given_back);

struct HeapFigures {
  std::size_t used = 0;         ///< bytes given out
  std::size_t largest_gap = 0;  ///< bytes of the largest block that could still be had
};
[[nodiscard]] HeapFigures heap_figures();

/// malloc() for those who could not go on without it. Counted.
[[nodiscard]] void* allocate_or_end(std::size_t bytes);

/// How many allocations of allocate_or_end() this thread has made, and of operator new where that is counted too.
[[nodiscard]] long allocations();

}  // namespace lab::platform
