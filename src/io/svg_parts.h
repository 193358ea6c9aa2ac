#pragma once

#include <string>
#include <string_view>

#include "io/drawing.h"

/// What SVG files are put together from, by those who write them: svg.cpp for figures, platform/card_svg.cpp for cards.
namespace lab {

/// To a hundredth of a unit, as short as it can be written.
[[nodiscard]] std::string svg_number(float value);

/// With a blank before it; `value` is written as it is.
[[nodiscard]] std::string svg_attribute(const char* name, const std::string& value);
/// x, y, width and height.
[[nodiscard]] std::string svg_attributes(const Area& area);
/// `kind` is fill or stroke.
[[nodiscard]] std::string svg_painted(const char* kind, const Paint& paint);

/// For text and for values of attributes; control characters, which XML has no place for, are left out.
[[nodiscard]] std::string svg_escaped(std::string_view text);

/// PNG data whose pixels stay squares, also where images are smoothed: few of them are enlarged by up to `zoom`.
[[nodiscard]] std::string svg_image(const Area& area, const Picture& picture, int zoom);

/// A file that shows `area`, an SVG 1.1 of so many units; `attributes` are more ones of its root.
[[nodiscard]] std::string svg_document(const Area& area, const std::string& title, const char* attributes,
                                       const std::string& body);

}  // namespace lab
