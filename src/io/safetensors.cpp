#include "io/safetensors.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "core/bytes.h"

namespace lab {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 16U << 20;
constexpr std::size_t kMaxDimensions = 8;

/// A list of at most `max_size` whole numbers from 0 to 2^53.
std::optional<std::vector<std::uint64_t>> whole_numbers(const Json& json, std::size_t max_size) {
  if (!json.is_array() || json.size() > max_size) return {};
  std::vector<std::uint64_t> numbers;
  for (const Json& item : json) {
    if (!item.is_number_unsigned() || item.get<std::uint64_t>() > (1ULL << 53)) return {};
    numbers.push_back(item.get<std::uint64_t>());
  }
  return numbers;
}

struct TypeName {
  std::string_view name;
  NumberType type;
};
using Kind = NumberType::Kind;
constexpr std::array kTypes = {
    TypeName{"F32", {Kind::floating, 4}},         TypeName{"F16", {Kind::floating, 2}},
    TypeName{"BF16", {Kind::brain, 2}},           TypeName{"F64", {Kind::floating, 8}},
    TypeName{"I8", {Kind::integer, 1}},           TypeName{"I16", {Kind::integer, 2}},
    TypeName{"I32", {Kind::integer, 4}},          TypeName{"I64", {Kind::integer, 8}},
    TypeName{"U8", {Kind::unsigned_integer, 1}},  TypeName{"U16", {Kind::unsigned_integer, 2}},
    TypeName{"U32", {Kind::unsigned_integer, 4}}, TypeName{"U64", {Kind::unsigned_integer, 8}},
    TypeName{"BOOL", {Kind::boolean, 1}},
};

Result<NamedArray> read_array(const std::string& title, const std::string& name, const Json& entry,
                              std::span<const std::uint8_t> data, std::uint64_t& taken) {
  const Error unreadable{title + " has a shape or a place that cannot be read."};
  if (!entry.is_object() || !entry.contains("dtype") || !entry.contains("shape") || !entry.contains("data_offsets")) {
    return unreadable;
  }
  const std::string dtype = entry["dtype"].is_string() ? entry["dtype"].get<std::string>() : std::string();
  const auto* const type =
      std::ranges::find_if(kTypes, [&](const TypeName& candidate) { return dtype == candidate.name; });
  if (type == kTypes.end()) {
    return Error{title + " must hold floating-point numbers (F16, BF16, F32 or F64) or whole ones."};
  }
  const auto shape = whole_numbers(entry["shape"], kMaxDimensions);
  const auto place = whole_numbers(entry["data_offsets"], 2);
  if (!shape || !place || place->size() != 2) return unreadable;

  NumberArray array{.name = name, .shape = {}, .type = type->type, .bytes = {}, .offset = 0};
  for (const std::uint64_t size : *shape) {
    array.shape.push_back(static_cast<int>(std::min<std::uint64_t>(size, INT32_MAX)));
  }
  const std::int64_t count = value_count(array.shape);
  const std::uint64_t begin = (*place)[0];
  const std::uint64_t end = (*place)[1];
  if (count < 0 || begin > end || end > data.size() ||
      end - begin != static_cast<std::uint64_t>(count) * type->type.size) {
    return Error{title + " is damaged: its values are not where it says."};
  }
  const auto values = data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  taken += values.size();
  array.bytes.assign(values.begin(), values.end());
  return NamedArray{name, array.shape, floats_of(array)};
}

}  // namespace

std::vector<std::uint8_t> write_safetensors(std::span<const NamedArray> arrays) {
  Json header = {{"__metadata__", {{"producer", "Autoencoder Lab"}}}};
  std::uint64_t offset = 0;
  for (const NamedArray& array : arrays) {
    const std::uint64_t end = offset + array.values.size() * 4;
    header[array.name] = {{"dtype", "F32"}, {"shape", array.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string json = header.dump(-1, ' ', false, Json::error_handler_t::replace);
  json.append((8 - json.size() % 8) % 8, ' ');  // values are aligned
  Bytes out;
  put_u64(out, json.size());
  put_text(out, json);
  for (const NamedArray& array : arrays) put_floats(out, array.values);
  return out;
}

Result<std::vector<NamedArray>> read_safetensors(const std::string& name, std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes);
  const std::uint64_t header_size = reader.take_u64();
  if (header_size > kMaxHeader) return Error{name + " is not a safetensors file, or its header is too long."};
  const std::string_view text = reader.take_text(header_size);
  if (reader.failed()) return Error{name + " is not a safetensors file, or it is cut off."};
  const Json header = Json::parse(text, nullptr, false);
  if (!header.is_object()) return Error{name + " is not a safetensors file: its header is not JSON."};

  const auto data = bytes.subspan(kLengthBytes + static_cast<std::size_t>(header_size));
  std::vector<NamedArray> arrays;
  std::uint64_t total = 0;
  for (const auto& [key, entry] : header.items()) {
    if (key == "__metadata__") continue;
    auto array = read_array(std::string(name).append(" (").append(key).append(")"), key, entry, data, total);
    if (!array) return array.error();
    if (total > data.size()) return Error{name + " is damaged: its arrays overlap."};
    arrays.push_back(std::move(*array));
  }
  if (total != data.size()) return Error{name + " is damaged: it is longer than its arrays."};
  return arrays;
}

}  // namespace lab
