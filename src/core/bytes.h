#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lab {

/// File formats as bytes, all numbers little-endian on every machine.
using Bytes = std::vector<std::uint8_t>;

/// Appends the lowest `size` bytes of `value`, the lowest first.
inline void put_number(Bytes& out, std::uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8U * i)));
}
inline void put_u16(Bytes& out, std::uint64_t value) { put_number(out, value, 2); }
inline void put_u32(Bytes& out, std::uint64_t value) { put_number(out, value, 4); }
inline void put_u64(Bytes& out, std::uint64_t value) { put_number(out, value, 8); }
inline void put_text(Bytes& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }
inline void put_floats(Bytes& out, std::span<const float> values) {
  out.reserve(out.size() + values.size() * 4);
  for (const float value : values) put_u32(out, std::bit_cast<std::uint32_t>(value));
}

/// Takes pieces off the front of the bytes; a piece that is not there in full comes back empty (numbers: 0) and sets
/// failed().
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::span<const std::uint8_t> take(std::uint64_t size) {
    if (size > rest_.size()) {
      failed_ = true;
      return {};
    }
    const auto piece = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(static_cast<std::size_t>(size));
    return piece;
  }
  std::uint64_t take_number(unsigned size) {
    std::uint64_t value = 0;
    const auto piece = take(size);
    for (std::size_t i = 0; i < piece.size(); ++i) value |= std::uint64_t{piece[i]} << (8 * i);
    return value;
  }
  std::uint8_t take_u8() { return static_cast<std::uint8_t>(take_number(1)); }
  std::uint16_t take_u16() { return static_cast<std::uint16_t>(take_number(2)); }
  std::uint32_t take_u32() { return static_cast<std::uint32_t>(take_number(4)); }
  std::uint64_t take_u64() { return take_number(8); }
  std::string_view take_text(std::uint64_t size) {
    const auto piece = take(size);
    return {reinterpret_cast<const char*>(piece.data()), piece.size()};
  }
  /// Fills `out`, or leaves it and sets failed().
  void take_floats(std::span<float> out) {
    const auto piece = take(std::uint64_t{out.size()} * 4);
    if (failed_) return;
    ByteReader numbers(piece);
    for (float& value : out) value = std::bit_cast<float>(numbers.take_u32());
  }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool failed_ = false;
};

}  // namespace lab
