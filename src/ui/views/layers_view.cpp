#include "ui/views/layers_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kRowLeast = 18.0F;
constexpr float kRowMost = 52.0F;
constexpr float kTwoLines = 38.0F;  // from here on a row has room for two lines
constexpr float kFinger = 44.0F;
constexpr float kBlockLeast = 6.0F;

/// "28 × 28 × 32"; `tight` without spaces.
Text shape_text(const Shape& shape, bool tight) {
  if (shape.is_flat) return format_count(shape.channels);
  return Text(tight ? "%d\xC3\x97%d\xC3\x97%d" : "%d \xC3\x97 %d \xC3\x97 %d", shape.height, shape.width,
              shape.channels);
}

}  // namespace

ImU32 LayersView::part_color(int layer) const {
  const Palette& c = theme().color();
  if (code_ < 0 || layer < code_) return c.accent;
  return layer == code_ ? c.validation : mix(c.card, c.accent, 0.55F);
}

void LayersView::choose(int layer, Commands& commands) {
  Attention& attention = shared_.view.attention;
  if (attention.layer == layer) return;
  attention.layer = layer;
  attention.unit = -1;
  attend(shared_, commands);
}

void LayersView::draw_heading(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float right = from.x + ImGui::GetContentRegionAvail().x;
  // As high as the heading of the card beside, which has controls in it.
  const float height = theme().touch() ? m.text_heading : theme().px(28);
  card_heading(shared_, commands, "Network", theme().touch() ? 0.0F : 1.0F);
  if (!theme().touch()) ImGui::Dummy({1, height});
  float top = from.y + std::round((height - m.text_small) / 2);
  if (code_ < 0) {
    draw_right(list, theme().regular(), m.text_small, theme().color().text_muted, right, top,
               Text("%s parameters", format_count(snapshot.parameters).c_str()));
    return;
  }
  const float square = theme().px(9);
  const float after_square = theme().px(5);
  const float between = theme().px(12);
  const std::array parts{std::pair{"Encoder", -1}, std::pair{"Code", code_}, std::pair{"Decoder", code_ + 1}};
  const auto legend = std::span(parts).subspan(code_ == 0 ? 1 : 0);
  float width = -between;
  for (const auto& [name, layer] : legend)
    width += square + after_square + measure(theme().regular(), m.text_small, name).x + between;
  float x = right - width;
  if (x < from.x + card_heading_width(theme(), "Network") + between) {
    // On the narrowest phones it has a line to itself.
    x = from.x;
    top = ImGui::GetCursorScreenPos().y;
    ImGui::Dummy({1, m.text_small});
  }
  for (const auto& [name, layer] : legend) {
    const float y = std::round(top + (m.text_small - square) / 2);
    list.AddRectFilled({std::round(x), y}, {std::round(x) + square, y + square}, part_color(layer), theme().px(2));
    x += square + after_square;
    list.AddText(theme().regular(), m.text_small, {std::round(x), top}, theme().color().text_muted, name);
    x += measure(theme().regular(), m.text_small, name).x + between;
  }
}

void LayersView::draw_block(const Frame& frame, ImVec2 at, const Block& block, const Block* above, ImU32 ink,
                            bool chosen) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float inset = theme().px(8);
  const float middle = at.x + inset + frame.block / 2;
  const auto half = [&](const Shape& shape) {
    // By the square root, so that narrow layers stay in sight beside those that are a hundred times as wide.
    const float share = std::sqrt(static_cast<float>(shape.size()) / frame.most);
    return std::round(std::max(frame.block * share, theme().px(kBlockLeast)) / 2);
  };
  const float space = std::max(std::round(frame.row * 0.18F), 1.0F);  // above and below a block
  const float top = at.y + space;
  const float bottom = at.y + frame.row - space;
  const float width = half(block.shape);
  if (above != nullptr) {
    const float before = half(above->shape);
    const float from = at.y - space;
    list.AddQuadFilled({middle - before, from}, {middle + before, from}, {middle + width, top}, {middle - width, top},
                       with_alpha(block.color, 0.25F));
  }
  list.AddRectFilled({middle - width, top}, {middle + width, bottom}, block.color, theme().px(2));

  const float left = std::round(at.x + inset + frame.block + theme().px(12));
  const float right = at.x + frame.width - inset;
  ImFont* const font = chosen ? theme().semibold() : theme().regular();
  const Text shape = shape_text(block.shape, !frame.two_lines);
  const Text parameters = block.parameters > 0 ? format_count(block.parameters) : Text();
  const ImVec4 clip{left, at.y, right, at.y + frame.row};
  if (frame.two_lines) {
    const float y = std::round(at.y + (frame.row - m.text_body - m.text_small) / 2);
    list.AddText(font, m.text_body, {left, y}, ink, block.title, nullptr, 0.0F, &clip);
    list.AddText(theme().regular(), m.text_small, {left, y + m.text_body}, c.text_muted, shape, nullptr, 0.0F, &clip);
    if (block.parameters > 0) {
      // In a narrow column the number alone, so that it does not run into the shape.
      const Text words("%s parameters", parameters.c_str());
      const auto width_of = [&](const char* text) { return measure(theme().regular(), m.text_small, text).x; };
      const bool fits = left + width_of(shape) + theme().px(8) + width_of(words) <= right;
      draw_right(list, theme().regular(), m.text_small, c.text_muted, right, y + m.text_body,
                 fits ? words : parameters);
    }
    return;
  }
  const float y = std::round(at.y + (frame.row - m.text_small) / 2);
  const float shape_width = measure(theme().regular(), m.text_small, shape).x;
  const ImVec4 title{left, at.y, right - frame.figures - shape_width - theme().px(6), at.y + frame.row};
  list.AddText(font, m.text_small, {left, y}, ink, block.title, nullptr, 0.0F, &title);
  draw_right(list, theme().regular(), m.text_small, c.text_muted, right - frame.figures, y, shape);
  draw_right(list, theme().regular(), m.text_small, c.text_muted, right, y, parameters);
}

