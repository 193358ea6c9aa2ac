#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "experiment/experiment_spec.h"

namespace lab {

/// A trained network as it is kept in a file: what it is, and its weights (flat, as Network::parameters()).
struct SavedModel {
  ExperimentSpec spec;
  std::vector<float> parameters;
};

/// The model as bytes. All numbers little-endian:
///   8 bytes "AELAB\0\0" and the format version (1)
///   u32 length of the spec, then the spec as JSON (UTF-8)
///   u32 number of weights, then the weights as IEEE 754 binary32
///   u32 CRC-32 of everything before it
[[nodiscard]] std::vector<std::uint8_t> write_model(const ExperimentSpec& spec, std::span<const float> parameters);

/// Reads and checks them: magic, version, lengths, checksum, and that the weights fit the spec's network. `name` is
/// used in the sentence that says what is wrong.
Result<SavedModel> read_model(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace lab
