#include "ui/widgets.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "ui/format.h"
#include "ui/item.h"

namespace lab::ui {
namespace {

const char* end_of_label(const char* label) { return ImGui::FindRenderedTextEnd(label); }

ImVec2 label_size(const char* label) { return ImGui::CalcTextSize(label, end_of_label(label)); }

}  // namespace

Item place(const char* name, ImVec2 size) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  if (window->SkipItems) return {};
  const ImGuiID id = window->GetID(name);
  const ImVec2 from = window->DC.CursorPos;
  const ImRect box(from, {from.x + size.x, from.y + size.y});
  ImGui::ItemSize(size, 0.0F);
  return {ImGui::ItemAdd(box, id), box, id};
}

void focus_ring(const Theme& theme, const Item& item, float rounding) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId != item.id || !g.NavCursorVisible) return;
  const float out = theme.px(2);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRectFullScreen();
  list.AddRect({item.box.Min.x - out, item.box.Min.y - out}, {item.box.Max.x + out, item.box.Max.y + out},
               theme.color().accent, rounding + out, 0, theme.px(2));
  list.PopClipRect();
}

float text_top(const ImRect& box, float text_height) {
  return std::round(box.Min.y + (box.GetHeight() - text_height) / 2);
}

float button_width(const Theme& theme, const char* label, Icon icon) {
  const float words = label_size(label).x;
  const Metrics& m = theme.size();
  if (words <= 0.0F) return m.control_height;
  return words + 2 * theme.px(icon == Icon::none ? 14 : 12) + (icon == Icon::none ? 0.0F : m.icon + theme.px(7));
}

bool button(const Theme& theme, const char* label, ButtonLook look, Icon icon, ImVec2 size) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  if (size.x < 0.0F) size.x = ImGui::GetContentRegionAvail().x;
  if (size.x == 0.0F) size.x = button_width(theme, label, icon);
  if (size.y == 0.0F) size.y = m.control_height;
  const Item item = place(label, size);
  if (!item.visible || theme.figure()) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);

  ImU32 fill = hovered ? c.control_hover : c.control;
  ImU32 ink = c.text;
  if (look == ButtonLook::primary) {
    fill = hovered ? c.accent_fill_hover : c.accent_fill;
    ink = c.on_accent;
    if (held) fill = mix(fill, IM_COL32_BLACK, 0.12F);
  } else {
    if (look == ButtonLook::quiet && !hovered) fill = 0;
    if (look == ButtonLook::quiet && !hovered) ink = c.text_muted;
    if (held && hovered) fill = c.control_active;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float rounding = std::min(size.y / 2, look == ButtonLook::primary ? theme.px(12) : m.rounding);
  if (fill != 0) list.AddRectFilled(item.box.Min, item.box.Max, fill, rounding);
  focus_ring(theme, item, rounding);

  const bool bold = look == ButtonLook::primary;
  ImFont* font = bold ? theme.semibold() : theme.regular();
  const float text_size = bold ? m.text_heading * 1.07F : m.text_body;
  const FontScope scope(font, std::round(text_size));
  const ImVec2 words = label_size(label);
  const float between = words.x > 0.0F && icon != Icon::none ? theme.px(look == ButtonLook::primary ? 10 : 7) : 0.0F;
  const float icon_size = icon == Icon::none ? 0.0F : m.icon;
  float x = std::round(item.box.Min.x + (size.x - words.x - between - icon_size) / 2);
  if (icon != Icon::none) {
    draw_icon(list, icon, {x + icon_size / 2, std::round(item.box.Min.y + size.y / 2)}, icon_size, ink);
    x += icon_size + between;
  }
  list.AddText({x, text_top(item.box, words.y)}, ink, label, end_of_label(label));
  return pressed;
}

bool overlay_button(const Theme& theme, const char* name, Icon icon, bool on) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const Item item = place(name, {m.control_height, m.control_height});
  if (!item.visible || theme.figure()) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 center{std::round(item.box.GetCenter().x), std::round(item.box.GetCenter().y)};
  const float radius = std::round(m.icon * 0.82F);
  // Images are dark more often than not; on bright ones the ground makes the icon stand out.
  const float ground = hovered || held ? 0.75F : 0.45F;
  list.AddCircleFilled(center, radius, on ? c.accent_fill : with_alpha(IM_COL32_BLACK, ground));
  if (!on) list.AddCircle(center, radius, with_alpha(IM_COL32_WHITE, 0.3F), 0, m.hairline);
  draw_icon(list, icon, center, m.icon * 0.75F, with_alpha(IM_COL32_WHITE, on || hovered ? 1.0F : 0.8F));
  focus_ring(theme, item, m.control_height / 2);
  return pressed;
}

