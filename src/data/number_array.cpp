#include "data/number_array.h"

#include <bit>
#include <cassert>
#include <cmath>

namespace lab {
namespace {

// IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction.
double half_value(unsigned bits) {
  const unsigned exponent = bits >> 10 & 31U;
  const auto fraction = static_cast<double>(bits & 1023U);
  double value = 0.0;
  if (exponent == 31) {
    value = fraction == 0.0 ? HUGE_VAL : NAN;
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(1024.0 + fraction, static_cast<int>(exponent) - 25);
  }
  return (bits & 0x8000U) != 0 ? -value : value;
}

}  // namespace

double number_at(const std::uint8_t* bytes, const NumberType& type) {
  assert(type.size >= 1 && type.size <= 8);
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < type.size; ++i) {
    bits |= std::uint64_t{bytes[i]} << (8U * (type.big_endian ? type.size - 1U - i : i));
  }
  switch (type.kind) {
    case NumberType::Kind::boolean: return bits != 0 ? 1.0 : 0.0;
    case NumberType::Kind::unsigned_integer: return static_cast<double>(bits);
    case NumberType::Kind::integer: {
      const unsigned unused = 64U - 8U * type.size;
      return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
    }
    case NumberType::Kind::brain: return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
    case NumberType::Kind::floating: break;
  }
  if (type.size == 8) return std::bit_cast<double>(bits);
  if (type.size == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  return half_value(static_cast<unsigned>(bits));
}

std::vector<std::size_t> strides_of(const NumberArray& array) {
  std::vector<std::size_t> strides(array.shape.size());
  std::size_t step = 1;
  for (std::size_t i = 0; i < strides.size(); ++i) {
    const std::size_t axis = array.by_columns ? i : strides.size() - 1 - i;
    strides[axis] = step;
    step *= static_cast<std::size_t>(array.shape[axis]);
  }
  return strides;
}

std::vector<float> floats_of(const NumberArray& array) {
  std::vector<float> values(static_cast<std::size_t>(value_count(array.shape)));
  const std::vector<std::size_t> strides = strides_of(array);
  std::vector<int> index(array.shape.size());
  std::size_t at = 0;
  for (float& value : values) {
    value = static_cast<float>(number_at(array.data() + at * array.type.size, array.type));
    for (std::size_t axis = index.size(); axis-- > 0;) {  // on to the next, like an odometer
      at += strides[axis];
      if (++index[axis] < array.shape[axis]) break;
      at -= strides[axis] * static_cast<std::size_t>(array.shape[axis]);
      index[axis] = 0;
    }
  }
  return values;
}

std::int64_t value_count(std::span<const int> shape) {
  std::int64_t count = 1;
  bool empty = false;
  for (const int size : shape) {
    if (size < 0) return -1;
    if (size == 0) {
      empty = true;
    } else if ((count *= size) > INT32_MAX) {
      return -1;
    }
  }
  return empty ? 0 : count;
}

std::string shape_text(std::span<const int> shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace lab
