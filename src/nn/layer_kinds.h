#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/result.h"
#include "nn/layer.h"
#include "nn/layer_spec.h"

namespace lab {

/// A setting that a kind of layer takes, under Keras's name.
struct LayerSetting {
  enum class Type { number, text, extent };  ///< extent: a number, or a text such as "5x3" (see layer_settings.h)

  std::string_view name;
  Type type = Type::number;
  bool required = false;
};

/// One kind of layer. To add one: a file pair in layers/ and a line in layer_kinds().
struct LayerKind {
  std::string_view name;   ///< in specs: "dense"
  std::string_view title;  ///< Keras's class, for the summary: "Dense"
  std::span<const LayerSetting> settings;
  /// Makes a layer from settings already checked against `settings`; refuses values that make no sense.
  Result<std::unique_ptr<Layer>> (*make)(const LayerSpec& spec);
};

[[nodiscard]] std::span<const LayerKind> layer_kinds();

/// The kind of that name, or nullptr.
[[nodiscard]] const LayerKind* find_layer_kind(std::string_view name);

/// Makes the layer that `spec` describes, or says which kind, setting or value is wrong.
Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec);

}  // namespace lab
