#pragma once

#include <cstdint>

#include "core/memory_budget.h"
#include "core/result.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

/// Samples that a network of this batch size has room for: validation and previews want some even when batches are
/// tiny.
[[nodiscard]] int batch_capacity(int batch_size);

/// The network of a spec, planned but without memory (Network::outline), with room for batch_capacity().
Result<Network> outline_network(const ExperimentSpec& spec);

/// Bytes that a run keeps besides its images, known before any of them is taken: parameters, gradients, moments,
/// activations and scratch of the network, the order of `images` images, the last good weights, and the best ones where
/// early stopping keeps them. `outline` is the network of `spec`.
[[nodiscard]] std::int64_t run_memory(const Network& outline, const ExperimentSpec& spec, int images);

/// How much memory a run may take.
struct MemoryRoom {
  std::int64_t run = 0;     ///< bytes for the run, what the present one would give back included
  std::int64_t total = 0;   ///< of the budget
  std::int64_t images = 0;  ///< bytes that the images take which are there
  int image_count = 0;      ///< for training and testing
  MemoryPieces pieces{};    ///< in which `run` comes
  const char* owner = "";   ///< MemoryBudget::owner()
};

/// What is to be said when `needed` bytes do not fit; `advice` says what would ("batch size 128 fits").
[[nodiscard]] Error no_room(std::int64_t needed, const MemoryRoom& room, const std::string& advice);

/// Whether the run of `spec` on so many images fits; otherwise the sentence names the figures and the largest batch or
/// code size that would. `outline` is the network of `spec`.
Status check_room(const Network& outline, const ExperimentSpec& spec, int images, const MemoryRoom& room);

/// The same for those who have no network, as the controls on the page, with the images that are there; a spec that
/// cannot be planned is refused too. Takes some ten microseconds.
Status check_room(const ExperimentSpec& spec, const MemoryRoom& room);

}  // namespace lab
