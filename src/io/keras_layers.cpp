#include "io/keras_layers.h"

#include <algorithm>
#include <array>

#include "io/exported_layer.h"
#include "io/keras_classes.h"
#include "io/python_text.h"
#include "io/table_row.h"

namespace lab {
namespace {

using namespace keras_classes;  // NOLINT: its only use

struct Exporter {
  const Network& network;
  KerasModel model;

  void use(std::string_view source) {
    if (std::ranges::find(model.classes, source) == model.classes.end()) model.classes.push_back(source);
  }
  void add(const std::string& call, const std::string& settings, const std::string& name) {
    model.lines.push_back("model.add(" + call + "(" + settings + (settings.empty() ? "" : ", ") + "name=\"" + name +
                          "\"))");
  }
};

// What several kinds have in common; each begins with ", " or is empty.

std::string text_setting(const LayerSpec& layer, std::string_view name, std::string_view fallback) {
  const std::string value = layer.text(name, fallback);
  return value == fallback ? "" : ", " + std::string(name) + "=" + python_string(value);
}

std::string sides_setting(const LayerSpec& layer, std::string_view name, Sides fallback) {
  const Sides sides = sides_of(layer, name, fallback);
  return sides == fallback ? "" : ", " + std::string(name) + "=" + python_tuple(sides);
}

std::string kernel_settings(const LayerSpec& layer) {
  const double l2 = layer.number("kernel_regularizer_l2", 0);
  return text_setting(layer, "activation", "linear") + text_setting(layer, "kernel_initializer", "glorot_uniform") +
         (l2 > 0 ? ", kernel_regularizer=keras.regularizers.L2(" + python_number(l2) + ")" : "");
}

// --- Kinds of layers
// -----------------------------------------------------------------------------------------------------

/// Our dense layers read an image as the flat vector that it is; Keras's would work on each pixel.
void flatten_before_dense(Exporter& to, const ExportedLayer& layer) {
  if (!layer.input.is_flat) to.add("layers.Flatten", "", layer.planned.name + "_flat");
}

void dense(Exporter& to, const ExportedLayer& layer) {
  flatten_before_dense(to, layer);
  to.add("layers.Dense", python_number(layer.planned.output.size()) + kernel_settings(layer.spec), layer.planned.name);
}

void tied_dense(Exporter& to, const ExportedLayer& layer) {
  const auto owner = static_cast<std::size_t>(layer.spec.number("tied_to", 0));
  flatten_before_dense(to, layer);
  to.use(kTiedDense);
  to.add(
      "TiedDense",
      "model.get_layer(\"" + to.network.layers()[owner].name + "\")" + text_setting(layer.spec, "activation", "linear"),
      layer.planned.name);
}

void convolution(Exporter& to, const ExportedLayer& layer, const char* call) {
  const Sides none{0, 0};
  to.add(call,
         python_number(layer.planned.output.channels) + sides_setting(layer.spec, "kernel_size", none) +
             sides_setting(layer.spec, "strides", {}) + text_setting(layer.spec, "padding", "valid") +
             kernel_settings(layer.spec),
         layer.planned.name);
}
void conv2d(Exporter& to, const ExportedLayer& layer) { convolution(to, layer, "layers.Conv2D"); }
void conv2d_transpose(Exporter& to, const ExportedLayer& layer) { convolution(to, layer, "layers.Conv2DTranspose"); }

void pool(Exporter& to, const ExportedLayer& layer, const char* call) {
  const Sides window = sides_of(layer.spec, "pool_size", {2, 2});
  to.add(call,
         python_tuple(window) + sides_setting(layer.spec, "strides", window) +
             text_setting(layer.spec, "padding", "valid"),
         layer.planned.name);
}
void max_pooling2d(Exporter& to, const ExportedLayer& layer) { pool(to, layer, "layers.MaxPooling2D"); }
void average_pooling2d(Exporter& to, const ExportedLayer& layer) { pool(to, layer, "layers.AveragePooling2D"); }

void up_sampling2d(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.UpSampling2D",
         python_tuple(sides_of(layer.spec, "size", {2, 2})) + text_setting(layer.spec, "interpolation", "nearest"),
         layer.planned.name);
}

void resizing(Exporter& to, const ExportedLayer& layer) {
  const Shape& output = layer.planned.output;
  to.add("layers.Resizing",
         python_number(output.height) + ", " + python_number(output.width) +
             text_setting(layer.spec, "interpolation", "bilinear"),
         layer.planned.name);
}

void batch_normalization(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.BatchNormalization",
         "momentum=" + python_number(layer.spec.number("momentum", 0.99)) +
             ", epsilon=" + python_number(layer.spec.number("epsilon", 0.001)),
         layer.planned.name);
}

