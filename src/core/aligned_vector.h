#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace lab {

/// Takes memory aligned to a cache line, which is also what the widest SIMD load wants. The page's heap keeps what is
/// taken with such an alignment apart from everything else (platform/web/page_heap.h).
template <class T>
struct SlabAllocator {
  using value_type = T;
  static constexpr std::align_val_t kAlignment{64};

  SlabAllocator() = default;
  template <class Other>
  SlabAllocator(const SlabAllocator<Other>& /*other*/) {}  // NOLINT(google-explicit-constructor): as std::allocator

  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), kAlignment));
  }
  void deallocate(T* memory, std::size_t /*count*/) { ::operator delete(memory, kAlignment); }

  bool operator==(const SlabAllocator&) const = default;
};

/// A slab of floats. Sized once when a network is planned.
using AlignedVector = std::vector<float, SlabAllocator<float>>;

}  // namespace lab
