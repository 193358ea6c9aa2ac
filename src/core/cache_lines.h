#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// Asking for cache lines before they are needed: waiting for all of them at once takes as long as waiting for one.
namespace lab {

namespace detail {
inline constexpr std::size_t kCacheLine = 64;
}  // namespace detail

/// For bytes to be read that probably no core has in its cache.
inline void fetch(std::span<const std::uint8_t> bytes) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < bytes.size(); i += detail::kCacheLine) sum += bytes[i];
  __asm__ volatile("" ::"r"(sum));  // nobody wants the sum, but the compiler must not know
}

/// For numbers to be changed that other cores have read since this one wrote them, and so have copies of that must be
/// given up first. (Stores one after the other wait for a few lines at a time only, and WebAssembly has no instruction
/// to prefetch.) The numbers keep their values; nobody else may use them meanwhile.
inline void fetch_to_change(std::span<float> values) {
  for (std::size_t i = 0; i < values.size(); i += detail::kCacheLine / sizeof(float)) {
    volatile float& first_of_line = values[i];
    first_of_line = first_of_line;
  }
}

}  // namespace lab
