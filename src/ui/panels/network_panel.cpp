#include "ui/panels/network_panel.h"

#include <cmath>

#include "ui/format.h"
#include "ui/item.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kRoomyHeight = 940.0F;  // CSS pixels

}  // namespace

bool NetworkPanel::draw_heading(const Snapshot& snapshot, bool open) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const float height = theme().touch() ? m.control_height : theme().px(24);
  const Item item = place("##fold", {ImGui::GetContentRegionAvail().x, height});
  if (!item.visible) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float icon = m.icon * 0.8F;
  list.AddText(theme().semibold(), m.text_heading, {item.box.Min.x, text_top(item.box, m.text_heading)}, c.text,
               "Network");
  const Text count("%s parameters", format_count(snapshot.parameters).c_str());
  draw_right(list, theme().regular(), m.text_small, c.text_muted, item.box.Max.x - icon - theme().px(8),
             text_top(item.box, m.text_small), count);
  draw_chevron(list, {item.box.Max.x - icon / 2, std::round(item.box.GetCenter().y)}, icon, open ? 1.0F : 0.0F,
               hovered ? c.text : c.text_muted);
  focus_ring(theme(), item, m.rounding);
  return pressed;
}

void NetworkPanel::draw(const Snapshot& snapshot, Commands& /*commands*/) {
  const bool roomy =
      shared_.arrangement == Arrangement::desktop && ImGui::GetIO().DisplaySize.y > theme().px(kRoomyHeight);
  bool open = open_.value_or(roomy);
  if (draw_heading(snapshot, open)) open_ = open = !open;
  if (!open || snapshot.summary == nullptr) return;
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float row_height = m.text_small + theme().px(8);
  const auto row = [&](ImU32 color, const char* layer, const char* output, const char* parameters) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float y = std::round(from.y + (row_height - m.text_small) / 2);
    list.AddLine({from.x, from.y}, {from.x + width, from.y}, c.card_border, m.hairline);
    const ImVec4 clip{from.x, from.y, from.x + width * 0.5F, from.y + row_height};
    list.AddText(theme().regular(), m.text_small, {from.x, y}, color, layer, nullptr, 0.0F, &clip);
    list.AddText(theme().regular(), m.text_small, {std::round(from.x + width * 0.52F), y}, color, output);
    draw_right(list, theme().regular(), m.text_small, color, from.x + width, y, parameters);
    ImGui::Dummy({width, row_height});
  };
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, 0.0F);
  row(c.text_muted, "Layer", "Output", "Parameters");
  for (const SummaryRow& layer : *snapshot.summary) {
    row(c.text, layer.layer.c_str(), layer.output.c_str(), format_count(layer.parameters));
  }
  ImGui::PopStyleVar();
  ImGui::Dummy({width, theme().px(4)});
  muted_text(theme(), Text("%s training images, %s test images", format_count(snapshot.train_count).c_str(),
                           format_count(snapshot.test_count).c_str()));
}

}  // namespace lab::ui
