#include "data/noise/noise.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

using lab::corrupt;
using lab::find_noise;
using lab::NoiseSpec;

namespace {

constexpr std::size_t kPixels = 200000;

std::vector<float> grey(float value) {
  std::vector<float> out(kPixels, value);
  return out;
}

double share(const std::vector<float>& x, float value) {
  return static_cast<double>(std::count(x.begin(), x.end(), value)) / static_cast<double>(x.size());
}

/// Mean and standard deviation.
std::pair<double, double> spread(const std::vector<float>& x) {
  double sum = 0.0;
  double squares = 0.0;
  for (const float v : x) {
    sum += static_cast<double>(v);
    squares += static_cast<double>(v) * static_cast<double>(v);
  }
  const auto n = static_cast<double>(x.size());
  return {sum / n, std::sqrt(squares / n - sum / n * (sum / n))};
}

}  // namespace

TEST_CASE("the table of noises is complete and its names are unique") {
  REQUIRE_FALSE(lab::noise_kinds().empty());
  CHECK(lab::noise_kinds().front().name == "none");
  for (const char* name : {"none", "gaussian", "salt-pepper", "masking", "speckle"}) {
    REQUIRE(find_noise(name) != nullptr);
    CHECK(find_noise(name)->name == name);
  }
  CHECK(find_noise("snow") == nullptr);
  CHECK(find_noise("") == nullptr);
}

TEST_CASE("every noise at level 0 leaves the image alone, depends on its key only, and ignores the rest of the image") {
  for (const lab::NoiseKind& kind : lab::noise_kinds()) {
    CAPTURE(std::string(kind.name));
    std::vector<float> image(3000);
    for (std::size_t i = 0; i < image.size(); ++i) image[i] = static_cast<float>(i % 11) / 10.0F;
    std::vector<float> x = image;
    kind.apply(0.0F, {}, {1, 2}, x);
    CHECK(x == image);

    const NoiseSpec spec{std::string(kind.name), kind.default_level, false, true};
    std::vector<float> a = image;
    std::vector<float> b = image;
    std::vector<float> c(image.begin(), image.begin() + 784);
    corrupt(spec, {3, 4}, a);
    corrupt(spec, {3, 4}, b);
    corrupt(spec, {3, 4}, c);
    CHECK(a == b);
    CHECK(std::equal(c.begin(), c.end(), a.begin()));
    for (const float v : a) CHECK_MESSAGE((v >= 0.0F && v <= 1.0F), v);
    if (kind.name == "none") continue;
    CHECK(a != image);
    std::vector<float> d = image;
    corrupt(spec, {4, 4}, d);
    CHECK(a != d);
  }
}

TEST_CASE("gaussian noise adds a normal number of the given standard deviation") {
  std::vector<float> x = grey(0.5F);
  corrupt({"gaussian", 0.25F, false, false}, {9, 9}, x);
  const auto [mean, deviation] = spread(x);
  CHECK(mean == doctest::Approx(0.5).epsilon(0.01));
  CHECK(deviation == doctest::Approx(0.25).epsilon(0.01));

  // Clipped on black: half of the pixels stay black, and none leaves [0, 1].
  x = grey(0.0F);
  corrupt({"gaussian", 0.5F, false, true}, {9, 9}, x);
  CHECK(share(x, 0.0F) == doctest::Approx(0.5).epsilon(0.02));
  CHECK(share(x, 1.0F) == doctest::Approx(0.02275).epsilon(0.1));
}

TEST_CASE("salt and pepper keeps 1 - p of the pixels and makes equally many black and white") {
  std::vector<float> x = grey(0.5F);
  corrupt({"salt-pepper", 0.4F, false, true}, {9, 9}, x);
  CHECK(share(x, 0.5F) == doctest::Approx(0.6).epsilon(0.01));
  CHECK(share(x, 0.0F) == doctest::Approx(0.2).epsilon(0.02));
  CHECK(share(x, 1.0F) == doctest::Approx(0.2).epsilon(0.02));
  corrupt({"salt-pepper", 1.0F, false, true}, {9, 8}, x);
  CHECK(share(x, 0.0F) + share(x, 1.0F) == 1.0);
}

TEST_CASE("masking sets the given share to black") {
  std::vector<float> x = grey(0.7F);
  corrupt({"masking", 0.3F, false, true}, {9, 9}, x);
  CHECK(share(x, 0.0F) == doctest::Approx(0.3).epsilon(0.02));
  CHECK(share(x, 0.7F) == doctest::Approx(0.7).epsilon(0.01));
}

TEST_CASE("speckle is proportional to the pixel, so black stays black") {
  std::vector<float> x = grey(0.5F);
  corrupt({"speckle", 0.4F, false, false}, {9, 9}, x);
  const auto [mean, deviation] = spread(x);
  CHECK(mean == doctest::Approx(0.5).epsilon(0.01));
  CHECK(deviation == doctest::Approx(0.2).epsilon(0.01));
  x = grey(0.0F);
  corrupt({"speckle", 2.0F, false, true}, {9, 9}, x);
  CHECK(share(x, 0.0F) == 1.0);
}
