#pragma once

#include <imgui.h>

#include <span>

#include "ui/icons.h"
#include "ui/theme.h"

/// The controls all panels are made of: drawn from the theme, reachable by Tab, with a visible focus.
namespace lab::ui {

enum class ButtonLook { primary, secondary, quiet };

/// A push button; `size.x` 0 fits the label, -1 takes the rest of the row; `size.y` 0 is the theme's control height.
/// A button without a label shows only its icon; `label` after "##" is never shown.
bool button(const Theme& theme, const char* label, ButtonLook look = ButtonLook::secondary, Icon icon = Icon::none,
            ImVec2 size = {0, 0});

/// A small round button that lies on an image, as high and wide as controls are; `on`: what it opens is open.
bool overlay_button(const Theme& theme, const char* name, Icon icon, bool on = false);

/// How wide button() makes that button.
[[nodiscard]] float button_width(const Theme& theme, const char* label, Icon icon = Icon::none);

/// A row with a label and a switch; true when it was flipped.
bool toggle(const Theme& theme, const char* label, bool on);

/// A few words in a capsule that can be ticked, with the colour of what they stand for; true when pressed.
bool chip(const Theme& theme, const char* label, ImU32 color, bool on);

[[nodiscard]] ImVec2 chip_size(const Theme& theme, const char* label);

/// A few words side by side of which one is chosen; returns the index chosen now.
int segmented(const Theme& theme, const char* id, std::span<const char* const> words, int chosen, float width = 0.0F);

[[nodiscard]] float segmented_width(const Theme& theme, std::span<const char* const> words);

struct SliderResult {
  bool changed = false;   ///< `position` moved this frame
  bool released = false;  ///< the person let go after a change
};

/// A full-width slider; `position` runs from 0 to 1, an arrow key moves it by `key_step`.
SliderResult slider(const Theme& theme, const char* id, float& position, float key_step);

/// A progress bar as wide as the row (fraction 0 to 1).
void progress_bar(const Theme& theme, float fraction, float height, ImU32 color);

/// Explains the last item on hover (or a long press).
void tooltip(const Theme& theme, const char* text);

/// Says what is wrong with a value that is being chosen, in a bubble that stands on `at`.
void warning(const Theme& theme, ImVec2 at, float width, const char* text);

/// The semibold line on top of a card. With `tools_width` the cursor is left at the right end of the same line, where
/// that much room is kept for controls.
void heading(const Theme& theme, const char* words, float tools_width = 0.0F);

/// A heading that folds what is under it, with a detail at its right end; true when it was pressed.
bool fold_heading(const Theme& theme, const char* text, const char* detail, bool open);

/// Text in another size, font or colour than the body.
void text(ImFont* font, float size, ImU32 color, const char* words);
void muted_text(const Theme& theme, const char* words);
/// Muted, wrapped at the edge of the card. Where the text changes while somebody uses what is below it, room for
/// `least_lines` keeps that in its place.
void wrapped_text(const Theme& theme, const char* words, int least_lines = 1);

/// Where cell `place` of a grid begins whose first one is at `from`: rows of `columns`, one cell after `pitch`.
[[nodiscard]] ImVec2 cell_at(ImVec2 from, int place, int columns, ImVec2 pitch);

/// Begins the next item `gap` beside the last one where there is room for `width`, and below it otherwise.
void flow(float width, float gap);

/// Draws text with its right edge at `right`.
void draw_right(ImDrawList& list, ImFont* font, float size, ImU32 color, float right, float y, const char* words);
/// Draws words in lines of at most `width`, broken at spaces only (ImGui would also break after a full stop, in the
/// middle of "1.7 dB"), in the font and size of now; without a list it only measures. Returns the room they take.
ImVec2 draw_lines(ImDrawList* list, ImVec2 at, ImU32 color, const char* words, float width);
[[nodiscard]] ImVec2 measure(ImFont* font, float size, const char* words);

}  // namespace lab::ui
