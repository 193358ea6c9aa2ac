#include "ui/panels/header_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/menus.h"
#include "ui/panels/preset_panel.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr const char* kTitle = "Autoencoder Lab";

}  // namespace

void HeaderPanel::switch_scheme() { shared_.view.scheme = shared_.view.dark() ? Scheme::light : Scheme::dark; }

float HeaderPanel::badge(const Snapshot& snapshot, float left, float right) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const bool threaded = shared_.engine.variant != "single";
  const Text words = threaded
                         ? Text("%d %s \xC2\xB7 SIMD", snapshot.threads, snapshot.threads == 1 ? "thread" : "threads")
                         : Text("1 thread \xC2\xB7 SIMD");
  const float width = measure(theme().regular(), m.text_small, words).x + theme().px(34);
  const float height = theme().px(26);
  if (right - width < left) return 0.0F;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float top = std::round(origin.y + (m.control_height - height) / 2);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from{right - width, top};
  list.AddRect(from, {right, top + height}, c.card_border, height / 2, 0, m.hairline);
  list.AddCircleFilled({from.x + theme().px(13), top + height / 2}, theme().px(3.5F), threaded ? c.good : c.validation);
  list.AddText(theme().regular(), m.text_small,
               {from.x + theme().px(22), std::round(top + (height - m.text_small) / 2)}, c.text_muted, words);
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({width, height});
  tooltip(theme(), shared_.engine.reason.c_str());
  ImGui::SetCursorScreenPos(origin);
  return width;
}

void HeaderPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetContentRegionAvail().y;
  const float y = std::round(from.y + (height - m.text_title) / 2);
  ImGui::GetWindowDrawList()->AddText(theme().semibold(), m.text_title, {from.x, y}, theme().color().text, kTitle);
  ImGui::SetCursorScreenPos({from.x, std::round(from.y + (height - m.control_height) / 2)});
  if (shared_.arrangement == Arrangement::desktop) {
    draw_wide(snapshot, commands);
  } else {
    draw_narrow(snapshot, commands);
  }
}

void HeaderPanel::draw_wide(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float title = measure(theme().semibold(), m.text_title, kTitle).x;
  const float end = from.x + ImGui::GetContentRegionAvail().x;
  const float between = theme().px(8);

  float right = end - m.control_height;
  ImGui::SetCursorScreenPos({right, from.y});
  if (button(theme(), "##help", ButtonLook::quiet, Icon::help)) shared_.view.help_open = true;
  tooltip(theme(), "What you see here, and the keys (?)");
  right -= m.control_height + theme().px(2);
  ImGui::SetCursorScreenPos({right, from.y});
  if (button(theme(), "##scheme", ButtonLook::quiet, shared_.view.dark() ? Icon::sun : Icon::moon)) switch_scheme();
  tooltip(theme(), shared_.view.dark() ? "Light colours (T)" : "Dark colours (T)");
  right -= m.control_height + theme().px(2);
  ImGui::SetCursorScreenPos({right, from.y});
  save_menu_.draw_button(snapshot, commands);
  right -= between;

  ImGui::SetCursorScreenPos({from.x, from.y});
  right -= badge(snapshot, from.x + title, right) + between;
  const Text data("%s", snapshot.data_name.empty() ? "Data" : snapshot.data_name.c_str());
  const float data_width = std::min(button_width(theme(), data, Icon::data), theme().px(230));
  right -= data_width;
  ImGui::SetCursorScreenPos({right, from.y});
  data_menu_.draw_button(data, data_width, snapshot, commands);

  const float left = from.x + title + theme().px(24);
  ImGui::SetCursorScreenPos({left, from.y});
  draw_preset_picker(shared_, snapshot, commands, std::min(theme().px(330), right - theme().px(16) - left));
}

void HeaderPanel::draw_narrow(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float title = measure(theme().semibold(), m.text_title, kTitle).x;
  const float right = from.x + ImGui::GetContentRegionAvail().x - m.control_height;
  badge(snapshot, from.x + title + theme().px(8), right - theme().px(6));
  ImGui::SetCursorScreenPos({right, from.y});
  if (button(theme(), "##more", ButtonLook::quiet, Icon::more)) ImGui::OpenPopup("##menu");
  shared_.note_item("more");
  if (!begin_menu(theme(), "##menu", {right + m.control_height, from.y + m.control_height + theme().px(6)},
                  theme().px(300)))
    return;
  data_menu_.draw_items(snapshot, commands);
  ImGui::Separator();
  menu_heading(theme(), "Save");
  save_menu_.draw_items(snapshot, commands);
  ImGui::Separator();
  if (menu_item(theme(), shared_.view.dark() ? "Light colours" : "Dark colours", nullptr, false)) switch_scheme();
  if (menu_item(theme(), "What you see here", nullptr, false)) shared_.view.help_open = true;
  ImGui::Separator();
  ImGui::SetCursorPosX(theme().px(16));
  wrapped_text(theme(), shared_.engine.reason.c_str());
  ImGui::Dummy({0, theme().px(4)});
  end_menu();
}

}  // namespace lab::ui
