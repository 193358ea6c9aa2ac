#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/bytes.h"

namespace lab {

/// One message in Protocol Buffers' wire format, written field by field. Field numbers are those of the .proto file.
class ProtobufMessage {
 public:
  void number(unsigned field, std::int64_t value) {
    tag(field, kVarint);
    varint(static_cast<std::uint64_t>(value));
  }
  void real(unsigned field, float value) {
    tag(field, kFixed32);
    put_u32(bytes_, std::bit_cast<std::uint32_t>(value));
  }
  void text(unsigned field, std::string_view value) {
    tag(field, kLength);
    varint(value.size());
    put_text(bytes_, value);
  }
  void data(unsigned field, std::span<const std::uint8_t> value) {
    tag(field, kLength);
    varint(value.size());
    bytes_.insert(bytes_.end(), value.begin(), value.end());
  }
  void message(unsigned field, const ProtobufMessage& value) { data(field, value.bytes_); }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  static constexpr unsigned kVarint = 0;
  static constexpr unsigned kLength = 2;
  static constexpr unsigned kFixed32 = 5;

  void tag(unsigned field, unsigned type) { varint(std::uint64_t{field} << 3U | type); }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) bytes_.push_back(static_cast<std::uint8_t>(value | 0x80U));
    bytes_.push_back(static_cast<std::uint8_t>(value));
  }

  Bytes bytes_;
};

}  // namespace lab
