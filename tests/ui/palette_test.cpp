// Whether the colours of classes can be told apart, by whoever looks.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme.h"

namespace {

using Rgb = std::array<double, 3>;
using Turn = std::array<Rgb, 3>;

Rgb linear(ImU32 color) {
  Rgb out{};
  const unsigned shifts[] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT};
  for (std::size_t i = 0; i < 3; ++i) {
    const double v = (color >> shifts[i] & 255U) / 255.0;
    out[i] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  }
  return out;
}

Rgb times(const Turn& turn, const Rgb& v) {
  Rgb out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = turn[i][0] * v[0] + turn[i][1] * v[1] + turn[i][2] * v[2];
  return out;
}

/// https://bottosson.github.io/posts/oklab/
Rgb oklab(const Rgb& rgb) {
  Rgb cones = times({{{0.4122214708, 0.5363325363, 0.0514459929},
                      {0.2119034982, 0.6806995451, 0.1073969566},
                      {0.0883024619, 0.2817188376, 0.6299787005}}},
                    {std::max(rgb[0], 0.0), std::max(rgb[1], 0.0), std::max(rgb[2], 0.0)});
  for (double& cone : cones) cone = std::cbrt(cone);
  return times({{{0.2104542553, 0.7936177850, -0.0040720468},
                 {1.9779984951, -2.4285922050, 0.4505937099},
                 {0.0259040371, 0.7827717662, -0.8086757660}}},
               cones);
}

double luminance(const Rgb& rgb) { return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]; }

}  // namespace

TEST_CASE("classes stand out from the card and from each other, for eyes without red, green or blue receptors too") {
  // Machado, Oliveira & Fernandes 2009, severity 1.
  constexpr Turn kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  constexpr Turn kProtanopia = {
      {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
  constexpr Turn kDeuteranopia = {
      {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
  constexpr Turn kTritanopia = {
      {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
  ImGui::CreateContext();
  for (const bool dark : {true, false}) {
    CAPTURE(dark);
    lab::ui::Theme theme;
    theme.set(dark, 1.0F, false);
    const lab::ui::Palette& c = theme.color();
    const double card = luminance(linear(c.card));
    for (std::size_t i = 0; i < c.classes.size(); ++i) {
      CAPTURE(i);
      const Rgb color = linear(c.classes[i]);
      const double bright = luminance(color);
      CHECK((std::max(bright, card) + 0.05) / (std::min(bright, card) + 0.05) >= 2.95);
      for (std::size_t j = 0; j < i; ++j) {
        CAPTURE(j);
        const auto distance = [&](const Turn& eye) {
          const Rgb a = oklab(times(eye, color));
          const Rgb b = oklab(times(eye, linear(c.classes[j])));
          return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        };
        CHECK(distance(kNormal) > 0.13);
        CHECK(std::min({distance(kProtanopia), distance(kDeuteranopia), distance(kTritanopia)}) > 0.1);
      }
    }
  }
  ImGui::DestroyContext();
}
