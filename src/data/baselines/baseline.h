#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/result.h"
#include "core/shape.h"
#include "data/image_set.h"
#include "data/noise/noise.h"

namespace lab {

/// A way to denoise without a network, fitted to a data set where it has to be. Immutable once made, so threads share
/// it.
class Baseline {
 public:
  Baseline() = default;
  virtual ~Baseline() = default;
  Baseline(const Baseline&) = delete;
  Baseline& operator=(const Baseline&) = delete;

  /// Restores one noisy image (shape.size() floats, channel last, the shape it was fitted to) into `out`, which does
  /// not overlap. `strength` is in the unit of its BaselineKind. Callable from any thread.
  virtual void apply(const Shape& shape, std::span<const float> noisy, float strength, std::span<float> out) const = 0;
};

/// One kind of baseline. Each lives in a file pair of this folder and is one line of baseline_kinds().
struct BaselineKind {
  std::string_view name;            ///< identifier: "median"
  std::string_view title;           ///< for people: "Median filter"
  std::string_view strength_title;  ///< what strength means: "standard deviation in pixels"; empty if it has none
  /// The strengths that are tried, in rising order; a single 0 where there is nothing to choose.
  std::span<const float> strengths;
  /// Learns from clean images what it needs to. There is at least one.
  std::unique_ptr<const Baseline> (*fit)(const ImageSet& clean);
};

/// Every kind, in the order that tables show them; the first is "none".
[[nodiscard]] std::span<const BaselineKind> baseline_kinds();

/// The kind of that name, or nullptr.
[[nodiscard]] const BaselineKind* find_baseline(std::string_view name);

/// A baseline that is ready for one data set and one noise.
struct FittedBaseline {
  const BaselineKind* kind = nullptr;
  float strength = 0.0F;
  std::unique_ptr<const Baseline> filter;

  void apply(const Shape& shape, std::span<const float> noisy, std::span<float> out) const {
    filter->apply(shape, noisy, strength, out);
  }
};

/// Fits a kind to clean training images. How strong it works depends on the noise: of the kind's strengths that one is
/// taken whose restored images have the least mean squared error on the first 64 training images, made noisy with a
/// noise drawn for this purpose alone (the smallest of equals). So every baseline is as good as its one number can make
/// it, for every kind and level of noise, and has seen no test image. A `strength` that is given is used as it is.
/// Refused: a set without images, and an unknown noise. Takes seconds for large images. Callable from any thread.
Result<FittedBaseline> fit_baseline(const BaselineKind& kind, const ImageSet& train, const NoiseSpec& noise,
                                    std::optional<float> strength = {});

}  // namespace lab
