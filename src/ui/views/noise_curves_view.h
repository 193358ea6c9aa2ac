#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/noise/noise.h"
#include "ui/panel.h"
#include "ui/plot.h"

namespace lab::ui {

/// What becomes of test images as the noise rises, as curves: how far they are from the clean ones, and whether a judge
/// can still name them.
class NoiseCurvesView : public Panel {
 public:
  explicit NoiseCurvesView(Shared& shared);
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  enum class Measure { psnr, ssim, accuracy };
  /// A kind of noise that can be tried out.
  struct Kind {
    const NoiseKind* kind;
    std::string spot;
  };

  void draw_tools(Commands& commands);
  void draw_kinds(const Snapshot& snapshot, Commands& commands);
  void draw_judge(const Snapshot& snapshot, Commands& commands);
  void draw_open_judge(Commands& commands, float height);
  void draw_plot(const Snapshot& snapshot);
  [[nodiscard]] std::span<const float> values(const NoiseCurve::Line& line) const;
  /// A sentence on how the network stands against the median filter.
  [[nodiscard]] std::string verdict(const Snapshot& snapshot) const;
  [[nodiscard]] ImU32 color_of(const Kind& kind) const;
  [[nodiscard]] const Kind* find_kind(std::string_view name) const;

  std::vector<Kind> kinds_;
  Measure measure_ = Measure::psnr;
  std::string verdict_;  ///< of that snapshot and measure
  std::uint64_t generation_ = ~std::uint64_t{0};
  Measure judged_measure_ = Measure::psnr;
  Plot plot_;
};

}  // namespace lab::ui
