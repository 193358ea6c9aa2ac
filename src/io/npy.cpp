#include "io/npy.h"

#include <bit>
#include <cctype>
#include <cstring>
#include <optional>
#include <string_view>

#include "core/release.h"
#include "io/bytes.h"
#include "io/zip.h"

namespace lab {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kAlignment = 64;
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

enum class Type { float32, float64, uint8 };

std::optional<Type> parse_type(std::string_view text) {
  if (text.starts_with("'<f4'")) return Type::float32;
  if (text.starts_with("'<f8'")) return Type::float64;
  if (text.starts_with("'|u1'")) return Type::uint8;
  return {};
}

std::uint64_t size_of(Type type) {
  switch (type) {
    case Type::float32: return 4;
    case Type::float64: return 8;
    case Type::uint8: break;
  }
  return 1;
}

void take_values(ByteReader& reader, Type type, std::span<float> out) {
  switch (type) {
    case Type::float32: reader.take_floats(out); return;
    case Type::float64:
      for (float& value : out) value = static_cast<float>(std::bit_cast<double>(reader.take_u64()));
      return;
    case Type::uint8:
      for (float& value : out) value = static_cast<float>(reader.take_u8()) / 255.0F;
      return;
  }
}

}  // namespace

std::vector<std::uint8_t> write_npy(const NamedArray& array) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape_text(array.shape) + ", }";
  // Blanks and a newline, so that the values start at a multiple of 64.
  const std::size_t before = kMagic.size() + 4;
  header.append(kAlignment - 1 - (before + header.size()) % kAlignment, ' ');
  header += '\n';
  Bytes out;
  put_text(out, kMagic);
  put_u16(out, 1);  // version 1.0
  put_u16(out, header.size());
  put_text(out, header);
  put_floats(out, array.values);
  return out;
}

Result<NamedArray> read_npy(const std::string& name, std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes);
  if (reader.take_text(kMagic.size()) != kMagic) return Error{name + " is not an array of NumPy."};
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
  if (!type) return Error{name + " must hold numbers of the type float32, float64 or uint8."};
  if (!value_of(header, "fortran_order").starts_with("False")) {
    return Error{name + " lies column by column in memory; save it after numpy.ascontiguousarray()."};
  }
  const auto shape = parse_shape(value_of(header, "shape"));
  const std::int64_t count = shape ? value_count(*shape) : -1;
  if (count < 0) return Error{name + " has a shape that cannot be read."};
  if (static_cast<std::uint64_t>(count) * size_of(*type) != reader.left()) {
    return Error{name + " is damaged: it is shorter or longer than its shape " + shape_text(*shape) + " says."};
  }
  NamedArray array{name, *shape, std::vector<float>(static_cast<std::size_t>(count))};
  take_values(reader, *type, array.values);
  return array;
}

std::vector<std::uint8_t> write_npz(std::span<const NamedArray> arrays) {
  std::vector<ZipEntry> entries;
  entries.reserve(arrays.size());
  for (const NamedArray& array : arrays) entries.push_back({array.name + ".npy", write_npy(array)});
  return write_zip(entries);
}

Result<std::vector<NamedArray>> read_npz(const std::string& name, std::span<const std::uint8_t> bytes) {
  auto entries = read_zip(name, bytes);
  if (!entries) return entries.error();
  std::vector<NamedArray> arrays;
  for (ZipEntry& entry : *entries) {
    if (!entry.name.ends_with(".npy")) return Error{name + " holds " + entry.name + ", which is not an array."};
    auto array = read_npy(name + " (" + entry.name + ")", entry.bytes);
    if (!array) return array.error();
    array->name = entry.name.substr(0, entry.name.size() - 4);
    arrays.push_back(std::move(*array));
    release(entry.bytes);
  }
  return arrays;
}

}  // namespace lab