void LayersView::draw(const Snapshot& snapshot, Commands& commands) {
  if (snapshot.summary == nullptr || snapshot.summary->empty()) {
    heading(theme(), "Network");
    wrapped_text(theme(), "There is no network.");
    return;
  }
  const auto& layers = *snapshot.summary;
  const auto count = static_cast<int>(layers.size());
  code_ = static_cast<int>(std::ranges::find(layers, true, &SummaryRow::code) - layers.begin());
  if (code_ == count) code_ = -1;
  draw_heading(snapshot, commands);

  // On a desktop the card scrolls inside, so that the large pictures keep their size; on a phone the column does.
  const bool inside = shared_.arrangement == Arrangement::desktop;
  if (inside) ImGui::BeginChild("rows", {0, 0}, ImGuiChildFlags_NavFlattened);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float fitting = inside ? std::floor(room.y / static_cast<float>(count + 1)) : 0.0F;
  Frame frame{};
  frame.width = room.x;
  frame.row = std::clamp(fitting, theme().px(theme().touch() ? kFinger : kRowLeast), theme().px(kRowMost));
  frame.two_lines = frame.row >= theme().px(kTwoLines);
  frame.block = std::round(std::min(room.x * (frame.two_lines ? 0.26F : 0.2F), theme().px(120)));
  const auto& preview = snapshot.seen.get<Preview>();
  Block block{"Input", preview.count > 0 ? preview.shape : snapshot.spec->input, 0, theme().color().neutral_bar};
  frame.most = static_cast<float>(std::max(block.shape.size(), 1));
  int parameters = 0;
  for (const SummaryRow& layer : layers) {
    frame.most = std::max(frame.most, static_cast<float>(layer.shape.size()));
    parameters = std::max(parameters, layer.parameters);
  }
  frame.figures = measure(theme().regular(), theme().size().text_small, format_count(parameters)).x + theme().px(8);

  const Palette& c = theme().color();
  const int chosen = std::clamp(shared_.view.attention.layer, 0, count - 1);
  const bool scroll = inside && (run_ != snapshot.run || shown_ != chosen);
  run_ = snapshot.run;
  shown_ = chosen;
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, 0.0F);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  draw_block(frame, from, block, nullptr, c.text_muted, false);
  ImGui::Dummy({frame.width, frame.row});
  for (int i = 0; i < count; ++i) {
    const SummaryRow& layer = layers[static_cast<std::size_t>(i)];
    ImGui::PushID(i);
    const PressField field = press_field(theme(), "layer", {frame.width, frame.row}, theme().size().rounding);
    ImGui::PopID();
    shared_.note_item(spots_[i]);
    if (field.pressed || field.reached) choose(i, commands);
    if (scroll && i == chosen) ImGui::SetScrollHereY();
    const Block above = block;
    block = {layer.title.c_str(), layer.shape, layer.parameters, part_color(i)};
    if (!field.visible) continue;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (i == chosen || field.hot) {
      list.AddRectFilled(field.from, field.to, i == chosen ? c.accent_soft : with_alpha(c.control_hover, 0.5F),
                         std::min(theme().size().rounding, std::round(frame.row / 4)));
    }
    draw_block(frame, field.from, block, &above, i == chosen || field.hot ? c.text : c.text_muted, i == chosen);
    if (!frame.two_lines) tooltip(theme(), Text("%s (%s)", layer.name.c_str(), layer.title.c_str()));
  }
  ImGui::PopStyleVar();
  const float bottom = ImGui::GetCursorScreenPos().y;
  if (inside) ImGui::EndChild();
  shared_.note_spot("layers", from, {from.x + frame.width, bottom});
}

}  // namespace lab::ui
