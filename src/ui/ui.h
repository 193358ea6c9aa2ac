#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/layout.h"
#include "ui/own_training.h"
#include "ui/panel_list.h"
#include "ui/shared.h"

namespace lab::ui {

/// The whole page: panels, what they share, and the layout. Main thread only, within an ImGui context.
class Ui {
 public:
  Ui();

  /// The page in CSS pixels and device pixels per CSS pixel.
  void resize(float css_width, float css_height, float scale);
  /// Controls grow once somebody uses fingers.
  void touched();

  /// Takes over what the trainer has decided since: messages, other images, a run begun anew. draw() begins with it;
  /// who changes the view between two frames calls it before.
  void follow(const Snapshot& snapshot, Commands& commands);

  /// Draws one frame between ImGui::NewFrame() and Render(); requests go into `commands`. `now` in seconds.
  void draw(double now, const Snapshot& snapshot, const DataProgress& data, Commands& commands);

  /// How large a card is that can be saved, in device pixels; nothing where there is none of that name to be seen.
  [[nodiscard]] std::optional<ImVec2> card_size(std::string_view card, const Snapshot& snapshot) const;
  /// Draws that card alone, as its figure, in the corner of a frame of another ImGui context than the page's, between
  /// two frames of the page. Returns where in it the card lies, in device pixels.
  Figure draw_figure(std::string_view card, const Snapshot& snapshot, Commands& commands);

  /// When the page will change by itself, without input or a new snapshot; infinite if it will not.
  [[nodiscard]] double next_change() const { return shared_.notices.next_change(); }

  [[nodiscard]] Shared& shared() { return shared_; }
  [[nodiscard]] const Shared& shared() const { return shared_; }

 private:
  void update_theme();
  [[nodiscard]] const PanelEntry* entry_of_card(std::string_view card) const;
  /// Shows the snapshot's message, with a way on where training went astray.
  void tell(const Snapshot& snapshot);

  Shared shared_;
  std::vector<PanelEntry> panels_;
  Layout layout_;
  OwnTraining own_training_;
  float css_width_ = 0.0F;
  float css_height_ = 0.0F;
  float scale_ = 1.0F;
  bool touched_ = false;
  std::string told_;         ///< the snapshot's message that is on show
  int seen_spotlight_ = -1;  ///< what the last snapshot showed
  int seen_strip_ = -1;
  std::uint64_t seen_run_ = 0;
  std::uint64_t seen_refusals_ = 0;
};

}  // namespace lab::ui
