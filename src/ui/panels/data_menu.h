#pragma once

#include "data/drawn_set.h"
#include "ui/shared.h"

namespace lab::ui {

/// Where the images come from: the standard set, fewer generated ones, or files of one's own. What is in use is marked.
class DataMenu {
 public:
  explicit DataMenu(Shared& shared) : shared_(shared) {}

  /// A button that opens the choices.
  void draw_button(const char* label, float width, const Snapshot& snapshot, Commands& commands);
  /// The choices, inside a menu that is open.
  void draw_items(const Snapshot& snapshot, Commands& commands);

 private:
  Shared& shared_;
};

inline constexpr int kMostGenerated = 60000;
/// The size of the standard set for the network at hand.
[[nodiscard]] DrawnSize standard_set(const Snapshot& snapshot);
/// Asks for `count` generated training images, 1 to kMostGenerated, or for the standard set (0).
[[nodiscard]] DataRequest generated_images(int count = 0);
/// The files in use with light and dark exchanged, or exchanged back.
[[nodiscard]] DataRequest inverted_images();

}  // namespace lab::ui
