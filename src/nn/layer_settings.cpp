#include "nn/layer_settings.h"

#include <cmath>
#include <string>

#include "core/text.h"

namespace lab {
namespace {

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

}  // namespace

Result<const ActivationKind*> activation_setting(const LayerSpec& spec) {
  const std::string name = spec.text("activation", "linear");
  const ActivationKind* kind = find_activation(name);
  if (kind == nullptr) return Error{"There is no activation called " + quoted(name) + "."};
  return kind;
}

Result<const InitializerKind*> initializer_setting(const LayerSpec& spec) {
  const std::string name = spec.text("kernel_initializer", "glorot_uniform");
  const InitializerKind* kind = find_initializer(name);
  if (kind == nullptr) return Error{"There is no initializer called " + quoted(name) + "."};
  return kind;
}

Result<float> l2_setting(const LayerSpec& spec) {
  const double l2 = spec.number("kernel_regularizer_l2", 0);
  if (!(l2 >= 0 && l2 <= 1)) return Error{"The L2 factor must lie between 0 and 1."};
  return static_cast<float>(l2);
}

Result<int> count_setting(const LayerSpec& spec, std::string_view name, int fallback, int low, int high) {
  const double value = spec.number(name, fallback);
  if (!(value >= low && value <= high) || value != std::floor(value)) {
    return Error{quoted(name) + " must be a whole number between " + std::to_string(low) + " and " +
                 std::to_string(high) + "."};
  }
  return static_cast<int>(value);
}

Result<float> number_setting(const LayerSpec& spec, std::string_view name, float fallback, float low, float high) {
  const double value = spec.number(name, static_cast<double>(fallback));
  if (!(value >= static_cast<double>(low) && value <= static_cast<double>(high))) {
    return Error{quoted(name) + " must be a number between " + short_number(low) + " and " + short_number(high) + "."};
  }
  return static_cast<float>(value);
}

Result<bool> same_padding_setting(const LayerSpec& spec) {
  const std::string padding = spec.text("padding", "valid");
  if (padding != "same" && padding != "valid") return Error{"\"padding\" must be same or valid."};
  return padding == "same";
}

Result<Extent> extent_setting(const LayerSpec& spec, std::string_view name, Extent fallback, int high) {
  if (!spec.has(name)) return fallback;
  Extent extent;
  const std::string text = spec.text(name, "");
  char after = '\0';
  const auto whole = [&](double value) { return value >= 1 && value <= high && value == std::floor(value); };
  if (text.empty()) {
    const double number = spec.number(name, 0);
    if (whole(number)) return Extent{static_cast<int>(number), static_cast<int>(number)};
  } else if (std::sscanf(text.c_str(), "%5dx%5d%c", &extent.height, &extent.width, &after) == 2 &&
             whole(extent.height) && whole(extent.width)) {
    return extent;
  }
  return Error{quoted(name) + " must be a whole number between 1 and " + std::to_string(high) +
               ", or two such as \"5x3\"."};
}

}  // namespace lab
