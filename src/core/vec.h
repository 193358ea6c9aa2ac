#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

/// Small vectors of numbers for the innermost loops, in the compilers' vector extension: one source for WebAssembly
/// (4 lanes), SSE (4), AVX (8) and AVX-512 (16). Functions here take a plain float for F as well, so that the same
/// formula serves whole vectors and the few numbers that are left over.
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
  using Float = float __attribute__((vector_size(16)));
  using Int = std::int32_t __attribute__((vector_size(16)));
  using Bits = std::uint32_t __attribute__((vector_size(16)));
  using Unaligned = float __attribute__((vector_size(16), aligned(4), may_alias));
};
template <>
struct VecOf<8> {
  using Float = float __attribute__((vector_size(32)));
  using Int = std::int32_t __attribute__((vector_size(32)));
  using Bits = std::uint32_t __attribute__((vector_size(32)));
  using Unaligned = float __attribute__((vector_size(32), aligned(4), may_alias));
};
template <>
struct VecOf<16> {
  using Float = float __attribute__((vector_size(64)));
  using Int = std::int32_t __attribute__((vector_size(64)));
  using Bits = std::uint32_t __attribute__((vector_size(64)));
  using Unaligned = float __attribute__((vector_size(64), aligned(4), may_alias));
};
template <int kLanes>
using Vec = typename VecOf<kLanes>::Float;

/// The integers that go with F, lane by lane.
template <class F>
struct IntegersOf : VecOf<sizeof(F) / sizeof(float)> {};
template <>
struct IntegersOf<float> {
  using Int = std::int32_t;
  using Bits = std::uint32_t;
};
template <class F>
using IntOf = typename IntegersOf<F>::Int;
template <class F>
using BitsOf = typename IntegersOf<F>::Bits;

template <int kLanes>
[[nodiscard]] inline Vec<kLanes> load(const float* from) {
  return *reinterpret_cast<const typename VecOf<kLanes>::Unaligned*>(from);
}
template <int kLanes>
inline void store(float* to, Vec<kLanes> values) {
  *reinterpret_cast<typename VecOf<kLanes>::Unaligned*>(to) = values;
}

/// The same number in all lanes.
template <class F>
[[nodiscard]] inline F splat(float value) {
  return value - F{};  // not "+": -0 + 0 is 0
}
template <int kLanes>
[[nodiscard]] inline Vec<kLanes> broadcast(float value) {
  return splat<Vec<kLanes>>(value);
}

/// A constant of a table that in_memory() reads, four times so that a load makes a vector of it.
template <class T>
struct Constant {
  T lanes[4];
  constexpr Constant(T value) : lanes{value, value, value, value} {}  // NOLINT(google-explicit-constructor)
};

/// The constant in all lanes of a vector (or number) of floats, integers or bits.
template <class V, class T>
[[nodiscard]] inline V splat(const Constant<T>& constant) {
  if constexpr (sizeof(V) == sizeof(constant.lanes)) {
    V all;
    __builtin_memcpy(&all, constant.lanes, sizeof(V));
    return all;
  } else {
    return constant.lanes[0] - V{};
  }
}

/// A table of constants that WebAssembly is to load from memory where V is a vector. Written as literals, V8 makes each
/// of them anew in every round of a loop, which takes three or four instructions instead of a load.
template <class V, class Table>
[[nodiscard]] inline const Table* in_memory(const Table& table) {
  const Table* address = &table;
#if defined(__wasm_simd128__)
  if constexpr (sizeof(V) == sizeof(v128_t)) __asm__("" : "+r"(address));
#endif
  return address;
}

/// a * b + c, in one instruction where there is one: then it is rounded once, otherwise twice.
template <class F>
[[nodiscard]] inline F multiply_add(F a, F b, F c) {
#if defined(__wasm_relaxed_simd__)
  if constexpr (sizeof(F) == sizeof(v128_t)) {
    return F(wasm_f32x4_relaxed_madd(v128_t(a), v128_t(b), v128_t(c)));
  }
#endif
  return a * b + c;
}

