#include "ui/panels/loss_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/card_menu.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array<const char*, 2> kScales = {"Linear", "Log"};
constexpr std::array<const char*, 2> kMeasures = {"Loss", "Accuracy"};

}  // namespace

void LossPanel::collect(const Snapshot& snapshot, bool accuracy) {
  if (generation_ == snapshot.generation && collected_accuracy_ == accuracy) return;
  generation_ = snapshot.generation;
  collected_accuracy_ = accuracy;
  for (std::vector<float>* values : {&train_x_, &train_y_, &validation_x_, &validation_y_}) values->clear();
  for (const EpochRecord& record : snapshot.history.epochs) {
    validation_x_.push_back(static_cast<float>(record.epoch));
    validation_y_.push_back(accuracy ? record.val_accuracy : record.val_loss);
    if (accuracy) {
      train_x_.push_back(static_cast<float>(record.epoch));
      train_y_.push_back(record.accuracy);
    }
  }
  if (accuracy) return;
  for (const LossPoint& point : snapshot.history.curve) {
    train_x_.push_back(point.epoch);
    train_y_.push_back(point.loss);
  }
}

void LossPanel::draw_legend(ImVec2 at) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  struct Entry {
    const char* name;
    ImU32 color;
  };
  for (const Entry& entry : {Entry{"Training", c.accent}, Entry{"Validation", c.validation}}) {
    const float middle = at.y + std::round(m.text_small / 2);
    list.AddRectFilled({at.x, middle - theme().px(1.5F)}, {at.x + theme().px(14), middle + theme().px(1.5F)},
                       entry.color, theme().px(2));
    at.x += theme().px(20);
    list.AddText(theme().regular(), m.text_small, at, c.text_muted, entry.name);
    at.x += measure(theme().regular(), m.text_small, entry.name).x + theme().px(16);
  }
}

void LossPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  View& view = shared_.view;
  const bool classifies = !snapshot.spec->reconstructs();
  const bool accuracy = classifies && view.plot_accuracy;
  const float between = theme().px(8);
  const bool desktop = shared_.arrangement == Arrangement::desktop;
  const ImVec2 top = ImGui::GetCursorScreenPos();

  const float measures = classifies ? segmented_width(theme(), kMeasures) + between : 0.0F;
  const char* title = accuracy ? "Accuracy" : "Loss";
  card_heading(shared_, commands, title, measures + segmented_width(theme(), kScales));
  if (classifies) {
    view.plot_accuracy = segmented(theme(), "measure", kMeasures, accuracy ? 1 : 0) == 1;
    ImGui::SameLine(0.0F, between);
  }
  view.log_loss = segmented(theme(), "scale", kScales, view.log_loss ? 1 : 0) == 1;
  if (desktop) {
    const float x = top.x + card_heading_width(theme(), title) + theme().px(22);
    draw_legend({x, std::round(top.y + (theme().px(28) - m.text_small) / 2)});
  } else {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_legend(at);
    ImGui::Dummy({0, m.text_small});
  }

  collect(snapshot, accuracy);
  const std::array<Series, 2> series = {{{"Training", c.accent, train_x_, train_y_, accuracy},
                                         {"Validation", c.validation, validation_x_, validation_y_, true}}};
  Plot::Options options;
  options.logarithmic = view.log_loss && !accuracy;
  options.percent = accuracy;
  options.x_end = std::max(1.0F, static_cast<float>(snapshot.epoch) + (snapshot.step_in_epoch > 0 ? 0.05F : 0.0F));
  options.x_name = "Epoch";
  options.empty = accuracy ? "The first epoch is not over yet." : "The curves appear as soon as training starts.";
  const ImVec2 room = ImGui::GetContentRegionAvail();
  plot_.draw(theme(), series, options, {room.x, std::max(room.y, theme().px(100))});
}

}  // namespace lab::ui
