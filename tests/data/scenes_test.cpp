#include "data/scenes/scenes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

using namespace lab;

namespace {

/// FNV-1a.
std::uint32_t hash(const std::vector<std::uint8_t>& bytes) {
  std::uint32_t h = 2166136261U;
  for (const std::uint8_t b : bytes) h = (h ^ b) * 16777619U;
  return h;
}

/// The mean colour of each class, 0 to 255.
std::array<std::array<double, 3>, kSceneClasses> mean_colours(const ImageSet& set) {
  std::array<std::array<double, 3>, kSceneClasses> sums{};
  std::array<double, kSceneClasses> counts{};
  for (int i = 0; i < set.size(); ++i) {
    const auto image = set.image(i);
    const std::size_t label = set.labels[static_cast<std::size_t>(i)];
    for (std::size_t p = 0; p < image.size(); ++p) sums.at(label).at(p % 3) += image[p];
    counts.at(label) += static_cast<double>(image.size()) / 3.0;
  }
  for (std::size_t label = 0; label < sums.size(); ++label) {
    for (double& channel : sums.at(label)) channel /= counts.at(label);
  }
  return sums;
}

}  // namespace

TEST_CASE("scenes are the same bytes on every machine, with every compiler, and in WebAssembly") {
  // A new figure here means new figures wherever the standard set was trained on.
  CHECK(hash(make_scenes(500, 1).pixels) == 0x5A6D5392U);
}

TEST_CASE("scene i depends on seed, style and i alone") {
  constexpr int kPixels = 3072;
  const ImageSet all = make_scenes(45, 5);
  for (const int first : {0, 7, 10, 33}) {
    const ImageSet part = make_scenes(45 - first, 5, {}, static_cast<std::uint64_t>(first));
    CHECK(std::equal(part.pixels.begin(), part.pixels.end(), all.pixels.begin() + first * kPixels));
    CHECK(std::equal(part.labels.begin(), part.labels.end(), all.labels.begin() + first));
  }
  CHECK(make_scenes(45, 6).pixels != all.pixels);
  CHECK(make_scenes(0, 5).size() == 0);
}

TEST_CASE("every run of ten scenes has each thing once") {
  const ImageSet set = make_scenes(200, 3);
  for (std::size_t first = 0; first < 200; first += 10) {
    std::array<bool, kSceneClasses> seen{};
    for (std::size_t i = first; i < first + 10; ++i) seen.at(set.labels[i]) = true;
    CHECK(std::count(seen.begin(), seen.end(), true) == 10);
  }
  CHECK(scene_names().size() == kSceneClasses);
}

TEST_CASE("colour alone gives no thing away") {
  const auto colours = mean_colours(make_scenes(4000, 8));
  for (std::size_t channel = 0; channel < 3; ++channel) {
    double low = 255.0;
    double high = 0.0;
    for (const auto& colour : colours) {
      low = std::min(low, colour.at(channel));
      high = std::max(high, colour.at(channel));
    }
    // A single picture's mean varies by some 50 levels.
    CHECK(high - low < 25.0);
    CHECK(low > 60.0);
    CHECK(high < 180.0);
  }
}

TEST_CASE("every field of the style changes the pictures, at both ends of its range") {
  const ImageSet usual = make_scenes(60, 9);
  for (const SceneStyleField& field : scene_style_fields()) {
    CAPTURE(field.name);
    for (const float value : {field.low, field.high}) {
      SceneStyle style;
      CHECK(style.*field.member >= field.low);
      CHECK(style.*field.member <= field.high);
      style.*field.member = value;
      const ImageSet set = make_scenes(60, 9, style);
      CHECK(set.labels == usual.labels);
      CHECK(set.pixels != usual.pixels);
    }
  }
}