void dropout(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.Dropout", python_number(layer.spec.number("rate", 0)), layer.planned.name);
}
void gaussian_noise(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.GaussianNoise", python_number(layer.spec.number("stddev", 0)), layer.planned.name);
}
void flatten(Exporter& to, const ExportedLayer& layer) { to.add("layers.Flatten", "", layer.planned.name); }
void reshape(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.Reshape", python_tuple(layer.planned.output), layer.planned.name);
}
void activation(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.Activation", python_string(layer.spec.text("activation", "linear")), layer.planned.name);
}
void leaky_relu(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.LeakyReLU", python_number(layer.spec.number("negative_slope", 0.3)), layer.planned.name);
}
void elu(Exporter& to, const ExportedLayer& layer) {
  to.add("layers.ELU", python_number(layer.spec.number("alpha", 1.0)), layer.planned.name);
}

void contractive_dense(Exporter& to, const ExportedLayer& layer) {
  flatten_before_dense(to, layer);
  to.use(kContractiveDense);
  to.add("ContractiveDense",
         python_number(layer.planned.output.size()) + ", " + python_number(layer.spec.number("contraction", 0)) +
             kernel_settings(layer.spec),
         layer.planned.name);
}
void activity_regularization(Exporter& to, const ExportedLayer& layer) {
  to.use(kActivityRegularization);
  to.add("ActivityRegularization",
         python_number(layer.spec.number("l1", 0)) + ", " + python_number(layer.spec.number("l2", 0)),
         layer.planned.name);
}
void kl_sparsity(Exporter& to, const ExportedLayer& layer) {
  to.use(kSparsity);
  to.add("KLSparsity",
         python_number(layer.spec.number("target", 0.05)) + ", " + python_number(layer.spec.number("weight", 0)),
         layer.planned.name);
}
void sampling(Exporter& to, const ExportedLayer& layer) {
  flatten_before_dense(to, layer);
  to.use(kSampling);
  to.add("Sampling", python_number(layer.spec.number("beta", 0)), layer.planned.name);
}

struct Writer {
  std::string_view name;
  void (*write)(Exporter& to, const ExportedLayer& layer);
};

constexpr std::array kWriters = {
    Writer{"dense", dense},
    Writer{"contractive_dense", contractive_dense},
    Writer{"tied_dense", tied_dense},
    Writer{"conv2d", conv2d},
    Writer{"conv2d_transpose", conv2d_transpose},
    Writer{"max_pooling2d", max_pooling2d},
    Writer{"average_pooling2d", average_pooling2d},
    Writer{"up_sampling2d", up_sampling2d},
    Writer{"resizing", resizing},
    Writer{"batch_normalization", batch_normalization},
    Writer{"dropout", dropout},
    Writer{"gaussian_noise", gaussian_noise},
    Writer{"flatten", flatten},
    Writer{"reshape", reshape},
    Writer{"activation", activation},
    Writer{"leaky_relu", leaky_relu},
    Writer{"elu", elu},
    Writer{"sampling", sampling},
    Writer{"activity_regularization", activity_regularization},
    Writer{"kl_sparsity", kl_sparsity},
};

}  // namespace

Result<KerasModel> keras_model(const ExperimentSpec& spec, const Network& network) {
  Exporter exporter{network, {}};
  Shape shape = spec.input;
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    const LayerSpec& layer = spec.layers[i];
    const auto writer = row_of(kWriters, layer.kind(), "layer", "for Keras");
    if (!writer) return writer.error();
    writer->write(exporter, {layer, network.layers()[i], shape, static_cast<int>(i)});
    shape = network.layers()[i].output;
  }
  return std::move(exporter.model);
}

}  // namespace lab
