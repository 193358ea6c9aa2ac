#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace lab {

/// Keys stay in the order in which they were written.
using Json = nlohmann::ordered_json;

/// null where nothing was measured, because JSON has no NaN.
[[nodiscard]] inline Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// What stands at a place such as "/val_loss/mean"; NaN where that is no number. (Not by json_pointer: looking one up
/// in ordered JSON makes Clang warn of deprecated code inside nlohmann's header.)
[[nodiscard]] inline double number_at(const Json& json, std::string_view place) {
  const Json* at = &json;
  while (!place.empty()) {
    place.remove_prefix(1);
    const std::string key(place.substr(0, place.find('/')));
    const auto found = at->find(key);
    if (found == at->end()) return std::nan("");
    at = &*found;
    place.remove_prefix(key.size());
  }
  return at->is_number() ? at->get<double>() : std::nan("");
}

/// The text of a file, for people too. Names that are not UTF-8 lose their strange bytes.
[[nodiscard]] inline std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lab
