#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/random.h"
#include "data/noise/pixel_range.h"

namespace lab {

/// How clean images are corrupted before the network sees them.
struct NoiseSpec {
  std::string kind = "none";  ///< NoiseKind::name
  float level = 0.0F;         ///< strength, in the unit that the kind says
  bool fresh = false;         ///< false: drawn once for the run, as the course documents do; true: anew every epoch
  bool clip = true;           ///< clamp the noisy image to [0, 1]

  bool operator==(const NoiseSpec&) const = default;
};

/// One kind of noise. Each lives in a file pair of this folder and is one line of noise_kinds().
struct NoiseKind {
  std::string_view name;         ///< identifier: "salt-pepper"
  std::string_view title;        ///< for people: "Salt and pepper"
  std::string_view level_title;  ///< what level means: "share of pixels replaced"
  float max_level;               ///< level runs from 0 to this
  float default_level;
  /// Corrupts one image in place (pixels in [0, 1]); a pure function of its arguments, callable from any thread. A
  /// noise that leaves [0, 1] clamps to `range`.
  void (*apply)(float level, const PixelRange& range, RandomKey key, std::span<float> pixels);
};

/// Every kind, in the order menus show them; the first is "none".
[[nodiscard]] std::span<const NoiseKind> noise_kinds();

/// The kind of that name, or nullptr.
[[nodiscard]] const NoiseKind* find_noise(std::string_view name);

/// Corrupts one image in place as `spec` says (spec.kind must exist), including clipping.
void corrupt(const NoiseSpec& spec, RandomKey key, std::span<float> pixels);

}  // namespace lab
