#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace lab {

/// Keys stay in the order in which they were written.
using Json = nlohmann::ordered_json;

/// null where nothing was measured, because JSON has no NaN.
[[nodiscard]] inline Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// What stands at a place such as "/val_loss/mean"; NaN where that is no number.
[[nodiscard]] inline double number_at(const Json& json, const char* pointer) {
  const Json::json_pointer at(pointer);
  return json.contains(at) && json[at].is_number() ? json[at].get<double>() : std::nan("");
}

/// The text of a file, for people too. Names that are not UTF-8 lose their strange bytes.
[[nodiscard]] inline std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lab
