#include "ui/panels/spotlight_panel.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kRoomy = 150.0F;  // CSS pixels

struct CardSizes {
  float padding;
  float caption;
  float gap;
};

CardSizes sizes(const Theme& theme, Arrangement arrangement) {
  const Metrics& m = theme.size();
  if (arrangement == Arrangement::desktop) {
    return {m.card_padding, m.text_body + theme.px(10), m.gap};
  }
  // On a phone the images are the cards; title and note stand below.
  return {0.0F, m.text_small * 2 + theme.px(8), theme.px(8)};
}

/// Peak signal-to-noise ratio of 8-bit images in dB; infinite where they are equal.
float psnr(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    sum += d * d;
  }
  const double mean = sum / static_cast<double>(a.size());
  return static_cast<float>(10.0 * std::log10(255.0 * 255.0 / mean));
}

const char* third_title(const Snapshot& snapshot, bool difference) {
  if (snapshot.seen.get<Preview>().decoded) return "Decoded";
  return difference ? "Difference" : result_title(snapshot);
}

/// How sure a classifier is; on a phone also whether it is right, which stands on the panel elsewhere.
Text prediction_note(const Preview& preview, Arrangement arrangement) {
  const int answer = preview.predicted[0];
  const int label = preview.labels[0];
  const char* verdict = "";
  if (arrangement != Arrangement::desktop && label >= 0) verdict = answer == label ? "right, " : "wrong, ";
  return Text("%s%.0f %%", verdict,
              static_cast<double>(preview.probabilities[static_cast<std::size_t>(answer)]) * 100.0);
}

}  // namespace

float SpotlightPanel::height(const Theme& theme, Arrangement arrangement, float width) {
  const CardSizes s = sizes(theme, arrangement);
  return std::floor((width - 2 * s.gap) / 3) + s.caption;
}

float SpotlightPanel::width(const Theme& theme, Arrangement arrangement, float height) {
  const CardSizes s = sizes(theme, arrangement);
  return (height - s.caption) * 3 + 2 * s.gap;
}

void SpotlightPanel::measure_quality(const Snapshot& snapshot) {
  if (generation_ == snapshot.generation) return;
  generation_ = snapshot.generation;
  const auto& preview = snapshot.seen.get<Preview>();
  const auto bytes = static_cast<std::size_t>(preview.shape.size());
  psnr_noisy_ = psnr_denoised_ = kNotMeasured;
  if (preview.original.size() < bytes || bytes == 0) return;
  const std::span<const std::uint8_t> original(preview.original.data(), bytes);
  if (preview.noisy.size() >= bytes) psnr_noisy_ = psnr(original, {preview.noisy.data(), bytes});
  if (preview.denoised.size() >= bytes) psnr_denoised_ = psnr(original, {preview.denoised.data(), bytes});
}

void SpotlightPanel::note_figure(const char* card, ImVec2 from, ImVec2 to) {
  if (!theme().figure() || shared_.figure.card != card) return;
  shared_.figure.from = from;
  shared_.figure.to = to;
}

SpotlightPanel::Card SpotlightPanel::draw_card(int place, float card_width, const char* title, const char* note,
                                               Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const CardSizes s = sizes(theme(), shared_.arrangement);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetWindowPos();
  const ImVec2 from{origin.x + std::round((card_width + s.gap) * static_cast<float>(place)), origin.y};
  const float image = card_width - 2 * s.padding;
  static constexpr const char* kNames[] = {"original", "noisy", "denoised"};
  CardTitle words{.card = kNames[place], .words = title, .size = 0.0F, .at = {}, .top = 0.0F, .bottom = 0.0F};
  if (shared_.arrangement == Arrangement::desktop) {
    const ImVec2 to{from.x + card_width, from.y + card_width + s.caption};
    list.AddRectFilled(from, to, c.card, m.card_rounding);
    list.AddRect(from, to, c.card_border, m.card_rounding, 0, m.hairline);
    const float y = from.y + s.padding;
    words.at = {from.x + s.padding, y};
    words.size = m.text_heading;
    words.top = from.y + theme().px(4);
    words.bottom = y + s.caption;
    card_title(shared_, commands, words);
    note_figure(words.card, from, to);
    draw_right(list, theme().regular(), m.text_body, c.text_muted, to.x - s.padding, y, note);
    const ImVec2 at{from.x + s.padding, from.y + s.padding + s.caption};
    return {title, note, at, {at.x + image, at.y + image}};
  }
  const float y = from.y + image + theme().px(6);
  words.at = {from.x, y};
  words.size = m.text_small;
  words.top = from.y + image;
  words.bottom = from.y + image + s.caption;
  card_title(shared_, commands, words);
  note_figure(words.card, from, {from.x + card_width, words.bottom});
  list.AddText(theme().regular(), m.text_small, {from.x, y + m.text_small}, c.text_muted, note);
  return {title, note, from, {from.x + image, from.y + image}};
}

