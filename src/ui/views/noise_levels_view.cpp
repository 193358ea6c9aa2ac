#include "ui/views/noise_levels_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "train/observations/noise_curves.h"
#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr int kLevels = NoiseCurves::kLevels;
constexpr float kLeastCell = 38.0F;  // CSS pixels, where the page scrolls
constexpr float kMostCell = 84.0F;

}  // namespace

float NoiseLevelsView::names_width() const {
  return std::ceil(measure(theme().regular(), theme().size().text_small, "Denoised").x) + theme().px(10);
}

float NoiseLevelsView::numbers_height() const { return theme().size().text_small + theme().px(6); }

NoiseLevelsView::Grid NoiseLevelsView::find_grid(ImVec2 room, int rows) const {
  const float gap = theme().px(4);
  const bool fills = shared_.arrangement == Arrangement::desktop;
  Grid best{1, kLevels, 0.0F};
  for (int blocks = 1; blocks <= 4; ++blocks) {
    const int columns = (kLevels + blocks - 1) / blocks;
    const float wide = (room.x - names_width()) / static_cast<float>(columns) - gap;
    const float high =
        (room.y / static_cast<float>(blocks) - numbers_height() - theme().px(8)) / static_cast<float>(rows) - gap;
    const float cell = std::floor(std::min({wide, fills ? high : wide, theme().px(kMostCell)}));
    if (cell > best.cell) best = {blocks, columns, cell};
    if (!fills && cell >= theme().px(kLeastCell)) break;
  }
  return best;
}

void NoiseLevelsView::draw_block(const Snapshot& snapshot, const Grid& grid, int first, ImVec2 from) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const bool rebuilds = !snapshot.seen.get<NoiseLevels>().denoised.empty();
  const std::array<const char*, 3> names = {"Noisy", rebuilds ? result_title(snapshot) : "Median", "Median"};
  const int rows = rebuilds ? 3 : 2;
  const float gap = theme().px(4);
  const float pitch = grid.cell + gap;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = from.y + numbers_height();
  for (int row = 0; row < rows; ++row) {
    list.AddText(theme().regular(), m.text_small,
                 {from.x, std::round(top + static_cast<float>(row) * pitch + (grid.cell - m.text_small) / 2)},
                 c.text_muted, names.at(static_cast<std::size_t>(row)));
  }
  for (int i = first; i < std::min(first + grid.columns, kLevels); ++i) {
    const float level = static_cast<float>(i) / (kLevels - 1);
    const float x = std::round(from.x + names_width() + static_cast<float>(i - first) * pitch);
    const bool trained = snapshot.spec->has_noise() && std::fabs(snapshot.spec->noise.level - level) < 0.05F;
    const Text number("%.1f", static_cast<double>(level));
    ImFont* const font = trained ? theme().semibold() : theme().regular();
    const float width = measure(font, m.text_small, number).x;
    list.AddText(font, m.text_small, {std::round(x + (grid.cell - width) / 2), from.y},
                 trained ? c.accent : c.text_muted, number);
    for (int row = 0; row < rows; ++row) {
      const ImVec2 at{x, top + static_cast<float>(row) * pitch};
      shared_.images.add(sheet_, row * sheet_.columns() + i, shared_.view.color_map, at,
                         {at.x + grid.cell, at.y + grid.cell}, theme().px(3));
    }
    if (trained) {
      const float out = theme().px(2);
      list.AddRect({x - out, top - out}, {x + grid.cell + out, top + static_cast<float>(rows) * pitch - gap + out},
                   c.accent, theme().px(5), 0, theme().px(1.5F));
    }
  }
}

void NoiseLevelsView::draw(const Snapshot& snapshot, Commands& commands) {
  card_heading(shared_, commands, "From little noise to much");
  const auto& levels = snapshot.seen.share<NoiseLevels>();
  if (!levels || levels->noisy.empty()) {
    wrapped_text(theme(), snapshot.test_count == 0 ? "There are no pictures yet." : "The pictures are on their way.");
    return;
  }
  const NoiseKind* const kind = find_noise(levels->kind);
  const char* const title = kind != nullptr ? kind->title.data() : "";  // a literal
  wrapped_text(theme(), snapshot.spec->has_noise() ? Text("%s; framed: the level it is trained with.", title)
                                                   : Text("%s, which this network was not trained with.", title));
  if (levels->denoised.empty()) {
    sheet_.show(levels, levels->shape, {levels->noisy, levels->median});
  } else {
    sheet_.show(levels, levels->shape, {levels->noisy, levels->denoised, levels->median});
  }
  const int rows = levels->denoised.empty() ? 2 : 3;
  const Grid grid = find_grid(ImGui::GetContentRegionAvail(), rows);
  const float block = numbers_height() + static_cast<float>(rows) * (grid.cell + theme().px(4)) + theme().px(8);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (int i = 0; i < grid.blocks; ++i) {
    draw_block(snapshot, grid, i * grid.columns, {from.x, from.y + static_cast<float>(i) * block});
  }
  shared_.images.flush(*ImGui::GetWindowDrawList());
  ImGui::Dummy({ImGui::GetContentRegionAvail().x, static_cast<float>(grid.blocks) * block - theme().px(8)});
  shared_.note_item("noise-levels");
}

}  // namespace lab::ui
