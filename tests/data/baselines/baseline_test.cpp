#include "data/baselines/baseline.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/random.h"
#include "data/digits/digits.h"

using lab::FittedBaseline;
using lab::ImageSet;
using lab::NoiseSpec;

namespace {

std::vector<float> floats(std::span<const std::uint8_t> levels) {
  std::vector<float> out;
  for (const auto level : levels) out.push_back(static_cast<float>(level) / 255.0F);
  return out;
}

double squared_error(const FittedBaseline& baseline, const ImageSet& test, const NoiseSpec& noise) {
  double sum = 0.0;
  for (int i = 0; i < test.size(); ++i) {
    const auto clean = floats(test.image(i));
    auto noisy = clean;
    lab::corrupt(noise, lab::random_key(9, lab::Stream::noise, 0, static_cast<std::uint64_t>(i)), noisy);
    std::vector<float> restored(noisy.size(), -7.0F);
    baseline.apply(test.shape, noisy, restored);
    for (std::size_t p = 0; p < clean.size(); ++p) {
      sum += static_cast<double>((restored[p] - clean[p]) * (restored[p] - clean[p]));
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("every baseline is found by its name, and has strengths to choose from in rising order") {
  std::set<std::string_view> names;
  CHECK(lab::baseline_kinds().front().name == "none");
  for (const lab::BaselineKind& kind : lab::baseline_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK(lab::find_baseline(kind.name) == &kind);
    REQUIRE_FALSE(kind.strengths.empty());
    CHECK(kind.strength_title.empty() == (kind.strengths.size() == 1));
    for (std::size_t i = 1; i < kind.strengths.size(); ++i) CHECK(kind.strengths[i] > kind.strengths[i - 1]);
  }
  CHECK(lab::find_baseline("magic") == nullptr);
}

TEST_CASE("fitted to digits under Gaussian noise, every baseline beats doing nothing") {
  const ImageSet train = lab::make_digits(300, 1);
  const ImageSet test = lab::make_digits(20, 2);
  const NoiseSpec noise{"gaussian", 0.5F};
  const auto nothing = lab::fit_baseline(*lab::find_baseline("none"), train, noise);
  REQUIRE(nothing.ok());
  const double untouched = squared_error(*nothing, test, noise);
  CHECK(untouched > 100.0);
  for (const char* const name : {"blur", "median", "nlm", "pca"}) {
    CAPTURE(name);
    const auto fitted = lab::fit_baseline(*lab::find_baseline(name), train, noise);
    REQUIRE(fitted.ok());
    CHECK(squared_error(*fitted, test, noise) < 0.8 * untouched);
  }
}

TEST_CASE("more noise asks for a stronger filter, no noise for the weakest") {
  const ImageSet train = lab::make_digits(80, 3);
  const auto strength = [&](const char* name, const NoiseSpec& noise) {
    return lab::fit_baseline(*lab::find_baseline(name), train, noise)->strength;
  };
  for (const char* const name : {"blur", "nlm"}) {
    CAPTURE(name);
    const float weak = strength(name, {"gaussian", 0.1F});
    CHECK(weak < strength(name, {"gaussian", 0.6F}));
    CHECK(strength(name, {}) == lab::find_baseline(name)->strengths.front());
  }
  // Components are the other way round: what noise drowns is left out.
  CHECK(strength("pca", {"gaussian", 0.1F}) > strength("pca", {"gaussian", 0.9F}));
  CHECK(lab::fit_baseline(*lab::find_baseline("blur"), train, {}, 1.25F)->strength == 1.25F);
}

TEST_CASE("what cannot be fitted is refused with a sentence") {
  const auto& blur = *lab::find_baseline("blur");
  CHECK(lab::fit_baseline(blur, {}, {}).error().message.find("no training images") != std::string::npos);
  CHECK(lab::fit_baseline(blur, lab::make_digits(2, 1), {"snow", 0.5F}).error().message.find("\"snow\"") !=
        std::string::npos);
}
