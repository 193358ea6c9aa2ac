#include "data/idx.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace lab {
namespace {

using Kind = NumberType::Kind;

constexpr std::uint8_t kFirstType = 8;
constexpr NumberType kTypes[] = {{Kind::unsigned_integer, 1, false}, {Kind::integer, 1, false},
                                 {Kind::integer, 0, false},  // there is no type 10
                                 {Kind::integer, 2, true},           {Kind::integer, 4, true},
                                 {Kind::floating, 4, true},          {Kind::floating, 8, true}};
constexpr std::size_t kMaxDimensions = 4;

}  // namespace

bool looks_like_idx(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] >= kFirstType &&
         bytes[2] < kFirstType + std::size(kTypes) && kTypes[bytes[2] - kFirstType].size != 0 && bytes[3] >= 1 &&
         bytes[3] <= kMaxDimensions;
}

Result<NumberArray> parse_idx(const std::string& name, std::vector<std::uint8_t> bytes) {
  if (!looks_like_idx(bytes)) return Error{name + " is not an IDX file (MNIST's format) of one to four dimensions."};
  NumberArray array{.name = name, .shape = {}, .type = kTypes[bytes[2] - kFirstType], .bytes = {}, .offset = 0};
  const std::size_t dimensions = bytes[3];
  array.offset = 4 + 4 * dimensions;
  if (bytes.size() < array.offset) return Error{name + " is cut off within its header."};
  std::string promise;
  for (std::size_t at = 4; at < array.offset; at += 4) {
    const double size = number_at(&bytes[at], {Kind::unsigned_integer, 4, true});
    array.shape.push_back(static_cast<int>(std::min(size, static_cast<double>(INT32_MAX))));
    promise += (at > 4 ? " x " : "") + std::to_string(static_cast<std::int64_t>(size));
  }
  const std::int64_t count = value_count(array.shape);
  if (count < 0) return Error{name + " says it holds " + promise + " numbers, which is too much."};
  const std::uint64_t expected = array.offset + static_cast<std::uint64_t>(count) * array.type.size;
  if (bytes.size() != expected) {
    const bool less = bytes.size() < expected;
    const std::uint64_t difference = less ? expected - bytes.size() : bytes.size() - expected;
    return Error{name + (less ? " is cut off: its header promises " : " is longer than its header says: ") + promise +
                 (array.type.size == 1 ? " bytes, and " : " numbers, and ") + std::to_string(difference) + " byte" +
                 (difference == 1 ? "" : "s") + (less ? (difference == 1 ? " is" : " are") : "") +
                 (less ? " missing." : " too many are there.")};
  }
  array.bytes = std::move(bytes);
  return array;
}

}  // namespace lab
