#include "ui/views/activations_part.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr int kMostBars = 64;
constexpr int kMostNamed = 6;  // dead units whose numbers are told
// CSS pixels.
constexpr float kBarMost = 26.0F;
constexpr float kFinger = 44.0F;

/// An axis whose end stays where it is until the numbers leave it or need less than half of it.
float settle(float end, float needed) {
  return std::fabs(needed) > std::fabs(end) || std::fabs(needed) < 0.5F * std::fabs(end) ? needed : end;
}

}  // namespace

void ActivationsPart::reset() {
  pager_.reset();
  low_ = high_ = 0.0F;
}

void ActivationsPart::describe(const LayerLook& look) {
  const auto& activations = look.snapshot.seen.share<LayerActivations>();
  const auto& units = look.snapshot.seen.share<LayerUnits>();
  if (told_activations_.is(activations) && told_units_.is(units) && told_layer_ == look.activations.layer) return;
  told_layer_ = look.activations.layer;
  told_activations_ = Remembered(activations);
  told_units_ = Remembered(units);
  const LayerActivations& a = look.activations;
  caption_.clear();
  if (a.layer < 0) return;
  const bool flat = a.shape.is_flat;
  if (flat) {
    caption_ += format_count(a.shape.channels).c_str();
    caption_ += a.shape.channels == 1 ? " number" : " numbers";
  } else {
    caption_ += Text("%d %s of %d \xC3\x97 %d numbers", a.shape.channels, a.shape.channels == 1 ? "map" : "maps",
                     a.shape.height, a.shape.width)
                    .c_str();
  }
  const double zeros = 100.0 * static_cast<double>(a.zeros);
  caption_ += zeros == 0.0 ? ", none of them zero." : Text(", %.3g %% of them zero.", std::round(zeros)).c_str();
  if (look.units.layer != a.layer || look.units.images == 0) return;
  const auto dead = static_cast<int>(std::ranges::count(look.units.dead, true));
  if (dead == 0) return;
  caption_ += Text(" Dead (zero for each of %d test pictures): %d", look.units.images, dead).c_str();
  if (dead <= kMostNamed) {
    caption_ += ", namely ";
    int named = 0;
    for (int unit = 0; unit < static_cast<int>(look.units.dead.size()); ++unit) {
      if (!look.is_dead(unit)) continue;
      caption_ += Text(named++ > 0 ? ", %d" : "%d", unit + 1).c_str();
    }
  }
  caption_ += ".";
}

void ActivationsPart::draw_caption(const LayerLook& look) {
  describe(look);
  // A line even while nothing is known, so that nothing jumps.
  wrapped_text(shared_.theme, caption_.empty() ? " " : caption_.c_str());
}

void ActivationsPart::draw(const LayerLook& look, ImVec2 room) {
  if (look.activations.layer < 0 || look.activations.values.empty()) return;
  const bool image = !look.activations.picture.is_flat;
  if (image && look.activations.shape.is_flat) return draw_pixels(look, room);
  if (image) return draw_maps(look, room);
  find_axis(look);
  const bool few = static_cast<int>(look.activations.values.size()) <= kMostBars;
  if (few && !shared_.theme.touch()) return draw_bars(look, room);
  draw_cells(look, room);
}

void ActivationsPart::show_maps(const LayerLook& look) {
  const auto& activations = look.snapshot.seen.share<LayerActivations>();
  if (!mapped_.is(activations) || !maps_) {
    mapped_ = Remembered(activations);
    maps_ = std::make_shared<const LayerPictures>(feature_maps(look.activations));
  }
  sheet_.show(maps_, maps_->shape, maps_->pixels);
}

void ActivationsPart::explain(const LayerLook& look, int unit, float value) const {
  const char* const word = unit_word(look.activations.shape);
  const auto shown = static_cast<double>(value);
  tooltip(shared_.theme,
          look.is_dead(unit)
              ? Text("%s %d: zero for each of %d test pictures", word, unit + 1, look.units.images)
              : Text(look.activations.shape.is_flat ? "%s %d: %.3f" : "%s %d: up to %.3f", word, unit + 1, shown));
}

