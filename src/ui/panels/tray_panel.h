#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "ui/image_sheet.h"
#include "ui/panel.h"

namespace lab::ui {

/// The pictures of one's own that are at hand: to look at, to name, to keep as files, to train on, and ways to get
/// more.
class TrayPanel : public Panel {
 public:
  explicit TrayPanel(Shared& shared);
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  /// Where a picture's thumbnail is.
  struct Thumbnail {
    std::size_t sheet = 0;
    int index = 0;
  };

  void make_thumbnails();
  void draw_ways_in(Commands& commands);
  void draw_thumbnails(Commands& commands);
  /// What can be done with the picture looked at.
  void draw_chosen(const Snapshot& snapshot, Commands& commands, const OwnPicturePtr& picture);
  void draw_classes(const Snapshot& snapshot, Commands& commands, const OwnPicturePtr& picture, float width);
  void draw_training(const Snapshot& snapshot);
  void remove(Commands& commands, const OwnPicturePtr& picture);

  std::uint64_t version_ = ~std::uint64_t{0};  ///< of the thumbnails
  std::vector<Thumbnail> thumbnails_;
  std::array<std::shared_ptr<const std::vector<std::uint8_t>>, 2> pixels_;
  std::array<ImageSheet, 2> sheets_;  ///< digits' images, and all others in colour
};

}  // namespace lab::ui
