#include "io/model_file.h"

#include <bit>
#include <cstring>

#include "data/gzip.h"
#include "experiment/spec_json.h"
#include "nn/network.h"

namespace lab {
namespace {

constexpr std::uint8_t kMagic[7] = {'A', 'E', 'L', 'A', 'B', 0, 0};
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecksumBytes = 4;

void put_u32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// Takes pieces off the front of the bytes; a piece that is not there in full comes back empty and sets failed.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::span<const std::uint8_t> take(std::size_t size) {
    if (size > rest_.size()) {
      failed_ = true;
      return {};
    }
    const auto piece = rest_.first(size);
    rest_ = rest_.subspan(size);
    return piece;
  }
  std::uint32_t take_u32() {
    std::uint32_t value = 0;
    const auto piece = take(4);
    for (std::size_t i = 0; i < piece.size(); ++i) value |= static_cast<std::uint32_t>(piece[i]) << (8 * i);
    return value;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool failed_ = false;
};

}  // namespace

std::vector<std::uint8_t> write_model(const ExperimentSpec& spec, std::span<const float> parameters) {
  std::vector<std::uint8_t> out(std::begin(kMagic), std::end(kMagic));
  out.push_back(kVersion);
  const std::string json = spec_to_json(spec);
  put_u32(out, static_cast<std::uint32_t>(json.size()));
  out.insert(out.end(), json.begin(), json.end());
  put_u32(out, static_cast<std::uint32_t>(parameters.size()));
  for (const float w : parameters) put_u32(out, std::bit_cast<std::uint32_t>(w));
  put_u32(out, crc32(out));
  return out;
}

Result<SavedModel> read_model(const std::string& name, std::span<const std::uint8_t> bytes) {
  const Error damaged{name + " is damaged: it is shorter or longer than it says."};
  ByteReader reader(bytes);
  const auto magic = reader.take(sizeof kMagic);
  if (reader.failed() || std::memcmp(magic.data(), kMagic, sizeof kMagic) != 0) {
    return Error{name + " is not a model of Autoencoder Lab."};
  }
  const auto version = reader.take(1);
  if (reader.failed()) return damaged;
  if (version[0] != kVersion) {
    return Error{name + " has the format version " + std::to_string(version[0]) + "; this program reads version " +
                 std::to_string(kVersion) + "."};
  }
  const auto json = reader.take(reader.take_u32());
  const std::uint32_t count = reader.take_u32();
  const auto weights = reader.take(std::size_t{count} * 4);
  if (reader.failed() || reader.left() != kChecksumBytes) return damaged;
  if (reader.take_u32() != crc32(bytes.first(bytes.size() - kChecksumBytes))) {
    return Error{name + " is damaged: its checksum does not match."};
  }

  auto spec = spec_from_json({reinterpret_cast<const char*>(json.data()), json.size()});
  if (!spec) return Error{name + ": " + spec.error().message};
  const auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
  if (!network) return Error{name + ": " + network.error().message};
  if (network->parameter_count() != static_cast<int>(count)) {
    return Error{name + " holds " + std::to_string(count) + " weights, but its network has " +
                 std::to_string(network->parameter_count()) + "."};
  }
  SavedModel model{std::move(*spec), std::vector<float>(count)};
  ByteReader values(weights);
  for (float& w : model.parameters) w = std::bit_cast<float>(values.take_u32());
  return model;
}

}  // namespace lab
