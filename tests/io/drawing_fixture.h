#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "io/drawing.h"

namespace lab_test {

inline std::vector<std::uint8_t> font_bytes(const char* name) {
  std::ifstream file(std::string(LAB_FONTS "/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Inter, as the program reads it.
inline const lab::Typeface& typeface() {
  static const lab::Typeface kInter = [] {
    auto read = lab::Typeface::read(font_bytes("Inter-Regular.otf"), font_bytes("Inter-SemiBold.otf"));
    REQUIRE(read.ok());
    return *read;
  }();
  return kInter;
}

/// Everything of one kind that a drawing shows.
template <class Item>
std::vector<Item> all_of(const lab::Drawing& drawing) {
  std::vector<Item> found;
  for (const lab::drawn::Item& item : drawing.items()) {
    if (const auto* one = std::get_if<Item>(&item); one != nullptr) found.push_back(*one);
  }
  return found;
}

/// The text of that wording; the test fails where there is none.
inline lab::drawn::Text text_of(const lab::Drawing& drawing, const std::string& wording) {
  for (const auto& text : all_of<lab::drawn::Text>(drawing)) {
    if (text.text == wording) return text;
  }
  FAIL("nowhere is written: ", wording);
  return {};
}

inline bool says(const lab::Drawing& drawing, const std::string& wording) {
  return std::ranges::any_of(all_of<lab::drawn::Text>(drawing),
                             [&](const lab::drawn::Text& text) { return text.text == wording; });
}

/// Where a text stands: from its first letter to its last, as high as a capital.
inline lab::Area area_of(const lab::Drawing& drawing, const lab::drawn::Text& text) {
  const float width = drawing.type().width(text.text, text.style.size, text.style.weight);
  const float height = drawing.type().cap_height(text.style.size);
  if (text.style.turned) return {text.origin.x - height, text.origin.y - width, height, width};
  return {text.origin.x, text.origin.y - height, width, height};
}

/// Every text and image lies inside the drawing, and no two texts lie on each other.
inline void check_tidy(const lab::Drawing& drawing) {
  std::vector<lab::Area> areas;
  for (const auto& text : all_of<lab::drawn::Text>(drawing)) {
    INFO(text.text);
    const lab::Area area = area_of(drawing, text);
    CHECK(area.x >= 0.0F);
    CHECK(area.y >= 0.0F);
    CHECK(area.right() <= drawing.width());
    CHECK(area.bottom() <= drawing.height());
    for (const lab::Area& other : areas) {
      const bool apart =
          area.right() <= other.x || other.right() <= area.x || area.bottom() <= other.y || other.bottom() <= area.y;
      CHECK(apart);
    }
    areas.push_back(area);
  }
  for (const auto& image : all_of<lab::drawn::Image>(drawing)) {
    CHECK(image.area.x >= 0.0F);
    CHECK(image.area.right() <= drawing.width());
    CHECK(image.area.bottom() <= drawing.height());
  }
}

}  // namespace lab_test
