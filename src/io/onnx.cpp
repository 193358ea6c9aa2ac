#include "io/onnx.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <string_view>

#include "io/exported_layer.h"
#include "io/onnx_graph.h"
#include "io/table_row.h"

namespace lab {
namespace {

using Attribute = OnnxGraph::Attribute;

/// How the current value lies in memory.
enum class Layout { flat, channels_last, channels_first };

/// The graph with the value that the next layer reads.
class Exporter {
 public:
  Exporter(const ExperimentSpec& spec, const Network& network) : network_(network), value_("input") {
    shape_ = spec.input;
    layout_ = shape_.is_flat ? Layout::flat : Layout::channels_last;
    graph_.set_input(value_, sizes(shape_));
  }

  OnnxGraph& graph() { return graph_; }
  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const std::string& value() const { return value_; }
  [[nodiscard]] const Shape& shape() const { return shape_; }

  /// Puts a node after the current value (the first of its inputs).
  void then(const std::string& op, const std::string& name, const std::vector<std::string>& constants = {},
            const std::vector<Attribute>& attributes = {}) {
    std::vector<std::string> inputs{value_};
    inputs.insert(inputs.end(), constants.begin(), constants.end());
    value_ = graph_.add(op, name, inputs, attributes);
  }
  void set_shape(const Shape& shape) { shape_ = shape; }

  /// Makes the value (N, channels, height, width).
  void need_channels_first() {
    if (layout_ == Layout::channels_first) return;
    need_channels_last();
    then("Transpose", value_ + "/channels_first", {}, {Attribute::of("perm", {0, 3, 1, 2})});
    layout_ = Layout::channels_first;
  }
  /// Makes the value (N, size) in Keras's order: row, column, channel.
  void need_flat() {
    if (layout_ == Layout::flat) return;
    need_channels_last();
    // In Reshape, 0 keeps a size (the batch).
    then("Reshape", value_ + "/flat", {graph_.constant("shape" + std::to_string(shape_.size()), {0, shape_.size()})});
    layout_ = Layout::flat;
  }
  /// Makes the value (N, height, width, channels).
  void need_channels_last() {
    if (layout_ == Layout::channels_last) return;
    if (layout_ == Layout::flat) {
      const std::vector<std::int64_t> to{0, shape_.height, shape_.width, shape_.channels};
      const std::string name = "shape" + std::to_string(shape_.height) + "x" + std::to_string(shape_.width) + "x" +
                               std::to_string(shape_.channels);
      then("Reshape", value_ + "/image", {graph_.constant(name, to)});
    } else {
      then("Transpose", value_ + "/channels_last", {}, {Attribute::of("perm", {0, 2, 3, 1})});
    }
    layout_ = Layout::channels_last;
  }

  /// The values of a parameter array of layer `index`.
  [[nodiscard]] NamedArray array(int index, std::string_view name) const {
    const NetworkLayer& layer = network_.layers()[static_cast<std::size_t>(index)];
    const auto it = std::ranges::find(layer.parameters, name, &ParameterArray::name);
    assert(it != layer.parameters.end());
    const auto values =
        network_.parameters().subspan(static_cast<std::size_t>(it->offset), static_cast<std::size_t>(it->size));
    return {layer.name + "/" + it->name, it->shape, {values.begin(), values.end()}};
  }
  std::string constant(const NamedArray& array) { return graph_.constant(array.name, array.shape, array.values); }

  std::vector<std::uint8_t> finish(const ExperimentSpec& spec, const Shape& output) {
    if (output.is_flat) {
      need_flat();
    } else {
      need_channels_last();
    }
    value_ = graph_.add("Identity", "output", {value_});
    graph_.set_output(value_, sizes(output));
    return graph_.model(spec.name, spec.title + ". " + spec.summary);
  }

 private:
  static std::vector<OnnxGraph::Size> sizes(const Shape& shape) {
    if (shape.is_flat) return {{0, "N"}, {shape.channels, ""}};
    return {{0, "N"}, {shape.height, ""}, {shape.width, ""}, {shape.channels, ""}};
  }