float SpotlightPanel::draw_probabilities(const Snapshot& snapshot, const Card& card) {
  const auto& preview = snapshot.seen.get<Preview>();
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto count = static_cast<int>(preview.probabilities.size());
  const float side = card.to.x - card.from.x;
  const float padding = theme().px(side > theme().px(kRoomy) ? 8 : 4);
  const float pitch = (side - 2 * padding) / static_cast<float>(count);
  const bool numbered = measure(theme().semibold(), m.text_small, Text("%d", count - 1)).x <= pitch;
  const float height = std::round(side * 0.26F);
  const float bottom = card.to.y - (numbered ? m.text_small + theme().px(4) : theme().px(8));
  const float gap = std::min(std::floor(pitch * 0.3F), theme().px(6));
  for (int i = 0; i < count; ++i) {
    const float left = std::round(card.from.x + padding + pitch * static_cast<float>(i));
    const float right = std::max(std::round(card.from.x + padding + pitch * static_cast<float>(i + 1)) - gap, left + 1);
    const float share = preview.probabilities[static_cast<std::size_t>(i)];
    list.AddRectFilled({left, bottom - height}, {right, bottom}, c.track, theme().px(2));
    list.AddRectFilled({left, bottom - std::max(std::round(height * share), m.hairline)}, {right, bottom},
                       i == preview.predicted[0] ? c.accent : c.neutral_bar, theme().px(2));
    if (!numbered) continue;
    const bool stands_out = i == preview.predicted[0] || i == preview.labels[0];
    ImFont* const font = stands_out ? theme().semibold() : theme().regular();
    const Text name("%d", i);
    list.AddText(font, m.text_small,
                 {std::round((left + right - measure(font, m.text_small, name).x) / 2), bottom + theme().px(1)},
                 stands_out ? c.text : c.text_muted, name);
  }
  const float top = bottom - height;
  ImGui::SetCursorScreenPos({card.from.x, top});
  ImGui::Dummy({side, card.to.y - top});
  const float at = (ImGui::GetIO().MousePos.x - card.from.x - padding) / pitch;
  if (at >= 0.0F && at < static_cast<float>(count)) {
    const auto under = static_cast<std::size_t>(at);
    tooltip(theme(), Text("Class %d: %.1f %%", static_cast<int>(under),
                          static_cast<double>(preview.probabilities[under]) * 100.0));
  }
  return top;
}

void SpotlightPanel::draw_prediction(const Snapshot& snapshot, const Card& card) {
  const auto& preview = snapshot.seen.get<Preview>();
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(card.from, card.to, c.control, theme().px(8));
  const int label = preview.labels[0];
  const bool right = preview.predicted[0] == label;
  const float center_x = (card.from.x + card.to.x) / 2;
  float bottom = draw_probabilities(snapshot, card);
  // Small panels say it in their note.
  if (label >= 0 && card.to.y - card.from.y > theme().px(kRoomy)) {
    const Text words = right ? Text("right") : Text("wrong, it is a %d", label);
    const ImVec2 line = measure(theme().regular(), m.text_body, words);
    bottom -= m.text_body + theme().px(10);
    list.AddText({std::round(center_x - line.x / 2), bottom}, right ? c.good : c.bad, words);
  }
  const float size = std::round((bottom - card.from.y) * 0.92F);
  const Text digit("%d", preview.predicted[0]);
  const ImVec2 extent = measure(theme().semibold(), size, digit);
  list.AddText(theme().semibold(), size,
               {std::round(center_x - extent.x / 2), std::round((card.from.y + bottom - extent.y) / 2)},
               right || label < 0 ? c.text : c.bad, digit);
}

