#pragma once

#include <string>

#include "core/result.h"
#include "io/layer_exports.h"

namespace lab {

/// Goes through the layers of a network and writes each as its row of the table says; what that looks like is a
/// format's business.
class LayerWriter {
 public:
  virtual ~LayerWriter() = default;
  LayerWriter(const LayerWriter&) = delete;
  LayerWriter& operator=(const LayerWriter&) = delete;

  /// `network` is planned from `spec`. The error is that of the first layer that cannot be written.
  Status write_layers(const ExperimentSpec& spec, const Network& network);

 protected:
  /// `target` ends sentences: "as ONNX".
  explicit LayerWriter(const char* target) : target_(target) {}

  virtual Status write(const LayerExport& row, const ExportedLayer& layer) = 0;
  [[nodiscard]] const char* target() const { return target_; }

 private:
  const char* target_;
};

/// For formats whose layers want images channel-first, and whose activations are layers of their own: knows how the
/// value lies in memory that the next layer reads, and turns it into what that wants.
class ChannelsFirstWriter : public LayerWriter {
 public:
  /// What new steps are called after: the layer that needs them.
  void need_flat(const std::string& layer);
  void need_channels_first(const std::string& layer);
  void need_channels_last(const std::string& layer);

  /// Of the value, channel-last as everywhere here.
  [[nodiscard]] const Shape& shape() const { return shape_; }

 protected:
  ChannelsFirstWriter(const char* target, const Shape& input)
      : LayerWriter(target), shape_(input), layout_(input.is_flat ? Layout::flat : Layout::channels_last) {}

  /// The layer itself, whose input has the form that the row asks for.
  virtual void write_layer(const LayerExport& row, const ExportedLayer& layer) = 0;
  /// Any activation but "linear"; the value is flat for "softmax".
  virtual Status write_activation(const std::string& layer, const std::string& activation) = 0;
  // The value in another form: from channels last to flat and to channels first, and back.
  virtual void flatten(const std::string& layer) = 0;
  virtual void unflatten(const std::string& layer) = 0;
  virtual void put_channels_first(const std::string& layer) = 0;
  virtual void put_channels_last(const std::string& layer) = 0;

  /// Gives the value the form of the network's output.
  void finish();

 private:
  enum class Layout { flat, channels_last, channels_first };

  Status write(const LayerExport& row, const ExportedLayer& layer) final;

  Shape shape_;
  Layout layout_;
};

}  // namespace lab
