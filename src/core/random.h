#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

#include "core/vec.h"

namespace lab {

/// What random numbers are for. Streams with different purposes never share numbers, so that, for example, drawing
/// fresh noise does not change the order in which samples are shuffled.
enum class Stream : std::uint32_t {
  init = 1,
  shuffle = 2,
  noise = 3,
  dropout = 4,
  digits = 5,
  samples = 6,
  scenes = 7
};

/// Names one reproducible sequence. Element i is a pure function of (key, i): any thread may draw any part in any
/// order.
struct RandomKey {
  std::uint32_t k0 = 0;
  std::uint32_t k1 = 0;

  bool operator==(const RandomKey&) const = default;
};

/// The key for purpose `stream` of `seed`, optionally narrowed by two indices (say epoch and sample).
[[nodiscard]] RandomKey random_key(std::uint64_t seed, Stream stream, std::uint64_t index0 = 0,
                                   std::uint64_t index1 = 0);

/// The key of one sample's own sequence within the sequence family `key`.
[[nodiscard]] inline RandomKey sample_key(RandomKey key, int sample) {
  return {key.k0 + static_cast<std::uint32_t>(sample) * 0x85EBCA6BU, key.k1 ^ static_cast<std::uint32_t>(sample)};
}

namespace detail {
/// 2^32 over the golden ratio: neighbouring counters become numbers far apart.
inline constexpr std::uint32_t kSpread = 0x9E3779B9U;
/// Constants of Ettinger's "triple32" search.
inline constexpr struct {
  Constant<std::uint32_t> first = 0x21F0AAADU;
  Constant<std::uint32_t> second = 0xD35A2D97U;
  Constant<std::uint32_t> third = 0x31848BABU;
  Constant<float> unit = 0x1p-24F;
} kMixer;
}  // namespace detail

namespace detail {
/// Two rounds of a multiply-xorshift mixer, keyed before (in x) and between.
template <class Bits>
[[nodiscard]] inline Bits mix(Bits x, std::uint32_t key) {
  const auto* const mixer = in_memory<Bits>(kMixer);
  x ^= x >> 16;
  x *= splat<Bits>(mixer->first);
  x ^= x >> 15;
  x += key;
  x *= splat<Bits>(mixer->second);
  x ^= x >> 15;
  x *= splat<Bits>(mixer->third);
  x ^= x >> 14;
  return x;
}
}  // namespace detail

/// 32 random bits: element `counter` of the sequence `key`.
[[nodiscard]] inline std::uint32_t random_bits(RandomKey key, std::uint32_t counter) {
  return detail::mix(counter * detail::kSpread + key.k0, key.k1);
}

/// The same elements one after the other, a vector of them at a time.
template <class Bits>
class RandomVectors {
 public:
  RandomVectors(RandomKey key, std::uint32_t first) : key_(key.k1) {
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) next_[lane] = (first + lane) * detail::kSpread + key.k0;
  }
  Bits draw() {
    const Bits now = next_;
    skip(kLanes);
    return detail::mix(now, key_);
  }
  void skip(std::uint32_t count) { next_ += count * detail::kSpread; }

 private:
  static constexpr std::uint32_t kLanes = sizeof(Bits) / sizeof(std::uint32_t);
  Bits next_ = {};
  std::uint32_t key_;
};

/// Maps 32 random bits to [0, 1): the top 24 bits, so that every value is exact in float.
template <class F = float>
[[nodiscard]] inline F to_unit(BitsOf<F> bits) {
  return to_float<F>(std::bit_cast<IntOf<F>>(bits >> 8)) * splat<F>(in_memory<F>(detail::kMixer)->unit);
}

/// How to ask happens() for events of this probability (0 to 1).
[[nodiscard]] inline std::int32_t chance(float probability) {
  return static_cast<std::int32_t>(std::ceil(probability * 0x1p24F));
}

/// Whether to_unit(bits) lies below the probability that became `chance`, decided among integers; all bits set for yes
/// where F is a vector.
template <class F>
[[nodiscard]] inline auto happens(BitsOf<F> bits, std::int32_t chance) {
  return std::bit_cast<IntOf<F>>(bits >> 8) < chance;
}

/// to[i] = change(from[i], element first + i of the sequence `key`) for all numbers of `to`, which may be `from`;
/// change() is called with a float and a std::uint32_t, or with vectors of them:
/// []<class F>(F value, BitsOf<F> bits) -> F.
template <class Change>
inline void change_at_random(RandomKey key, std::uint32_t first, const float* from, std::span<float> to,
                             Change&& change) {
  using F = Vec<kWidestLanes>;
  const auto n = static_cast<std::uint32_t>(to.size());
  float* const x = to.data();
  RandomVectors<BitsOf<F>> bits(key, first);
  std::uint32_t i = 0;
  for (; i + kWidestLanes <= n; i += kWidestLanes) {
    store<kWidestLanes>(x + i, change(load<kWidestLanes>(from + i), bits.draw()));
  }
  for (; i < n; ++i) x[i] = change(from[i], random_bits(key, first + i));
}

/// In place, with the sequence's first elements.
template <class Change>
inline void change_at_random(RandomKey key, std::span<float> values, Change&& change) {
  change_at_random(key, 0, values.data(), values, change);
}

/// Fills with elements 0, 1, ... of the sequence, uniform in [0, 1). Vectorised.
void fill_uniform(RandomKey key, std::span<float> out);

/// fill_normal() works in blocks of this many numbers.
inline constexpr std::uint32_t kNormalBlock = 32;

/// Fills with elements first, first + 1, ... of a sequence of independent standard normal numbers (Box-Muller, with
/// elementary functions good to 2e-5). Element i does not depend on how much is drawn; `first` must be a multiple of
/// kNormalBlock. Vectorised; the last bits may differ between builds (fused multiply-add), not between calls.
void fill_normal(RandomKey key, std::span<float> out, std::uint32_t first = 0);

/// Draws one number after the other, for scalar code (shuffling, the digit generator). Integer arithmetic and exact
/// float scaling only, so every platform draws the same numbers.
class RandomSequence {
 public:
  explicit RandomSequence(RandomKey key) : key_(key) {}

  std::uint32_t bits() { return random_bits(key_, counter_++); }
  /// Uniform in [0, 1).
  float uniform() { return to_unit(bits()); }
  /// Uniform in [low, high).
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  /// Uniform in 0 .. bound - 1 (bound > 0), by multiplication; the bias is below bound / 2^32.
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(bits()) * bound) >> 32);
  }

 private:
  RandomKey key_;
  std::uint32_t counter_ = 0;
};

/// Shuffles in place (Fisher-Yates).
void shuffle(RandomKey key, std::span<std::uint32_t> items);

}  // namespace lab
