// The desktop's part of heap.h: the C library's heap, and as much of the machine's memory as may be used.

#include "platform/heap.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace lab::platform {
namespace {

constexpr std::int64_t kReserved = 4;  // one part in so many stays for everything else

thread_local long allocation_count = 0;

}  // namespace

std::int64_t plannable_bytes() {
  const std::int64_t all = std::int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  return all - all / kReserved;
}

MemoryPieces pieces_without(std::span<const void* const> /*given_back*/) { return {}; }

HeapFigures heap_figures() {
  const struct mallinfo2 info = mallinfo2();
  const std::size_t used = info.uordblks + info.hblkhd;
  const auto all = static_cast<std::size_t>(plannable_bytes());
  return {.used = used, .largest_gap = all - std::min(all, used)};
}

void* allocate_or_end(std::size_t bytes) {
  ++allocation_count;
  void* const memory = std::malloc(std::max<std::size_t>(bytes, 1));
  if (memory == nullptr) std::abort();
  return memory;
}

long allocations() { return allocation_count; }

}  // namespace lab::platform
