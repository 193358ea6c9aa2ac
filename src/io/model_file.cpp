#include "io/model_file.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/bytes.h"
#include "data/gzip.h"
#include "experiment/spec_json.h"
#include "io/weights.h"

namespace lab {
namespace {

constexpr std::uint8_t kMagic[7] = {'A', 'E', 'L', 'A', 'B', 0, 0};
constexpr std::uint8_t kVersion = 2;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::uint32_t kMaxArrays = 4096;
constexpr unsigned kMaxDimensions = 8;

Error damaged(const std::string& name) { return {name + " is damaged: it is shorter or longer than it says."}; }

/// The names and shapes of version 2, and then the values. Nothing is allocated that the file has no bytes for.
std::optional<std::vector<NamedArray>> take_arrays(ByteReader& reader) {
  const std::uint32_t count = reader.take_u32();
  if (count > kMaxArrays) return {};
  std::vector<NamedArray> arrays(count);
  std::uint64_t total = 0;
  for (NamedArray& array : arrays) {
    array.name = reader.take_text(reader.take_u8());
    const unsigned dimensions = reader.take_u8();
    if (reader.failed() || dimensions > kMaxDimensions) return {};
    for (unsigned d = 0; d < dimensions; ++d) {
      array.shape.push_back(static_cast<int>(std::min<std::uint32_t>(reader.take_u32(), INT32_MAX)));
    }
    const std::int64_t size = value_count(array.shape);
    if (size < 0) return {};
    total += static_cast<std::uint64_t>(size);
  }
  if (reader.failed() || total * 4 != reader.left()) return {};
  for (NamedArray& array : arrays) {
    array.values.resize(static_cast<std::size_t>(value_count(array.shape)));
    reader.take_floats(array.values);
  }
  return arrays;
}

}  // namespace

std::vector<std::uint8_t> write_model(const ExperimentSpec& spec, const Network& network) {
  Bytes out(std::begin(kMagic), std::end(kMagic));
  out.push_back(kVersion);
  const std::string json = spec_to_json(spec);
  put_u32(out, json.size());
  put_text(out, json);
  const std::vector<NamedArray> arrays = weights_of(network);
  put_u32(out, arrays.size());
  for (const NamedArray& array : arrays) {
    put_number(out, array.name.size(), 1);
    put_text(out, array.name);
    put_number(out, array.shape.size(), 1);
    for (const int size : array.shape) put_u32(out, static_cast<std::uint64_t>(size));
  }
  put_floats(out, network.parameters());
  put_u32(out, crc32(out));
  return out;
}

bool is_model_file(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= sizeof kMagic && std::memcmp(bytes.data(), kMagic, sizeof kMagic) == 0;
}

Result<SavedModel> read_model(const std::string& name, std::span<const std::uint8_t> bytes) {
  if (!is_model_file(bytes)) return Error{name + " is not a model of Autoencoder Lab."};
  ByteReader start(bytes.subspan(sizeof kMagic));
  const unsigned version = start.take_u8();
  if (start.failed()) return damaged(name);
  if (version < 1 || version > kVersion) {
    return Error{name + " has the format version " + std::to_string(version) + "; this program reads versions 1 to " +
                 std::to_string(kVersion) + "."};
  }
  if (start.left() < kChecksumBytes) return damaged(name);
  const auto checked = bytes.first(bytes.size() - kChecksumBytes);
  ByteReader reader(checked.subspan(sizeof kMagic + 1));
  const std::string_view json = reader.take_text(reader.take_u32());
  if (reader.failed()) return damaged(name);
  // Lengths are judged before the checksum, so that a file cut short is called that.
  std::vector<NamedArray> arrays;
  std::vector<float> flat;
  if (version == 1) {
    const std::uint32_t count = reader.take_u32();
    if (reader.failed() || std::uint64_t{count} * 4 != reader.left()) return damaged(name);
    flat.resize(count);
    reader.take_floats(flat);
  } else {
    auto taken = take_arrays(reader);
    if (!taken) return damaged(name);
    arrays = std::move(*taken);
  }
  if (ByteReader(bytes.last(kChecksumBytes)).take_u32() != crc32(checked)) {
    return Error{name + " is damaged: its checksum does not match."};
  }

  auto spec = spec_from_json(json);
  if (!spec) return Error{name + ": " + spec.error().message};
  auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
  if (!network) return Error{name + ": " + network.error().message};
  if (version == 1) {
    if (network->parameter_count() != static_cast<int>(flat.size())) {
      return Error{name + " holds " + std::to_string(flat.size()) + " weights, but its network has " +
                   std::to_string(network->parameter_count()) + "."};
    }
    return SavedModel{std::move(*spec), std::move(flat)};
  }
  if (const Status status = load_weights(name, arrays, *network); !status) return status.error();
  return SavedModel{std::move(*spec), {network->parameters().begin(), network->parameters().end()}};
}

Result<Network> network_of(const SavedModel& model, int max_batch) {
  auto network = Network::plan({model.spec.input, model.spec.layers, model.spec.loss}, max_batch);
  if (!network) return network;
  if (network->parameters().size() != model.parameters.size()) {
    return Error{"The weights of " + model.spec.name + " do not fit its network."};
  }
  std::ranges::copy(model.parameters, network->parameters().begin());
  return network;
}

}  // namespace lab
