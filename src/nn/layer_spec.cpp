#include "nn/layer_spec.h"

#include <algorithm>

namespace lab {

const LayerSpec::Value* LayerSpec::find(std::string_view name) const {
  const auto it = std::ranges::find(settings_, name, &Setting::first);
  return it == settings_.end() ? nullptr : &it->second;
}

double LayerSpec::number(std::string_view name, double fallback) const {
  const Value* value = find(name);
  const double* number = value != nullptr ? std::get_if<double>(value) : nullptr;
  return number != nullptr ? *number : fallback;
}

std::string LayerSpec::text(std::string_view name, std::string_view fallback) const {
  const Value* value = find(name);
  const std::string* text = value != nullptr ? std::get_if<std::string>(value) : nullptr;
  return text != nullptr ? *text : std::string(fallback);
}

void LayerSpec::set(std::string_view name, Value value) {
  const auto it = std::ranges::find(settings_, name, &Setting::first);
  if (it != settings_.end()) {
    it->second = std::move(value);
  } else {
    settings_.emplace_back(std::string(name), std::move(value));
  }
}

}  // namespace lab
