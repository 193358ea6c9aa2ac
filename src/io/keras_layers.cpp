#include "io/keras_layers.h"

#include <algorithm>

#include "io/layer_writer.h"

namespace lab {
namespace {

class KerasLayers : public LayerWriter {
 public:
  KerasLayers() : LayerWriter("for Keras") {}

  KerasModel model;

 private:
  void add(std::string_view call, const std::string& settings, const std::string& name) {
    model.lines.push_back("model.add(" + std::string(call) + "(" + settings + (settings.empty() ? "" : ", ") +
                          "name=\"" + name + "\"))");
  }

  Status write(const LayerExport& row, const ExportedLayer& layer) override {
    const std::string& name = layer.planned.name;
    // Ours reads an image as the flat vector that it is; Keras's would work on each pixel.
    if (row.reads == LayerExport::Reads::flat && !layer.input.is_flat) add("layers.Flatten", "", name + "_flat");
    const std::string_view source = row.keras.source;
    if (!source.empty() && std::ranges::find(model.classes, source) == model.classes.end())
      model.classes.push_back(source);
    add(row.keras.call, layer_text(row.keras.settings, layer), name);
    return {};
  }
};

}  // namespace

Result<KerasModel> keras_model(const ExperimentSpec& spec, const Network& network) {
  KerasLayers layers;
  if (const Status status = layers.write_layers(spec, network); !status) return status.error();
  return std::move(layers.model);
}

}  // namespace lab
