#pragma once

#include <memory>
#include <string>

#include "train/observations/layer_pictures.h"
#include "ui/image_sheet.h"
#include "ui/remembered.h"
#include "ui/views/gallery.h"
#include "ui/views/layer_look.h"

namespace lab::ui {

/// What the chosen layer makes of the picture looked at: feature maps as images, other numbers as bars, or as cells
/// where there are many. A unit is chosen among them.
class ActivationsPart {
 public:
  explicit ActivationsPart(Shared& shared) : shared_(shared), sheet_(shared.images) {}

  /// Another layer or another network.
  void reset();
  void draw_caption(const LayerLook& look);
  /// Fills `room` at the cursor, or less.
  void draw(const LayerLook& look, ImVec2 room);

 private:
  void describe(const LayerLook& look);
  void draw_maps(const LayerLook& look, ImVec2 room);
  void draw_pixels(const LayerLook& look, ImVec2 room);
  void draw_bars(const LayerLook& look, ImVec2 room);
  void draw_cells(const LayerLook& look, ImVec2 room);
  void find_axis(const LayerLook& look);
  void explain(const LayerLook& look, int unit, float value) const;
  /// Makes the textures, if there is something new to show.
  void show_maps(const LayerLook& look);

  Shared& shared_;
  ImageSheet sheet_;
  Remembered mapped_;  ///< what the feature maps were made from
  std::shared_ptr<const LayerPictures> maps_;
  Pager pager_;
  float low_ = 0.0F;  ///< of the axis that all numbers share
  float high_ = 0.0F;
  std::string caption_;
  Remembered told_activations_;  ///< what the caption tells of
  Remembered told_units_;
  int told_layer_ = -1;
  SpotNames spots_{"unit-"};
};

}  // namespace lab::ui
