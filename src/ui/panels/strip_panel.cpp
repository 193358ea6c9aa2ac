#include "ui/panels/strip_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kCellShare = 0.072F;    // of the page's height
constexpr float kOneRowWidth = 500.0F;  // CSS pixels: from here on ten digits stand side by side
constexpr std::array<const char*, 2> kMaps = {"Grey", "Viridis"};

}  // namespace

void StripPanel::draw_tools(const Snapshot& snapshot, Commands& commands) {
  const bool classifies = !snapshot.seen.get<Preview>().predicted.empty();
  const float between = theme().px(8);
  const std::array kinds = {result_title(snapshot), "Difference"};
  const float third = classifies ? 0.0F : segmented_width(theme(), kinds) + between;
  const float maps = segmented_width(theme(), kMaps) + between;
  View& view = shared_.view;
  // Where the row is a little too narrow for both choices they share what there is; where it is far too narrow each
  // gets a row of its own.
  constexpr float kLeastSqueeze = 0.92F;
  const float room = (ImGui::GetContentRegionAvail().x - between) / (third + maps);
  const bool one_row = room >= kLeastSqueeze;
  const float squeeze = one_row ? std::min(1.0F, room) : 1.0F;
  const auto draw_third = [&] {
    if (classifies) return;
    const float width = std::floor((third - between) * squeeze);
    view.show_difference = segmented(theme(), "third", kinds, view.show_difference ? 1 : 0, width) == 1;
    if (one_row) ImGui::SameLine(0.0F, between);
  };
  const auto draw_maps = [&] {
    const float width = std::floor((maps - between) * squeeze);
    const int map = segmented(theme(), "maps", kMaps, view.color_map == ColorMap::viridis ? 1 : 0, width);
    view.color_map = map == 1 ? ColorMap::viridis : ColorMap::grey;
  };
  const auto draw_other = [&](float height) {
    if (button(theme(), "Others", ButtonLook::secondary, Icon::next, {0, height})) {
      show_other_digits(shared_, snapshot, commands);
    }
    tooltip(theme(), "The next ten test images");
  };
  const float other = button_width(theme(), "Others", Icon::next);
  if (shared_.arrangement == Arrangement::desktop) {
    card_heading(shared_, commands, "Test images", third + maps + other);
    draw_third();
    draw_maps();
    ImGui::SameLine(0.0F, between);
    draw_other(theme().px(28));
  } else {
    card_heading(shared_, commands, "Test images", other);
    draw_other(0.0F);
    if (theme().figure()) return;
    draw_third();
    draw_maps();
  }
}

void StripPanel::draw_block(const Snapshot& snapshot, Commands& commands, int first, int columns) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const auto& preview = snapshot.seen.get<Preview>();
  const bool classifies = !preview.predicted.empty();
  const bool difference = shared_.view.show_difference && !classifies;
  const char* names[] = {"Original", "Noisy",
                         classifies ? "Answer" : (difference ? "Difference" : result_title(snapshot))};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool desktop = shared_.arrangement == Arrangement::desktop;
  const float labels =
      desktop ? std::ceil(measure(theme().regular(), m.text_small, "Difference").x) + theme().px(12) : 0.0F;
  const float pitch = (width - labels) / static_cast<float>(columns);
  const float gap = theme().px(desktop ? 4 : 3);
  const float most = desktop ? shared_.page.y * kCellShare : theme().px(72);
  const float cell = std::floor(std::min(pitch - theme().px(6), most));
  const int rows = 3;
  const float height = rows * cell + (rows - 1) * gap;

  for (int row = 0; row < rows && desktop; ++row) {
    const float y = from.y + static_cast<float>(row) * (cell + gap) + std::round((cell - m.text_small) / 2);
    list.AddText(theme().regular(), m.text_small, {from.x, y}, c.text_muted, names[row]);
  }
  for (int column = 0; column < columns; ++column) {
    const int place = 1 + first + column;
    if (place >= preview.count) break;
    // The first cell starts at the labels and the last one ends at the card's edge.
    const float spread = columns > 1 ? (width - labels - cell) / static_cast<float>(columns - 1) : 0.0F;
    const float x = std::round(from.x + labels + spread * static_cast<float>(column));
    const int index = preview.indices[static_cast<std::size_t>(place)];
    ImGui::PushID(place);
    ImGui::SetCursorScreenPos({x - theme().px(3), from.y - theme().px(3)});
    if (ImGui::InvisibleButton("##digit", {cell + theme().px(6), height + theme().px(6)}, ImGuiButtonFlags_EnableNav)) {
      show_digit(shared_, snapshot, commands, index);
    }
    const bool chosen = Pick(index) == shared_.view.attention.spotlight;
    const bool hovered = ImGui::IsItemHovered();
    ImGui::PopID();
    const float out = theme().px(3);
    if (chosen || hovered) {
      list.AddRect({x - out, from.y - out}, {x + cell + out, from.y + height + out}, chosen ? c.accent : c.axis,
                   theme().px(7), 0, theme().px(2));
    }
    for (int row = 0; row < rows; ++row) {
      const ImVec2 at{x, from.y + static_cast<float>(row) * (cell + gap)};
      const ImVec2 to{at.x + cell, at.y + cell};
      if (row == 2 && classifies) {
        const int answer = preview.predicted[static_cast<std::size_t>(place)];
        const int label = preview.labels.empty() ? -1 : preview.labels[static_cast<std::size_t>(place)];
        const float size = std::round(cell * 0.55F);
        const Text digit("%d", answer);
        const ImVec2 extent = measure(theme().semibold(), size, digit);
        list.AddRectFilled(at, to, c.control, theme().px(4));
        list.AddText(theme().semibold(), size,
                     {std::round((at.x + to.x - extent.x) / 2), std::round((at.y + to.y - extent.y) / 2)},
                     answer == label || label < 0 ? c.text : c.bad, digit);
        continue;
      }
      shared_.images.add(place, static_cast<Plane>(row),
                         row == 2 && difference ? ColorMap::difference : shared_.view.color_map, at, to, theme().px(4));
    }
  }
  shared_.images.flush(list);
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({width, height});
}

void StripPanel::draw(const Snapshot& snapshot, Commands& commands) {
  draw_tools(snapshot, commands);
  if (snapshot.seen.get<Preview>().count == 0) {
    muted_text(theme(), "The digits are on their way.");
    return;
  }
  if (ImGui::GetContentRegionAvail().x >= theme().px(kOneRowWidth)) {
    draw_block(snapshot, commands, 0, Preview::kStrip);
    return;
  }
  // Two blocks of five, so that a finger can hit each column.
  draw_block(snapshot, commands, 0, Preview::kStrip / 2);
  draw_block(snapshot, commands, Preview::kStrip / 2, Preview::kStrip / 2);
}

}  // namespace lab::ui
