#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "core/vec.h"

namespace lab {

/// What is left of some sums of products when the terms with a factor of zero are taken out: for each sum the other
/// factors, in their order, and where the columns that they multiply lie. Small enough for the first-level cache to
/// hold the terms beside those columns.
class SparseTerms {
 public:
  static constexpr int kMostSums = 32;
  static constexpr int kMostTerms = 128;

  /// The terms of sum j, at from[j * step + k] for term k. Column k begins k * column_bytes after column 0.
  void take_columns(const float* from, std::ptrdiff_t step, int sums, int terms, int column_bytes) {
    assert(sums <= kMostSums && terms <= kMostTerms);
    for (int sum = 0; sum < sums; ++sum, from += step) {
      Offsets offsets = Offsets{0, 1, 2, 3} * column_bytes;
      int count = 0;
      int k = 0;
      for (; k + 4 <= terms; k += 4, offsets += 4 * column_bytes) {
        count = append(sum, count, load<4>(from + k), offsets);
      }
      if (k < terms) count = append(sum, count, load_some(from + k, terms - k), offsets);
      counts_[sum] = count;
    }
  }

  /// The same of a factor that lies the other way round: from[k * step + j].
  void take_rows(const float* from, std::ptrdiff_t step, int sums, int terms, int column_bytes) {
    assert(sums <= kMostSums && terms <= kMostTerms);
    for (int sum = 0; sum < sums; sum += 4) {
      Offsets offsets = Offsets{0, 1, 2, 3} * column_bytes;
      int counts[4] = {};
      const auto append_block = [&](Vec<4>(&numbers)[4]) {
        transpose(numbers);
        for (int j = 0; j < 4; ++j) counts[j] = append(sum + j, counts[j], numbers[j], offsets);
        offsets += 4 * column_bytes;
      };
      const float* number = from + sum;
      int k = sum + 4 <= sums ? terms / 4 * 4 : 0;  // so many in whole blocks
      for (int i = 0; i < k; i += 4, number += 4 * step) {
        Vec<4> numbers[4] = {load<4>(number), load<4>(number + step), load<4>(number + 2 * step),
                             load<4>(number + 3 * step)};
        append_block(numbers);
      }
      while (k < terms) {
        Vec<4> numbers[4] = {};
        for (int i = 0; i < 4 && k < terms; ++i, ++k, number += step) {
          numbers[i] = load_some(number, std::min(4, sums - sum));
        }
        append_block(numbers);
      }
      std::ranges::copy(counts, counts_ + sum);
    }
  }

  [[nodiscard]] int count(int sum) const { return counts_[sum]; }
  [[nodiscard]] const float* factors(int sum) const { return factors_[sum]; }
  /// In bytes.
  [[nodiscard]] const std::uint32_t* offsets(int sum) const { return offsets_[sum]; }

 private:
  using Offsets = VecOf<4>::Int;

  /// Numbers that do not exist are zero, so that they are left out.
  static Vec<4> load_some(const float* from, int count) {
    Vec<4> some = {};
    for (int i = 0; i < count; ++i) some[i] = from[i];
    return some;
  }

  /// Appends those of four terms that are not zero to the `count` that a sum has. Returns how many it has then. Writes
  /// all four without asking, so that there is nothing for the processor to guess.
  int append(int sum, int count, Vec<4> numbers, Offsets offsets) {
    float* const factors = factors_[sum] + count;
    std::uint32_t* const places = offsets_[sum] + count;
#if defined(__wasm_simd128__)
    const unsigned lanes = wasm_i32x4_bitmask(wasm_f32x4_ne(v128_t(numbers), wasm_f32x4_const_splat(0.0F)));
    const v128_t to_front = wasm_v128_load(kToFront.bytes[lanes]);
    wasm_v128_store(factors, shuffle(v128_t(numbers), to_front));
    wasm_v128_store(places, shuffle(v128_t(offsets), to_front));
    return count + std::popcount(lanes);
#else
    int n = 0;
    for (int i = 0; i < 4; ++i) {
      factors[n] = numbers[i];
      places[n] = static_cast<std::uint32_t>(offsets[i]);
      n += numbers[i] != 0.0F ? 1 : 0;
    }
    return count + n;
#endif
  }

#if defined(__wasm_simd128__)
  /// For each set of lanes (bit i: lane i) the shuffle of bytes that brings them to the front.
  struct ToFront {
    alignas(16) std::uint8_t bytes[16][16] = {};
    constexpr ToFront() {
      for (int lanes = 0; lanes < 16; ++lanes) {
        int to = 0;
        for (int byte = 0; byte < 16; ++byte) {
          if ((lanes >> (byte / 4) & 1) != 0) bytes[lanes][to++] = static_cast<std::uint8_t>(byte);
        }
      }
    }
  };
  static const ToFront kToFront;

  static v128_t shuffle(v128_t bytes, v128_t order) {
#if defined(__wasm_relaxed_simd__)
    return wasm_i8x16_relaxed_swizzle(bytes, order);
#else
    return wasm_i8x16_swizzle(bytes, order);
#endif
  }
#endif

  // Four more than there can be, because append() writes four.
  int counts_[kMostSums];
  alignas(16) std::uint32_t offsets_[kMostSums][kMostTerms + 4];
  alignas(16) float factors_[kMostSums][kMostTerms + 4];
};

#if defined(__wasm_simd128__)
inline constexpr SparseTerms::ToFront SparseTerms::kToFront;
#endif

}  // namespace lab