  OnnxGraph graph_;
  const Network& network_;
  std::string value_;
  Shape shape_;
  Layout layout_ = Layout::flat;
};

std::vector<std::int64_t> list(Sides sides) { return {sides.height, sides.width}; }
std::vector<std::int64_t> list(const Margins& m) { return {m.top, m.left, m.bottom, m.right}; }

// --- Kinds of layers
// ---------------------------------------------------------------------------------------------------

Status activate(Exporter& to, const std::string& layer, const std::string& activation) {
  constexpr std::array kOps = {Code{"relu", "Relu"}, Code{"sigmoid", "Sigmoid"}, Code{"tanh", "Tanh"},
                               Code{"elu", "Elu"}};
  if (activation == "linear") return {};
  const std::string name = layer + "/" + activation;
  if (activation == "leaky_relu") {
    to.then("LeakyRelu", name, {}, {Attribute::of("alpha", 0.2F)});  // Keras's slope for the activation of that name
    return {};
  }
  if (activation == "softmax") {
    to.need_flat();
    to.then("Softmax", name, {}, {Attribute::of("axis", std::int64_t{1})});
    return {};
  }
  const auto row = row_of(kOps, activation, "activation", "as ONNX");
  if (!row) return row.error();
  to.then(std::string(row->code), name);
  return {};
}

Status activate(Exporter& to, const ExportedLayer& layer) {
  return activate(to, layer.planned.name, layer.spec.text("activation", "linear"));
}

Status dense(Exporter& to, const ExportedLayer& layer) {
  to.need_flat();
  to.then("Gemm", layer.planned.name,
          {to.constant(to.array(layer.index, "kernel")), to.constant(to.array(layer.index, "bias"))});
  to.set_shape(layer.planned.output);
  return activate(to, layer);
}

/// The kernel of the layer it is tied to, transposed.
Status tied_dense(Exporter& to, const ExportedLayer& layer) {
  const int owner = static_cast<int>(layer.spec.number("tied_to", 0));
  to.need_flat();
  to.then("Gemm", layer.planned.name,
          {to.constant(to.array(owner, "kernel")), to.constant(to.array(layer.index, "bias"))},
          {Attribute::of("transB", std::int64_t{1})});
  to.set_shape(layer.planned.output);
  return activate(to, layer);
}

/// Keras's (kh, kw, a, b) as (b, a, kh, kw), which is what ONNX wants for both kinds of convolution.
NamedArray channels_first_kernel(const NamedArray& kernel) {
  const auto size = [&](std::size_t i) { return static_cast<std::size_t>(kernel.shape[i]); };
  const std::size_t window = size(0) * size(1);
  NamedArray out{kernel.name, {kernel.shape[3], kernel.shape[2], kernel.shape[0], kernel.shape[1]}, {}};
  out.values.reserve(kernel.values.size());
  for (std::size_t b = 0; b < size(3); ++b) {
    for (std::size_t a = 0; a < size(2); ++a) {
      for (std::size_t w = 0; w < window; ++w) out.values.push_back(kernel.values[(w * size(2) + a) * size(3) + b]);
    }
  }
  return out;
}

Status conv2d(Exporter& to, const ExportedLayer& layer) {
  const Sides kernel = sides_of(layer.spec, "kernel_size", {});
  const Sides strides = sides_of(layer.spec, "strides", {});
  to.need_channels_first();
  to.then(
      "Conv", layer.planned.name,
      {to.constant(channels_first_kernel(to.array(layer.index, "kernel"))), to.constant(to.array(layer.index, "bias"))},
      {Attribute::of("kernel_shape", list(kernel)), Attribute::of("strides", list(strides)),
       Attribute::of("pads", list(window_margins(layer.spec, layer.input, kernel, strides)))});
  to.set_shape(layer.planned.output);
  return activate(to, layer);
}

Status conv2d_transpose(Exporter& to, const ExportedLayer& layer) {
  const Sides kernel = sides_of(layer.spec, "kernel_size", {});
  const Sides strides = sides_of(layer.spec, "strides", {});
  const Margins cut = transposed_cut(layer.spec, kernel, strides);
  const Margins pads{cut.top, cut.left, std::max(cut.bottom, 0), std::max(cut.right, 0)};
  const Sides more{std::max(-cut.bottom, 0), std::max(-cut.right, 0)};
  to.need_channels_first();
  to.then(
      "ConvTranspose", layer.planned.name,
      {to.constant(channels_first_kernel(to.array(layer.index, "kernel"))), to.constant(to.array(layer.index, "bias"))},
      {Attribute::of("kernel_shape", list(kernel)), Attribute::of("strides", list(strides)),
       Attribute::of("pads", list(pads)), Attribute::of("output_padding", list(more))});
  to.set_shape(layer.planned.output);
  return activate(to, layer);
}

Status pool(Exporter& to, const ExportedLayer& layer, const char* op) {
  const Sides window = sides_of(layer.spec, "pool_size", {2, 2});
  const Sides strides = sides_of(layer.spec, "strides", window);
  to.need_channels_first();
  // Without the attribute count_include_pad averages leave the margin out, as Keras's do.
  to.then(op, layer.planned.name, {},
          {Attribute::of("kernel_shape", list(window)), Attribute::of("strides", list(strides)),
           Attribute::of("pads", list(window_margins(layer.spec, layer.input, window, strides)))});
  to.set_shape(layer.planned.output);
  return {};
}
Status max_pooling2d(Exporter& to, const ExportedLayer& layer) { return pool(to, layer, "MaxPool"); }
Status average_pooling2d(Exporter& to, const ExportedLayer& layer) { return pool(to, layer, "AveragePool"); }

/// Copies row (axis 2) or column (axis 3) floor((i + 0.5) from / to) to i.
void gather_nearest(Exporter& to, const std::string& layer, int axis, std::int64_t from, std::int64_t size) {
  std::vector<std::int64_t> source;
  for (std::int64_t i = 0; i < size; ++i) source.push_back((2 * i + 1) * from / (2 * size));
  const std::string side = axis == 2 ? "rows" : "columns";
  to.then("Gather", layer + "/" + side, {to.graph().constant(layer + "/" + side + "_of", source)},
          {Attribute::of("axis", std::int64_t{axis})});
}

/// Up-sampling and resizing. Nearest neighbours as gathered rows and columns, because runtimes disagree about Resize's
/// rounding; bilinear as Resize with half-pixel centres, to a size that is computed for any N.
Status resize(Exporter& to, const ExportedLayer& layer, const char* default_interpolation) {
  const std::string& name = layer.planned.name;
  const Shape& output = layer.planned.output;
  to.need_channels_first();
  if (layer.spec.text("interpolation", default_interpolation) == "nearest") {
    gather_nearest(to, name, 2, layer.input.height, output.height);
    gather_nearest(to, name, 3, layer.input.width, output.width);
  } else {
    OnnxGraph& graph = to.graph();
    const std::string shape = graph.add("Shape", name + "/shape", {to.value()});
    const std::string batch_and_channels =
        graph.add("Slice", name + "/batch_and_channels",
                  {shape, graph.constant("zero", {std::int64_t{0}}), graph.constant("two", {std::int64_t{2}})});
    const std::string size = graph.constant(name + "/height_and_width", {output.height, output.width});
    const std::string sizes =
        graph.add("Concat", name + "/sizes", {batch_and_channels, size}, {Attribute::of("axis", std::int64_t{0})});
    to.then("Resize", name, {"", "", sizes},
            {Attribute::of("mode", "linear"), Attribute::of("coordinate_transformation_mode", "half_pixel")});
  }
  to.set_shape(output);
  return {};
}
Status up_sampling2d(Exporter& to, const ExportedLayer& layer) { return resize(to, layer, "nearest"); }
Status resizing(Exporter& to, const ExportedLayer& layer) { return resize(to, layer, "bilinear"); }

Status batch_normalization(Exporter& to, const ExportedLayer& layer) {
  if (!layer.input.is_flat) to.need_channels_first();
  std::vector<std::string> constants;
  for (const char* name : {"gamma", "beta", "moving_mean", "moving_variance"}) {
    constants.push_back(to.constant(to.array(layer.index, name)));
  }
  to.then("BatchNormalization", layer.planned.name, constants,
          {Attribute::of("epsilon", static_cast<float>(layer.spec.number("epsilon", 0.001)))});
  return {};
}

Status flatten(Exporter& to, const ExportedLayer& layer) {
  to.need_flat();
  to.set_shape(layer.planned.output);
  return {};
}

Status reshape(Exporter& to, const ExportedLayer& layer) {
  to.need_flat();
  to.set_shape(layer.planned.output);
  if (!layer.planned.output.is_flat) to.need_channels_last();
  return {};
}

Status leaky_relu(Exporter& to, const ExportedLayer& layer) {
  to.then("LeakyRelu", layer.planned.name, {},
          {Attribute::of("alpha", static_cast<float>(layer.spec.number("negative_slope", 0.3)))});
  return {};
}

Status elu(Exporter& to, const ExportedLayer& layer) {
  to.then("Elu", layer.planned.name, {}, {Attribute::of("alpha", static_cast<float>(layer.spec.number("alpha", 1.0)))});
  return {};
}

/// The input is mean and log variance, one after the other; without training the code is the mean.
Status sampling(Exporter& to, const ExportedLayer& layer) {
  const int size = layer.planned.output.size();
  to.need_flat();
  to.then("Slice", layer.planned.name,
          {to.graph().constant(layer.planned.name + "/from", {std::int64_t{0}}),
           to.graph().constant(layer.planned.name + "/to", {std::int64_t{size}}),
           to.graph().constant(layer.planned.name + "/axis", {std::int64_t{1}})});
  to.set_shape(layer.planned.output);
  return {};
}

Status nothing(Exporter& /*to*/, const ExportedLayer& /*layer*/) { return {}; }

struct Writer {
  std::string_view name;
  Status (*write)(Exporter& to, const ExportedLayer& layer);
};

constexpr std::array kWriters = {
    Writer{"dense", dense},
    Writer{"contractive_dense", dense},
    Writer{"tied_dense", tied_dense},
    Writer{"conv2d", conv2d},
    Writer{"conv2d_transpose", conv2d_transpose},
    Writer{"max_pooling2d", max_pooling2d},
    Writer{"average_pooling2d", average_pooling2d},
    Writer{"up_sampling2d", up_sampling2d},
    Writer{"resizing", resizing},
    Writer{"batch_normalization", batch_normalization},
    Writer{"flatten", flatten},
    Writer{"reshape", reshape},
    Writer{"activation", activate},
    Writer{"leaky_relu", leaky_relu},
    Writer{"elu", elu},
    Writer{"sampling", sampling},
    // These act while training only.
    Writer{"dropout", nothing},
    Writer{"gaussian_noise", nothing},
    Writer{"activity_regularization", nothing},
    Writer{"kl_sparsity", nothing},
};

}  // namespace

Result<std::vector<std::uint8_t>> write_onnx(const ExperimentSpec& spec, const Network& network) {
  assert(spec.layers.size() == network.layers().size());
  Exporter exporter(spec, network);
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    const LayerSpec& layer = spec.layers[i];
    const auto writer = row_of(kWriters, layer.kind(), "layer", "as ONNX");
    if (!writer) return writer.error();
    const ExportedLayer exported{layer, network.layers()[i], exporter.shape(), static_cast<int>(i)};
    if (const Status status = writer->write(exporter, exported); !status) return status.error();
  }
  return exporter.finish(spec, network.output_shape());
}

}  // namespace lab
