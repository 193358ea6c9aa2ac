#include "ui/panels/network_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kRoomyHeight = 940.0F;  // CSS pixels

/// What a row says, from left to right.
using Cells = std::array<Text, 3>;

Cells headings() { return {Text("Layer"), Text("Output"), Text("Parameters")}; }

/// As Keras prints a layer; `brief` leaves out what is the same everywhere: "(Dense)" and "None".
Cells cells_of(const SummaryRow& layer, bool brief) {
  const char* const name = layer.name.c_str();
  const char* const output = layer.output.c_str();
  return {brief ? Text("%s", name) : Text("%s (%s)", name, layer.title.c_str()),
          brief ? Text("%s", output) : Text("(None, %s", output + 1), format_count(layer.parameters)};
}

/// How wide each column is.
std::array<float, 3> widths_of(const Theme& theme, const std::vector<SummaryRow>& summary, bool brief) {
  std::array<float, 3> widths{};
  const auto add = [&](const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], measure(theme.regular(), theme.size().text_small, cells[i]).x);
    }
  };
  add(headings());
  for (const SummaryRow& layer : summary) add(cells_of(layer, brief));
  return widths;
}

}  // namespace

void NetworkPanel::fit_columns(const std::shared_ptr<const std::vector<SummaryRow>>& summary, float width) {
  const float text_size = theme().size().text_small;
  if (fitted_.is(summary) && width_ == width && text_size_ == text_size) return;
  fitted_ = Remembered(summary);
  width_ = width;
  text_size_ = text_size;
  const float gap = theme().px(12);
  std::array<float, 3> widths = widths_of(theme(), *summary, false);
  brief_ = widths[0] + widths[1] + widths[2] + 2 * gap > width;
  if (brief_) widths = widths_of(theme(), *summary, true);
  // The shapes stand in the middle, unless the names or the numbers need that room.
  output_ = std::round(std::max(widths[0] + gap, std::min(width / 2, width - widths[2] - gap - widths[1])));
}

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
  fit_columns(snapshot.summary, width);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float row_height = m.text_small + theme().px(8);
  const auto row = [&](ImU32 color, const Cells& cells) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float y = std::round(from.y + (row_height - m.text_small) / 2);
    list.AddLine({from.x, from.y}, {from.x + width, from.y}, c.card_border, m.hairline);
    list.AddText(theme().regular(), m.text_small, {from.x, y}, color, cells[0]);
    list.AddText(theme().regular(), m.text_small, {from.x + output_, y}, color, cells[1]);
    draw_right(list, theme().regular(), m.text_small, color, from.x + width, y, cells[2]);
    ImGui::Dummy({width, row_height});
  };
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, 0.0F);
  row(c.text_muted, headings());
  for (const SummaryRow& layer : *snapshot.summary) {
    row(c.text, cells_of(layer, brief_));
    if (!brief_) continue;
    const Cells whole = cells_of(layer, false);
    tooltip(theme(), Text("%s, output %s", whole[0].c_str(), whole[1].c_str()));
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
