#pragma once

#include <span>
#include <string>
#include <string_view>

#include "experiment/experiment_spec.h"
#include "io/exported_layer.h"

namespace lab {

/// The number as Python and we would write it, as short as it can be read back exactly: 0.001, 1e-07, 128.
[[nodiscard]] std::string python_number(float value);
[[nodiscard]] std::string python_number(double value);
[[nodiscard]] std::string python_number(int value);

/// A Python string literal of the text, whatever it holds.
[[nodiscard]] std::string python_string(std::string_view text);

/// The text so that it can stand inside a docstring: one line, without quotes or backslashes.
[[nodiscard]] std::string python_prose(std::string_view text);

/// "(3, 3)".
[[nodiscard]] std::string python_tuple(Sides sides);
/// The shape of one sample: "(784,)" or "(28, 28, 1)".
[[nodiscard]] std::string python_tuple(const Shape& shape);

/// The lines one after another, with the separator between them.
[[nodiscard]] std::string joined(std::span<const std::string> lines, std::string_view separator);

/// Replaces every "{key}" of a template by its value. Values are not searched again.
[[nodiscard]] std::string fill_template(std::string_view text,
                                        std::initializer_list<std::pair<std::string_view, std::string>> values);

}  // namespace lab
