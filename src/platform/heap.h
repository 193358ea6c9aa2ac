#pragma once

#include <cstddef>
#include <cstdint>

/// The page's heap: malloc and its relatives of this program. Small things are emmalloc's; what is large (a megabyte
/// and more: images, files, slabs of networks) lies in one region of its own, from which it leaves no holes among small
/// things. Slabs, which come with every new network, are laid from its far end, and everything else from the near one.
///
/// An allocation that fails returns null to its caller, with no lock held. C++ and the libraries that cannot go on
/// without memory then end in out_of_memory(). Callable from any thread.
namespace lab::platform {

/// Sets the region for large things apart: all memory but for the stacks of so many threads more and a reserve for
/// small things. Once, before those threads start.
void set_up_heap(int threads);

/// What MemoryBudget may promise: the region, less a little for what is large and not planned.
[[nodiscard]] std::int64_t plannable_bytes();

struct HeapFigures {
  std::size_t used = 0;         ///< bytes given out
  std::size_t largest_gap = 0;  ///< bytes of the largest block that the region still holds
};
[[nodiscard]] HeapFigures heap_figures();

/// The end of the program: the page shows that it ran out of memory, whichever thread it was.
[[noreturn]] void out_of_memory(std::size_t bytes);

/// malloc() for those who could not go on without it.
[[nodiscard]] void* allocate_or_end(std::size_t bytes);

}  // namespace lab::platform