bool toggle(const Theme& theme, const char* label, bool on) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const Item item = place(label, {ImGui::GetContentRegionAvail().x, std::max(m.switch_height, m.slider_height)});
  if (!item.visible) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);
  const bool shown = on != pressed;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = std::round(item.box.GetCenter().y);
  const ImVec2 from{item.box.Max.x - m.switch_width, middle - m.switch_height / 2};
  const ImVec2 to{item.box.Max.x, middle + m.switch_height / 2};
  const ImU32 off_color = hovered ? mix(c.track, c.text_muted, 0.25F) : c.track;
  list.AddRectFilled(from, to, shown ? c.accent_fill : off_color, m.switch_height / 2);
  const float radius = m.switch_height / 2 - theme.px(3);
  const float x = shown ? to.x - m.switch_height / 2 : from.x + m.switch_height / 2;
  list.AddCircleFilled({x, middle}, radius, shown ? c.on_accent : c.knob);
  list.AddText({item.box.Min.x, text_top(item.box, ImGui::GetFontSize())}, c.text, label, end_of_label(label));
  focus_ring(theme, item, m.rounding);
  return pressed;
}

ImVec2 chip_size(const Theme& theme, const char* label) {
  const Metrics& m = theme.size();
  return {std::ceil(measure(theme.regular(), m.text_small, label).x) + theme.px(36),
          theme.touch() ? m.control_height : theme.px(24)};
}

bool chip(const Theme& theme, const char* label, ImU32 color, bool on) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const Item item = place(label, chip_size(theme, label));
  if (!item.visible) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);
  const bool shown = on != pressed;
  // With fingers the target is tall but the drawing need not be.
  ImRect box = item.box;
  box.Expand({0.0F, theme.touch() ? -theme.px(6) : 0.0F});
  const float rounding = box.GetHeight() / 2;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (shown || hovered) list.AddRectFilled(box.Min, box.Max, hovered ? c.control_hover : c.control, rounding);
  if (!shown) list.AddRect(box.Min, box.Max, c.card_border, rounding, 0, m.hairline);
  const ImVec2 dot{box.Min.x + theme.px(14), std::round(box.GetCenter().y)};
  if (shown) {
    list.AddCircleFilled(dot, theme.px(4), color);
  } else {
    list.AddCircle(dot, theme.px(4), c.text_muted, 0, theme.px(1.5F));
  }
  list.AddText(theme.regular(), m.text_small, {box.Min.x + theme.px(24), text_top(box, m.text_small)},
               shown || hovered ? c.text : c.text_muted, label);
  focus_ring(theme, item, rounding);
  return pressed;
}

float segmented_width(const Theme& theme, std::span<const char* const> words) {
  const FontScope scope(theme.regular(), theme.size().text_small);
  float width = 0.0F;
  for (const char* word : words) width = std::max(width, ImGui::CalcTextSize(word).x);
  return std::ceil((width + 2 * theme.px(11)) * static_cast<float>(words.size()));
}

int segmented(const Theme& theme, const char* id, std::span<const char* const> words, int chosen, float width) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  if (width <= 0.0F) width = segmented_width(theme, words);
  const float height = theme.touch() ? m.control_height : theme.px(28);
  const float each = width / static_cast<float>(words.size());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  // With fingers the target is tall but the drawing need not be.
  const float inset_y = theme.touch() ? theme.px(4) : 0.0F;
  if (!theme.figure())
    list.AddRectFilled({from.x, from.y + inset_y}, {from.x + width, from.y + height - inset_y}, c.control, m.rounding);
  ImGui::PushID(id);
  const FontScope scope(theme.regular(), m.text_small);
  for (int i = 0; i < static_cast<int>(words.size()); ++i) {
    if (i > 0) ImGui::SameLine(0.0F, 0.0F);
    const char* word = words[static_cast<std::size_t>(i)];
    const float x0 = std::round(each * static_cast<float>(i));
    const float x1 = std::round(each * static_cast<float>(i + 1));
    const Item item = place(word, {x1 - x0, height});
    if (!item.visible || theme.figure()) continue;
    bool hovered = false;
    bool held = false;
    if (ImGui::ButtonBehavior(item.box, item.id, &hovered, &held)) chosen = i;
    const float inset = theme.px(2);
    if (i == chosen) {
      const ImU32 fill = theme.dark() ? c.control_active : c.card;
      list.AddRectFilled({item.box.Min.x + inset, item.box.Min.y + inset + inset_y},
                         {item.box.Max.x - inset, item.box.Max.y - inset - inset_y}, fill, m.rounding - inset);
    }
    const ImVec2 size = ImGui::CalcTextSize(word);
    list.AddText({std::round(item.box.GetCenter().x - size.x / 2), text_top(item.box, size.y)},
                 i == chosen || hovered ? c.text : c.text_muted, word);
    focus_ring(theme, item, m.rounding);
  }
  ImGui::PopID();
  return chosen;
}