void SpotlightPanel::draw_own_buttons(const Snapshot& snapshot, Commands& commands, const Card& card) {
  const float size = theme().size().control_height;
  ImGui::SetCursorScreenPos({card.to.x - size, card.to.y - size});
  if (overlay_button(theme(), "##pencil", Icon::pencil, shared_.view.own_open))
    open_own(shared_, commands, !shared_.view.own_open);
  shared_.note_item("pencil");
  tooltip(theme(), "Draw a picture of your own, or open one (P)");
  if (!shared_.view.attention.spotlight.own) return;
  ImGui::SetCursorScreenPos({card.from.x, card.to.y - size});
  if (overlay_button(theme(), "##back", Icon::undo))
    show_digit(shared_, snapshot, commands, shared_.view.attention.spotlight.index);
  shared_.note_item("pencil-back");
  tooltip(theme(), "Back to the test image");
}

void SpotlightPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const auto& preview = snapshot.seen.get<Preview>();
  measure_quality(snapshot);
  const CardSizes s = sizes(theme(), shared_.arrangement);
  const float card_width = std::floor((ImGui::GetContentRegionAvail().x - 2 * s.gap) / 3);
  const bool classifies = !preview.predicted.empty();
  const bool difference = shared_.view.show_difference && !classifies && !preview.decoded;

  const int label = preview.labels.empty() ? -1 : preview.labels[0];
  const Text original_note = preview.own                        ? Text("yours")
                             : !preview.spotlight_class.empty() ? Text("%s", preview.spotlight_class.c_str())
                             : label >= 0                       ? Text("class %d", label)
                                                                : Text();
  const Text denoised_note = classifies        ? prediction_note(preview, shared_.arrangement)
                             : preview.decoded ? Text("your code")
                                               : format_decibel(psnr_denoised_);
  const Card cards[] = {
      draw_card(0, card_width, "Original", original_note, commands),
      draw_card(1, card_width, "Noisy", std::isfinite(psnr_noisy_) ? format_decibel(psnr_noisy_) : Text("no noise"),
                commands),
      draw_card(2, card_width, classifies ? "Prediction" : third_title(snapshot, difference), denoised_note, commands)};
  if (preview.count == 0) return;
  shared_.note_spot("originalPanel", cards[0].from, cards[0].to);
  shared_.note_spot("noisyPanel", cards[1].from, cards[1].to);
  shared_.note_spot("denoisedPanel", cards[2].from, cards[2].to);

  const float rounding = theme().px(shared_.arrangement == Arrangement::desktop ? 6 : 8);
  const ColorMap map = shared_.view.color_map;
  shared_.images.add(0, Plane::original, map, cards[0].from, cards[0].to, rounding);
  shared_.images.add(0, Plane::noisy, map, cards[1].from, cards[1].to, rounding);
  if (!classifies) {
    shared_.images.add(0, Plane::denoised, difference ? ColorMap::difference : map, cards[2].from, cards[2].to,
                       rounding);
  }
  shared_.images.flush(*ImGui::GetWindowDrawList());
  draw_own_buttons(snapshot, commands, cards[0]);
  if (classifies) {
    draw_prediction(snapshot, cards[2]);
    return;
  }
  ImGui::SetCursorScreenPos(cards[2].from);
  if (ImGui::InvisibleButton("##difference", {cards[2].to.x - cards[2].from.x, cards[2].to.y - cards[2].from.y})) {
    shared_.view.show_difference = !shared_.view.show_difference;
  }
  tooltip(theme(), difference
                       ? "Blue: too dark. Orange: too bright. Click for the denoised image (D)."
                       : "What the network makes of the noisy image. Click for its difference from the original (D).");
}

}  // namespace lab::ui
