#pragma once

#include <imgui.h>

#include <string_view>

#include "ui/shared.h"

/// The menu that every card with something to see in it has: behind its title, it saves the card as a picture.
namespace lab::ui {

/// The name of a card that can be saved, as a literal: those of the large pictures, "pictures" for all of them
/// together, and those in panel_list.cpp that lie in Area::evidence and Area::beside. Null if there is none of that
/// name.
[[nodiscard]] const char* find_card(std::string_view name);

/// Whether it is one of the large pictures, or all of them.
[[nodiscard]] bool is_large_picture(std::string_view card);

/// The line on top of Shared::card: heading(), with words that open the menu.
void card_heading(Shared& shared, Commands& commands, const char* words, float tools_width = 0.0F);

/// How much of the line these words take.
[[nodiscard]] float card_heading_width(const Theme& theme, const char* words);

/// Such words elsewhere.
struct CardTitle {
  const char* card;
  const char* words;
  float size;         ///< of the text
  ImVec2 at;          ///< where the words begin
  float top, bottom;  ///< of what can be pressed
};
void card_title(Shared& shared, Commands& commands, const CardTitle& title);

}  // namespace lab::ui
