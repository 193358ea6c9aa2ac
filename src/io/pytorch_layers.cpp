#include "io/pytorch_layers.h"

#include <algorithm>
#include <array>

#include "io/exported_layer.h"
#include "io/python_text.h"
#include "io/pytorch_classes.h"
#include "io/table_row.h"

namespace lab {
namespace {

using namespace pytorch_classes;  // NOLINT: its only use

enum class Layout { flat, channels_last, channels_first };

/// The lines so far, and how the value lies in memory that the next layer reads.
class Exporter {
 public:
  Exporter(const Shape& input, const Network& planned)
      : network(planned), shape(input), layout_(input.is_flat ? Layout::flat : Layout::channels_last) {}

  const Network& network;
  Shape shape;
  PytorchModel model;

  void add(const std::string& name, const std::string& module) {
    model.lines.push_back("layers[\"" + name + "\"] = " + module);
  }
  void use(std::string_view source) {
    if (std::ranges::find(model.classes, source) == model.classes.end()) model.classes.push_back(source);
  }

  void need_channels_first(const std::string& layer) {
    if (layout_ == Layout::channels_first) return;
    need_channels_last(layer);
    use(kPermute);
    add(layer + "_channels_first", "Permute(0, 3, 1, 2)");
    layout_ = Layout::channels_first;
  }
  void need_channels_last(const std::string& layer) {
    if (layout_ == Layout::channels_last) return;
    if (layout_ == Layout::flat) {
      add(layer + "_image", "nn.Unflatten(1, " + python_tuple(shape) + ")");
    } else {
      use(kPermute);
      add(layer + "_channels_last", "Permute(0, 2, 3, 1)");
    }
    layout_ = Layout::channels_last;
  }
  void need_flat(const std::string& layer) {
    if (layout_ == Layout::flat) return;
    need_channels_last(layer);
    add(layer + "_flat", "nn.Flatten()");
    layout_ = Layout::flat;
  }

