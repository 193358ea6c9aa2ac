#include "ui/views/noise_curves_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "train/observations/noise_curves.h"
#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array<const char*, 3> kMeasures = {"PSNR", "SSIM", "Accuracy"};
// Differences that do not count, and what is left out of the axis: images that agree exactly have 100 dB.
constexpr std::array<float, 3> kTies = {0.05F, 0.002F, 0.0F};
constexpr float kMostDecibel = 60.0F;

constexpr float kGap = 8.0F;  // CSS pixels between chips

/// A line of that colour and what it stands for, as high as a chip.
void draw_key(const Theme& theme, const char* name, ImU32 color, bool first) {
  const Metrics& m = theme.size();
  const float line = theme.px(14);
  const ImVec2 size{line + theme.px(6) + std::ceil(measure(theme.regular(), m.text_small, name).x),
                    chip_size(theme, name).y};
  if (!first) flow(size.x, theme.px(kGap));
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float middle = std::round(from.y + size.y / 2);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({from.x, middle - theme.px(1.5F)}, {from.x + line, middle + theme.px(1.5F)}, color, theme.px(2));
  list.AddText(theme.regular(), m.text_small, {from.x + line + theme.px(6), std::round(middle - m.text_small / 2)},
               theme.color().text_muted, name);
  ImGui::Dummy(size);
}

/// Where `better` holds, in words that go on after "the network beats the median filter".
std::string where(const std::vector<float>& levels, const std::vector<bool>& better) {
  const auto wins = std::ranges::count(better, true);
  const auto first = static_cast<std::size_t>(std::ranges::find(better, true) - better.begin());
  const std::size_t end = first + static_cast<std::size_t>(wins);
  const auto level = [&](std::size_t i) { return static_cast<double>(levels[i]); };
  if (wins == static_cast<std::ptrdiff_t>(better.size())) return " at every level";
  for (std::size_t i = first; i < end; ++i) {
    if (!better[i]) return Text(" at %d of %d levels", static_cast<int>(wins), static_cast<int>(better.size())).c_str();
  }
  if (wins == 1) return Text(" at level %.1f only", level(first)).c_str();
  if (first == 0) return Text(" up to level %.1f", level(end - 1)).c_str();
  if (end == better.size()) return Text(" from level %.1f on", level(first)).c_str();
  return Text(" from level %.1f to %.1f", level(first), level(end - 1)).c_str();
}

}  // namespace

NoiseCurvesView::NoiseCurvesView(Shared& shared) : Panel(shared) {
  for (const NoiseKind& kind : noise_kinds()) {
    if (kind.max_level > 0.0F) kinds_.push_back({&kind, "noise-kind-" + std::string(kind.name)});
  }
}

const NoiseCurvesView::Kind* NoiseCurvesView::find_kind(std::string_view name) const {
  const auto found = std::ranges::find(kinds_, name, [](const Kind& kind) { return kind.kind->name; });
  return found == kinds_.end() ? nullptr : &*found;
}

/// Each kind has its colour for good, whichever of them are shown.
ImU32 NoiseCurvesView::color_of(const Kind& kind) const {
  const Palette& c = theme().color();
  const std::array colors = {c.good, c.bad, c.text, mix(c.accent, c.bad, 0.5F)};
  return colors[static_cast<std::size_t>(&kind - kinds_.data()) % colors.size()];
}

std::span<const float> NoiseCurvesView::values(const NoiseCurve::Line& line) const {
  switch (measure_) {
    case Measure::psnr: return line.psnr;
    case Measure::ssim: return line.ssim;
    case Measure::accuracy: break;
  }
  return line.accuracy;
}

