#include "io/imports.h"

#include <algorithm>
#include <array>

#include "data/named_file.h"
#include "data/npy.h"
#include "data/zip.h"
#include "io/model_file.h"
#include "io/npy.h"
#include "io/safetensors.h"
#include "io/weights.h"

namespace lab {
namespace {

/// In capitals or not: names come from people and their systems.
bool ends_in(std::string_view name, std::string_view ending) { return lower_case(name).ends_with(ending); }

/// What data sets call their arrays, and weights never: "x_train", "test_images", "labels".
bool named_like_data(std::string_view name) {
  constexpr std::array<std::string_view, 7> kWords = {"x", "y", "train", "test", "images", "labels", "data"};
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("_.-/"), name.size());
    const std::string word = lower_case(name.substr(0, end));
    if (std::ranges::find(kWords, word) != kWords.end()) return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

/// Whether an .npz file holds images rather than weights: arrays of bytes, or such as are called so.
bool holds_images(const std::string& name, std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kHead = 512;
  const auto items = list_zip(name, bytes);
  return items && std::ranges::any_of(*items, [&](const ZipItem& item) {
           const auto array = parse_npy_header(item.name, peek_zip_item(bytes, item, kHead));
           if (!array || array->shape.empty()) return false;
           return (array->type == NumberType{} && array->shape.size() > 1) ||
                  named_like_data(std::string_view(item.name).substr(0, item.name.find(".npy")));
         });
}

}  // namespace

bool holds_model(std::string_view name, std::span<const std::uint8_t> bytes) {
  if (ends_in(name, ".npz")) return !holds_images(std::string(name), bytes);
  return is_model_file(bytes) || ends_in(name, ".aelab") || ends_in(name, ".safetensors");
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
