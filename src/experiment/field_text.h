#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "experiment/fields.h"

namespace lab {

/// The value as people type it: "true", "salt-pepper", or the shortest decimal number that reads back the same.
[[nodiscard]] std::string value_text(const FieldView& value);

/// The number that the whole text is: "0.5", "1e-3"; also "nan" and "inf". Nothing if it is another text.
[[nodiscard]] std::optional<double> parse_number(const std::string& text);

/// Reads `text` as the type that the field has, and stores it as set_field() does. On error `spec` is unchanged.
Status set_field_text(ExperimentSpec& spec, std::string_view name, std::string_view text);

}  // namespace lab