std::string NoiseCurvesView::verdict(const Snapshot& snapshot) const {
  const auto& curves = snapshot.seen.get<NoiseCurves>();
  if (curves.images == 0) return "The test pictures are being measured.";
  const NoiseCurve& curve = curves.curves.front();
  const Kind* const kind = find_kind(curve.kind);
  std::string words = kind != nullptr ? std::string(kind->kind->title) : curve.kind;
  if (!snapshot.spec->has_noise()) words += ", which it was not trained with";
  words += Text(", mean of %d test pictures", curves.images);
  const auto median = values(curve.median);
  const auto network = values(curve.denoised);
  if (!network.empty() && network.size() == median.size()) {
    std::vector<bool> better;
    for (std::size_t i = 0; i < network.size(); ++i)
      better.push_back(network[i] > median[i] + kTies.at(static_cast<std::size_t>(measure_)));
    const bool any = std::ranges::find(better, true) != better.end();
    words += any ? ": the network beats the median filter" + where(curves.levels, better)
                 : std::string(": the median filter is as good or better at every level");
  } else if (!snapshot.spec->reconstructs() && measure_ == Measure::accuracy) {
    words += ": so many this network names rightly";
  }
  return words + ".";
}

void NoiseCurvesView::draw_tools(Commands& commands) {
  const char* const title = "Noise test";
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = segmented_width(theme(), kMeasures);
  const bool one_row = card_heading_width(theme(), title) + theme().px(16) + width <= room;
  card_heading(shared_, commands, title, one_row ? width : 0.0F);
  if (theme().figure() && !one_row) return;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float drawn = one_row ? width : room;
  measure_ = static_cast<Measure>(segmented(theme(), "measure", kMeasures, static_cast<int>(measure_), drawn));
  shared_.note_spot("noise-measure", from, {from.x + drawn, ImGui::GetItemRectMax().y});
}

void NoiseCurvesView::draw_kinds(const Snapshot& snapshot, Commands& commands) {
  const Palette& c = theme().color();
  const bool rebuilds = snapshot.spec->reconstructs();
  if (!rebuilds) {
    draw_key(theme(), measure_ == Measure::accuracy ? "This network" : "Noisy", c.accent, true);
    draw_key(theme(), measure_ == Measure::accuracy ? "After the median filter" : "Median filter", c.validation, false);
  } else {
    draw_key(theme(), "Noisy", c.neutral_bar, true);
    draw_key(theme(), result_title(snapshot), c.accent, false);
    draw_key(theme(), "Median filter", c.validation, false);
  }
  const std::string used = tested_noise(snapshot.spec->noise).kind;
  std::vector<std::string>& chosen = shared_.view.attention.noise_kinds;
  bool first = shared_.arrangement != Arrangement::desktop;
  for (const Kind& kind : kinds_) {
    if (kind.kind->name == used) continue;
    if (theme().figure() && std::ranges::find(chosen, kind.kind->name) == chosen.end()) continue;
    const char* const title = kind.kind->title.data();  // a literal
    if (!std::exchange(first, false)) flow(chip_size(theme(), title).x, theme().px(kGap));
    const auto found = std::ranges::find(chosen, kind.kind->name);
    if (chip(theme(), title, color_of(kind), found != chosen.end())) {
      if (found == chosen.end()) {
        chosen.emplace_back(kind.kind->name);
      } else {
        chosen.erase(found);
      }
      attend(shared_, commands);
    }
    shared_.note_item(kind.spot.c_str());
    tooltip(theme(), "The same network, tested on this noise");
  }
}

void NoiseCurvesView::draw_open_judge(Commands& commands, float height) {
  if (button(theme(), "Open a classifier\xE2\x80\xA6", ButtonLook::secondary, Icon::none, {0, height})) {
    commands.choose(Picker::files);
  }
  tooltip(theme(), "A saved network that names classes judges instead");
  shared_.note_item("judge-open");
  // Nothing may lie over the browser's own file picker.
  const bool covered = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  if (!covered) shared_.note_picker(Picker::files);
}