SliderResult slider(const Theme& theme, const char* id, float& position, float key_step) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const Item item = place(id, {ImGui::GetContentRegionAvail().x, m.slider_height});
  if (!item.visible) return {};
  bool hovered = false;
  bool held = false;
  ImGui::ButtonBehavior(item.box, item.id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);

  SliderResult result;
  const float left = item.box.Min.x + m.knob_radius;
  const float right = item.box.Max.x - m.knob_radius;
  const float before = position;
  result.released = ImGui::IsItemDeactivated();
  // The last way of the mouse and letting go may come in one frame.
  if ((held && ImGui::GetIO().MouseDown[0]) || (result.released && ImGui::IsMouseReleased(ImGuiMouseButton_Left))) {
    position = std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.0F, 1.0F);
  }
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId == item.id && g.NavCursorVisible) {
    // While the slider has the focus, left and right are its keys and move nothing else.
    const float turn = (ImGui::IsKeyPressed(ImGuiKey_RightArrow, ImGuiInputFlags_Repeat, item.id) ? 1.0F : 0.0F) -
                       (ImGui::IsKeyPressed(ImGuiKey_LeftArrow, ImGuiInputFlags_Repeat, item.id) ? 1.0F : 0.0F);
    ImGui::SetKeyOwner(ImGuiKey_LeftArrow, item.id);
    ImGui::SetKeyOwner(ImGuiKey_RightArrow, item.id);
    if (turn != 0.0F) {
      position = std::clamp(position + turn * key_step, 0.0F, 1.0F);
      result.released = true;
    }
  }
  result.changed = position != before;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = std::round(item.box.GetCenter().y);
  const float x = left + (right - left) * std::clamp(position, 0.0F, 1.0F);
  const float half = m.track_height / 2;
  list.AddRectFilled({item.box.Min.x, y - half}, {item.box.Max.x, y + half}, c.track, half);
  list.AddRectFilled({item.box.Min.x, y - half}, {x, y + half}, c.accent, half);
  if (hovered || held) list.AddCircleFilled({x, y}, m.knob_radius + theme.px(5), c.accent_soft);
  list.AddCircleFilled({x, y + theme.px(1)}, m.knob_radius + theme.px(0.5F), with_alpha(IM_COL32_BLACK, 0.25F));
  list.AddCircleFilled({x, y}, m.knob_radius, c.knob);
  if (!theme.dark()) list.AddCircle({x, y}, m.knob_radius, c.axis, 0, m.hairline);
  focus_ring(theme, item, m.rounding);
  return result;
}

void progress_bar(const Theme& theme, float fraction, float height, ImU32 color) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(from, {from.x + width, from.y + height}, theme.color().track, height / 2);
  const float filled = width * std::clamp(fraction, 0.0F, 1.0F);
  if (filled > 0.0F) {
    list.AddRectFilled(from, {from.x + std::max(filled, height), from.y + height}, color, height / 2);
  }
  ImGui::Dummy({width, height});
}

