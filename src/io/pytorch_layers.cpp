#include "io/pytorch_layers.h"

#include <algorithm>
#include <array>

#include "io/python_text.h"
#include "io/pytorch_classes.h"
#include "io/table_row.h"

namespace lab {
namespace {

using namespace pytorch_classes;  // NOLINT: its only use

std::string padding_text(const Margins& m) {
  return "(" + python_number(m.left) + ", " + python_number(m.right) + ", " + python_number(m.top) + ", " +
         python_number(m.bottom) + ")";
}

/// "(3, 8, (3, 3)": what convolutions of both kinds begin with.
std::string convolution_text(const ExportedLayer& layer) {
  return "(" + python_number(layer.input.channels) + ", " + python_number(layer.planned.output.channels) + ", " +
         python_tuple(sides_of(layer.spec, "kernel_size"));
}

/// "((2, 2), (2, 2)": likewise pools.
std::string pool_text(const ExportedLayer& layer) {
  return "(" + python_tuple(sides_of(layer.spec, "pool_size")) + ", " + python_tuple(sides_of(layer.spec, "strides"));
}

Margins margins_of(const ExportedLayer& layer, std::string_view window) {
  return window_margins(layer.spec, layer.input, sides_of(layer.spec, window), sides_of(layer.spec, "strides"));
}

}  // namespace

void PytorchLayers::add(const std::string& name, const std::string& module) {
  model.lines.push_back("layers[\"" + name + "\"] = " + module);
}

void PytorchLayers::use(std::string_view source) {
  if (std::ranges::find(model.classes, source) == model.classes.end()) model.classes.push_back(source);
}

void PytorchLayers::write_layer(const LayerExport& row, const ExportedLayer& layer) {
  const PytorchExport& own = row.pytorch;
  if (own.write != nullptr) own.write(*this, layer);
  if (!own.source.empty()) use(own.source);
  if (!own.module.empty()) add(layer.planned.name, layer_text(own.module, layer));
  model.has_layer_penalties |= own.penalty;
  for (const ParameterArray& array : layer.planned.parameters) {
    if (array.l2 <= 0.0F) continue;
    model.penalties.push_back(python_number(array.l2) + " * model." + layer.planned.name + ".weight.square().sum()");
  }
}

Status PytorchLayers::write_activation(const std::string& layer, const std::string& activation) {
  constexpr std::array kModules = {Code{"relu", "nn.ReLU()"}, Code{"sigmoid", "nn.Sigmoid()"},
                                   Code{"tanh", "nn.Tanh()"}, Code{"softmax", "nn.Softmax(dim=1)"},
                                   Code{"elu", "nn.ELU()"},   Code{"leaky_relu", "nn.LeakyReLU(0.2)"}};
  const auto row = row_of(kModules, activation, "activation", target());
  if (!row) return row.error();
  add(layer + "_" + activation, std::string(row->code));
  return {};
}

void PytorchLayers::flatten(const std::string& layer) { add(layer + "_flat", "nn.Flatten()"); }
void PytorchLayers::unflatten(const std::string& layer) {
  add(layer + "_image", "nn.Unflatten(1, " + python_tuple(shape()) + ")");
}
void PytorchLayers::put_channels_first(const std::string& layer) {
  use(kPermute);
  add(layer + "_channels_first", "Permute(0, 3, 1, 2)");
}
void PytorchLayers::put_channels_last(const std::string& layer) {
  use(kPermute);
  add(layer + "_channels_last", "Permute(0, 2, 3, 1)");
}

void pytorch_conv2d(PytorchLayers& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Sides strides = sides_of(layer.spec, "strides");
  const Margins margins = margins_of(layer, "kernel_size");
  std::string module = "nn.Conv2d" + convolution_text(layer);
  if (strides != Sides{}) module += ", stride=" + python_tuple(strides);
  if (margins.symmetric()) {
    if (margins.any()) module += ", padding=" + python_tuple(Sides{margins.top, margins.left});
  } else {
    to.add(name + "_pad", "nn.ZeroPad2d(" + padding_text(margins) + ")");
  }
  to.add(name, module + ")");
}

void pytorch_conv2d_transpose(PytorchLayers& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Sides strides = sides_of(layer.spec, "strides");
  const Margins cut = transposed_cut(layer.spec, sides_of(layer.spec, "kernel_size"), strides);
  const Margins positive{cut.top, cut.left, std::max(cut.bottom, 0), std::max(cut.right, 0)};
  const Sides more{std::max(-cut.bottom, 0), std::max(-cut.right, 0)};
  std::string settings = convolution_text(layer) + ", stride=" + python_tuple(strides);
  if (more != Sides{0, 0}) settings += ", output_padding=" + python_tuple(more);
  if (positive.any()) {
    to.use(kTransposed);
    to.add(name, "ConvTranspose2d" + settings + ", cut=" + padding_text(positive) + ")");
  } else {
    to.add(name, "nn.ConvTranspose2d" + settings + ")");
  }
}

void pytorch_max_pooling2d(PytorchLayers& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Margins margins = margins_of(layer, "pool_size");
  if (margins.any()) to.add(name + "_pad", "nn.ConstantPad2d(" + padding_text(margins) + ", float(\"-inf\"))");
  to.add(name, "nn.MaxPool2d" + pool_text(layer) + ")");
}

void pytorch_average_pooling2d(PytorchLayers& to, const ExportedLayer& layer) {
  const Margins margins = margins_of(layer, "pool_size");
  if (margins.any()) {
    to.use(kSamePool);
    to.add(layer.planned.name, "AveragePoolSame" + pool_text(layer) + ", " + padding_text(margins) + ")");
  } else {
    to.add(layer.planned.name, "nn.AvgPool2d" + pool_text(layer) + ")");
  }
}

void pytorch_resize(PytorchLayers& to, const ExportedLayer& layer) {
  const bool nearest = text_of(layer.spec, "interpolation") == "nearest";
  const Shape& output = layer.planned.output;
  to.add(layer.planned.name, "nn.Upsample(size=" + python_tuple(Sides{output.height, output.width}) + ", mode=\"" +
                                 (nearest ? "nearest-exact" : "bilinear") + "\")");
}

void pytorch_batch_normalization(PytorchLayers& to, const ExportedLayer& layer) {
  // What Keras calls momentum is the share that stays, in PyTorch it is the share that changes.
  to.add(layer.planned.name,
         std::string(layer.input.is_flat ? "nn.BatchNorm1d(" : "nn.BatchNorm2d(") +
             python_number(layer.input.channels) + ", eps=" + python_number(number_of(layer.spec, "epsilon")) +
             ", momentum=" + python_number(static_cast<float>(1.0 - number_of(layer.spec, "momentum"))) + ")");
}

Result<PytorchModel> pytorch_model(const ExperimentSpec& spec, const Network& network) {
  PytorchLayers layers(spec.input);
  if (const Status status = layers.write_layers(spec, network); !status) return status.error();
  layers.finish();
  return std::move(layers.model);
}

}  // namespace lab
