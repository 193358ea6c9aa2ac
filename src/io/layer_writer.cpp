#include "io/layer_writer.h"

#include <cassert>

namespace lab {

Status LayerWriter::write_layers(const ExperimentSpec& spec, const Network& network) {
  assert(spec.layers.size() == network.layers().size());
  Shape input = spec.input;
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    const auto row = layer_export(spec.layers[i], target_);
    if (!row) return row.error();
    const NetworkLayer& planned = network.layers()[i];
    const Status status = write(*row, {spec.layers[i], planned, input, static_cast<int>(i), network});
    if (!status) return status;
    input = planned.output;
  }
  return {};
}

Status ChannelsFirstWriter::write(const LayerExport& row, const ExportedLayer& layer) {
  const std::string& name = layer.planned.name;
  const Shape& output = layer.planned.output;
  switch (row.reads) {
    case LayerExport::Reads::any: break;
    case LayerExport::Reads::flat: need_flat(name); break;
    case LayerExport::Reads::channels_first:
      if (!layer.input.is_flat) need_channels_first(name);
      break;
    case LayerExport::Reads::reshaped:
      need_flat(name);
      shape_ = output;
      if (!output.is_flat) need_channels_last(name);
      return {};
  }
  write_layer(row, layer);
  shape_ = output;
  if (!row.activates) return {};
  const std::string activation = text_of(layer.spec, "activation");
  if (activation == "linear") return {};
  if (activation == "softmax") need_flat(name + "_softmax");
  return write_activation(name, activation);
}

void ChannelsFirstWriter::need_flat(const std::string& layer) {
  if (layout_ == Layout::flat) return;
  need_channels_last(layer);
  flatten(layer);
  layout_ = Layout::flat;
}

void ChannelsFirstWriter::need_channels_first(const std::string& layer) {
  if (layout_ == Layout::channels_first) return;
  need_channels_last(layer);
  put_channels_first(layer);
  layout_ = Layout::channels_first;
}

void ChannelsFirstWriter::need_channels_last(const std::string& layer) {
  if (layout_ == Layout::channels_last) return;
  if (layout_ == Layout::flat) {
    unflatten(layer);
  } else {
    put_channels_last(layer);
  }
  layout_ = Layout::channels_last;
}

void ChannelsFirstWriter::finish() {
  const std::string output = "output";
  if (shape_.is_flat) {
    need_flat(output);
  } else {
    need_channels_last(output);
  }
}

}  // namespace lab
