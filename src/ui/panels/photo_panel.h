#pragma once

#include <memory>

#include "data/photo/photo.h"
#include "ui/image_sheet.h"
#include "ui/panel.h"
#include "ui/remembered.h"

namespace lab::ui {

/// How a digit is found in the photo that was brought (Shared::brought): the steps, and what can be adjusted. What
/// comes out is looked at and among one's own pictures at once.
class PhotoPanel : public Panel {
 public:
  explicit PhotoPanel(Shared& shared);
  void draw(const Snapshot& snapshot, Commands& commands) override;
  [[nodiscard]] bool visible(const Snapshot& /*snapshot*/) const override { return shared_.brought.photo != nullptr; }

 private:
  /// Another photo has come.
  void begin(const Snapshot& snapshot, Commands& commands);
  /// Finds the digit as the settings say and shows it.
  void find(Commands& commands);
  void show(Commands& commands);
  /// Takes the picture out again.
  void discard(Commands& commands);
  void close();

  void draw_steps();
  void draw_settings(Commands& commands);
  void draw_buttons(Commands& commands);

  Remembered begun_;  ///< the photo that the rest belongs to
  PhotoSettings settings_;
  bool as_it_is_ = false;
  std::shared_ptr<const FoundDigit> found_;
  OwnPicturePtr picture_;  ///< that it has become; null where nothing was found
  ImageSheet photo_sheet_;
  ImageSheet steps_sheet_;
  ImageSheet result_sheet_;
};

}  // namespace lab::ui
