#pragma once

#include <cstdint>

#include "ui/panel.h"

namespace lab::ui {

/// The three large images: original, noisy, and what the network makes of it (or the difference, or the class).
class SpotlightPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

  /// How high the panel is when it is `width` wide.
  [[nodiscard]] static float height(const Theme& theme, Arrangement arrangement, float width);
  /// How wide it must be to be `height` high.
  [[nodiscard]] static float width(const Theme& theme, Arrangement arrangement, float height);

 private:
  struct Card {
    const char* title;
    const char* note;
    ImVec2 from, to;  ///< of the image
  };
  /// The figure that is drawn shows that card.
  void note_figure(const char* card, ImVec2 from, ImVec2 to);
  Card draw_card(int place, float card_width, const char* title, const char* note, Commands& commands);
  void draw_prediction(const Snapshot& snapshot, const Card& card);
  /// What a classifier thinks of every class, at the foot of the card; returns where that begins.
  float draw_probabilities(const Snapshot& snapshot, const Card& card);
  /// On the original: the way to pictures of one's own, and back.
  void draw_own_buttons(const Snapshot& snapshot, Commands& commands, const Card& card);
  void measure_quality(const Snapshot& snapshot);

  std::uint64_t generation_ = ~std::uint64_t{0};
  float psnr_noisy_ = 0.0F;
  float psnr_denoised_ = 0.0F;
};

}  // namespace lab::ui
