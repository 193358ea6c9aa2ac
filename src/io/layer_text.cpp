#include <algorithm>
#include <array>
#include <string>

#include "io/layer_exports.h"
#include "io/python_text.h"

namespace lab {
namespace {

constexpr std::array<std::string_view, 4> kSides = {"kernel_size", "pool_size", "size", "strides"};
constexpr std::array<std::string_view, 4> kTexts = {"activation", "interpolation", "kernel_initializer", "padding"};

bool is_in(const std::array<std::string_view, 4>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// What the layer has been planned to be.
struct Plan {
  std::string_view name;
  std::string (*text)(const ExportedLayer& layer);
};
constexpr std::array kPlans = {
    Plan{"in", [](const ExportedLayer& layer) { return python_number(layer.input.size()); }},
    Plan{"out", [](const ExportedLayer& layer) { return python_number(layer.planned.output.size()); }},
    Plan{"out_channels", [](const ExportedLayer& layer) { return python_number(layer.planned.output.channels); }},
    Plan{"height", [](const ExportedLayer& layer) { return python_number(layer.planned.output.height); }},
    Plan{"width", [](const ExportedLayer& layer) { return python_number(layer.planned.output.width); }},
    Plan{"shape", [](const ExportedLayer& layer) { return python_tuple(layer.planned.output); }},
    Plan{"owner",
         [](const ExportedLayer& layer) {
           return layer.network.layers()[static_cast<std::size_t>(number_of(layer.spec, "tied_to"))].name;
         }},
};

std::string setting(const LayerSpec& layer, std::string_view name) {
  if (is_in(kSides, name)) return python_tuple(sides_of(layer, name));
  if (is_in(kTexts, name)) return python_string(text_of(layer, name));
  return python_number(number_of(layer, name));
}

bool is_default(const LayerSpec& layer, std::string_view name) {
  if (is_in(kSides, name)) return sides_of(layer, name) == default_sides(layer, name);
  if (is_in(kTexts, name)) return text_of(layer, name) == default_text(layer, name);
  return number_of(layer, name) == default_number(name);
}

/// ', strides=(2, 2)', or nothing.
std::string optional_setting(const LayerSpec& layer, std::string_view name) {
  if (name == "kernel") {
    return optional_setting(layer, "activation") + optional_setting(layer, "kernel_initializer") +
           optional_setting(layer, "kernel_regularizer_l2");
  }
  if (is_default(layer, name)) return {};
  if (name == "kernel_regularizer_l2")
    return ", kernel_regularizer=keras.regularizers.L2(" + setting(layer, name) + ")";
  return ", " + std::string(name) + "=" + setting(layer, name);
}

std::string value(const ExportedLayer& layer, std::string_view name) {
  if (name.starts_with('?')) return optional_setting(layer.spec, name.substr(1));
  const auto* const plan = std::ranges::find(kPlans, name, &Plan::name);
  return plan != kPlans.end() ? plan->text(layer) : setting(layer.spec, name);
}

}  // namespace

std::string layer_text(std::string_view text, const ExportedLayer& layer) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    out += value(layer, text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace lab