void NoiseCurvesView::draw_judge(const Snapshot& snapshot, Commands& commands) {
  if (!snapshot.spec->reconstructs()) return;
  const JudgeState& judge = snapshot.judge;
  const auto& curves = snapshot.seen.get<NoiseCurves>();
  const bool learns = judge.model == nullptr && judge.refusal.empty() && curves.no_accuracy.empty();
  if (learns && snapshot.test_count > 0) {
    wrapped_text(theme(), Text("A classifier learns to judge what is readable: %.0f %%",
                               std::floor(static_cast<double>(judge.progress) * 100.0)));
    progress_bar(theme(), judge.progress, theme().px(6), theme().color().accent);
    return;
  }
  if (measure_ != Measure::accuracy) return;
  if (!judge.refusal.empty()) {
    wrapped_text(theme(), judge.refusal.c_str());
  } else if (!curves.no_accuracy.empty()) {
    wrapped_text(theme(), curves.no_accuracy.c_str());
  }
  const float height = theme().touch() ? 0.0F : theme().px(28);
  draw_open_judge(commands, height);
  if (judge.model == judge.learned) return;
  flow(button_width(theme(), "Back to the own judge", Icon::undo), theme().px(kGap));
  if (button(theme(), "Back to the own judge", ButtonLook::quiet, Icon::undo, {0, height})) {
    commands.send(command::UseJudge{});
  }
  shared_.note_item("judge-own");
}

void NoiseCurvesView::draw_plot(const Snapshot& snapshot) {
  const Palette& c = theme().color();
  const auto& curves = snapshot.seen.get<NoiseCurves>();
  const bool rebuilds = snapshot.spec->reconstructs();
  std::array<Series, Plot::kMostSeries> series{};
  std::size_t count = 0;
  const auto add = [&](const char* name, ImU32 color, const NoiseCurve::Line& line) {
    if (count < series.size() && !values(line).empty()) series[count++] = {name, color, curves.levels, values(line)};
  };
  if (!curves.curves.empty()) {
    const NoiseCurve& curve = curves.curves.front();
    if (rebuilds) {
      add("Noisy", c.neutral_bar, curve.noisy);
      add("Median filter", c.validation, curve.median);
      add(result_title(snapshot), c.accent, curve.denoised);
    } else {
      add("Median filter", c.validation, curve.median);
      add(measure_ == Measure::accuracy ? "This network" : "Noisy", c.accent, curve.noisy);
    }
    for (std::size_t i = 1; i < curves.curves.size(); ++i) {
      const NoiseCurve& other = curves.curves[i];
      const Kind* const kind = find_kind(other.kind);
      if (kind != nullptr) add(kind->kind->title.data(), color_of(*kind), rebuilds ? other.denoised : other.noisy);
    }
  }
  Plot::Options options;
  options.x_step = 0.1F;
  options.x_name = "Level";
  options.percent = measure_ == Measure::accuracy;
  options.decimals = measure_ == Measure::psnr ? 1 : 3;
  options.unit = measure_ == Measure::psnr ? " dB" : "";
  if (measure_ == Measure::psnr) options.y_most = kMostDecibel;
  if (snapshot.spec->has_noise()) options.marker = snapshot.spec->noise.level;
  options.marker_name = "trained";
  options.empty = measure_ == Measure::accuracy && curves.images > 0 ? "Nobody judges yet." : "";
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool fills = shared_.arrangement == Arrangement::desktop;
  plot_.draw(theme(), std::span(series).first(count), options,
             {room.x, fills ? std::max(room.y, theme().px(80)) : theme().px(210)});
  shared_.note_item("noise-plot");
}

void NoiseCurvesView::draw(const Snapshot& snapshot, Commands& commands) {
  draw_tools(commands);
  if (snapshot.test_count == 0) {
    wrapped_text(theme(), "There are no pictures yet.");
    return;
  }
  if (generation_ != snapshot.generation || judged_measure_ != measure_) {
    generation_ = snapshot.generation;
    judged_measure_ = measure_;
    verdict_ = verdict(snapshot);
  }
  wrapped_text(theme(), verdict_.c_str(), 2);
  draw_kinds(snapshot, commands);
  draw_judge(snapshot, commands);
  draw_plot(snapshot);
}

}  // namespace lab::ui
