#pragma once

#include <cstddef>

#include "platform/heap.h"

/// The page's heap: malloc and its relatives of this program. Small things are emmalloc's; what is large (a megabyte
/// and more: images, files, slabs of networks) lies in one region of its own, from which it leaves no holes among small
/// things. Slabs, which come with every new network, are laid from its far end, and everything else from the near one.
/// heap_figures() tells of the whole and of the region's gaps; plannable_bytes() is the region, less a little for what
/// is large and not planned.
///
/// An allocation that fails returns null to its caller, with no lock held. C++ and the libraries that cannot go on
/// without memory then end in out_of_memory(). Callable from any thread.
namespace lab::platform {

/// Sets the region for large things apart: all memory but for the stacks of so many threads more and a reserve for
/// small things. Once, before those threads start.
void set_up_heap(int threads);

/// The end of the program: the page shows that it ran out of memory, whichever thread it was.
[[noreturn]] void out_of_memory(std::size_t bytes);

}  // namespace lab::platform
