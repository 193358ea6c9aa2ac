#include "data/npy.h"

#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "core/bytes.h"

namespace lab {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::uint32_t kMaxHeader = 1U << 16;
constexpr std::size_t kMaxDimensions = 8;

/// What follows 'key': in the Python dictionary that the header is; empty where the key is not there.
std::string_view value_of(std::string_view header, std::string_view key) {
  const std::size_t at = header.find("'" + std::string(key) + "'");
  if (at == std::string_view::npos) return {};
  header.remove_prefix(at + key.size() + 2);
  const std::size_t start = header.find_first_not_of(" :");
  return start == std::string_view::npos ? std::string_view() : header.substr(start);
}

/// Reads "(784, 32)", "(32,)" or "()".
std::optional<std::vector<int>> parse_shape(std::string_view text) {
  if (!text.starts_with('(')) return {};
  std::vector<int> shape;
  bool in_number = false;
  for (const char c : text.substr(1)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      if (!in_number) shape.push_back(0);
      in_number = true;
      if (shape.size() > kMaxDimensions || shape.back() > (INT32_MAX - 9) / 10) return {};
      shape.back() = shape.back() * 10 + (c - '0');
    } else if (c == ')') {
      return shape;
    } else if (c == ',' || c == ' ') {
      in_number = false;
    } else {
      return {};
    }
  }
  return {};
}

/// Reads "'<f4'", "'|u1'", "'>i8'", "'?'"...
std::optional<NumberType> parse_type(std::string_view text) {
  if (text.size() < 5 || text[0] != '\'' || text[4] != '\'') return {};
  NumberType type;
  type.big_endian = text[1] == '>';
  type.size = static_cast<std::uint8_t>(text[3] - '0');
  const bool whole = type.size == 1 || type.size == 2 || type.size == 4 || type.size == 8;
  switch (text[2]) {
    case 'b': type.kind = NumberType::Kind::boolean; return type.size == 1 ? std::optional(type) : std::nullopt;
    case 'u': type.kind = NumberType::Kind::unsigned_integer; break;
    case 'i': type.kind = NumberType::Kind::integer; break;
    case 'f':
      type.kind = NumberType::Kind::floating;
      if (type.size == 1) return {};
      break;
    default: return {};
  }
  return whole ? std::optional(type) : std::nullopt;
}

}  // namespace

bool looks_like_npy(std::span<const std::uint8_t> bytes) {
  return ByteReader(bytes).take_text(kMagic.size()) == kMagic;
}

Result<NumberArray> parse_npy_header(const std::string& name, std::span<const std::uint8_t> bytes) {
  if (!looks_like_npy(bytes)) return Error{name + " is not an array of NumPy."};
  ByteReader reader(bytes.subspan(kMagic.size()));
  const unsigned version = reader.take_u8();
  reader.take_u8();
  if (reader.failed() || version < 1 || version > 3) {
    return Error{name + " has a version of NumPy's format that cannot be read."};
  }
  const std::uint32_t header_size = version == 1 ? reader.take_u16() : reader.take_u32();
  if (header_size > kMaxHeader) return Error{name + " is damaged: its header is too long."};
  const std::string_view header = reader.take_text(header_size);
  if (reader.failed()) return Error{name + " is cut off."};

  const auto type = parse_type(value_of(header, "descr"));
  if (!type) return Error{name + " must hold whole numbers or floating-point numbers of up to 64 bits."};
  auto shape = parse_shape(value_of(header, "shape"));
  if (!shape || value_count(*shape) < 0) return Error{name + " has a shape that cannot be read."};
  return NumberArray{.name = name,
                     .shape = *std::move(shape),
                     .type = *type,
                     .by_columns = value_of(header, "fortran_order").starts_with("True"),
                     .bytes = {},
                     .offset = bytes.size() - reader.left()};
}

Result<NumberArray> parse_npy(const std::string& name, std::vector<std::uint8_t> bytes) {
  auto array = parse_npy_header(name, bytes);
  if (!array) return array;
  if (static_cast<std::uint64_t>(value_count(array->shape)) * array->type.size != bytes.size() - array->offset) {
    return Error{name + " is damaged: it is shorter or longer than its shape " + shape_text(array->shape) + " says."};
  }
  array->bytes = std::move(bytes);
  return array;
}

}  // namespace lab
