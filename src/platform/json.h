#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/result.h"
#include "experiment/fields.h"

/// What all that speaks JSON with the page has in common.
namespace lab::platform {

using json = nlohmann::ordered_json;  // as experiment/spec_json.cpp: two kinds of JSON would be downloaded twice

/// What is not finite becomes null.
[[nodiscard]] json number(double value);
/// Floats as the short decimal that they are, not with the digits of the double they widen to.
[[nodiscard]] json number(float value);

/// The text under `key`; empty where there is none.
[[nodiscard]] std::string text_of(const json& object, const char* key);

/// The number under `key` as an int (out of range: the nearest one), `fallback` where there is none, and -1, which no
/// command takes, where it is something else.
[[nodiscard]] int integer_of(const json& object, const char* key, int fallback);

/// Whether `value` is a list of finite numbers.
[[nodiscard]] bool is_numbers(const json& value);

/// The value of an experiment's field.
[[nodiscard]] json to_json(const FieldValue& value);
Result<FieldValue> to_field_value(const json& value);

/// As one line.
[[nodiscard]] std::string dump(const json& value);

}  // namespace lab::platform