void ActivationsPart::draw_maps(const LayerLook& look, ImVec2 room) {
  const Theme& theme = shared_.theme;
  const Palette& c = theme.color();
  show_maps(look);
  const int count = maps_->count;
  const Shape& shape = maps_->shape;
  const float tools = theme.touch() ? theme.size().control_height : theme.px(28);
  const float aspect = static_cast<float>(shape.width) / static_cast<float>(shape.height);
  const float least = theme.px(theme.touch() ? kFinger : 36.0F);
  const float gap = theme.px(5);
  CellGrid grid = fit_cells(count, aspect, least, theme.px(150), gap, room);
  if (grid.per_page() < count)
    grid = fit_cells(count, aspect, least, least, gap, {room.x, room.y - tools - theme.size().row_gap});
  const int first = pager_.first(count, grid.per_page());
  const int shown = std::min(grid.per_page(), count - first);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float rounding = theme.px(4);
  const auto channels = static_cast<std::size_t>(count);
  for (int place = 0; place < shown; ++place) {
    const int channel = first + place;
    ImGui::SetCursorScreenPos(grid.at(from, place));
    ImGui::PushID(channel);
    const PressField field = press_field(theme, "map", grid.cell, rounding);
    ImGui::PopID();
    shared_.note_item(spots_[channel]);
    if (field.pressed) choose_unit(shared_, look.commands, channel);
    if (!field.visible) continue;
    if (look.is_dead(channel)) {
      list.AddRectFilled(field.from, field.to, c.control, rounding);
      list.AddRect(field.from, field.to, c.axis, rounding, 0, theme.size().hairline);
    } else {
      shared_.images.add(sheet_, channel, ColorMap::viridis, field.from, field.to, rounding);
    }
    if (field.hot) {
      float highest = look.activations.values[static_cast<std::size_t>(channel)];
      for (auto i = static_cast<std::size_t>(channel); i < look.activations.values.size(); i += channels)
        highest = std::max(highest, look.activations.values[i]);
      explain(look, channel, highest);
    }
  }
  shared_.images.flush(list);
  for (int place = 0; place < shown; ++place) {
    if (first + place != look.unit) continue;
    const ImVec2 at = grid.at(from, place);
    list.AddRect({at.x - theme.px(2), at.y - theme.px(2)},
                 {at.x + grid.cell.x + theme.px(2), at.y + grid.cell.y + theme.px(2)}, c.accent, theme.px(6), 0,
                 theme.px(2));
  }
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({room.x, grid.height(shown)});
  pager_.draw(shared_, count, grid.per_page(), "activations-previous", "activations-next");
}

void ActivationsPart::draw_pixels(const LayerLook& look, ImVec2 room) {
  const Theme& theme = shared_.theme;
  show_maps(look);
  const Shape& shape = maps_->shape;
  const float gap = theme.px(8);
  const float aspect = static_cast<float>(shape.width) / static_cast<float>(shape.height);
  const CellGrid grid = fit_cells(maps_->count, aspect, theme.px(kFinger), theme.px(280), gap, room);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (int map = 0; map < maps_->count; ++map) {
    ImGui::SetCursorScreenPos(grid.at(from, map));
    ImGui::PushID(map);
    const PressField field = press_field(theme, "pixels", grid.cell, theme.px(6));
    ImGui::PopID();
    if (map == 0) shared_.note_item(spots_[0]);
    if (!field.visible) continue;
    shared_.images.add(sheet_, map, ColorMap::viridis, field.from, field.to, theme.px(6));
    shared_.images.flush(list);
    // Each pixel is a unit.
    const ImVec2 pixel{grid.cell.x / static_cast<float>(shape.width), grid.cell.y / static_cast<float>(shape.height)};
    const auto unit_at = [&](ImVec2 at) {
      const int x = std::clamp(static_cast<int>((at.x - field.from.x) / pixel.x), 0, shape.width - 1);
      const int y = std::clamp(static_cast<int>((at.y - field.from.y) / pixel.y), 0, shape.height - 1);
      return (y * shape.width + x) * maps_->count + map;
    };
    const int under = unit_at(ImGui::GetIO().MousePos);
    if (field.pressed) choose_unit(shared_, look.commands, under);
    if (field.hot) explain(look, under, look.activations.values[static_cast<std::size_t>(under)]);
    if (look.unit < 0 || look.unit % maps_->count != map) continue;
    const int place = look.unit / maps_->count;
    const ImVec2 at = cell_at(field.from, place, shape.width, pixel);
    list.AddRect({at.x - theme.px(1.5F), at.y - theme.px(1.5F)},
                 {at.x + pixel.x + theme.px(1.5F), at.y + pixel.y + theme.px(1.5F)}, theme.color().validation,
                 theme.px(2), 0, theme.px(2));
  }
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({room.x, grid.height(maps_->count)});
}

