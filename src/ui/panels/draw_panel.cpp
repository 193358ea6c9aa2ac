#include "ui/panels/draw_panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "data/digits/style.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kInk = 0.06F;  // of the area: as wide as the generator's mean pen
constexpr int kTools = 4;
constexpr float kBetween = 2.0F;      // CSS pixels, between buttons
constexpr float kAreaLeast = 120.0F;  // CSS pixels

/// What so many buttons take side by side.
float span(int count, float each, float between) { return static_cast<float>(count) * (each + between) - between; }

/// How much of the column is in sight at once: all that the area may take, or else it would have to be scrolled, which
/// fingers do not do on it.
float height_in_sight(const Theme& theme) {
  const Metrics& m = theme.size();
  const ImGuiWindow* const card = ImGui::GetCurrentWindowRead();
  return card->ParentWindow->InnerRect.GetHeight() - 2 * m.card_padding - 2 * m.gap;
}

}  // namespace

struct DrawPanel::Tool {
  const char* label;
  Icon icon;
  const char* help;
  const char* spot;
  bool usable;
};

void DrawPanel::draw_tools(Commands& commands, int columns) {
  Drawing& drawing = shared_.drawing;
  const float height = theme().touch() ? theme().size().control_height : theme().px(28);
  const float between = theme().px(kBetween);
  const std::array<Tool, kTools> tools = {
      Tool{"##undo", Icon::undo, "Take the last stroke back (Ctrl+Z)", "draw-undo", drawing.can_undo()},
      Tool{"##clear", Icon::trash, "Wipe the drawing out", "draw-clear", !drawing.empty()},
      Tool{"New", Icon::none, "Begin another drawing; this one is kept", "draw-new", !drawing.empty()},
      Tool{"##close", Icon::close, "Close (P)", "draw-close", true}};
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImVec2 at = from;
  for (int i = 0; i < kTools; ++i) {
    const Tool& tool = tools[static_cast<std::size_t>(i)];
    ImGui::SetCursorScreenPos(at);
    const bool in_row = columns == kTools;
    const float width = tool.icon == Icon::none && in_row ? button_width(theme(), tool.label) : height;
    const bool quiet = !tool.usable || tool.icon == Icon::close;
    const bool pressed =
        button(theme(), tool.label, quiet ? ButtonLook::quiet : ButtonLook::secondary, tool.icon, {width, height});
    shared_.note_item(tool.spot);
    tooltip(theme(), tool.help);
    at.x += width + between;
    if ((i + 1) % columns == 0) at = {from.x, at.y + height + between};
    if (!pressed || !tool.usable) continue;
    if (tool.icon == Icon::close) {
      open_own(shared_, commands, false);
    } else if (tool.icon == Icon::none) {
      drawing.set({});
    } else {
      tool.icon == Icon::undo ? drawing.undo() : drawing.clear();
      look_at_drawing(shared_, commands);
    }
  }
}

void DrawPanel::draw_ink(ImVec2 from, float side) {
  const digits::Track& track = shared_.drawing.track();
  const ImU32 color = theme().color().text;
  const float width = kInk * side / DigitStyle().pen_width;  // of one pixel of the picture
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto at = [&](const digits::Track::Dot& dot) { return ImVec2{from.x + dot.x * side, from.y + dot.y * side}; };
  for (std::size_t i = 0; i < track.size; ++i) {
    const digits::Track::Dot& dot = track.dots[i];
    if (!dot.starts_stroke) {
      const digits::Track::Dot& before = track.dots[i - 1];
      list.AddLine(at(before), at(dot), color, (before.radius + dot.radius) * width + 1.0F);
    }
    list.AddCircleFilled(at(dot), dot.radius * width, color);  // the joint as well as the ends
  }
}

void DrawPanel::follow_pen(Commands& commands, ImVec2 from, float side) {
  Drawing& drawing = shared_.drawing;
  const bool held = ImGui::IsItemActive();
  if (held || ImGui::IsItemDeactivated()) {
    for (const Pointer::Sample& sample : shared_.pointer.take()) {
      const PenPoint point{std::clamp((sample.at.x - from.x) / side, 0.0F, 1.0F),
                           std::clamp((sample.at.y - from.y) / side, 0.0F, 1.0F), sample.pressure};
      sample.presses ? drawing.begin(point) : drawing.extend(point);
    }
  }
  const bool lifted = !held && drawing.pen_down();
  if (lifted) drawing.end();
  if (lifted || (held && drawing.picture() != shared_.view.attention.spotlight.own)) look_at_drawing(shared_, commands);
}

void DrawPanel::draw_area(Commands& commands, ImVec2 from, float side) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 to{from.x + side, from.y + side};
  ImGui::SetCursorScreenPos(from);
  ImGui::InvisibleButton("##area", {side, side});
  shared_.note_item("draw-area");
  const bool hovered = ImGui::IsItemHovered();
  if (ImGui::IsItemVisible() && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
    const ImVec2 top = list.GetClipRectMin();
    const ImVec2 bottom = list.GetClipRectMax();
    shared_.pointer.keep_fingers({std::max(from.x, top.x), std::max(from.y, top.y)},
                                 {std::min(to.x, bottom.x), std::min(to.y, bottom.y)});
  }
  follow_pen(commands, from, side);

  list.AddRectFilled(from, to, c.control, m.rounding);
  list.AddRect(from, to, c.axis, m.rounding, 0, m.hairline);
  list.PushClipRect(from, to, true);
  if (shared_.drawing.empty()) {
    constexpr const char* kHint = "Draw a digit here";
    const ImVec2 words = measure(theme().regular(), m.text_body, kHint);
    list.AddText(theme().regular(), m.text_body,
                 {std::round(from.x + (side - words.x) / 2), std::round(from.y + (side - words.y) / 2)}, c.text_muted,
                 kHint);
  } else {
    draw_ink(from, side);
  }
  // Where a mouse's ink would go.
  if (hovered && !theme().touch() && !shared_.drawing.pen_down())
    list.AddCircle(ImGui::GetIO().MousePos, kInk / 2 * side, c.text_muted, 0, m.hairline);
  list.PopClipRect();
}

void DrawPanel::draw(const Snapshot& /*snapshot*/, Commands& commands) {
  const Metrics& m = theme().size();
  const float tool = theme().touch() ? m.control_height : theme().px(28);
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = height_in_sight(theme());
  const float between = theme().px(kBetween);
  const float gap = theme().px(10);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  float side = std::min(width, height - tool - m.row_gap);
  int columns = kTools;
  // Where the page is low the buttons stand beside the area, so that it is larger.
  for (const int tried : {1, 2}) {
    const float tools_width = span(tried, tool, between);
    const float beside = std::min(width - tools_width - gap, height);
    if (beside <= side || span(kTools / tried, tool, between) > height) continue;
    side = beside;
    columns = tried;
  }
  side = std::floor(std::max(side, std::min(width, theme().px(kAreaLeast))));
  if (columns == kTools) {
    heading(theme(), "Draw", 3 * (tool + between) + button_width(theme(), "New"));
    draw_tools(commands, columns);
    draw_area(commands, {from.x + std::floor((width - side) / 2), from.y + tool + m.row_gap}, side);
    return;
  }
  const float tools_width = span(columns, tool, between);
  ImGui::SetCursorScreenPos({from.x + width - tools_width, from.y});
  draw_tools(commands, columns);
  draw_area(commands, {from.x + std::floor((width - tools_width - gap - side) / 2), from.y}, side);
}

}  // namespace lab::ui
