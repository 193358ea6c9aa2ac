#include "ui/panels/network_panel.h"

#include <cmath>

#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kRoomyHeight = 940.0F;  // CSS pixels

}  // namespace

void NetworkPanel::draw(const Snapshot& snapshot, Commands& /*commands*/) {
  const bool roomy =
      shared_.arrangement == Arrangement::desktop && ImGui::GetIO().DisplaySize.y > theme().px(kRoomyHeight);
  bool open = open_.value_or(roomy);
  const Text count("%s parameters", format_count(snapshot.parameters).c_str());
  if (fold_heading(theme(), "Network", count, open)) open_ = open = !open;
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
  if (snapshot.trainable_parameters < snapshot.parameters) {
    muted_text(theme(), Text("%s of the parameters are not trained",
                             format_count(snapshot.parameters - snapshot.trainable_parameters).c_str()));
  }
  muted_text(theme(), Text("%s training images, %s test images", format_count(snapshot.train_count).c_str(),
                           format_count(snapshot.test_count).c_str()));
}

}  // namespace lab::ui