void ActivationsPart::find_axis(const LayerLook& look) {
  float low = 0.0F;
  float high = 0.0F;
  for (const float value : look.activations.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  low_ = settle(low_, low);
  high_ = std::max(settle(high_, high), low_ + 1e-6F);
}

void ActivationsPart::draw_bars(const LayerLook& look, ImVec2 room) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const auto& values = look.activations.values;
  const auto count = static_cast<int>(values.size());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float labels = m.text_small + theme.px(4);
  const float each = std::min(room.x / static_cast<float>(count), theme.px(kBarMost));
  const float height = room.y - labels;
  const auto to_y = [&](float value) {
    return std::round(from.y + (high_ - std::clamp(value, low_, high_)) / (high_ - low_) * height);
  };
  const float zero = to_y(0.0F);
  const float gap = std::max(std::floor(each * 0.2F), 1.0F);
  const float number = measure(theme.regular(), m.text_small, "00").x + theme.px(4);
  const int step = std::max(1, static_cast<int>(std::ceil(number / each)));
  for (int i = 0; i < count; ++i) {
    const float left = std::round(from.x + static_cast<float>(i) * each);
    const float right = std::round(from.x + static_cast<float>(i + 1) * each);
    ImGui::SetCursorScreenPos({left, from.y});
    ImGui::PushID(i);
    const PressField field = press_field(theme, "bar", {right - left, height}, theme.px(3));
    ImGui::PopID();
    shared_.note_item(spots_[i]);
    if (field.pressed) choose_unit(shared_, look.commands, i);
    if (!field.visible) continue;
    const float value = values[static_cast<std::size_t>(i)];
    const bool dead = look.is_dead(i);
    if (field.hot || i == look.unit) {
      list.AddRectFilled(field.from, field.to, i == look.unit ? c.accent_soft : c.control, theme.px(3));
    }
    const float end = to_y(value);
    if (dead) {
      list.AddRectFilled({left, zero - theme.px(2)}, {right - gap, zero + theme.px(1)}, c.neutral_bar, theme.px(1));
    } else if (std::isfinite(value)) {
      list.AddRectFilled({left, std::min(zero, end)}, {right - gap, std::max({zero, end, zero + 1.0F})},
                         i == look.unit ? c.validation : c.accent, theme.px(2));
    }
    explain(look, i, value);
    if (i % step == 0 && (i == 0 || (i + 1) * static_cast<int>(each) <= static_cast<int>(room.x))) {
      list.AddText(theme.regular(), m.text_small, {left, from.y + height + theme.px(4)}, c.text_muted,
                   Text("%d", i + 1));
    }
  }
  list.AddLine({from.x, zero}, {from.x + each * static_cast<float>(count), zero}, c.axis, m.hairline);
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy(room);
}

void ActivationsPart::draw_cells(const LayerLook& look, ImVec2 room) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const auto& values = look.activations.values;
  const auto count = static_cast<int>(values.size());
  const float tools = theme.touch() ? m.control_height : theme.px(28);
  const float least = theme.px(theme.touch() ? kFinger : 14.0F);
  const float gap = theme.px(2);
  CellGrid grid = fit_cells(count, 1.0F, least, std::max(least, theme.px(34)), gap, room);
  if (grid.per_page() < count) grid = fit_cells(count, 1.0F, least, least, gap, {room.x, room.y - tools - m.row_gap});
  const int first = pager_.first(count, grid.per_page());
  const int shown = std::min(grid.per_page(), count - first);
  const float reach = std::max(-low_, high_);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (int place = 0; place < shown; ++place) {
    const int unit = first + place;
    ImGui::SetCursorScreenPos(grid.at(from, place));
    ImGui::PushID(unit);
    const PressField field = press_field(theme, "cell", grid.cell, theme.px(3));
    ImGui::PopID();
    shared_.note_item(spots_[unit]);
    if (field.pressed) choose_unit(shared_, look.commands, unit);
    if (!field.visible) continue;
    const float value = values[static_cast<std::size_t>(unit)];
    const float strength = std::isfinite(value) ? std::clamp(std::fabs(value) / reach, 0.0F, 1.0F) : 0.0F;
    const bool dead = look.is_dead(unit);
    list.AddRectFilled(field.from, field.to,
                       dead ? c.card : mix(c.track, value < 0.0F ? c.validation : c.accent, strength), theme.px(3));
    if (dead) list.AddRect(field.from, field.to, c.axis, theme.px(3), 0, m.hairline);
    if (field.hot || unit == look.unit)
      list.AddRect(field.from, field.to, c.text, theme.px(3), 0, theme.px(unit == look.unit ? 2.0F : 1.5F));
    explain(look, unit, value);
  }
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({room.x, grid.height(shown)});
  pager_.draw(shared_, count, grid.per_page(), "activations-previous", "activations-next");
}

}  // namespace lab::ui
