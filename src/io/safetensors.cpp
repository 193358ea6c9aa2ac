#include "io/safetensors.h"

#include <algorithm>
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

Result<NamedArray> read_array(const std::string& title, const std::string& name, const Json& entry,
                              std::span<const std::uint8_t> data) {
  const Error unreadable{title + " has a shape or a place that cannot be read."};
  if (!entry.is_object() || !entry.contains("dtype") || !entry.contains("shape") || !entry.contains("data_offsets")) {
    return unreadable;
  }
  if (entry["dtype"] != "F32") return Error{title + " must hold numbers of the type F32 (float32)."};
  const auto shape = whole_numbers(entry["shape"], kMaxDimensions);
  const auto place = whole_numbers(entry["data_offsets"], 2);
  if (!shape || !place || place->size() != 2) return unreadable;

  NamedArray array;
  array.name = name;
  for (const std::uint64_t size : *shape) {
    array.shape.push_back(static_cast<int>(std::min<std::uint64_t>(size, INT32_MAX)));
  }
  const std::int64_t count = value_count(array.shape);
  const std::uint64_t begin = (*place)[0];
  const std::uint64_t end = (*place)[1];
  if (count < 0 || begin > end || end > data.size() || end - begin != static_cast<std::uint64_t>(count) * 4) {
    return Error{title + " is damaged: its values are not where it says."};
  }
  array.values.resize(static_cast<std::size_t>(count));
  ByteReader(data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)))
      .take_floats(array.values);
  return array;
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
    auto array = read_array(std::string(name).append(" (").append(key).append(")"), key, entry, data);
    if (!array) return array.error();
    total += array->values.size() * 4;
    if (total > data.size()) return Error{name + " is damaged: its arrays overlap."};
    arrays.push_back(std::move(*array));
  }
  if (total != data.size()) return Error{name + " is damaged: it is longer than its arrays."};
  return arrays;
}

}  // namespace lab
