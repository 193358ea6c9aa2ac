#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/shape.h"
#include "data/noise/noise.h"
#include "nn/layer_spec.h"
#include "nn/optimizer_spec.h"
#include "nn/schedules.h"

namespace lab {

/// Everything that can be trained, as plain data: presets, the command line, the page, its address, saved models and
/// tests all speak this one type. Whether it makes sense is decided by Network::plan, not here.
struct ExperimentSpec {
  std::string name;     ///< identifier: "lab-dae"
  std::string title;    ///< for people: "Denoising autoencoder"
  std::string summary;  ///< one sentence for people

  Shape input = Shape::flat(784);
  std::vector<LayerSpec> layers;
  int code_layer = -1;  ///< index in `layers` of the layer whose output is the code; -1: the network has none

  int train_size = 0;  ///< how many training images to use; 0: all there are
  NoiseSpec noise;

  std::string loss = "binary_crossentropy";  ///< LossKind::name
  OptimizerSpec optimizer;
  ScheduleSpec schedule;
  int batch_size = 128;
  int epochs = 10;
  int patience = 0;  ///< stop after so many epochs without a better validation loss, with the best weights; 0: never
  bool shuffle = true;
  std::uint64_t seed = 0;

  /// True where the target is the image itself; false where it is the class.
  [[nodiscard]] bool reconstructs() const;
  /// True where the network sees noisy images.
  [[nodiscard]] bool has_noise() const { return noise.kind != "none"; }

  bool operator==(const ExperimentSpec&) const = default;
};

}  // namespace lab
