#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/layer_writer.h"
#include "io/onnx_graph.h"

namespace lab {

/// A network as an ONNX graph, layer by layer.
class OnnxLayers : public ChannelsFirstWriter {
 public:
  explicit OnnxLayers(const Shape& input);

  [[nodiscard]] OnnxGraph& graph() { return graph_; }
  /// The name of the value that the next layer reads.
  [[nodiscard]] const std::string& value() const { return value_; }

  /// Puts a node after that value (the first of its inputs).
  void then(const std::string& op, const std::string& name, const std::vector<std::string>& constants = {},
            const std::vector<OnnxGraph::Attribute>& attributes = {});

  /// Names the output; the graph is finished then.
  void finish(const Shape& output);

 private:
  void write_layer(const LayerExport& row, const ExportedLayer& layer) override;
  Status write_activation(const std::string& layer, const std::string& activation) override;
  void flatten(const std::string& layer) override;
  void unflatten(const std::string& layer) override;
  void put_channels_first(const std::string& layer) override;
  void put_channels_last(const std::string& layer) override;

  OnnxGraph graph_;
  std::string value_ = "input";
};

// Kinds of layers, for the table in layer_exports.cpp.

void onnx_average_pooling2d(OnnxLayers& to, const ExportedLayer& layer);
void onnx_batch_normalization(OnnxLayers& to, const ExportedLayer& layer);
void onnx_conv2d(OnnxLayers& to, const ExportedLayer& layer);
void onnx_conv2d_transpose(OnnxLayers& to, const ExportedLayer& layer);
void onnx_dense(OnnxLayers& to, const ExportedLayer& layer);
void onnx_elu(OnnxLayers& to, const ExportedLayer& layer);
void onnx_leaky_relu(OnnxLayers& to, const ExportedLayer& layer);
void onnx_max_pooling2d(OnnxLayers& to, const ExportedLayer& layer);
void onnx_resize(OnnxLayers& to, const ExportedLayer& layer);
void onnx_sampling(OnnxLayers& to, const ExportedLayer& layer);
void onnx_tied_dense(OnnxLayers& to, const ExportedLayer& layer);

}  // namespace lab
