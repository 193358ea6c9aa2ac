#include "data/baselines/baseline.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/random.h"
#include "data/baselines/gaussian_blur.h"
#include "data/baselines/median.h"
#include "data/baselines/non_local_means.h"
#include "data/baselines/nothing.h"
#include "data/baselines/pca.h"

namespace lab {
namespace {

constexpr float kOne[] = {0.0F};
constexpr float kBlurs[] = {0.3F, 0.4F, 0.5F, 0.6F, 0.7F, 0.8F, 0.9F, 1.0F, 1.2F, 1.4F, 1.7F, 2.0F, 2.5F, 3.0F};
constexpr float kFilterings[] = {0.02F, 0.05F, 0.08F, 0.12F, 0.16F, 0.2F, 0.25F, 0.3F,
                                 0.35F, 0.4F,  0.45F, 0.5F,  0.6F,  0.7F, 0.85F, 1.0F};
constexpr float kComponents[] = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};

// One line per kind of baseline; the command line and tables read it.
constexpr BaselineKind kKinds[] = {
    {"none", "Nothing", "", kOne, fit_nothing},
    {"blur", "Gaussian blur", "standard deviation in pixels", kBlurs, fit_gaussian_blur},
    {"median", "Median filter", "", kOne, fit_median},
    {"nlm", "Non-local means", "how different patches may be (h, 1 = black to white)", kFilterings,
     fit_non_local_means},
    {"pca", "PCA reconstruction", "components kept", kComponents, fit_pca},
};

constexpr int kTrials = 64;
// Noise keys of training begin with 0 and 1 and count up (train/samples.h); this one is far from them.
constexpr std::uint64_t kTrialDrawing = 1ULL << 40;

/// Clean and noisy versions of some training images, to try strengths on.
struct Trials {
  std::vector<std::vector<float>> clean, noisy;
};

Trials make_trials(const ImageSet& train, const NoiseSpec& noise) {
  Trials trials;
  for (int i = 0; i < std::min(train.size(), kTrials); ++i) {
    std::vector<float> image;
    for (const std::uint8_t level : train.image(i)) image.push_back(static_cast<float>(level) * (1.0F / 255.0F));
    trials.clean.push_back(image);
    corrupt(noise, random_key(0, Stream::noise, kTrialDrawing, static_cast<std::uint64_t>(i)), image);
    trials.noisy.push_back(std::move(image));
  }
  return trials;
}

double squared_error(const Trials& trials, const Baseline& filter, const Shape& shape, float strength) {
  std::vector<float> restored(static_cast<std::size_t>(shape.size()));
  double sum = 0.0;
  for (std::size_t i = 0; i < trials.clean.size(); ++i) {
    filter.apply(shape, trials.noisy[i], strength, restored);
    for (std::size_t p = 0; p < restored.size(); ++p) {
      const double difference = restored[p] - trials.clean[i][p];
      sum += difference * difference;
    }
  }
  return sum;
}

}  // namespace

std::span<const BaselineKind> baseline_kinds() { return kKinds; }

const BaselineKind* find_baseline(std::string_view name) {
  for (const BaselineKind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

Result<FittedBaseline> fit_baseline(const BaselineKind& kind, const ImageSet& train, const NoiseSpec& noise,
                                    std::optional<float> strength) {
  if (train.size() == 0) return Error{"There are no training images to fit a baseline to."};
  if (find_noise(noise.kind) == nullptr) return Error{"There is no noise called \"" + noise.kind + "\"."};
  FittedBaseline fitted{&kind, kind.strengths.front(), kind.fit(train)};
  if (strength) {
    fitted.strength = *strength;
  } else if (kind.strengths.size() > 1) {
    const Trials trials = make_trials(train, noise);
    double least = std::numeric_limits<double>::infinity();
    for (const float candidate : kind.strengths) {
      const double error = squared_error(trials, *fitted.filter, train.shape, candidate);
      if (error >= least) continue;
      least = error;
      fitted.strength = candidate;
    }
  }
  return fitted;
}

}  // namespace lab
