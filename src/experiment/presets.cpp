#include "experiment/presets.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace lab {
namespace {

LayerSpec dense(int units, std::string activation) {
  return {"dense", {{"units", static_cast<double>(units)}, {"activation", std::move(activation)}}};
}

/// A 3x3 convolution that keeps the size of the image.
LayerSpec conv(int filters, std::string activation = "relu") {
  return {"conv2d",
          {{"filters", static_cast<double>(filters)},
           {"kernel_size", 3.0},
           {"padding", std::string("same")},
           {"activation", std::move(activation)}}};
}
/// A 3x3 convolution without padding, as the classifiers have them.
LayerSpec valid_conv(int filters) {
  return {"conv2d",
          {{"filters", static_cast<double>(filters)}, {"kernel_size", 3.0}, {"activation", std::string("relu")}}};
}
/// A transposed convolution that doubles the size of the image.
LayerSpec doubling_conv(int filters) {
  return {"conv2d_transpose",
          {{"filters", static_cast<double>(filters)},
           {"kernel_size", 3.0},
           {"strides", 2.0},
           {"padding", std::string("same")},
           {"activation", std::string("relu")}}};
}
LayerSpec pool() { return {"max_pooling2d", {{"padding", std::string("same")}}}; }
LayerSpec upsample() { return {"up_sampling2d", {}}; }
LayerSpec resize_to(int size) {
  return {"resizing",
          {{"height", static_cast<double>(size)},
           {"width", static_cast<double>(size)},
           {"interpolation", std::string("nearest")}}};
}

ExperimentSpec autoencoder(std::string name, std::string title, std::string summary, const Shape& input,
                           std::vector<LayerSpec> layers, int code_layer) {
  ExperimentSpec spec;
  spec.name = std::move(name);
  spec.title = std::move(title);
  spec.summary = std::move(summary);
  spec.input = input;
  spec.layers = std::move(layers);
  spec.code_layer = code_layer;
  return spec;
}

/// A dense autoencoder of 28x28 images: relu layers of the given widths, then 784 sigmoid outputs. The code is the
/// layer in the middle.
ExperimentSpec dense_autoencoder(std::string name, std::string title, std::string summary,
                                 const std::vector<int>& hidden) {
  std::vector<LayerSpec> layers;
  layers.reserve(hidden.size() + 1);
  for (const int units : hidden) layers.push_back(dense(units, "relu"));
  layers.push_back(dense(784, "sigmoid"));
  return autoencoder(std::move(name), std::move(title), std::move(summary), Shape::flat(784), std::move(layers),
                     static_cast<int>(hidden.size() / 2));
}

/// A convolutional autoencoder of 28x28 images: three convolutions and poolings down to 4x4, and back up.
ExperimentSpec conv_autoencoder(std::string name, std::string title, std::string summary,
                                const std::array<int, 3>& down, const std::array<int, 3>& up) {
  return autoencoder(std::move(name), std::move(title), std::move(summary), Shape::image(28, 28, 1),
                     {conv(down[0]), pool(), conv(down[1]), pool(), conv(down[2]), pool(), resize_to(7), conv(up[0]),
                      upsample(), conv(up[1]), upsample(), conv(up[2]), conv(1, "sigmoid")},
                     5);
}

ExperimentSpec transposed_conv_autoencoder() {
  LayerSpec to_seven = doubling_conv(16);  // 4x4 and a 4x4 kernel without padding make 7x7
  to_seven.set("kernel_size", 4.0);
  to_seven.set("strides", 1.0);
  to_seven.set("padding", std::string("valid"));
  return autoencoder("conv-dae-transposed", "Denoiser with transposed convolutions",
                     "The convolutional denoiser with learned upsampling: transposed convolutions draw the picture.",
                     Shape::image(28, 28, 1),
                     {conv(32), pool(), conv(32), pool(), conv(16), pool(), to_seven, doubling_conv(32),
                      doubling_conv(32), conv(1, "sigmoid")},
                     5);
}

ExperimentSpec cifar_autoencoder(std::string name, std::string title, std::string summary, std::string last) {
  return autoencoder(std::move(name), std::move(title), std::move(summary), Shape::image(32, 32, 3),
                     {conv(16), pool(), conv(8), pool(), conv(8), pool(), conv(8), upsample(), conv(8), upsample(),
                      conv(16), upsample(), conv(3, std::move(last))},
                     5);
}

ExperimentSpec cifar_with_batch_normalization() {
  LayerSpec halving = conv(32);
  halving.set("strides", 2.0);
  LayerSpec last = conv(3, "sigmoid");
  last.set("kernel_size", 1.0);
  const LayerSpec normalization("batch_normalization", {});
  return autoencoder(
      "cifar-conv-bn", "Colour autoencoder with batch normalization",
      "Normalizes each channel over the batch between its convolutions.", Shape::image(32, 32, 3),
      {conv(32), normalization, halving, conv(32), normalization, upsample(), conv(32), normalization, last}, 4);
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

ExperimentSpec classifier(std::string name, std::string title, std::string summary, const Shape& input,
                          std::vector<LayerSpec> layers) {
  ExperimentSpec spec =
      autoencoder(std::move(name), std::move(title), std::move(summary), input, std::move(layers), -1);
  spec.loss = "categorical_crossentropy";
  return spec;
}

ExperimentSpec with_sgd(ExperimentSpec spec, float learning_rate) {
  spec.optimizer.kind = "sgd";
  spec.optimizer.learning_rate = learning_rate;
  return spec;
}

ExperimentSpec mlp_with_l2() {
  ExperimentSpec spec = classifier("mlp-l2-sweep", "Wide classifier with L2",
                                   "A large classifier whose weights pay a penalty; a sweep looks for the best one.",
                                   Shape::flat(784), {dense(500, "relu"), dense(300, "relu"), dense(10, "softmax")});
  for (std::size_t i = 0; i + 1 < spec.layers.size(); ++i) spec.layers[i].set("kernel_regularizer_l2", 1e-6);
  return with_training(with_sgd(std::move(spec), 0.1F), 128, 40);
}

ExperimentSpec cnn() {
  const LayerSpec pool("max_pooling2d", {});
  return with_training(
      with_sgd(classifier("cnn", "Convolutional classifier",
                          "Names digits with convolutions; it judges what denoising is worth.", Shape::image(28, 28, 1),
                          {valid_conv(32),
                           pool,
                           valid_conv(64),
                           pool,
                           valid_conv(64),
                           {"dropout", {{"rate", 0.5}}},
                           {"flatten", {}},
                           dense(64, "relu"),
                           dense(10, "softmax")}),
               0.1F),
      128, 10);
}

/// C4: two or three convolutions, pooling by the largest value or the mean.
ExperimentSpec cifar_cnn(int convolutions, bool average) {
  const LayerSpec pool(average ? "average_pooling2d" : "max_pooling2d", {});
  std::vector<LayerSpec> layers = {valid_conv(32), pool, valid_conv(64), pool};
  if (convolutions == 3) layers.push_back(valid_conv(64));
  for (LayerSpec layer : {LayerSpec("flatten", {}), dense(64, "relu"), dense(64, "relu"), dense(10, "softmax")}) {
    layers.push_back(std::move(layer));
  }
  const std::string number = std::to_string(convolutions);
  return with_training(
      classifier("cifar-cnn-" + number + (average ? "-avg" : "-max"),
                 "Colour classifier, " + number + " convolutions, " + (average ? "mean" : "max") + " pooling",
                 "Names what is in a colour picture.", Shape::image(32, 32, 3), std::move(layers)),
      128, 10);
}

// --- what students ask for next: variants of the autoencoder of A1
// --------------------------------------------------------

ExperimentSpec variant(std::string name, std::string title, std::string summary, std::vector<LayerSpec> layers,
                       int code_layer) {
  return with_training(autoencoder(std::move(name), std::move(title), std::move(summary), Shape::flat(784),
                                   std::move(layers), code_layer),
                       128, 20);
}

ExperimentSpec linear_autoencoder() {
  ExperimentSpec spec = variant("linear-ae", "Linear autoencoder",
                                "Without activations the code spans the same subspace as the principal components.",
                                {dense(32, "linear"), dense(784, "linear")}, 0);
  spec.loss = "mse";
  return spec;
}

/// Its sigmoid code learns slowly at Adam's usual rate.
ExperimentSpec contractive_autoencoder() {
  ExperimentSpec spec =
      variant("contractive-ae", "Contractive autoencoder",
              "The loss punishes a code that changes when the picture changes a little.",
              {{"contractive_dense", {{"units", 64.0}, {"contraction", 1e-4}, {"activation", std::string("sigmoid")}}},
               dense(784, "sigmoid")},
              0);
  spec.optimizer.learning_rate = 0.003F;
  return spec;
}

// What menus show together. One row per experiment of the course documents, which the comment names, and the page's
// own.
struct Group {
  std::string_view title;
  std::vector<ExperimentSpec> presets;
};

Group variants() {
  // The loss is a mean over pixels, so the textbook's weight of the divergence, 1, is 1 / 784 here.
  constexpr double kBeta = 1.0 / 784.0;
  return {
      "Variants",
      {
          variant("sparse-ae", "Sparse autoencoder, L1",
                  "A wide code of which the loss lets only a few numbers differ from zero.",
                  {dense(128, "relu"), {"activity_regularization", {{"l1", 1e-4}}}, dense(784, "sigmoid")}, 0),
          variant("sparse-ae-kl", "Sparse autoencoder, KL",
                  "Each number of the code is on for one picture in twenty, by a penalty on its mean.",
                  {dense(128, "sigmoid"), {"kl_sparsity", {{"target", 0.05}, {"weight", 1e-3}}}, dense(784, "sigmoid")},
                  0),
          contractive_autoencoder(),
          variant("vae", "Variational autoencoder",
                  "The code is a cloud instead of a point, so that random codes make digits too.",
                  {dense(256, "relu"),
                   dense(32, "linear"),
                   {"sampling", {{"beta", kBeta}}},
                   dense(256, "relu"),
                   dense(784, "sigmoid")},
                  2),
          variant("tied-ae", "Tied weights", "The decoder uses the encoder's weights, transposed: half the parameters.",
                  {dense(64, "relu"), {"tied_dense", {{"tied_to", 0.0}, {"activation", std::string("sigmoid")}}}}, 0),
          variant("code-2d", "Code of two numbers", "A code small enough to draw: every digit is a point in the plane.",
                  {dense(128, "relu"), dense(32, "relu"), dense(2, "linear"), dense(32, "relu"), dense(128, "relu"),
                   dense(784, "sigmoid")},
                  2),
          variant("overcomplete-ae", "Over-complete code",
                  "More numbers than pixels and no noise: it learns to copy instead of to understand.",
                  {dense(1024, "relu"), dense(784, "sigmoid")}, 0),
          linear_autoencoder(),
      }};
}

Group denoisers() {
  return {
      "Denoisers",
      {
          digit_denoiser(),
          // A6
          with_training(
              with_noise(
                  dense_autoencoder("sp-dae", "Denoiser, noise drawn once",
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
          // A5
          with_training(
              with_noise(dense_autoencoder("lab-level-up", "Gaussian denoiser, level up",
                                           "A larger code, less noise drawn anew every epoch, and more epochs: "
                                           "the improvements a student tries next.",
                                           {256, 64, 256}),
                         {.kind = "gaussian", .level = 0.3F, .fresh = true}),
              128, 50),
          // B2
          with_training(with_noise(conv_autoencoder("conv-dae", "Convolutional denoiser",
                                                    "Looks for strokes anywhere in the picture, so it removes Gaussian "
                                                    "noise better than dense layers.",
                                                    {32, 32, 16}, {16, 32, 32}),
                                   kGaussian),
                        64, 10),
          // B5
          with_training(with_noise(transposed_conv_autoencoder(), kGaussian), 64, 10),
          // A3, on the network of A1
          with_training(
              with_noise(dense_autoencoder("dense-dae-gauss", "Autoencoder on unclipped noise",
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
      }};
}

Group autoencoders() {
  return {
      "Autoencoders",
      {
          // A1
          with_training(dense_autoencoder("dense-ae", "Autoencoder",
                                          "Squeezes a clean digit into 32 numbers and draws it again from them.", {32}),
                        256, 5),
          // A2
          with_training(
              dense_autoencoder("dense-ae-deep", "Deep autoencoder",
                                "The same code of 32 numbers, with wide layers before and after it.", {512, 32, 512}),
              256, 5),
          // A7; `lab stack` trains it layer by layer
          with_training(dense_autoencoder("stacked-ae", "Stacked autoencoder",
                                          "Deep enough that training layer by layer first is worth a comparison.",
                                          {256, 64, 256}),
                        128, 20),
          // B1
          with_training(conv_autoencoder("conv-ae", "Convolutional autoencoder",
                                         "Convolutions and pooling squeeze a digit into a 4x4 picture of 8 channels.",
                                         {16, 8, 8}, {8, 8, 16}),
                        64, 10),
      }};
}

Group colour() {
  return {
      "Colour pictures",
      {
          // B3, with the sound last activation and with the source's
          with_training(cifar_autoencoder("cifar-conv-ae", "Colour autoencoder",
                                          "Squeezes a colour picture into 4x4 pixels of 8 channels.", "sigmoid"),
                        128, 50),
          with_training(cifar_autoencoder("cifar-conv-ae-relu", "Colour autoencoder, relu output",
                                          "As the course has it: the last activation does not stop at white.", "relu"),
                        128, 50),
          // B4
          with_training(cifar_with_batch_normalization(), 64, 10),
          // C4
          cifar_cnn(2, false),
          cifar_cnn(2, true),
          cifar_cnn(3, false),
          cifar_cnn(3, true),
      }};
}

Group classifiers() {
  return {
      "Classifiers",
      {
          // C1
          with_training(
              with_sgd(classifier("mlp", "Classifier",
                                  "Names the digit instead of redrawing it; later it judges how well denoising works.",
                                  Shape::flat(784), {dense(64, "relu"), dense(64, "relu"), dense(10, "softmax")}),
                       0.1F),
              128, 10),
          // C2
          mlp_with_l2(),
          // C3
          cnn(),
      }};
}

struct Table {
  std::vector<ExperimentSpec> presets;
  std::vector<PresetGroup> groups;  // runs of `presets`
};

const Table& table() {
  static const Table kTable = [] {
    std::array groups = {denoisers(), autoencoders(), variants(), colour(), classifiers()};
    Table made;
    for (Group& group : groups) {
      for (ExperimentSpec& preset : group.presets) made.presets.push_back(std::move(preset));
    }
    std::span<const ExperimentSpec> rest = made.presets;
    for (const Group& group : groups) {
      made.groups.push_back({group.title, rest.first(group.presets.size())});
      rest = rest.subspan(group.presets.size());
    }
    return made;
  }();
  return kTable;
}

}  // namespace

std::span<const ExperimentSpec> presets() { return table().presets; }

std::span<const PresetGroup> preset_groups() { return table().groups; }

Result<ExperimentSpec> find_preset(std::string_view name) {
  const auto all = presets();
  const auto it = std::ranges::find(all, name, &ExperimentSpec::name);
  if (it != all.end()) return *it;
  std::string names;
  for (const auto& preset : all) names += (names.empty() ? "" : ", ") + preset.name;
  return Error{"There is no preset called \"" + std::string(name) + "\"; there are " + names + "."};
}

}  // namespace lab
