#pragma once

#include "ui/image_sheet.h"
#include "ui/views/layer_look.h"
#include "ui/views/weights_part.h"

namespace lab::ui {

/// What there is to know about the chosen unit: its numbers, its kernel, and the test images that excite it most, of
/// which one can be looked at.
class UnitDetails {
 public:
  explicit UnitDetails(Shared& shared) : shared_(shared), sheet_(shared.images) {}

  /// Into the current window, as wide as it is. With `weights` it also shows the kernel and how the weights are
  /// distributed; otherwise null.
  void draw(const LayerLook& look, WeightsPart* weights);

 private:
  void draw_numbers(const LayerLook& look, WeightsPart* weights, int kernel) const;
  void draw_top(const LayerLook& look);

  Shared& shared_;
  ImageSheet sheet_;
  SpotNames spots_{"top-"};
};

}  // namespace lab::ui
