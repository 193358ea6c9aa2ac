#include "ui/views/between_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ui/format.h"
#include "ui/item.h"
#include "ui/look.h"
#include "ui/views/code_heading.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kCellMost = 72.0F;  // CSS pixels

}  // namespace

void BetweenView::choose(const Snapshot& snapshot, Commands& commands) {
  if (std::exchange(run_, snapshot.run) != snapshot.run) set_.clear();
  if (chosen_) return;
  // Two pictures of one class would have little between them.
  Attention& attention = shared_.view.attention;
  const auto& labels = snapshot.seen.get<CodeMap>().labels;
  if (labels.empty()) return;
  const auto other = std::ranges::find_if(labels, [&](std::uint8_t label) { return label != labels.front(); });
  const int to = other == labels.end() ? 1 : static_cast<int>(other - labels.begin());
  if (attention.between_from == Pick(0) && attention.between_to == Pick(to)) return;
  attention.between_from = 0;
  attention.between_to = to;
  attend(shared_, commands);
}

void BetweenView::draw_choice(Commands& commands) {
  Attention& attention = shared_.view.attention;
  const float width = ImGui::GetContentRegionAvail().x;
  const float gap = theme().px(8);
  const bool roomy = width > 2 * button_width(theme(), "Begin with this picture") + gap;
  const char* const words[] = {roomy ? "Begin with this picture" : "Begin with it",
                               roomy ? "End with this picture" : "End with it"};
  const float height = theme().touch() ? 0.0F : theme().px(28);
  const float each = roomy ? 0.0F : std::floor((width - gap) / 2);
  const auto take = [&](Pick& end) {
    end = attention.spotlight;
    chosen_ = true;
    attend(shared_, commands);
  };
  const ImVec2 from = ImGui::GetCursorScreenPos();
  if (button(theme(), words[0], ButtonLook::secondary, Icon::none, {each, height})) take(attention.between_from);
  shared_.note_item("between-a");
  tooltip(theme(), "The picture shown large, one of your own too, becomes the first one");
  const float right = each > 0.0F ? each : button_width(theme(), words[1]);
  ImGui::SetCursorScreenPos({from.x + width - right, from.y});
  if (button(theme(), words[1], ButtonLook::secondary, Icon::none, {each, height})) take(attention.between_to);
  shared_.note_item("between-b");
  tooltip(theme(), "The picture shown large, one of your own too, becomes the last one");
}

void BetweenView::decode(const Between& between, Commands& commands) {
  set_.resize(between.from.size());
  for (std::size_t i = 0; i < set_.size(); ++i)
    set_[i] = (1.0F - position_) * between.from[i] + position_ * between.to[i];
  decoded_from_ = &between;
  set_code(shared_, commands, set_);
}

void BetweenView::draw_rows(const Between& between, Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  constexpr int kSteps = Between::kSteps;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = ImGui::GetContentRegionAvail().x;
  const float gap = theme().px(3);
  const bool inside = shared_.arrangement == Arrangement::desktop;
  const float words = m.text_small + theme().px(4);
  // As large as both rows fit.
  float most = theme().px(kCellMost);
  if (inside)
    most = std::min(most, std::floor((ImGui::GetContentRegionAvail().y - 2 * words - m.row_gap) / 2) - theme().px(2));
  const float cell = std::max(theme().px(14), std::min(most, std::floor((width + gap) / kSteps) - gap));
  const float pitch = (width - cell) / (kSteps - 1);
  const int nearest = static_cast<int>(std::lround(position_ * (kSteps - 1)));
  const bool active = !set_.empty() && shared_.view.attention.code == set_;
  constexpr std::array<const char*, 2> kNames = {"Through the code", "Pixels blended"};
  for (int row = 0; row < 2; ++row) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    list.AddText(theme().regular(), m.text_small, from, c.text_muted, kNames[static_cast<std::size_t>(row)]);
    const float top = from.y + words;
    for (int step = 0; step < kSteps; ++step) {
      const ImVec2 at{std::round(from.x + pitch * static_cast<float>(step)), top};
      const ImVec2 to{at.x + cell, at.y + cell};
      shared_.images.add(sheet_, row * kSteps + step, shared_.view.color_map, at, to, theme().px(3));
    }
    shared_.images.flush(list);
    const ImVec2 mark{std::round(from.x + pitch * static_cast<float>(nearest)), top};
    const float out = theme().px(1);
    list.AddRect({mark.x - out, mark.y - out}, {mark.x + cell + out, mark.y + cell + out}, active ? c.accent : c.axis,
                 theme().px(4), 0, theme().px(2));
    // A press takes the slider there; each picture has its part of the row.
    ImGui::SetCursorScreenPos({from.x, top});
    ImGui::PushID(row);
    if (ImGui::InvisibleButton("##row", {width, cell})) {
      const float x = (ImGui::GetIO().MousePos.x - from.x - cell / 2) / pitch;
      position_ = std::clamp(std::round(x), 0.0F, static_cast<float>(kSteps - 1)) / (kSteps - 1);
      decode(between, commands);
    }
    ImGui::PopID();
    if (row == 0) shared_.note_item("between-row");
  }
}

void BetweenView::draw(const Snapshot& snapshot, Commands& commands) {
  choose(snapshot, commands);
  draw_code_heading(shared_, commands,
                    shared_.arrangement == Arrangement::desktop ? "Two pictures" : "Between two pictures");
  const auto& result = snapshot.seen.share<Between>();
  if (!result || result->through_code.empty()) {
    wrapped_text(theme(), "What lies between two pictures is on its way.");
    return;
  }
  if (!theme().figure()) draw_choice(commands);
  sheet_.show(result, result->shape, {result->through_code, result->through_pixels});
  const bool active = !set_.empty() && shared_.view.attention.code == set_;
  const bool moved = slider(theme(), "between", position_, 0.1F).changed;
  shared_.note_item("between-slider");
  // While it trains the codes of both pictures change.
  if (moved || (active && decoded_from_ != result.get())) decode(*result, commands);
  draw_rows(*result, commands);
}

}  // namespace lab::ui
