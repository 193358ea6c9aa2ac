#include "io/npy.h"

#include <string_view>
#include <utility>

#include "core/bytes.h"
#include "data/npy.h"
#include "data/zip.h"

namespace lab {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kAlignment = 64;

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

Result<NamedArray> read_npy(const std::string& name, std::vector<std::uint8_t> bytes) {
  const auto array = parse_npy(name, std::move(bytes));
  if (!array) return array.error();
  NamedArray named{name, array->shape, floats_of(*array)};
  if (array->type == NumberType{}) {
    for (float& value : named.values) value /= 255.0F;
  }
  return named;
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
    auto array = read_npy(name + " (" + entry.name + ")", std::move(entry.bytes));
    if (!array) return array.error();
    array->name = entry.name.substr(0, entry.name.size() - 4);
    arrays.push_back(std::move(*array));
  }
  return arrays;
}

}  // namespace lab
