#include "io/onnx_layers.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "io/named_array.h"
#include "io/table_row.h"

namespace lab {
namespace {

using Attribute = OnnxGraph::Attribute;

std::vector<OnnxGraph::Size> dimensions(const Shape& shape) {
  if (shape.is_flat) return {{0, "N"}, {shape.channels, ""}};
  return {{0, "N"}, {shape.height, ""}, {shape.width, ""}, {shape.channels, ""}};
}

std::vector<std::int64_t> list(Sides sides) { return {sides.height, sides.width}; }
std::vector<std::int64_t> list(const Margins& m) { return {m.top, m.left, m.bottom, m.right}; }

/// The values of a parameter array of layer `index`.
NamedArray parameter_array(const Network& network, int index, std::string_view name) {
  const NetworkLayer& layer = network.layers()[static_cast<std::size_t>(index)];
  const auto it = std::ranges::find(layer.parameters, name, &ParameterArray::name);
  assert(it != layer.parameters.end());
  const auto values =
      network.parameters().subspan(static_cast<std::size_t>(it->offset), static_cast<std::size_t>(it->size));
  return {layer.name + "/" + it->name, it->shape, {values.begin(), values.end()}};
}

std::string constant(OnnxLayers& to, const NamedArray& array) {
  return to.graph().constant(array.name, array.shape, array.values);
}
std::string constant(OnnxLayers& to, const ExportedLayer& layer, std::string_view name) {
  return constant(to, parameter_array(layer.network, layer.index, name));
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

std::vector<std::string> convolution_constants(OnnxLayers& to, const ExportedLayer& layer) {
  return {constant(to, channels_first_kernel(parameter_array(layer.network, layer.index, "kernel"))),
          constant(to, layer, "bias")};
}

}  // namespace

OnnxLayers::OnnxLayers(const Shape& input) : ChannelsFirstWriter("as ONNX", input) {
  graph_.set_input(value_, dimensions(input));
}

void OnnxLayers::then(const std::string& op, const std::string& name, const std::vector<std::string>& constants,
                      const std::vector<Attribute>& attributes) {
  std::vector<std::string> inputs{value_};
  inputs.insert(inputs.end(), constants.begin(), constants.end());
  value_ = graph_.add(op, name, inputs, attributes);
}

void OnnxLayers::finish(const Shape& output) {
  ChannelsFirstWriter::finish();
  value_ = graph_.add("Identity", "output", {value_});
  graph_.set_output(value_, dimensions(output));
}

void OnnxLayers::write_layer(const LayerExport& row, const ExportedLayer& layer) {
  if (row.onnx != nullptr) row.onnx(*this, layer);
}

Status OnnxLayers::write_activation(const std::string& layer, const std::string& activation) {
  constexpr std::array kOps = {Code{"relu", "Relu"}, Code{"sigmoid", "Sigmoid"},      Code{"tanh", "Tanh"},
                               Code{"elu", "Elu"},   Code{"leaky_relu", "LeakyRelu"}, Code{"softmax", "Softmax"}};
  const auto row = row_of(kOps, activation, "activation", target());
  if (!row) return row.error();
  std::vector<Attribute> attributes;
  // Keras's slope for the activation of that name.
  if (activation == "leaky_relu") attributes.push_back(Attribute::of("alpha", 0.2F));
  if (activation == "softmax") attributes.push_back(Attribute::of("axis", std::int64_t{1}));
  then(std::string(row->code), layer + "/" + activation, {}, attributes);
  return {};
}

/// In Keras's order: row, column, channel.
void OnnxLayers::flatten(const std::string& /*layer*/) {
  // In Reshape, 0 keeps a size (the batch).
  const int size = shape().size();
  then("Reshape", value_ + "/flat", {graph_.constant("shape" + std::to_string(size), {0, size})});
}

void OnnxLayers::unflatten(const std::string& /*layer*/) {
  const Shape& to = shape();
  const std::string name =
      "shape" + std::to_string(to.height) + "x" + std::to_string(to.width) + "x" + std::to_string(to.channels);
  then("Reshape", value_ + "/image", {graph_.constant(name, {0, to.height, to.width, to.channels})});
}

void OnnxLayers::put_channels_first(const std::string& /*layer*/) {
  then("Transpose", value_ + "/channels_first", {}, {Attribute::of("perm", {0, 3, 1, 2})});
}

void OnnxLayers::put_channels_last(const std::string& /*layer*/) {
  then("Transpose", value_ + "/channels_last", {}, {Attribute::of("perm", {0, 2, 3, 1})});
}

void onnx_dense(OnnxLayers& to, const ExportedLayer& layer) {
  to.then("Gemm", layer.planned.name, {constant(to, layer, "kernel"), constant(to, layer, "bias")});
}

/// The kernel of the layer it is tied to, transposed.
void onnx_tied_dense(OnnxLayers& to, const ExportedLayer& layer) {
  const int owner = static_cast<int>(number_of(layer.spec, "tied_to"));
  to.then("Gemm", layer.planned.name,
          {constant(to, parameter_array(layer.network, owner, "kernel")), constant(to, layer, "bias")},
          {Attribute::of("transB", std::int64_t{1})});
}

void onnx_conv2d(OnnxLayers& to, const ExportedLayer& layer) {
  const Sides kernel = sides_of(layer.spec, "kernel_size");
  const Sides strides = sides_of(layer.spec, "strides");
  to.then("Conv", layer.planned.name, convolution_constants(to, layer),
          {Attribute::of("kernel_shape", list(kernel)), Attribute::of("strides", list(strides)),
           Attribute::of("pads", list(window_margins(layer.spec, layer.input, kernel, strides)))});
}

void onnx_conv2d_transpose(OnnxLayers& to, const ExportedLayer& layer) {
  const Sides kernel = sides_of(layer.spec, "kernel_size");
  const Sides strides = sides_of(layer.spec, "strides");
  const Margins cut = transposed_cut(layer.spec, kernel, strides);
  const Margins pads{cut.top, cut.left, std::max(cut.bottom, 0), std::max(cut.right, 0)};
  const Sides more{std::max(-cut.bottom, 0), std::max(-cut.right, 0)};
  to.then("ConvTranspose", layer.planned.name, convolution_constants(to, layer),
          {Attribute::of("kernel_shape", list(kernel)), Attribute::of("strides", list(strides)),
           Attribute::of("pads", list(pads)), Attribute::of("output_padding", list(more))});
}

namespace {

void pool(OnnxLayers& to, const ExportedLayer& layer, const char* op) {
  const Sides window = sides_of(layer.spec, "pool_size");
  const Sides strides = sides_of(layer.spec, "strides");
  // Without the attribute count_include_pad averages leave the margin out, as Keras's do.
  to.then(op, layer.planned.name, {},
          {Attribute::of("kernel_shape", list(window)), Attribute::of("strides", list(strides)),
           Attribute::of("pads", list(window_margins(layer.spec, layer.input, window, strides)))});
}

/// Copies row (axis 2) or column (axis 3) floor((i + 0.5) from / to) to i.
void gather_nearest(OnnxLayers& to, const std::string& layer, int axis, std::int64_t from, std::int64_t size) {
  std::vector<std::int64_t> source;
  for (std::int64_t i = 0; i < size; ++i) source.push_back((2 * i + 1) * from / (2 * size));
  const std::string side = axis == 2 ? "rows" : "columns";
  to.then("Gather", layer + "/" + side, {to.graph().constant(layer + "/" + side + "_of", source)},
          {Attribute::of("axis", std::int64_t{axis})});
}

}  // namespace

void onnx_max_pooling2d(OnnxLayers& to, const ExportedLayer& layer) { pool(to, layer, "MaxPool"); }
void onnx_average_pooling2d(OnnxLayers& to, const ExportedLayer& layer) { pool(to, layer, "AveragePool"); }

/// Up-sampling and resizing. Nearest neighbours as gathered rows and columns, because runtimes disagree about Resize's
/// rounding; bilinear as Resize with half-pixel centres, to a size that is computed for any N.
void onnx_resize(OnnxLayers& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Shape& output = layer.planned.output;
  if (text_of(layer.spec, "interpolation") == "nearest") {
    gather_nearest(to, name, 2, layer.input.height, output.height);
    gather_nearest(to, name, 3, layer.input.width, output.width);
    return;
  }
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

void onnx_batch_normalization(OnnxLayers& to, const ExportedLayer& layer) {
  std::vector<std::string> constants;
  for (const char* name : {"gamma", "beta", "moving_mean", "moving_variance"}) {
    constants.push_back(constant(to, layer, name));
  }
  to.then("BatchNormalization", layer.planned.name, constants,
          {Attribute::of("epsilon", static_cast<float>(number_of(layer.spec, "epsilon")))});
}

void onnx_leaky_relu(OnnxLayers& to, const ExportedLayer& layer) {
  to.then("LeakyRelu", layer.planned.name, {},
          {Attribute::of("alpha", static_cast<float>(number_of(layer.spec, "negative_slope")))});
}

void onnx_elu(OnnxLayers& to, const ExportedLayer& layer) {
  to.then("Elu", layer.planned.name, {}, {Attribute::of("alpha", static_cast<float>(number_of(layer.spec, "alpha")))});
}

/// The input is mean and log variance, one after the other; without training the code is the mean.
void onnx_sampling(OnnxLayers& to, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const int size = layer.planned.output.size();
  OnnxGraph& graph = to.graph();
  to.then("Slice", name,
          {graph.constant(name + "/from", {std::int64_t{0}}), graph.constant(name + "/to", {std::int64_t{size}}),
           graph.constant(name + "/axis", {std::int64_t{1}})});
}

}  // namespace lab
