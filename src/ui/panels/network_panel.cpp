#include "ui/panels/network_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kRoomyHeight = 940.0F;  // CSS pixels

constexpr std::string_view kBatch = "None, ";

/// What a row says, from left to right.
using Cells = std::array<Text, 3>;

Cells headings() { return {Text("Layer"), Text("Output"), Text("Parameters")}; }

/// As Keras prints a layer; `brief` leaves out what is the same everywhere: "(Dense)" and "None".
Cells cells_of(const SummaryRow& layer, bool brief) {
  const std::size_t name = brief ? layer.layer.rfind(" (") : layer.layer.size();
  const std::size_t batch = brief ? kBatch.size() : 0;
  return {Text("%.*s", static_cast<int>(name), layer.layer.c_str()), Text("(%s", layer.output.c_str() + 1 + batch),
          format_count(layer.parameters)};
}

/// How wide each column is.
std::array<float, 3> widths_of(const Theme& theme, const std::vector<SummaryRow>& summary, bool brief) {
  std::array<float, 3> widths{};
  const auto add = [&](const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); i++) {
      widths[i] = std::max(widths[i], measure(theme.regular(), theme.size().text_small, cells[i]).x);
    }
  };
  add(headings());
  for (const SummaryRow& layer : summary) add(cells_of(layer, brief));
  return widths;
}

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
  const float gap = theme().px(12);
  std::array<float, 3> widths = widths_of(theme(), *snapshot.summary, false);
  const bool brief = widths[0] + widths[1] + widths[2] + 2 * gap > width;
  if (brief) widths = widths_of(theme(), *snapshot.summary, true);
  // The shapes stand in the middle, unless the names or the numbers need that room.
  const float output = std::round(std::max(widths[0] + gap, std::min(width / 2, width - widths[2] - gap - widths[1])));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float row_height = m.text_small + theme().px(8);
  const auto row = [&](ImU32 color, const Cells& cells) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float y = std::round(from.y + (row_height - m.text_small) / 2);
    list.AddLine({from.x, from.y}, {from.x + width, from.y}, c.card_border, m.hairline);
    list.AddText(theme().regular(), m.text_small, {from.x, y}, color, cells[0]);
    list.AddText(theme().regular(), m.text_small, {from.x + output, y}, color, cells[1]);
    draw_right(list, theme().regular(), m.text_small, color, from.x + width, y, cells[2]);
    ImGui::Dummy({width, row_height});
  };
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, 0.0F);
  row(c.text_muted, headings());
  for (const SummaryRow& layer : *snapshot.summary) {
    row(c.text, cells_of(layer, brief));
    if (brief) tooltip(theme(), Text("%s, output %s", layer.layer.c_str(), layer.output.c_str()));
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
