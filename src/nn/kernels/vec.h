#pragma once

#include <cstddef>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

/// Small vectors of floats for the kernels of training, in the compilers' vector extension: one source for WebAssembly
/// (4 lanes), SSE (4), AVX (8) and AVX-512 (16).
namespace lab {

/// Lanes of the widest vector of the instruction set that this is compiled for.
#if defined(__AVX512F__)
inline constexpr int kWidestLanes = 16;
#elif defined(__AVX__)
inline constexpr int kWidestLanes = 8;
#else
inline constexpr int kWidestLanes = 4;
#endif

template <int kLanes>
struct VecOf;
// One by one, because GCC ignores a vector_size that depends on a template's parameter.
template <>
struct VecOf<4> {
  using Type = float __attribute__((vector_size(16)));
  using Unaligned = float __attribute__((vector_size(16), aligned(4), may_alias));
};
template <>
struct VecOf<8> {
  using Type = float __attribute__((vector_size(32)));
  using Unaligned = float __attribute__((vector_size(32), aligned(4), may_alias));
};
template <>
struct VecOf<16> {
  using Type = float __attribute__((vector_size(64)));
  using Unaligned = float __attribute__((vector_size(64), aligned(4), may_alias));
};
template <int kLanes>
using Vec = typename VecOf<kLanes>::Type;

template <int kLanes>
[[nodiscard]] inline Vec<kLanes> load(const float* from) {
  return *reinterpret_cast<const typename VecOf<kLanes>::Unaligned*>(from);
}
template <int kLanes>
inline void store(float* to, Vec<kLanes> values) {
  *reinterpret_cast<typename VecOf<kLanes>::Unaligned*>(to) = values;
}
template <int kLanes>
[[nodiscard]] inline Vec<kLanes> broadcast(float value) {
  return value - Vec<kLanes>{};  // not "+": -0 + 0 is 0
}

/// a * b + c, in one instruction where there is one: then it is rounded once, otherwise twice.
template <int kLanes>
[[nodiscard]] inline Vec<kLanes> multiply_add(Vec<kLanes> a, Vec<kLanes> b, Vec<kLanes> c) {
#if defined(__wasm_relaxed_simd__)
  static_assert(kLanes == 4);
  return Vec<kLanes>(wasm_f32x4_relaxed_madd(v128_t(a), v128_t(b), v128_t(c)));
#else
  return a * b + c;
#endif
}

/// The sum of all lanes, always in the same order.
[[nodiscard]] inline float sum_of(Vec<4> v) {
  v += __builtin_shufflevector(v, v, 2, 3, 0, 1);
  v += __builtin_shufflevector(v, v, 1, 0, 3, 2);
  return v[0];
}
#if defined(__AVX__)
[[nodiscard]] inline float sum_of(Vec<8> v) {
  return sum_of(__builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7));
}
#endif
#if defined(__AVX512F__)
[[nodiscard]] inline float sum_of(Vec<16> v) {
  return sum_of(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15));
}
#endif

}  // namespace lab
