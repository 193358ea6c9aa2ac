#include "io/imports.h"

#include <algorithm>

#include "io/model_file.h"
#include "io/npy.h"
#include "io/safetensors.h"
#include "io/weights.h"

namespace lab {
namespace {

/// In capitals or not: names come from people and their systems.
bool ends_in(std::string_view name, std::string_view ending) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return name.size() >= ending.size() &&
         std::ranges::equal(name.substr(name.size() - ending.size()), ending, {}, small);
}

}  // namespace

bool holds_model(std::string_view name, std::span<const std::uint8_t> bytes) {
  return is_model_file(bytes) || ends_in(name, ".aelab") || ends_in(name, ".npz") || ends_in(name, ".safetensors");
}

Result<std::vector<NamedArray>> read_weights(const std::string& name, std::span<const std::uint8_t> bytes) {
  if (ends_in(name, ".safetensors")) return read_safetensors(name, bytes);
  if (ends_in(name, ".npz")) return read_npz(name, bytes);
  return Error{"The name of " + name + " must end in .npz or .safetensors, to say what it is."};
}

Result<SavedModel> open_model(const std::string& name, std::span<const std::uint8_t> bytes,
                              const ExperimentSpec& shown) {
  if (is_model_file(bytes) || ends_in(name, ".aelab")) return read_model(name, bytes);
  const auto arrays = read_weights(name, bytes);
  if (!arrays) return arrays.error();
  auto network = Network::plan({shown.input, shown.layers, shown.loss}, 1);
  if (!network) return network.error();
  if (const Status status = load_weights(name, *arrays, *network); !status) return status.error();
  return SavedModel{shown, {network->parameters().begin(), network->parameters().end()}};
}

}  // namespace lab
