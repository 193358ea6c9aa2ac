#include "ui/panels/quality_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr float kLeastScale = 20.0F;  // dB at the right end of the bars

/// One sentence that compares the network with what costs nothing.
Text verdict(const Snapshot& snapshot) {
  const auto& q = snapshot.seen.get<Quality>();
  if (!std::isfinite(q.psnr_denoised)) return Text("Not measured yet.");
  if (snapshot.step == 0) return Text("The network has not learned anything yet.");
  if (std::isfinite(q.psnr_median)) {
    const auto lead = static_cast<double>(q.psnr_denoised - q.psnr_median);
    if (lead >= 0.05)
      return Text(
          "The network beats the median filter by %.1f\xC2\xA0"
          "dB.",
          lead);
    if (std::isfinite(q.psnr_noisy) && q.psnr_denoised < q.psnr_noisy) {
      return Text(
          "So far it is better to do nothing: %.1f\xC2\xA0"
          "dB below the noisy images.",
          static_cast<double>(q.psnr_noisy - q.psnr_denoised));
    }
    return Text(
        "Still %.1f\xC2\xA0"
        "dB behind the median filter.",
        std::max(-lead, 0.0));
  }
  if (std::isfinite(q.psnr_noisy)) {
    return Text(
        "%+.1f\xC2\xA0"
        "dB against doing nothing.",
        static_cast<double>(q.psnr_denoised - q.psnr_noisy));
  }
  return Text("Without noise, this is how faithfully images come through the code.");
}

}  // namespace

void QualityPanel::draw_bar(const char* name, float value, float scale, ImU32 color) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText(theme().regular(), m.text_small, from, c.text, name);
  draw_right(list, theme().semibold(), m.text_small, c.text, from.x + width, from.y, format_decibel(value));
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, theme().px(3));
  ImGui::Dummy({width, m.text_small});
  ImGui::PopStyleVar();
  progress_bar(theme(), std::isfinite(value) ? value / scale : 0.0F, theme().px(8), color);
}

void QualityPanel::draw_accuracy(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  card_heading(shared_, commands, "Accuracy");
  const float size = m.text_huge * 0.55F;
  text(theme().semibold(), std::round(size), c.text,
       std::isfinite(snapshot.val_accuracy) ? Text("%.1f %%", static_cast<double>(snapshot.val_accuracy) * 100.0)
                                            : format_number(snapshot.val_accuracy, 1));
  wrapped_text(theme(), "of the test images are recognised. Guessing would give 10 %.");
}

void QualityPanel::draw(const Snapshot& snapshot, Commands& commands) {
  if (!snapshot.spec->reconstructs()) {
    draw_accuracy(snapshot, commands);
    return;
  }
  const Palette& c = theme().color();
  const auto& q = snapshot.seen.get<Quality>();
  card_heading(shared_, commands, "Quality");
  muted_text(theme(), "PSNR on test images");
  tooltip(theme(),
          "Peak signal-to-noise ratio, averaged over the test images: 10 log10(1 / mean squared error). "
          "Three decibels more mean half the error.");
  float scale = kLeastScale;
  for (const float value : {q.psnr_noisy, q.psnr_median, q.psnr_denoised}) {
    if (std::isfinite(value)) scale = std::max(scale, value * 1.1F);
  }
  if (snapshot.spec->has_noise()) {
    draw_bar("Noisy", q.psnr_noisy, scale, c.neutral_bar);
    draw_bar("Median filter", q.psnr_median, scale, c.neutral_bar);
  }
  draw_bar("Network", q.psnr_denoised, scale, c.accent);
  wrapped_text(theme(), verdict(snapshot));
}

}  // namespace lab::ui
