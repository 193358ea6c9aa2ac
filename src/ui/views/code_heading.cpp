#include "ui/views/code_heading.h"

#include <algorithm>
#include <array>

#include "ui/card_menu.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {

void draw_code_heading(Shared& shared, Commands& commands, const char* title) {
  const Theme& theme = shared.theme;
  View& view = shared.view;
  const bool desktop = shared.arrangement == Arrangement::desktop;
  const bool changed = !view.attention.code.empty();
  constexpr std::array<const char*, 2> kWords = {"Numbers", "Between two"};
  const float between = theme.px(8);
  const float choice = desktop ? segmented_width(theme, kWords) : 0.0F;
  const float back = changed ? button_width(theme, "Back", Icon::undo) : 0.0F;
  card_heading(shared, commands, title, std::max(back + choice + (desktop && changed ? between : 0.0F), 1.0F));
  if (changed) {
    const float height = theme.touch() ? 0.0F : theme.px(28);
    if (button(theme, "Back", ButtonLook::secondary, Icon::undo, {0, height})) set_code(shared, commands, {});
    shared.note_item("code-back");
    tooltip(theme, "The third picture shows again what becomes of the picture itself");
    if (desktop) ImGui::SameLine(0.0F, between);
  }
  if (desktop) {
    view.show_between = segmented(theme, "beside", kWords, view.show_between ? 1 : 0) == 1;
    shared.note_item("code-between");  // the second of the words
  } else if (!changed) {
    ImGui::Dummy({1, theme.touch() ? theme.size().control_height : theme.px(28)});
  }
}

}  // namespace lab::ui