namespace {

/// A window with a few words, where ImGui puts tooltips unless the next window's place is set.
void bubble(const Theme& theme, const char* text, float width) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{theme.px(12), theme.px(9)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(8));
  const FontScope scope(theme.regular(), theme.size().text_small);
  if (ImGui::BeginTooltip()) {
    ImGui::Dummy(draw_lines(ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), theme.color().text, text, width));
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace

void tooltip(const Theme& theme, const char* text) {
  if (text == nullptr || *text == '\0' || !ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) return;
  bubble(theme, text, theme.px(268));
}

void warning(const Theme& theme, ImVec2 at, float width, const char* text) {
  ImGui::SetNextWindowPos({at.x, at.y - theme.px(4)}, ImGuiCond_Always, {0.0F, 1.0F});
  ImGui::PushStyleColor(ImGuiCol_Border, theme.color().bad);
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, theme.size().hairline);
  bubble(theme, text, std::min(width, theme.px(340)) - theme.px(12));
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

void heading(const Theme& theme, const char* words, float tools_width) {
  const Metrics& m = theme.size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = tools_width > 0.0F ? (theme.touch() ? m.control_height : theme.px(28)) : m.text_heading;
  const float y = std::round(from.y + (height - m.text_heading) / 2);
  ImGui::GetWindowDrawList()->AddText(theme.semibold(), m.text_heading, {from.x, y}, theme.color().text, words);
  if (tools_width > 0.0F) {
    ImGui::SetCursorScreenPos({from.x + width - tools_width, from.y});
  } else {
    ImGui::Dummy({width, height});
  }
}

void text(ImFont* font, float size, ImU32 color, const char* words) {
  const FontScope scope(font, size);
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(words);
  ImGui::PopStyleColor();
}

void muted_text(const Theme& theme, const char* words) {
  text(theme.regular(), theme.size().text_small, theme.color().text_muted, words);
}

void wrapped_text(const Theme& theme, const char* words, int least_lines) {
  const FontScope scope(theme.regular(), theme.size().text_small);
  const float width = ImGui::GetContentRegionAvail().x;
  const float height =
      draw_lines(ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), theme.color().text_muted, words, width).y;
  ImGui::Dummy({width, std::max(height, static_cast<float>(least_lines) * theme.size().text_small)});
}

ImVec2 cell_at(ImVec2 from, int place, int columns, ImVec2 pitch) {
  const int row = place / columns;
  const int column = place - row * columns;
  return {from.x + static_cast<float>(column) * pitch.x, from.y + static_cast<float>(row) * pitch.y};
}

void flow(float width, float gap) {
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  if (ImGui::GetItemRectMax().x + gap + width <= right) ImGui::SameLine(0.0F, gap);
}

ImVec2 draw_lines(ImDrawList* list, ImVec2 at, ImU32 color, const char* words, float width) {
  ImVec2 room{0, 0};
  while (*words != '\0') {
    const char* end = words;
    float length = 0.0F;
    for (const char* word = words; *word != '\0';) {
      const char* stop = word;
      while (*stop != '\0' && *stop != ' ') ++stop;
      const float longer = ImGui::CalcTextSize(words, stop).x;
      if (end != words && longer > width) break;
      length = longer;
      end = stop;
      word = *stop == ' ' ? stop + 1 : stop;
    }
    if (list != nullptr) list->AddText({at.x, at.y + room.y}, color, words, end);
    room = {std::max(room.x, length), room.y + ImGui::GetFontSize()};
    words = *end == ' ' ? end + 1 : end;
  }
  return room;
}

ImVec2 measure(ImFont* font, float size, const char* words) { return font->CalcTextSizeA(size, FLT_MAX, 0.0F, words); }

void draw_right(ImDrawList& list, ImFont* font, float size, ImU32 color, float right, float y, const char* words) {
  list.AddText(font, size, {std::round(right - measure(font, size, words).x), y}, color, words);
}

bool fold_heading(const Theme& theme, const char* text, const char* detail, bool open) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const float height = theme.touch() ? m.control_height : theme.px(24);
  const Item item = place(text, {ImGui::GetContentRegionAvail().x, height});
  if (!item.visible) return false;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float icon = m.icon * 0.8F;
  list.AddText(theme.semibold(), m.text_heading, {item.box.Min.x, text_top(item.box, m.text_heading)}, c.text, text);
  draw_right(list, theme.regular(), m.text_small, c.text_muted, item.box.Max.x - icon - theme.px(8),
             text_top(item.box, m.text_small), detail);
  draw_chevron(list, {item.box.Max.x - icon / 2, std::round(item.box.GetCenter().y)}, icon, open ? 1.0F : 0.0F,
               hovered ? c.text : c.text_muted);
  focus_ring(theme, item, m.rounding);
  return pressed;
}

}  // namespace lab::ui
