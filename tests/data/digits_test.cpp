#include "data/digits/digits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

using lab::DigitStyle;
using lab::ImageSet;
using lab::make_digits;

namespace {

/// FNV-1a.
std::uint32_t hash(const std::vector<std::uint8_t>& bytes) {
  std::uint32_t h = 2166136261U;
  for (const std::uint8_t b : bytes) h = (h ^ b) * 16777619U;
  return h;
}

double ink(std::span<const std::uint8_t> image) {
  double sum = 0.0;
  for (const std::uint8_t p : image) sum += p / 255.0;
  return sum;
}

}  // namespace

TEST_CASE("digits are the same bytes on every machine, with every compiler, and in WebAssembly") {
  // A new figure here means new figures wherever the standard set was trained on.
  CHECK(hash(make_digits(1000, 1).pixels) == 0x848E06F7U);
}

TEST_CASE("image i depends on seed, style and i alone") {
  const ImageSet all = make_digits(95, 5);
  for (const int first : {0, 7, 10, 53}) {
    const ImageSet part = make_digits(95 - first, 5, {}, static_cast<std::uint64_t>(first));
    CHECK(std::equal(part.pixels.begin(), part.pixels.end(), all.pixels.begin() + first * 784));
    CHECK(std::equal(part.labels.begin(), part.labels.end(), all.labels.begin() + first));
  }
  CHECK(make_digits(95, 6).pixels != all.pixels);
  CHECK(make_digits(0, 5).size() == 0);
}

TEST_CASE("classes are balanced and shuffled") {
  const ImageSet set = make_digits(1000, 3);
  std::array<int, 10> seen{};
  for (const std::uint8_t label : set.labels) ++seen.at(label);
  for (const int n : seen) CHECK(n == 100);
  // The same place in the runs of ten holds different digits.
  std::array<bool, 10> first{};
  for (std::size_t i = 0; i < 1000; i += 10) first.at(set.labels[i]) = true;
  CHECK(std::count(first.begin(), first.end(), true) == 10);
}

TEST_CASE("digits are placed as MNIST's: in a 20 x 20 box, centre of mass in the middle") {
  const ImageSet set = make_digits(500, 4);
  int full_extent = 0;
  for (int k = 0; k < set.size(); ++k) {
    const auto image = set.image(k);
    int low_x = 28;
    int high_x = -1;
    int low_y = 28;
    int high_y = -1;
    double mass = 0.0;
    double mass_x = 0.0;
    double mass_y = 0.0;
    for (int y = 0; y < 28; ++y) {
      for (int x = 0; x < 28; ++x) {
        const int p = image[static_cast<std::size_t>(y) * 28 + static_cast<std::size_t>(x)];
        if (p == 0) continue;
        low_x = std::min(low_x, x);
        high_x = std::max(high_x, x);
        low_y = std::min(low_y, y);
        high_y = std::max(high_y, y);
        mass += p;
        mass_x += p * x;
        mass_y += p * y;
      }
    }
    REQUIRE(mass > 0.0);
    const int extent = std::max(high_x - low_x, high_y - low_y) + 1;
    CHECK(extent <= 21);
    CHECK(extent >= 18);
    full_extent += extent == 20 ? 1 : 0;
    CHECK(std::abs(mass_x / mass - 14.0) < 0.51);
    CHECK(std::abs(mass_y / mass - 14.0) < 0.51);
  }
  CHECK(full_extent > 450);
}

TEST_CASE("style parameters do what they say") {
  const auto mean_ink = [](const DigitStyle& style) {
    const ImageSet set = make_digits(300, 8, style);
    double sum = 0.0;
    for (int i = 0; i < set.size(); ++i) sum += ink(set.image(i)) / set.size();
    return sum;
  };
  DigitStyle thin;
  thin.pen_width = 1.5F;
  DigitStyle thick;
  thick.pen_width = 4.0F;
  CHECK(mean_ink(thin) < 0.75 * mean_ink({}));
  CHECK(mean_ink(thick) > 1.25 * mean_ink({}));

  // Without any spread, and with the commonest way alone, all digits of a class are the same.
  DigitStyle still;
  for (float DigitStyle::*spread :
       {&DigitStyle::pen_spread, &DigitStyle::pressure, &DigitStyle::slant_spread, &DigitStyle::rotation,
        &DigitStyle::aspect, &DigitStyle::proportions, &DigitStyle::jitter, &DigitStyle::bend, &DigitStyle::wobble,
        &DigitStyle::variety}) {
    still.*spread = 0.0F;
  }
  const ImageSet same = make_digits(40, 9, still);
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < i; ++j) {
      const bool equal = std::equal(same.image(i).begin(), same.image(i).end(), same.image(j).begin());
      CHECK(equal == (same.labels[static_cast<std::size_t>(i)] == same.labels[static_cast<std::size_t>(j)]));
    }
  }
}

TEST_CASE("every style within its ranges draws something, and never outside the image") {
  lab::RandomSequence random({1, 1});
  for (int k = 0; k < 300; ++k) {
    DigitStyle style;
    for (const lab::DigitStyleField& field : lab::digit_style_fields()) {
      // Often at the very ends of the range.
      const float u = std::clamp(random.uniform(-0.3F, 1.3F), 0.0F, 1.0F);
      style.*field.member = field.low + (field.high - field.low) * u;
    }
    const ImageSet set = make_digits(10, static_cast<std::uint64_t>(k), style);
    for (int i = 0; i < 10; ++i) CHECK(ink(set.image(i)) > 8.0);
  }
}

TEST_CASE("the style's defaults lie within the ranges that menus offer") {
  const DigitStyle style;
  for (const lab::DigitStyleField& field : lab::digit_style_fields()) {
    CHECK(style.*field.member >= field.low);
    CHECK(style.*field.member <= field.high);
  }
}
