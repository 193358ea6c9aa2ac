#pragma once

#include <imgui.h>

#include <vector>

#include "ui/panel_list.h"
#include "ui/remembered.h"

namespace lab::ui {

/// Which arrangement suits a page of that many CSS pixels.
[[nodiscard]] Arrangement arrangement_for(float css_width, float css_height);

/// Draws all panels where the arrangement puts them: cards in columns, the stage always in view.
class Layout {
 public:
  explicit Layout(Shared& shared) : shared_(shared) {}

  void draw(std::vector<PanelEntry>& panels, const Snapshot& snapshot, Commands& commands);

  /// Where notices are in nobody's way, on the page that was drawn last.
  [[nodiscard]] const Notices::Room& notice_room() const { return notice_room_; }

  /// Draws one card, as large as it was last, at the corner of an otherwise empty page.
  void draw_alone(std::vector<PanelEntry>& panels, PanelEntry& entry, const Snapshot& snapshot, Commands& commands);

 private:
  struct Frame;

  void draw_header(const Frame& frame, float width) const;
  void draw_desktop(const Frame& frame);
  /// The left-hand side of the desktop, with that much room.
  void draw_evidence(const Frame& frame, ImVec2 room);
  /// The panels of the view that is open, those that fill that high; `beside` (or 0) is kept free at the right of the
  /// first of these for what is beside the stage on a wider page.
  void draw_rows(const Frame& frame, float width, float fill, float beside);
  void draw_beside(const Frame& frame, ImVec2 position, ImVec2 size);
  void draw_portrait(const Frame& frame);
  void draw_landscape(const Frame& frame);
  /// Before the column that holds it: a photo that has come is in sight, wherever the column was scrolled to.
  void show_photo();
  /// On a phone: what belongs to the view that is open, scrolling; and the bar that opens another one, from `left` on.
  void draw_view_column(const Frame& frame, ImVec2 from, ImVec2 size, float space_above);
  void draw_bar(const Frame& frame, float left);

  /// The panels of these areas one below the other, each in a card; one that fills gets at least `fill_height`, or
  /// what it needs where that is 0.
  void draw_column(const Frame& frame, std::initializer_list<Area> areas, float width, float fill_height);
  /// How high they are together, as high as last time, with a gap below each; those that fill not counted.
  [[nodiscard]] float column_height(const Frame& frame, std::initializer_list<Area> areas) const;
  /// The panels of one area without cards.
  static void draw_plain(const Frame& frame, Area area);
  /// `size.y` 0: as high as the panel needs.
  void draw_card(const Frame& frame, PanelEntry& entry, ImVec2 size);
  [[nodiscard]] float stage_height(const Frame& frame, ImVec2 room, float beside) const;

  Remembered shown_photo_;
  Notices::Room notice_room_{};
  Shared& shared_;
};

}  // namespace lab::ui
