#include "io/typeface.h"

#include <numeric>

#include "io/drawing_fixture.h"

using namespace lab;
using lab_test::typeface;

TEST_CASE("text is as wide as its letters and grows with its size") {
  const float one = typeface().width("H", 10.0F);
  CHECK(one > 5.0F);
  CHECK(one < 10.0F);
  CHECK(typeface().width("H", 20.0F) == doctest::Approx(2.0F * one));
  CHECK(typeface().width("HH", 10.0F) == doctest::Approx(2.0F * one));
  CHECK(typeface().width("", 10.0F) == 0.0F);
  CHECK(typeface().width("HH", 10.0F, Weight::semibold) != typeface().width("HH", 10.0F));
  CHECK(typeface().cap_height(10.0F) == doctest::Approx(7.27).epsilon(0.01));  // as Inter's makers say
}

TEST_CASE("letters of several bytes are one glyph, and bytes that are no letters are shown as such") {
  const auto count = [](std::string_view text) { return typeface().glyphs(text, Weight::regular).size() - 1; };
  CHECK(count("a\u00e4\u2212\u207b") == 4);
  CHECK(count("\xff\xfe") == 2);
  CHECK(count("\xe2\x88") == 2);  // cut off
  const auto glyph = [](std::string_view text) { return typeface().glyphs(text, Weight::regular)[0].glyph; };
  CHECK(glyph("\u2212") != glyph("-"));
  CHECK(glyph("\u2074") != glyph("\u0005"));  // a raised 4 is there; a control character is not
}

TEST_CASE("a glyph's pixels and its outline are the same letter") {
  const int glyph = typeface().glyphs("H", Weight::regular)[0].glyph;
  const auto flat = typeface().coverage(glyph, Weight::regular, 100.0F, 0.25F, 200.0F, false);
  CHECK(flat.height == doctest::Approx(73).epsilon(0.03));
  CHECK(flat.top + flat.height == 200);  // it stands on the line
  const auto turned = typeface().coverage(glyph, Weight::regular, 100.0F, 200.0F, 300.0F, true);
  CHECK(turned.width == flat.height);
  CHECK(turned.left + turned.width == 200);
  CHECK(turned.top + turned.height <= 300);  // and begins at the origin, upwards
  const auto ink = [](const Typeface::Coverage& mask) {
    return std::accumulate(mask.levels.begin(), mask.levels.end(), 0.0);
  };
  CHECK(ink(turned) == doctest::Approx(ink(flat)).epsilon(0.01));
  const std::string outline = typeface().outline(glyph, Weight::regular);
  CHECK(outline.starts_with("M"));
  CHECK(outline.ends_with("Z"));
  CHECK(typeface().units_per_em(Weight::regular) > 500.0F);
  const int space = typeface().glyphs(" ", Weight::regular)[0].glyph;
  CHECK(typeface().outline(space, Weight::regular).empty());
  CHECK(typeface().coverage(space, Weight::regular, 100.0F, 0.0F, 0.0F, false).levels.empty());
}

TEST_CASE("what is no font is refused") {
  CHECK_FALSE(Typeface::read({}, {}).ok());
  CHECK_FALSE(Typeface::read(std::vector<std::uint8_t>(100, 7), lab_test::font_bytes("Inter-SemiBold.otf")).ok());
}
