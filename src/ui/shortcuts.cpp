#include "ui/shortcuts.h"

#include <imgui.h>

#include <algorithm>

#include "ui/look.h"
#include "ui/panels/actions_panel.h"
#include "ui/view_list.h"

namespace lab::ui {
namespace {

bool pressed(ImGuiKey key, bool repeats = false) { return ImGui::IsKeyPressed(key, repeats); }

/// While the drawing area is open.
void draw_by_keys(Shared& shared, Commands& commands) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyAlt || io.KeySuper || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  // Browsers do not tell of the Ctrl key itself.
  if (pressed(ImGuiKey_Z, true) || pressed(ImGuiKey_Backspace, true)) {
    shared.drawing.undo();
    look_at_drawing(shared, commands);
  }
  if (pressed(ImGuiKey_Escape) && !shared.drawing.pen_down()) open_own(shared, commands, false);
}

}  // namespace

bool typed(ImWchar character) {
  const ImVector<ImWchar>& typed = ImGui::GetIO().InputQueueCharacters;
  return std::find(typed.begin(), typed.end(), character) != typed.end();
}

void handle_shortcuts(Shared& shared, const Snapshot& snapshot, Commands& commands) {
  const ImGuiIO& io = ImGui::GetIO();
  View& view = shared.view;
  if (view.own_open) draw_by_keys(shared, commands);
  if (io.KeyCtrl || io.KeyAlt || io.KeySuper || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  if (typed('?')) view.help_open = true;
  if (pressed(ImGuiKey_S)) commands.send(command::Step{});
  if (pressed(ImGuiKey_R)) commands.send(command::Reset{});
  if (pressed(ImGuiKey_N)) commands.send(command::Reseed{});
  if (pressed(ImGuiKey_D)) view.show_difference = !view.show_difference;
  if (pressed(ImGuiKey_T)) view.scheme = view.dark() ? Scheme::light : Scheme::dark;
  if (pressed(ImGuiKey_P) && !shared.drawing.pen_down()) open_own(shared, commands, !view.own_open);
  for (std::size_t i = 0; i < views().size(); ++i) {
    if (pressed(static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i)))) open_view(shared, commands, views()[i].view);
  }
  // Space and arrows belong to the control that shows the focus, if one does.
  if (io.NavVisible) return;
  if (pressed(ImGuiKey_Space)) train_or_pause(snapshot, commands);
  if (pressed(ImGuiKey_LeftArrow, true)) show_digit(shared, snapshot, commands, view.attention.spotlight.index - 1);
  if (pressed(ImGuiKey_RightArrow, true)) show_digit(shared, snapshot, commands, view.attention.spotlight.index + 1);
}

}  // namespace lab::ui
