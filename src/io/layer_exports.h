#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "io/exported_layer.h"

namespace lab {

class OnnxLayers;
class PytorchLayers;

/// A layer in a Keras script: model.add(CALL(SETTINGS, name="...")).
struct KerasExport {
  std::string_view call;
  std::string_view settings;     ///< see layer_text()
  std::string_view source = {};  ///< the class that is called, where Keras has none such
};

/// A layer in a PyTorch script: layers["..."] = MODULE.
struct PytorchExport {
  std::string_view module = {};                                            ///< see layer_text(); empty: none
  std::string_view source = {};                                            ///< as KerasExport::source
  bool penalty = false;                                                    ///< it leaves a term of the loss
  void (*write)(PytorchLayers& to, const ExportedLayer& layer) = nullptr;  ///< in the place of all these
};

/// How a kind of layer looks outside. To add one: a row of kLayerExports.
struct LayerExport {
  /// The form in which it takes its input, into which all formats bring it first.
  enum class Reads {
    any,             ///< whichever form that has
    flat,            ///< a vector, also of an image
    channels_first,  ///< an image, (channels, height, width) in ONNX and PyTorch; a vector stays one
    reshaped         ///< it gives its input another shape, and that is all it does in ONNX and PyTorch
  };

  std::string_view name;  ///< LayerKind::name
  Reads reads = Reads::any;
  bool activates = false;  ///< its setting "activation" is a layer of its own in ONNX and PyTorch
  /// Null: nothing, because it acts while training only.
  void (*onnx)(OnnxLayers& to, const ExportedLayer& layer) = nullptr;
  KerasExport keras;
  PytorchExport pytorch;
};

/// The row for that layer, or the sentence that says that it cannot be written; `target`: "as ONNX".
Result<LayerExport> layer_export(const LayerSpec& layer, const char* target);

/// A template of a Python script with what `layer` is in it.
///
///   {in} {out}                      numbers that it takes and gives; of its output {out_channels}, {height}, {width}
///   {shape}                         its output as a tuple
///   {owner}                         the name of the layer that it is tied to
///   {strides} {activation} {rate}   any setting, or what that is by default
///   {?strides}                      ', strides=(2, 2)', or nothing where that is the default
///   {?kernel}                       the same of all that layers with a kernel have in common
[[nodiscard]] std::string layer_text(std::string_view text, const ExportedLayer& layer);

}  // namespace lab
