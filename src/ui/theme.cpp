#include "ui/theme.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

namespace lab::ui {
namespace {

constexpr ImU32 rgb(std::uint32_t hex, unsigned alpha = 255) {
  return IM_COL32((hex >> 16) & 255U, (hex >> 8) & 255U, hex & 255U, alpha);
}

constexpr std::array<ImU32, kClassColors.size()> class_colors(std::uint32_t ClassColor::*ground) {
  std::array<ImU32, kClassColors.size()> colors{};
  for (std::size_t i = 0; i < colors.size(); ++i) colors[i] = rgb(kClassColors[i].*ground);
  return colors;
}

// Text and muted text reach WCAG AA (4.5:1) on background, card and control; accent, validation, good and bad on card.
constexpr Palette kDark = {
    .background = rgb(0x0E1117),
    .header = rgb(0x0E1117),
    .card = rgb(0x171B23),
    .card_border = rgb(0x262C37),
    .popup = rgb(0x1D222C),
    .scrim = rgb(0x05070A, 170),
    .text = rgb(0xEAEEF4),
    .text_muted = rgb(0x9DA7B5),
    .accent = rgb(0x6FA0FF),
    .accent_fill = rgb(0x356AE0),
    .accent_fill_hover = rgb(0x4175E6),
    .on_accent = rgb(0xFFFFFF),
    .accent_soft = rgb(0x6FA0FF, 38),
    .validation = rgb(0xF5A95C),
    .control = rgb(0x242A35),
    .control_hover = rgb(0x2D3441),
    .control_active = rgb(0x363F4E),
    .track = rgb(0x2F3745),
    .knob = rgb(0xF5F7FA),
    .neutral_bar = rgb(0x6B7686),
    .grid = rgb(0x242A35),
    .axis = rgb(0x3A4352),
    .good = rgb(0x5CCB8F),
    .bad = rgb(0xFF8A80),
    .difference_zero = rgb(0x22272F),
    .classes = class_colors(&ClassColor::on_dark),
};

constexpr Palette kLight = {
    .background = rgb(0xF3F5F8),
    .header = rgb(0xF3F5F8),
    .card = rgb(0xFFFFFF),
    .card_border = rgb(0xDFE4EB),
    .popup = rgb(0xFFFFFF),
    .scrim = rgb(0x1A2230, 110),
    .text = rgb(0x19202B),
    .text_muted = rgb(0x566172),
    .accent = rgb(0x2A62D6),
    .accent_fill = rgb(0x2A62D6),
    .accent_fill_hover = rgb(0x2057C8),
    .on_accent = rgb(0xFFFFFF),
    .accent_soft = rgb(0x2A62D6, 28),
    .validation = rgb(0xB4570A),
    .control = rgb(0xEDF0F4),
    .control_hover = rgb(0xE3E8EE),
    .control_active = rgb(0xD7DEE7),
    .track = rgb(0xD9DFE7),
    .knob = rgb(0xFFFFFF),
    .neutral_bar = rgb(0x8A95A5),
    .grid = rgb(0xE9EDF2),
    .axis = rgb(0xC3CBD6),
    .good = rgb(0x1B7F4B),
    .bad = rgb(0xBF2F2A),
    .difference_zero = rgb(0xF4F4F2),
    .classes = class_colors(&ClassColor::on_light),
};

constexpr float kReferenceSize = 100.0F;  // the size at which the widths of digits are measured

ImFont* add_font(std::span<const std::uint8_t> bytes, float digit_width) {
  ImGuiIO& io = ImGui::GetIO();
  static constexpr ImWchar kDigits[] = {'0', '9', 0};
  static constexpr ImWchar kAllButDigits[] = {1, '0' - 1, '9' + 1, 0xFFFF, 0};
  const auto copy = [&] {
    void* data = ImGui::MemAlloc(bytes.size());
    std::memcpy(data, bytes.data(), bytes.size());
    return data;
  };
  const int size = static_cast<int>(bytes.size());

  ImFontConfig text;
  text.OversampleH = 2;
  if (digit_width > 0.0F) text.GlyphExcludeRanges = kDigits;
  // NOLINTNEXTLINE(readability-suspicious-call-argument): their names only look alike
  ImFont* font = io.Fonts->AddFontFromMemoryTTF(copy(), size, kReferenceSize, &text);
  if (font == nullptr || digit_width <= 0.0F) return font;

  // Digits of equal width keep changing numbers from jittering. ImGui does not read the font's own "tnum" feature, so
  // the same file is merged a second time for the digits alone, with their advance fixed.
  ImFontConfig digits;
  digits.OversampleH = 2;
  digits.MergeMode = true;
  digits.GlyphExcludeRanges = kAllButDigits;
  digits.GlyphMinAdvanceX = digit_width;
  digits.GlyphMaxAdvanceX = digit_width;
  // NOLINTNEXTLINE(readability-suspicious-call-argument)
  io.Fonts->AddFontFromMemoryTTF(copy(), size, kReferenceSize, &digits);
  return font;
}

// Digits of Inter as wide as its zero, in em of the reference size.
float digit_width_of(bool bold) { return kReferenceSize / kLineHeightEm * (bold ? 0.650F : 0.625F); }

}  // namespace

float Theme::px(float css) const { return std::max(std::round(css * scale_), css > 0.0F ? 1.0F : 0.0F); }

void Theme::set(bool dark, float scale, bool touch) {
  dark_ = dark;
  scale_ = scale;
  touch_ = touch;
  palette_ = dark ? &kDark : &kLight;

  const auto pick = [&](float mouse, float finger) { return px(touch ? finger : mouse); };
  const auto text = [&](float css) { return std::round(css * kLineHeightEm * scale_); };
  metrics_ = {
      .gap = pick(12, 10),
      .page_padding = pick(16, 12),
      .card_padding = pick(16, 14),
      .card_rounding = px(14),
      .rounding = pick(8, 10),
      .row_gap = pick(10, 12),
      .header_height = pick(56, 56),
      .control_height = pick(34, 44),
      .large_button_height = pick(46, 50),
      .slider_height = pick(26, 44),
      .track_height = pick(4, 6),
      .knob_radius = pick(8, 11),
      .switch_width = pick(36, 48),
      .switch_height = pick(20, 28),
      .hairline = std::max(1.0F, std::floor(scale_)),
      .line = std::max(1.5F * scale_, 1.5F),
      .icon = pick(16, 20),
      .sidebar_width = px(328),
      .tabs_height = px(touch ? 44 : 34),
      .bar_height = px(54),
      .text_small = text(touch ? 13.5F : 13.0F),
      .text_body = text(touch ? 16.0F : 15.0F),
      .text_heading = text(touch ? 16.0F : 15.0F),
      .text_title = text(touch ? 18.0F : 19.0F),
      .text_huge = text(72.0F),
  };
  apply_to_imgui();
}

void Theme::apply_to_imgui() const {
  ImGuiStyle& style = ImGui::GetStyle();
  const Palette& c = *palette_;
  const Metrics& m = metrics_;
  style = ImGuiStyle();
  style.FontSizeBase = m.text_body;
  style.WindowPadding = {m.card_padding, m.card_padding};
  style.FramePadding = {px(10), std::round((m.control_height - m.text_body) / 2)};
  style.ItemSpacing = {px(8), m.row_gap};
  style.ItemInnerSpacing = {px(8), px(4)};
  style.WindowBorderSize = 0.0F;
  style.ChildBorderSize = m.hairline;
  style.PopupBorderSize = m.hairline;
  style.FrameBorderSize = 0.0F;
  style.ChildRounding = m.card_rounding;
  style.PopupRounding = px(12);
  style.FrameRounding = m.rounding;
  style.ScrollbarSize = px(8);
  style.ScrollbarRounding = px(4);
  style.GrabRounding = m.rounding;
  style.CellPadding = {px(4), px(4)};
  style.MouseCursorScale = 1.0F;
  style.HoverDelayNormal = 0.45F;
  style.HoverStationaryDelay = 0.15F;
  style.CircleTessellationMaxError = 0.15F;
  style.CurveTessellationTol = 0.6F;

  const auto set = [&](ImGuiCol slot, ImU32 color) { style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(color); };
  set(ImGuiCol_Text, c.text);
  set(ImGuiCol_TextDisabled, c.text_muted);
  set(ImGuiCol_WindowBg, c.background);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, c.popup);
  set(ImGuiCol_Border, c.card_border);
  set(ImGuiCol_FrameBg, c.control);
  set(ImGuiCol_FrameBgHovered, c.control_hover);
  set(ImGuiCol_FrameBgActive, c.control_active);
  set(ImGuiCol_Button, c.control);
  set(ImGuiCol_ButtonHovered, c.control_hover);
  set(ImGuiCol_ButtonActive, c.control_active);
  set(ImGuiCol_Header, c.accent_soft);
  set(ImGuiCol_HeaderHovered, c.control_hover);
  set(ImGuiCol_HeaderActive, c.control_active);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, c.track);
  set(ImGuiCol_ScrollbarGrabHovered, c.axis);
  set(ImGuiCol_ScrollbarGrabActive, c.axis);
  set(ImGuiCol_Separator, c.card_border);
  set(ImGuiCol_NavCursor, c.accent);
  set(ImGuiCol_ModalWindowDimBg, c.scrim);
  set(ImGuiCol_TableBorderLight, c.card_border);
  set(ImGuiCol_TableBorderStrong, c.card_border);
  set(ImGuiCol_TextSelectedBg, c.accent_soft);
}

void Theme::load_fonts(std::span<const std::uint8_t> regular, std::span<const std::uint8_t> semibold) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  regular_ = regular.empty() ? nullptr : add_font(regular, digit_width_of(false));
  semibold_ = semibold.empty() ? nullptr : add_font(semibold, digit_width_of(true));
  if (regular_ == nullptr) regular_ = atlas->AddFontDefault();
  if (semibold_ == nullptr) semibold_ = regular_;
  ImGui::GetIO().FontDefault = regular_;
}

ImU32 with_alpha(ImU32 color, float alpha) {
  const auto a = static_cast<ImU32>(std::lround(static_cast<float>(color >> IM_COL32_A_SHIFT) * alpha));
  return (color & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

ImU32 mix(ImU32 from, ImU32 to, float t) {
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from);
  const ImVec4 b = ImGui::ColorConvertU32ToFloat4(to);
  return ImGui::ColorConvertFloat4ToU32(
      {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t, a.w + (b.w - a.w) * t});
}

}  // namespace lab::ui
