#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "train/class_colors.h"

namespace lab::ui {

/// Every colour of the page. One accent (the Train button and the training curve), one second colour (validation).
struct Palette {
  ImU32 background;
  ImU32 header;
  ImU32 card;
  ImU32 card_border;
  ImU32 popup;
  ImU32 scrim;  ///< over the page, behind a dialogue

  ImU32 text;
  ImU32 text_muted;

  ImU32 accent;       ///< lines, knobs, focus
  ImU32 accent_fill;  ///< large surfaces that carry text
  ImU32 accent_fill_hover;
  ImU32 on_accent;  ///< text on accent_fill
  ImU32 accent_soft;
  ImU32 validation;

  ImU32 control;  ///< buttons, fields
  ImU32 control_hover;
  ImU32 control_active;
  ImU32 track;  ///< the empty part of sliders, bars and switches
  ImU32 knob;
  ImU32 neutral_bar;
  ImU32 grid;
  ImU32 axis;
  ImU32 good;
  ImU32 bad;
  ImU32 difference_zero;  ///< where the difference view shows no difference

  static constexpr std::size_t kClasses = kClassColors.size();
  std::array<ImU32, kClasses> classes;  ///< of images; people who do not see red, green or blue tell them apart too
};

/// Sizes in device pixels; each is a whole number, so that edges and text stay crisp at every pixel ratio.
struct Metrics {
  float gap;           ///< between cards
  float page_padding;  ///< between the cards and the edge of the page
  float card_padding;
  float card_rounding;
  float rounding;  ///< buttons, fields
  float row_gap;   ///< between the rows inside a card
  float header_height;
  float control_height;  ///< buttons, fields and menu rows; at least 44 CSS px where fingers touch
  float large_button_height;
  float slider_height;
  float track_height;
  float knob_radius;
  float switch_width;
  float switch_height;
  float hairline;
  float line;  ///< curves
  float icon;
  float sidebar_width;
  float tabs_height;  ///< the row of views
  float bar_height;   ///< the same on a phone

  float text_small;
  float text_body;
  float text_heading;
  float text_title;
  float text_huge;
};

/// ImGui's font size is ascent plus descent; for Inter that is this many em, so a CSS font-size is multiplied by it.
inline constexpr float kLineHeightEm = 1.21F;

/// The one place for colours, spacing, fonts and touch sizes. Rebuilt by set() when the pixel ratio, the scheme or the
/// input kind changes; panels read it and keep no copy.
class Theme {
 public:
  /// `scale`: device pixels per CSS pixel. `touch`: sizes for fingers.
  void set(bool dark, float scale, bool touch);

  /// Makes the fonts known to ImGui (TrueType files; the bytes are copied). Without bytes ImGui's own font stands in.
  void load_fonts(std::span<const std::uint8_t> regular, std::span<const std::uint8_t> semibold);

  [[nodiscard]] bool dark() const { return dark_; }
  [[nodiscard]] bool touch() const { return touch_; }
  [[nodiscard]] float scale() const { return scale_; }
  /// A card is drawn for a file: what can only be pressed keeps its room and is left out.
  [[nodiscard]] bool figure() const { return figure_; }
  void set_figure(bool figure) { figure_ = figure; }
  [[nodiscard]] const Palette& color() const { return *palette_; }
  [[nodiscard]] const Metrics& size() const { return metrics_; }
  [[nodiscard]] ImFont* regular() const { return regular_; }
  [[nodiscard]] ImFont* semibold() const { return semibold_; }

  /// CSS pixels as whole device pixels.
  [[nodiscard]] float px(float css) const;

 private:
  void apply_to_imgui() const;

  bool dark_ = true;
  bool touch_ = false;
  bool figure_ = false;
  float scale_ = 1.0F;
  const Palette* palette_ = nullptr;
  Metrics metrics_{};
  ImFont* regular_ = nullptr;
  ImFont* semibold_ = nullptr;
};

/// `color` with its opacity multiplied.
[[nodiscard]] ImU32 with_alpha(ImU32 color, float alpha);
/// A mixture: `t` = 0 gives `from`, 1 gives `to`.
[[nodiscard]] ImU32 mix(ImU32 from, ImU32 to, float t);

/// A font for as long as this lives.
class FontScope {
 public:
  FontScope(ImFont* font, float size) { ImGui::PushFont(font, size); }
  ~FontScope() { ImGui::PopFont(); }
  FontScope(const FontScope&) = delete;
  FontScope& operator=(const FontScope&) = delete;
};

}  // namespace lab::ui
