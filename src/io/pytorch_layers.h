#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "experiment/experiment_spec.h"
#include "io/layer_writer.h"
#include "nn/network.h"

namespace lab {

/// A network as lines of a Python function, and the classes of our own that these lines use.
struct PytorchModel {
  std::vector<std::string> lines;         ///< 'layers["dense"] = nn.Linear(784, 32)'
  std::vector<std::string_view> classes;  ///< their source, each once
  std::vector<std::string> penalties;     ///< terms of the loss: '0.0001 * model.dense.weight.square().sum()'
  bool has_layer_penalties = false;       ///< some classes leave a term of the loss in their member "penalty"
};

/// Translates the layers one by one, with changes of layout where PyTorch wants channels first.
Result<PytorchModel> pytorch_model(const ExperimentSpec& spec, const Network& network);

/// The lines so far.
class PytorchLayers : public ChannelsFirstWriter {
 public:
  explicit PytorchLayers(const Shape& input) : ChannelsFirstWriter("for PyTorch", input) {}

  PytorchModel model;

  void add(const std::string& name, const std::string& module);
  /// The lines use that class.
  void use(std::string_view source);

  using ChannelsFirstWriter::finish;

 private:
  void write_layer(const LayerExport& row, const ExportedLayer& layer) override;
  Status write_activation(const std::string& layer, const std::string& activation) override;
  void flatten(const std::string& layer) override;
  void unflatten(const std::string& layer) override;
  void put_channels_first(const std::string& layer) override;
  void put_channels_last(const std::string& layer) override;
};

// Kinds of layers that are more than a line, for the table in layer_exports.cpp.

void pytorch_average_pooling2d(PytorchLayers& to, const ExportedLayer& layer);
void pytorch_batch_normalization(PytorchLayers& to, const ExportedLayer& layer);
void pytorch_conv2d(PytorchLayers& to, const ExportedLayer& layer);
void pytorch_conv2d_transpose(PytorchLayers& to, const ExportedLayer& layer);
void pytorch_max_pooling2d(PytorchLayers& to, const ExportedLayer& layer);
void pytorch_resize(PytorchLayers& to, const ExportedLayer& layer);

}  // namespace lab
