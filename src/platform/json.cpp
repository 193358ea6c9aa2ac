#include "platform/json.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <variant>

namespace lab::platform {

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json number(float value) {
  if (!std::isfinite(value)) return nullptr;
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", static_cast<double>(value));
  return std::strtod(text, nullptr);
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int integer_of(const json& object, const char* key, int fallback) {
  const auto found = object.find(key);
  if (found == object.end()) return fallback;
  return found->is_number() ? static_cast<int>(std::clamp(found->get<double>(), -2e9, 2e9)) : -1;
}

bool is_numbers(const json& value) {
  return value.is_array() && std::ranges::all_of(value, [](const json& item) {
           return item.is_number() && std::isfinite(item.get<float>());
         });
}

json to_json(const FieldValue& value) {
  return std::visit([](const auto& v) { return json(v); }, value);
}

Result<FieldValue> to_field_value(const json& value) {
  if (value.is_boolean()) return FieldValue(value.get<bool>());
  if (value.is_number()) return FieldValue(value.get<double>());
  if (value.is_string()) return FieldValue(value.get<std::string>());
  return Error{"A field's value must be a number, a text, or true or false."};
}

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace lab::platform
