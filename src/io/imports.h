#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "experiment/saved_model.h"
#include "io/named_array.h"

namespace lab {

/// Whether such a file holds a network or the weights of one, rather than images: it begins as a model file does, or
/// its name says so (.aelab, .safetensors, and .npz unless its arrays are bytes or called as images are: "x_train").
[[nodiscard]] bool holds_model(std::string_view name, std::span<const std::uint8_t> bytes);

/// Reads weights from an .npz or .safetensors file; `name` says which it is, and begins the sentence that says what is
/// wrong.
Result<std::vector<NamedArray>> read_weights(const std::string& name, std::span<const std::uint8_t> bytes);

/// The network in a file that holds_model(). Where the file has weights alone they must fit the network of `shown`,
/// exactly; see load_weights().
Result<SavedModel> open_model(const std::string& name, std::span<const std::uint8_t> bytes,
                              const ExperimentSpec& shown);

}  // namespace lab
