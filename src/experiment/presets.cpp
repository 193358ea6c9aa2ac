#include "experiment/presets.h"

#include <algorithm>
#include <string>

namespace lab {
namespace {

LayerSpec dense(int units, std::string activation) {
  return {"dense", {{"units", static_cast<double>(units)}, {"activation", std::move(activation)}}};
}

/// A dense autoencoder of 28x28 images: relu layers of the given widths, then 784 sigmoid outputs. The code is the
/// layer in the middle.
ExperimentSpec dense_autoencoder(std::string name, std::string title, std::string summary,
                                 const std::vector<int>& hidden) {
  ExperimentSpec spec;
  spec.name = std::move(name);
  spec.title = std::move(title);
  spec.summary = std::move(summary);
  for (const int units : hidden) spec.layers.push_back(dense(units, "relu"));
  spec.layers.push_back(dense(784, "sigmoid"));
  spec.code_layer = static_cast<int>(hidden.size() / 2);
  return spec;
}

ExperimentSpec with_noise(ExperimentSpec spec, NoiseSpec noise) {
  spec.noise = std::move(noise);
  return spec;
}

ExperimentSpec with_training(ExperimentSpec spec, int batch_size, int epochs) {
  spec.batch_size = batch_size;
  spec.epochs = epochs;
  return spec;
}

const NoiseSpec kGaussian{.kind = "gaussian", .level = 0.5F};
const NoiseSpec kGaussianUnclipped{.kind = "gaussian", .level = 0.5F, .clip = false};
const NoiseSpec kSaltPepper{.kind = "salt-pepper", .level = 0.4F};

/// What the page opens with: of the dense networks the one that learns most from a few thousand digits in a few
/// seconds. One wide layer learns fast, and noise drawn anew every epoch keeps it from knowing the noise by heart.
ExperimentSpec digit_denoiser() {
  ExperimentSpec spec = with_training(
      with_noise(dense_autoencoder("digit-denoiser", "Digit denoiser",
                                   "Repairs digits of which 40 % of the pixels were replaced by black or white, with "
                                   "new noise in every epoch.",
                                   {256}),
                 {.kind = "salt-pepper", .level = 0.4F, .fresh = true}),
      64, 1000);
  spec.optimizer.learning_rate = 0.002F;
  return spec;
}

ExperimentSpec mlp() {
  ExperimentSpec spec;
  spec.name = "mlp";
  spec.title = "Classifier";
  spec.summary = "Names the digit instead of redrawing it; later it judges how well denoising works.";
  spec.layers = {dense(64, "relu"), dense(64, "relu"), dense(10, "softmax")};
  spec.loss = "categorical_crossentropy";
  spec.optimizer.kind = "sgd";
  spec.optimizer.learning_rate = 0.1F;
  return with_training(spec, 128, 10);
}

// One row per experiment of the course documents, after the page's own; the comment names the row it implements.
std::vector<ExperimentSpec> make_presets() {
  return {
      digit_denoiser(),
      // A6
      with_training(with_noise(dense_autoencoder(
                                   "sp-dae", "Denoiser, noise drawn once",
                                   "As the course trains it: every digit keeps its own salt and pepper for the whole "
                                   "run.",
                                   {128, 96, 128}),
                               kSaltPepper),
                    64, 32),
      // A4
      with_training(with_noise(dense_autoencoder("lab-dae", "Gaussian denoiser",
                                                 "The smallest denoiser: 32 numbers must carry a digit through "
                                                 "Gaussian noise.",
                                                 {32}),
                               kGaussian),
                    128, 30),
      // A1
      with_training(dense_autoencoder("dense-ae", "Autoencoder",
                                      "Squeezes a clean digit into 32 numbers and draws it again from them.", {32}),
                    256, 5),
      // A2
      with_training(
          dense_autoencoder("dense-ae-deep", "Deep autoencoder",
                            "The same code of 32 numbers, with wide layers before and after it.", {512, 32, 512}),
          256, 5),
      // A3, on the network of A1
      with_training(with_noise(dense_autoencoder("dense-dae-gauss", "Autoencoder on unclipped noise",
                                                 "The plain autoencoder learns to remove Gaussian noise that may leave "
                                                 "the range from black to white.",
                                                 {32}),
                               kGaussianUnclipped),
                    256, 5),
      // A3, on the network of A2
      with_training(with_noise(dense_autoencoder("dense-dae-gauss-deep", "Deep autoencoder on unclipped noise",
                                                 "The deep autoencoder learns to remove unclipped Gaussian noise.",
                                                 {512, 32, 512}),
                               kGaussianUnclipped),
                    256, 5),
      // A5
      with_training(with_noise(dense_autoencoder("lab-level-up", "Gaussian denoiser, level up",
                                                 "A larger code, less noise drawn anew every epoch, and more epochs: "
                                                 "the improvements a student tries next.",
                                                 {256, 64, 256}),
                               {.kind = "gaussian", .level = 0.3F, .fresh = true}),
                    128, 50),
      // C1
      mlp(),
  };
}

}  // namespace

std::span<const ExperimentSpec> presets() {
  static const std::vector<ExperimentSpec> kPresets = make_presets();
  return kPresets;
}

Result<ExperimentSpec> find_preset(std::string_view name) {
  const auto all = presets();
  const auto it = std::ranges::find(all, name, &ExperimentSpec::name);
  if (it != all.end()) return *it;
  std::string names;
  for (const auto& preset : all) names += (names.empty() ? "" : ", ") + preset.name;
  return Error{"There is no preset called \"" + std::string(name) + "\"; there are " + names + "."};
}

}  // namespace lab
