#include "ui/panels/save_menu.h"

#include "ui/menus.h"
#include "ui/widgets.h"

namespace lab::ui {

void SaveMenu::draw_button(const Snapshot& snapshot, Commands& commands) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::PushID("save");
  const bool pressed = button(theme, "##save", ButtonLook::quiet, Icon::save);
  shared_.note_item("save");
  tooltip(theme, "Keep the trained network");
  if (pressed) ImGui::OpenPopup("##menu");
  const ImVec2 corner{from.x + m.control_height, from.y + m.control_height + theme.px(6)};
  if (begin_menu(theme, "##menu", corner, theme.px(320))) {
    draw_items(snapshot, commands);
    end_menu();
  }
  ImGui::PopID();
}

void SaveMenu::draw_items(const Snapshot& snapshot, Commands& commands) {
  for (const SaveChoice& choice : shared_.save_choices) {
    if (choice.needs_epoch && snapshot.history.epochs.empty()) continue;
    if (menu_item(shared_.theme, choice.title.c_str(), choice.detail.c_str(), false)) commands.save(choice.format);
    shared_.note_item(choice.spot.c_str());
  }
}

}  // namespace lab::ui
