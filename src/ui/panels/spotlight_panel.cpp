#include "ui/panels/spotlight_panel.h"

#include <cmath>
#include <span>

#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

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

SpotlightPanel::Card SpotlightPanel::draw_card(int place, float card_width, const char* title, const char* note) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const CardSizes s = sizes(theme(), shared_.arrangement);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetWindowPos();
  const ImVec2 from{origin.x + std::round((card_width + s.gap) * static_cast<float>(place)), origin.y};
  const float image = card_width - 2 * s.padding;
  if (shared_.arrangement == Arrangement::desktop) {
    const ImVec2 to{from.x + card_width, from.y + card_width + s.caption};
    list.AddRectFilled(from, to, c.card, m.card_rounding);
    list.AddRect(from, to, c.card_border, m.card_rounding, 0, m.hairline);
    const float y = from.y + s.padding;
    list.AddText(theme().semibold(), m.text_heading, {from.x + s.padding, y}, c.text, title);
    draw_right(list, theme().regular(), m.text_body, c.text_muted, to.x - s.padding, y, note);
    const ImVec2 at{from.x + s.padding, from.y + s.padding + s.caption};
    return {title, note, at, {at.x + image, at.y + image}};
  }
  const float y = from.y + image + theme().px(6);
  list.AddText(theme().semibold(), m.text_small, {from.x, y}, c.text, title);
  list.AddText(theme().regular(), m.text_small, {from.x, y + m.text_small}, c.text_muted, note);
  return {title, note, from, {from.x + image, from.y + image}};
}

void SpotlightPanel::draw_prediction(const Snapshot& snapshot, const Card& card) {
  const auto& preview = snapshot.seen.get<Preview>();
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(card.from, card.to, c.control, theme().px(8));
  const int label = preview.labels.empty() ? -1 : preview.labels[0];
  const bool right = preview.predicted[0] == label;
  const float size = std::round((card.to.y - card.from.y) * 0.6F);
  const Text digit("%d", preview.predicted[0]);
  const ImVec2 extent = measure(theme().semibold(), size, digit);
  const float center_x = (card.from.x + card.to.x) / 2;
  const bool roomy = card.to.y - card.from.y > theme().px(150);
  const float lift = roomy ? m.text_body / 2 : 0.0F;
  list.AddText(theme().semibold(), size,
               {std::round(center_x - extent.x / 2), std::round((card.from.y + card.to.y - extent.y) / 2 - lift)},
               right || label < 0 ? c.text : c.bad, digit);
  if (!roomy || label < 0) return;
  const Text words = right ? Text("right") : Text("wrong, it is a %d", label);
  const ImVec2 line = measure(theme().regular(), m.text_body, words);
  list.AddText({std::round(center_x - line.x / 2), card.to.y - m.text_body - theme().px(12)}, right ? c.good : c.bad,
               words);
}

void SpotlightPanel::draw(const Snapshot& snapshot, Commands& /*commands*/) {
  const auto& preview = snapshot.seen.get<Preview>();
  measure_quality(snapshot);
  const CardSizes s = sizes(theme(), shared_.arrangement);
  const float card_width = std::floor((ImGui::GetContentRegionAvail().x - 2 * s.gap) / 3);
  const bool classifies = !preview.predicted.empty();
  const bool difference = shared_.view.show_difference && !classifies && !preview.decoded;

  const int label = preview.labels.empty() ? -1 : preview.labels[0];
  const Text original_note = !preview.spotlight_class.empty() ? Text("%s", preview.spotlight_class.c_str())
                             : label >= 0                     ? Text("class %d", label)
                                                              : Text();
  const Text denoised_note = classifies        ? Text("%s", shared_.arrangement == Arrangement::desktop
                                                                ? ""
                                                                : (preview.predicted[0] == label ? "right" : "wrong"))
                             : preview.decoded ? Text("your code")
                                               : format_decibel(psnr_denoised_);
  const Card cards[] = {
      draw_card(0, card_width, "Original", original_note),
      draw_card(1, card_width, "Noisy", std::isfinite(psnr_noisy_) ? format_decibel(psnr_noisy_) : Text("no noise")),
      draw_card(2, card_width, classifies ? "Prediction" : third_title(snapshot, difference), denoised_note)};
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
