#include "io/onnx.h"

#include "io/onnx_layers.h"

namespace lab {

Result<std::vector<std::uint8_t>> write_onnx(const ExperimentSpec& spec, const Network& network) {
  OnnxLayers layers(spec.input);
  if (const Status status = layers.write_layers(spec, network); !status) return status.error();
  layers.finish(network.output_shape());
  return layers.graph().model(spec.name, spec.title + ". " + spec.summary);
}

}  // namespace lab
