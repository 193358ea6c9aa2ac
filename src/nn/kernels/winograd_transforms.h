#pragma once

#include "core/vec.h"

/// The transforms of Winograd's F(4x4, 3x3) along one axis, for numbers `step` apart. They evaluate polynomials at 0,
/// +-sqrt(1/2), +-sqrt(2) and infinity, points whose products and sums are small: so sums come out as exact as those of
/// the definition, which they do not with the points 0, +-1, +-2 of Lavin and Gray (B. Barabasz et al., "Error Analysis
/// and Improving the Accuracy of Winograd Convolution for Deep Neural Networks", 2020, on the choice of points).
namespace lab {

inline constexpr int kWinogradOutputs = 4;  ///< positions of a tile along an axis
inline constexpr int kWinogradInputs = 6;   ///< pixels that they see
inline constexpr int kWinogradPlaces = kWinogradInputs * kWinogradInputs;

struct WinogradConstants {
  Constant<float> half{0.5F}, two{2.0F};                                  // squares of the points
  Constant<float> minus_half{-0.5F}, minus_two{-2.0F}, minus_sum{-2.5F};  // of the squares
  Constant<float> small{0.70710678F}, large{1.41421356F};                 // the points
  Constant<float> minus_small{-0.70710678F}, minus_large{-1.41421356F};
  Constant<float> small_cube{0.35355339F}, large_cube{2.82842712F};
  Constant<float> by_small{-2.0F / 3.0F}, by_large{1.0F / 6.0F};  // what the kernel's are divided by
};
inline constexpr WinogradConstants kWinogradConstants;

/// What a polynomial is at the points between 0 and infinity, from its even and odd terms: even +- point * odd.
template <class F>
void write_points(const WinogradConstants& k, F even_small, F odd_small, F even_large, F odd_large, F* to, int step) {
  to[step] = multiply_add(odd_small, splat<F>(k.small), even_small);
  to[2 * step] = multiply_add(odd_small, splat<F>(k.minus_small), even_small);
  to[3 * step] = multiply_add(odd_large, splat<F>(k.large), even_large);
  to[4 * step] = multiply_add(odd_large, splat<F>(k.minus_large), even_large);
}

/// to = B^T from: from six pixels of the image, one after the other.
template <class F>
void transform_pixels(const WinogradConstants& k, const F* from, F* to, int step) {
  const F even_small = multiply_add(from[2], splat<F>(k.minus_two), from[4]);
  const F odd_small = multiply_add(from[1], splat<F>(k.minus_two), from[3]);
  const F even_large = multiply_add(from[2], splat<F>(k.minus_half), from[4]);
  const F odd_large = multiply_add(from[1], splat<F>(k.minus_half), from[3]);
  to[0] = multiply_add(from[2], splat<F>(k.minus_sum), from[0] + from[4]);
  write_points(k, even_small, odd_small, even_large, odd_large, to, step);
  to[5 * step] = multiply_add(from[3], splat<F>(k.minus_sum), from[1] + from[5]);
}

/// to = A^T from: four positions of the output, one after the other.
template <class F>
void gather_positions(const WinogradConstants& k, const F* from, int step, F* to) {
  const F sum_small = from[step] + from[2 * step];
  const F difference_small = from[step] - from[2 * step];
  const F sum_large = from[3 * step] + from[4 * step];
  const F difference_large = from[3 * step] - from[4 * step];
  to[0] = from[0] + sum_small + sum_large;
  to[1] = multiply_add(difference_large, splat<F>(k.large), difference_small * splat<F>(k.small));
  to[2] = multiply_add(sum_large, splat<F>(k.two), sum_small * splat<F>(k.half));
  to[3] = multiply_add(difference_large, splat<F>(k.large_cube),
                       multiply_add(difference_small, splat<F>(k.small_cube), from[5 * step]));
}

/// to = A from: from four gradients, one after the other.
template <class F>
void spread_gradients(const WinogradConstants& k, const F* from, F* to, int step) {
  const F even_small = multiply_add(from[2], splat<F>(k.half), from[0]);
  const F odd_small = multiply_add(from[3], splat<F>(k.half), from[1]);
  const F even_large = multiply_add(from[2], splat<F>(k.two), from[0]);
  const F odd_large = multiply_add(from[3], splat<F>(k.two), from[1]);
  to[0] = from[0];
  write_points(k, even_small, odd_small, even_large, odd_large, to, step);
  to[5 * step] = from[3];
}

/// to = G from: three weights of the kernel, one after the other.
template <class F>
void transform_weights(const WinogradConstants& k, const F* from, F* to, int step) {
  const F even_small = multiply_add(from[2], splat<F>(k.half), from[0]) * splat<F>(k.by_small);
  const F odd_small = from[1] * splat<F>(k.by_small);
  const F even_large = multiply_add(from[2], splat<F>(k.two), from[0]) * splat<F>(k.by_large);
  const F odd_large = from[1] * splat<F>(k.by_large);
  to[0] = from[0];
  write_points(k, even_small, odd_small, even_large, odd_large, to, step);
  to[5 * step] = from[2];
}

/// to = G^T from: the gradients of three weights, one after the other.
template <class F>
void gather_weights(const WinogradConstants& k, const F* from, int step, F* to) {
  const F sum_small = (from[step] + from[2 * step]) * splat<F>(k.by_small);
  const F difference_small = (from[step] - from[2 * step]) * splat<F>(k.by_small);
  const F sum_large = (from[3 * step] + from[4 * step]) * splat<F>(k.by_large);
  const F difference_large = (from[3 * step] - from[4 * step]) * splat<F>(k.by_large);
  to[0] = from[0] + sum_small + sum_large;
  to[1] = multiply_add(difference_large, splat<F>(k.large), difference_small * splat<F>(k.small));
  to[2] = multiply_add(sum_large, splat<F>(k.two), multiply_add(sum_small, splat<F>(k.half), from[5 * step]));
}

}  // namespace lab