 private:
  Layout layout_;
};

std::string padding_text(const Margins& m) {
  return "(" + python_number(m.left) + ", " + python_number(m.right) + ", " + python_number(m.top) + ", " +
         python_number(m.bottom) + ")";
}

Status activate(Exporter& to, const std::string& layer, const std::string& activation) {
  constexpr std::array kModules = {Code{"relu", "nn.ReLU()"}, Code{"sigmoid", "nn.Sigmoid()"},
                                   Code{"tanh", "nn.Tanh()"}, Code{"softmax", "nn.Softmax(dim=1)"},
                                   Code{"elu", "nn.ELU()"},   Code{"leaky_relu", "nn.LeakyReLU(0.2)"}};
  if (activation == "linear") return {};
  const auto row = row_of(kModules, activation, "activation", "for PyTorch");
  if (!row) return row.error();
  if (activation == "softmax") to.need_flat(layer + "_softmax");
  to.add(layer + "_" + activation, std::string(row->code));
  return {};
}

Status activate(Exporter& to, const ExportedLayer& layer) {
  return activate(to, layer.planned.name, layer.spec.text("activation", "linear"));
}

Status dense(Exporter& to, const ExportedLayer& layer) {
  to.need_flat(layer.planned.name);
  to.add(layer.planned.name,
         "nn.Linear(" + python_number(layer.input.size()) + ", " + python_number(layer.planned.output.size()) + ")");
  return activate(to, layer);
}

Status tied_dense(Exporter& to, const ExportedLayer& layer) {
  const auto owner = static_cast<std::size_t>(layer.spec.number("tied_to", 0));
  to.use(kTiedLinear);
  to.need_flat(layer.planned.name);
  to.add(layer.planned.name, "TiedLinear(layers[\"" + to.network.layers()[owner].name + "\"])");
  return activate(to, layer);
}

Status conv2d(Exporter& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Sides kernel = sides_of(layer.spec, "kernel_size", {});
  const Sides strides = sides_of(layer.spec, "strides", {});
  const Margins margins = window_margins(layer.spec, layer.input, kernel, strides);
  to.need_channels_first(name);
  std::string module = "nn.Conv2d(" + python_number(layer.input.channels) + ", " +
                       python_number(layer.planned.output.channels) + ", " + python_tuple(kernel);
  if (strides != Sides{}) module += ", stride=" + python_tuple(strides);
  if (margins.symmetric()) {
    if (margins.any()) module += ", padding=" + python_tuple(Sides{margins.top, margins.left});
  } else {
    to.add(name + "_pad", "nn.ZeroPad2d(" + padding_text(margins) + ")");
  }
  to.add(name, module + ")");
  return activate(to, layer);
}

Status conv2d_transpose(Exporter& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Sides kernel = sides_of(layer.spec, "kernel_size", {});
  const Sides strides = sides_of(layer.spec, "strides", {});
  const Margins cut = transposed_cut(layer.spec, kernel, strides);
  const Margins positive{cut.top, cut.left, std::max(cut.bottom, 0), std::max(cut.right, 0)};
  const Sides more{std::max(-cut.bottom, 0), std::max(-cut.right, 0)};
  to.need_channels_first(name);
  std::string settings = "(" + python_number(layer.input.channels) + ", " +
                         python_number(layer.planned.output.channels) + ", " + python_tuple(kernel) +
                         ", stride=" + python_tuple(strides);
  if (more != Sides{0, 0}) settings += ", output_padding=" + python_tuple(more);
  if (positive.any()) {
    to.use(kTransposed);
    to.add(name, "ConvTranspose2d" + settings + ", cut=" + padding_text(positive) + ")");
  } else {
    to.add(name, "nn.ConvTranspose2d" + settings + ")");
  }
  return activate(to, layer);
}

Status pool(Exporter& to, const ExportedLayer& layer, bool maximum) {
  const std::string& name = layer.planned.name;
  const Sides window = sides_of(layer.spec, "pool_size", {2, 2});
  const Sides strides = sides_of(layer.spec, "strides", window);
  const Margins margins = window_margins(layer.spec, layer.input, window, strides);
  to.need_channels_first(name);
  const std::string sizes = python_tuple(window) + ", " + python_tuple(strides);
  if (maximum) {
    if (margins.any()) to.add(name + "_pad", "nn.ConstantPad2d(" + padding_text(margins) + ", float(\"-inf\"))");
    to.add(name, "nn.MaxPool2d(" + sizes + ")");
  } else if (margins.any()) {
    to.use(kSamePool);
    to.add(name, "AveragePoolSame(" + sizes + ", " + padding_text(margins) + ")");
  } else {
    to.add(name, "nn.AvgPool2d(" + sizes + ")");
  }
  return {};
}
Status max_pooling2d(Exporter& to, const ExportedLayer& layer) { return pool(to, layer, true); }
Status average_pooling2d(Exporter& to, const ExportedLayer& layer) { return pool(to, layer, false); }

Status resize(Exporter& to, const ExportedLayer& layer, const char* default_interpolation) {
  const bool nearest = layer.spec.text("interpolation", default_interpolation) == "nearest";
  const Shape& output = layer.planned.output;
  to.need_channels_first(layer.planned.name);
  to.add(layer.planned.name, "nn.Upsample(size=" + python_tuple(Sides{output.height, output.width}) + ", mode=\"" +
                                 (nearest ? "nearest-exact" : "bilinear") + "\")");
  return {};
}
Status up_sampling2d(Exporter& to, const ExportedLayer& layer) { return resize(to, layer, "nearest"); }
Status resizing(Exporter& to, const ExportedLayer& layer) { return resize(to, layer, "bilinear"); }

Status batch_normalization(Exporter& to, const ExportedLayer& layer) {
  if (!layer.input.is_flat) to.need_channels_first(layer.planned.name);
  // What Keras calls momentum is the share that stays, in PyTorch it is the share that changes.
  to.add(layer.planned.name,
         std::string(layer.input.is_flat ? "nn.BatchNorm1d(" : "nn.BatchNorm2d(") +
             python_number(layer.input.channels) + ", eps=" + python_number(layer.spec.number("epsilon", 0.001)) +
             ", momentum=" + python_number(static_cast<float>(1.0 - layer.spec.number("momentum", 0.99))) + ")");
  return {};
}

Status dropout(Exporter& to, const ExportedLayer& layer) {
  to.add(layer.planned.name, "nn.Dropout(" + python_number(layer.spec.number("rate", 0)) + ")");
  return {};
}

Status gaussian_noise(Exporter& to, const ExportedLayer& layer) {
  to.use(kGaussianNoise);
  to.add(layer.planned.name, "GaussianNoise(" + python_number(layer.spec.number("stddev", 0)) + ")");
  return {};
}

Status flatten(Exporter& to, const ExportedLayer& layer) {
  to.need_flat(layer.planned.name);
  return {};
}

Status reshape(Exporter& to, const ExportedLayer& layer) {
  to.need_flat(layer.planned.name);
  if (!layer.planned.output.is_flat) {
    to.shape = layer.planned.output;
    to.need_channels_last(layer.planned.name);
  }
  return {};
}

Status leaky_relu(Exporter& to, const ExportedLayer& layer) {
  to.add(layer.planned.name, "nn.LeakyReLU(" + python_number(layer.spec.number("negative_slope", 0.3)) + ")");
  return {};
}

Status elu(Exporter& to, const ExportedLayer& layer) {
  to.add(layer.planned.name, "nn.ELU(" + python_number(layer.spec.number("alpha", 1.0)) + ")");
  return {};
}

/// A layer that leaves a term of the loss.
void add_penalised(Exporter& to, const std::string& name, const std::string& module, std::string_view source) {
  to.use(source);
  to.add(name, module);
  to.model.has_layer_penalties = true;
}

Status contractive_dense(Exporter& to, const ExportedLayer& layer) {
  to.need_flat(layer.planned.name);
  add_penalised(to, layer.planned.name,
                "ContractiveLinear(" + python_number(layer.input.size()) + ", " +
                    python_number(layer.planned.output.size()) + ", " +
                    python_number(layer.spec.number("contraction", 0)) + ", " +
                    python_string(layer.spec.text("activation", "linear")) + ")",
                kContractiveLinear);
  return activate(to, layer);
}

Status activity_regularization(Exporter& to, const ExportedLayer& layer) {
  add_penalised(to, layer.planned.name,
                "ActivityRegularization(" + python_number(layer.spec.number("l1", 0)) + ", " +
                    python_number(layer.spec.number("l2", 0)) + ")",
                kActivityRegularization);
  return {};
}

Status kl_sparsity(Exporter& to, const ExportedLayer& layer) {
  add_penalised(to, layer.planned.name,
                "KLSparsity(" + python_number(layer.spec.number("target", 0.05)) + ", " +
                    python_number(layer.spec.number("weight", 0)) + ")",
                kSparsity);
  return {};
}

Status sampling(Exporter& to, const ExportedLayer& layer) {
  to.need_flat(layer.planned.name);
  add_penalised(to, layer.planned.name, "Sampling(" + python_number(layer.spec.number("beta", 0)) + ")", kSampling);
  return {};
}

struct Writer {
  std::string_view name;
  Status (*write)(Exporter& to, const ExportedLayer& layer);
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
    Writer{"activation", activate},
    Writer{"leaky_relu", leaky_relu},
    Writer{"elu", elu},
    Writer{"sampling", sampling},
    Writer{"activity_regularization", activity_regularization},
    Writer{"kl_sparsity", kl_sparsity},
};

}  // namespace

Result<PytorchModel> pytorch_model(const ExperimentSpec& spec, const Network& network) {
  Exporter exporter(spec.input, network);
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    const LayerSpec& layer = spec.layers[i];
    const NetworkLayer& planned = network.layers()[i];
    const auto writer = row_of(kWriters, layer.kind(), "layer", "for PyTorch");
    if (!writer) return writer.error();
    const Status status = writer->write(exporter, {layer, planned, exporter.shape, static_cast<int>(i)});
    if (!status) return status.error();
    exporter.shape = planned.output;
    for (const ParameterArray& array : planned.parameters) {
      if (array.l2 <= 0.0F) continue;
      exporter.model.penalties.push_back(python_number(array.l2) + " * model." + planned.name +
                                         ".weight.square().sum()");
    }
  }
  const std::string last = "output";
  if (network.output_shape().is_flat) {
    exporter.need_flat(last);
  } else {
    exporter.need_channels_last(last);
  }
  return std::move(exporter.model);
}

}  // namespace lab
