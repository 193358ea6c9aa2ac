#include "data/photo/photo.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "data/digits/digits.h"
#include "data/photo/placing.h"
#include "data/synthetic_photo.h"

using namespace lab;
using lab_test::photograph;
using lab_test::placed_correlation;
using lab_test::Scene;

namespace {

constexpr int kDigits = 20;

const ImageSet& digits() {
  static const ImageSet set = make_digits(kDigits, 11);
  return set;
}

struct Agreement {
  double worst = 1.0, mean = 0.0;
};

/// How well the digits are found again in that scene: the correlation with what was photographed, -1 where one is not
/// found.
Agreement agreement(const Scene& scene, const PhotoSettings& settings = {}) {
  Agreement all;
  for (int i = 0; i < kDigits; ++i) {
    const FoundDigit found = Photo(photograph(digits().image(i), scene)).find(settings);
    const double agree = found.found ? placed_correlation(found.digit.image(0), digits().image(i)) : -1.0;
    all.worst = std::min(all.worst, agree);
    all.mean += agree / kDigits;
  }
  return all;
}

void check_found(const std::string& title, const Scene& scene, const PhotoSettings& settings = {}) {
  const Agreement all = agreement(scene, settings);
  INFO(title << ": worst " << all.worst << ", mean " << all.mean);
  CHECK(all.worst > 0.75);  // thin pens come out thicker
  CHECK(all.mean > 0.93);
}

/// The first and the last row or column with more than a quarter of full ink.
std::pair<int, int> extent(std::span<const std::uint8_t> image, bool rows) {
  int first = 28;
  int last = -1;
  for (int i = 0; i < 784; ++i) {
    if (image[static_cast<std::size_t>(i)] < 64) continue;
    const int place = rows ? i / 28 : i % 28;
    first = std::min(first, place);
    last = std::max(last, place);
  }
  return {first, last};
}

}  // namespace

TEST_CASE("a digit is found on paper under any light, in any polarity, wherever it stands") {
  const Scene plain;
  check_found("plain", plain);
  Scene chalk = plain;
  std::swap(chalk.paper, chalk.ink);
  check_found("chalk", chalk);
  for (const auto& [x, y] : {std::pair{0.35F, 0.0F}, {-0.3F, 0.2F}, {0.0F, -0.4F}}) {
    Scene lit = plain;
    lit.light_x = x;
    lit.light_y = y;
    lit.ink = 0.3F;
    check_found("lit from a side", lit);
  }
  Scene noisy = plain;
  noisy.noise = 25.0F;
  noisy.light_x = 0.2F;
  check_found("noisy", noisy);
  Scene corner = plain;
  corner.width = 900;
  corner.height = 1200;
  corner.left = 700;
  corner.top = 990;
  corner.colour = true;
  check_found("small in a corner", corner);
  Scene framed = plain;
  framed.frame = 9;
  check_found("framed", framed);
  framed.frame = 40;
  check_found("on a table", framed);
  Scene small = plain;
  small.width = small.height = 40;
  small.size = 34;
  small.left = small.top = 3;
  check_found("small", small);
}

TEST_CASE("an image that is one already is found as it is") {
  for (int i = 0; i < kDigits; ++i) {
    const auto image = digits().image(i);
    const Photo photo({28, 28, 1, {image.begin(), image.end()}});
    CHECK(photo.is_small());
    CHECK(photo.as_it_is().pixels == std::vector<std::uint8_t>(image.begin(), image.end()));
    const FoundDigit found = photo.find({});
    CHECK(found.light);
    REQUIRE(found.found);
    CHECK(placed_correlation(found.digit.image(0), image) > 0.8);
  }
}

TEST_CASE("a found digit lies in MNIST's box with its centre of mass in the middle, white on black") {
  for (int i = 0; i < kDigits; ++i) {
    CAPTURE(i);
    const FoundDigit found = Photo(photograph(digits().image(i), {.left = 20, .top = 80})).find({});
    REQUIRE(found.found);
    const auto image = found.digit.image(0);
    double mass = 0.0;
    double x = 0.0;
    double y = 0.0;
    for (int p = 0; p < 784; ++p) {
      const double level = image[static_cast<std::size_t>(p)];
      mass += level;
      x += level * (p % 28);
      y += level * (p / 28);
    }
    CHECK(std::fabs(x / mass - 14.0) <= 0.51);
    CHECK(std::fabs(y / mass - 14.0) <= 0.51);
    CHECK(image[0] == 0);
    CHECK(*std::ranges::max_element(image) == 255);
    const auto [left, right] = extent(image, false);
    const auto [top, bottom] = extent(image, true);
    const int longer = std::max(right - left, bottom - top) + 1;
    CHECK(longer <= 20);
    CHECK(longer >= 18);
  }
}

