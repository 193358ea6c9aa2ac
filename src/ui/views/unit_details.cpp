#include "ui/views/unit_details.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kKernel = 64.0F;
constexpr float kHistogram = 74.0F;
constexpr float kTopMost = 64.0F;

/// The (highest) activation of a unit or channel.
float activation_of(const LayerActivations& activations, int unit) {
  const auto channels = static_cast<std::size_t>(activations.shape.channels);
  float highest = activations.values[static_cast<std::size_t>(unit)];
  for (auto i = static_cast<std::size_t>(unit); i < activations.values.size(); i += channels)
    highest = std::max(highest, activations.values[i]);
  return highest;
}

}  // namespace

void UnitDetails::draw_numbers(const LayerLook& look, WeightsPart* weights, int kernel) const {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float size = theme.px(kKernel);
  float left = from.x;
  if (weights != nullptr && weights->draw_chosen(look, from, {from.x + size, from.y + size}))
    left += size + theme.px(10);
  float y = from.y;
  const bool input = look.unit < 0;
  list.AddText(theme.semibold(), m.text_body, {left, y}, c.text,
               Text("%s %d", input ? "Input" : unit_word(look.row.shape), kernel + 1));
  y += m.text_body + theme.px(2);
  const auto line = [&](const Text& words, ImU32 color) {
    list.AddText(theme.regular(), m.text_small, {left, y}, color, words);
    y += m.text_small + theme.px(1);
  };
  if (!input && look.activations.layer >= 0) {
    const auto value = static_cast<double>(activation_of(look.activations, look.unit));
    line(look.is_dead(look.unit) ? Text("dead") : Text(look.row.shape.is_flat ? "now %.3f" : "now up to %.3f", value),
         look.is_dead(look.unit) ? c.bad : c.text_muted);
  }
  const auto& norms = look.weights.norms;
  if (weights != nullptr && kernel < static_cast<int>(norms.size()) && weights->chosen(look) == kernel)
    line(Text("norm %s", format_short(static_cast<double>(norms[static_cast<std::size_t>(kernel)])).c_str()),
         c.text_muted);
  const auto& bias = look.weights.bias;
  if (!input && look.unit < static_cast<int>(bias.size()))
    line(Text("bias %.3f", static_cast<double>(bias[static_cast<std::size_t>(look.unit)])), c.text_muted);
  ImGui::Dummy({width, std::max(y - from.y, left > from.x ? size : 0.0F)});
}

void UnitDetails::draw_top(const LayerLook& look) {
  const LayerUnits& units = look.units;
  const Theme& theme = shared_.theme;
  if (units.layer < 0 || units.images == 0 || !units.pixels) {
    muted_text(theme, "Looking for pictures that excite it.");
    return;
  }
  if (look.is_dead(look.unit)) {
    wrapped_text(theme, Text("No picture excites it: it is zero for each of %d test pictures.", units.images));
    return;
  }
  muted_text(theme, "Excited most by");
  sheet_.show(units.pixels, units.shape, *units.pixels);
  const float gap = theme.px(theme.touch() ? 6.0F : 4.0F);
  const float width = ImGui::GetContentRegionAvail().x;
  constexpr int kColumns = LayerUnits::kTop / 2;
  const float cell = std::floor(std::min((width - gap * (kColumns - 1)) / kColumns, theme.px(kTopMost)));
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto first = static_cast<std::size_t>(look.unit) * LayerUnits::kTop;
  const ColorMap map = shared_.view.color_map;
  for (int i = 0; i < units.top_count(); ++i) {
    const int image = units.top[first + static_cast<std::size_t>(i)];
    ImGui::SetCursorScreenPos(cell_at(from, i, kColumns, {cell + gap, cell + gap}));
    ImGui::PushID(i);
    const PressField field = press_field(theme, "top", {cell, cell}, theme.px(4));
    ImGui::PopID();
    shared_.note_item(spots_[i]);
    if (field.pressed) show_digit(shared_, look.snapshot, look.commands, image);
    if (!field.visible) continue;
    shared_.images.add(sheet_, image, map, field.from, field.to, theme.px(4));
    shared_.images.flush(list);
    const bool looked_at = shared_.view.attention.spotlight == Pick(image);
    if (field.hot || looked_at) {
      list.AddRect(field.from, field.to, looked_at ? theme.color().accent : theme.color().text, theme.px(4), 0,
                   theme.px(1.5F));
    }
    tooltip(theme, Text("Test picture %d: %.3f", image,
                        static_cast<double>(units.excitement[first + static_cast<std::size_t>(i)])));
  }
  const int rows = (units.top_count() + kColumns - 1) / kColumns;
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({width, static_cast<float>(rows) * (cell + gap) - gap});
}

void UnitDetails::draw(const LayerLook& look, WeightsPart* weights) {
  const Theme& theme = shared_.theme;
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, theme.px(6));
  const bool input = weights != nullptr && look.weights.kind == KernelKind::to_pixels;
  const int kernel = weights != nullptr && input ? weights->chosen(look) : look.unit;
  if (kernel < 0) {
    wrapped_text(theme, input                    ? "Choose an input to see its weights."
                        : look.row.shape.is_flat ? "Choose a unit to see which test pictures excite it most."
                                                 : "Choose a channel to see which test pictures excite it most.");
  } else {
    LayerLook shown = look;
    if (input) shown.unit = -1;
    draw_numbers(shown, weights, kernel);
    if (!input) draw_top(look);
  }
  if (weights != nullptr && !look.weights.values.empty()) {
    ImGui::Dummy({1, theme.px(2)});
    weights->draw_histogram(look, {ImGui::GetContentRegionAvail().x, theme.px(kHistogram)});
  }
  ImGui::PopStyleVar();
}

}  // namespace lab::ui
