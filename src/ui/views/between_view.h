#pragma once

#include <cstdint>
#include <vector>

#include "ui/panel.h"

namespace lab::ui {

/// From one picture to another: above through the code, below by blending pixels. A slider decodes what lies in
/// between.
class BetweenView : public Panel {
 public:
  explicit BetweenView(Shared& shared) : Panel(shared), sheet_(shared.images) {}
  void draw(const Snapshot& snapshot, Commands& commands) override;
  /// On a desktop it stands in the place of the numbers, where somebody has chosen it.
  [[nodiscard]] bool visible(const Snapshot& snapshot) const override {
    return snapshot.spec->reconstructs() && (shared_.arrangement != Arrangement::desktop || shared_.view.show_between);
  }

 private:
  void choose(const Snapshot& snapshot, Commands& commands);
  void draw_choice(Commands& commands);
  void draw_rows(const Between& between, Commands& commands);
  void decode(const Between& between, Commands& commands);

  ImageSheet sheet_;
  std::vector<float> set_;  ///< the code that the slider has set last
  float position_ = 0.5F;
  const void* decoded_from_ = nullptr;  ///< the result that it was mixed from
  std::uint64_t run_ = 0;
  bool chosen_ = false;  ///< somebody has chosen a picture
};

}  // namespace lab::ui