/// c - a * b, likewise.
template <class F>
[[nodiscard]] inline F negative_multiply_add(F a, F b, F c) {
#if defined(__wasm_relaxed_simd__)
  if constexpr (sizeof(F) == sizeof(v128_t)) {
    return F(wasm_f32x4_relaxed_nmadd(v128_t(a), v128_t(b), v128_t(c)));
  }
#endif
  return c - a * b;
}

/// In each lane `yes` or `no`, as a comparison said. (One instruction instead of three where there is relaxed SIMD.)
template <class F, class Mask>
[[nodiscard]] inline F select(Mask mask, F yes, F no) {
#if defined(__wasm_relaxed_simd__)
  if constexpr (sizeof(F) == sizeof(v128_t)) {
    return F(wasm_i32x4_relaxed_laneselect(v128_t(yes), v128_t(no), v128_t(mask)));
  }
#endif
  return mask ? yes : no;
}

/// Whole numbers as floats. (Where LLVM knows that none is negative, as after a shift, it converts them as unsigned
/// numbers, which takes x64 eight instructions.)
template <class F>
[[nodiscard]] inline F to_float(IntOf<F> values) {
  if constexpr (sizeof(F) == sizeof(float)) {
    return static_cast<float>(values);
  } else {
    return __builtin_convertvector(values, F);
  }
}

[[nodiscard]] inline float square_root(float x) { return __builtin_sqrtf(x); }
[[nodiscard]] inline Vec<4> square_root(Vec<4> x) {
#if defined(__wasm_simd128__)
  return Vec<4>(wasm_f32x4_sqrt(v128_t(x)));
#else
  for (int i = 0; i < 4; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
#endif
}

/// The sum of all lanes, always in the same order.
[[nodiscard]] inline float sum_of(Vec<4> v) {
  v += __builtin_shufflevector(v, v, 2, 3, 0, 1);
  v += __builtin_shufflevector(v, v, 1, 0, 3, 2);
  return v[0];
}
/// The same of four vectors at once.
[[nodiscard]] inline Vec<4> sums_of(Vec<4> a, Vec<4> b, Vec<4> c, Vec<4> d) {
  const Vec<4> ab = __builtin_shufflevector(a, b, 0, 4, 1, 5) + __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Vec<4> cd = __builtin_shufflevector(c, d, 0, 4, 1, 5) + __builtin_shufflevector(c, d, 2, 6, 3, 7);
  return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}
/// Lane j of vector i goes to lane i of vector j.
inline void transpose(Vec<4> (&v)[4]) {
  const Vec<4> first = __builtin_shufflevector(v[0], v[1], 0, 4, 1, 5);
  const Vec<4> second = __builtin_shufflevector(v[2], v[3], 0, 4, 1, 5);
  const Vec<4> first_rest = __builtin_shufflevector(v[0], v[1], 2, 6, 3, 7);
  const Vec<4> second_rest = __builtin_shufflevector(v[2], v[3], 2, 6, 3, 7);
  v[0] = __builtin_shufflevector(first, second, 0, 1, 4, 5);
  v[1] = __builtin_shufflevector(first, second, 2, 3, 6, 7);
  v[2] = __builtin_shufflevector(first_rest, second_rest, 0, 1, 4, 5);
  v[3] = __builtin_shufflevector(first_rest, second_rest, 2, 3, 6, 7);
}
#if defined(__AVX__)
[[nodiscard]] inline Vec<8> square_root(Vec<8> x) {
  for (int i = 0; i < 8; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
}
[[nodiscard]] inline float sum_of(Vec<8> v) {
  return sum_of(__builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7));
}
#endif
#if defined(__AVX512F__)
[[nodiscard]] inline Vec<16> square_root(Vec<16> x) {
  for (int i = 0; i < 16; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
}
[[nodiscard]] inline float sum_of(Vec<16> v) {
  return sum_of(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15));
}
#endif

}  // namespace lab
