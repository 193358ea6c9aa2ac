#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "experiment/saved_model.h"
#include "nn/network.h"

namespace lab {

/// The model as bytes, in version 2 of the format. All numbers little-endian:
///   8 bytes "AELAB\0\0" and the format version (2)
///   u32 length of the spec, then the spec as JSON (UTF-8)
///   u32 number of arrays; for each a u8 length and its name ("dense/kernel"), a u8 number of dimensions and u32 each
///   the values of all arrays in that order, as IEEE 754 binary32
///   u32 CRC-32 of everything before it
/// Version 1 knew no arrays: the number of weights (u32) and the weights followed the spec.
[[nodiscard]] std::vector<std::uint8_t> write_model(const ExperimentSpec& spec, const Network& network);

/// Whether the bytes begin as those of a model file do, whatever is wrong with the rest.
[[nodiscard]] bool is_model_file(std::span<const std::uint8_t> bytes);

/// Reads and checks either version: magic, version, lengths, checksum, and that names and shapes of the weights fit the
/// spec's network. `name` is used in the sentence that says what is wrong.
Result<SavedModel> read_model(const std::string& name, std::span<const std::uint8_t> bytes);

/// The model's network with its weights, planned for batches of up to `max_batch`.
Result<Network> network_of(const SavedModel& model, int max_batch);

}  // namespace lab