TEST_CASE("a ballpoint's line becomes as thick as the thin ones among MNIST's, a thick pen's stays") {
  for (const auto& [pen, least, most] : {std::tuple{3, 1.6, 2.4}, {30, 2.7, 4.0}}) {
    CAPTURE(pen);
    Picture sheet{400, 300, 1, std::vector<std::uint8_t>(400 * 300, 230)};
    for (int y = 50; y < 250; ++y) {  // a 7
      for (int t = 0; t < pen; ++t) {
        sheet.pixels[static_cast<std::size_t>(y * 400 + 200 - (y - 50) / 3 + t)] = 40;
        if (y < 50 + pen && t == 0)
          for (int x = 100; x < 201; ++x) sheet.pixels[static_cast<std::size_t>(y * 400 + x)] = 40;
      }
    }
    const FoundDigit found = Photo(sheet).find({});
    REQUIRE(found.found);
    std::vector<std::uint8_t> mask(784);
    std::ranges::transform(found.digit.image(0), mask.begin(),
                           [](std::uint8_t level) { return level > 100 ? 255 : 0; });
    const double stroke = photo::stroke_width(mask, 28, 28);
    CHECK(stroke > least);
    CHECK(stroke < most);
  }
}

TEST_CASE("pieces that belong to the digit are kept, another digit and specks are not") {
  Picture sheet{300, 200, 1, std::vector<std::uint8_t>(300 * 200, 220)};
  const auto ink = [&](int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; ++y) {
      for (int x = left; x < right; ++x) sheet.pixels[static_cast<std::size_t>(y * 300 + x)] = 30;
    }
  };
  ink(100, 60, 112, 160);  // the digit
  ink(100, 148, 150, 160);
  ink(118, 50, 150, 60);   // its bar, which does not touch it
  ink(220, 60, 230, 150);  // another digit
  ink(60, 20, 62, 22);     // a speck
  const FoundDigit found = Photo(sheet).find({});
  REQUIRE(found.found);
  CHECK(found.box.left == doctest::Approx(100.0 / 300).epsilon(0.02));
  CHECK(found.box.top == doctest::Approx(50.0 / 200).epsilon(0.04));
  CHECK(found.box.right == doctest::Approx(150.0 / 300).epsilon(0.02));
  CHECK(found.box.bottom == doctest::Approx(160.0 / 200).epsilon(0.02));
  const auto there = [&](int x, int y) {
    const int at = y * found.shown.height / 200 * found.shown.width + x * found.shown.width / 300;
    return found.ink[static_cast<std::size_t>(at)];
  };
  CHECK(there(106, 100) == 255);
  CHECK(there(134, 55) > 200);
  CHECK(there(225, 100) == photo::kOtherInk);
  CHECK(there(180, 100) == 0);
}

TEST_CASE("paper without a digit is said to be empty: plain, shaded, noisy, or only framed") {
  const std::vector<std::uint8_t> nothing(784, 0);
  for (const Scene& scene : {Scene{}, Scene{.light_x = 0.4F}, Scene{.noise = 20.0F}, Scene{.frame = 12},
                             Scene{.paper = 0.2F, .ink = 0.8F}}) {
    CAPTURE(scene.frame);
    CAPTURE(scene.noise);
    const FoundDigit found = Photo(photograph(nothing, scene)).find({});
    CHECK_FALSE(found.found);
    CHECK(found.digit.size() == 0);
    CHECK(found.evened.size() == static_cast<std::size_t>(found.shown.size()));
    CHECK(found.ink.size() == static_cast<std::size_t>(found.shown.size()));
  }
}

TEST_CASE("the threshold can be moved, and what is ink can be said") {
  const Photo photo(photograph(digits().image(0), {}));
  const auto area = [&](const PhotoSettings& settings) {
    const FoundDigit found = photo.find(settings);
    return std::ranges::count_if(found.ink, [](std::uint8_t level) { return level > 127; });
  };
  CHECK(area({.threshold = PhotoSettings::kLeastFactor}) > area({}));
  CHECK(area({.threshold = PhotoSettings::kMostFactor}) < area({}));
  CHECK_FALSE(photo.find({}).light);
  CHECK(photo.find({.light = true}).light);
}

TEST_CASE("light is evened: paper is as bright on one side as on the other") {
  const Photo photo(photograph(digits().image(3), {.light_x = 0.4F}));
  const FoundDigit found = photo.find({});
  const auto mean = [&](int from, int to, const std::vector<std::uint8_t>& pixels) {
    double sum = 0.0;
    for (int x = from; x < to; ++x) sum += pixels[static_cast<std::size_t>(10 * found.shown.width + x)];
    return sum / (to - from);
  };
  const int width = found.shown.width;
  CHECK(mean(width - 20, width, photo.shown().pixels) - mean(0, 20, photo.shown().pixels) > 80.0);
  CHECK(std::fabs(mean(width - 20, width, found.evened) - mean(0, 20, found.evened)) < 30.0);
}

TEST_CASE("pictures of every size and kind have their steps") {
  for (const auto& [width, height, channels] :
       {std::tuple{1, 1, 1}, {3, 1, 3}, {1, 700, 4}, {2000, 3, 2}, {64, 64, 3}}) {
    CAPTURE(width);
    const auto bytes =
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(channels);
    const Photo photo({width, height, channels, std::vector<std::uint8_t>(bytes, 99)});
    CHECK_FALSE(photo.find({}).found);
    CHECK(photo.as_it_is().size() == 1);
    CHECK(photo.as_it_is().shape.width == photo.as_it_is().shape.height);
  }
}
