#include "ui/panels/actions_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

struct Action {
  const char* label;
  Icon icon;
  const char* help;
  Command command;
};

}  // namespace

void train_or_pause(const Snapshot& snapshot, Commands& commands) {
  if (snapshot.state == TrainState::training) {
    commands.send(command::Pause{});
  } else {
    commands.send(command::Train{});
  }
}

void ActionsPanel::draw_train_button(const Snapshot& snapshot, Commands& commands, float width) {
  const bool training = snapshot.state == TrainState::training;
  Text label("Train");
  if (training) label = Text("Pause");
  if (snapshot.state == TrainState::paused || snapshot.state == TrainState::diverged) label = Text("Continue");
  if (snapshot.state == TrainState::finished) label = Text("Train more");
  ImGui::PushID("train");
  const bool pressed = button(theme(), label, ButtonLook::primary, training ? Icon::pause : Icon::play,
                              {width, theme().size().large_button_height});
  shared_.note_item("train");
  ImGui::PopID();
  if (pressed) train_or_pause(snapshot, commands);
  tooltip(theme(), training ? "Stop after the current batch (Space)" : "Train the network (Space)");
}

void ActionsPanel::draw_progress(const Snapshot& snapshot) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const int running = std::min(snapshot.epoch + (snapshot.state == TrainState::finished ? 0 : 1), snapshot.epochs);
  const Text epoch =
      snapshot.step == 0
          ? Text("%d epoch%s of %s step%s", snapshot.epochs, snapshot.epochs == 1 ? "" : "s",
                 format_count(snapshot.steps_per_epoch).c_str(), snapshot.steps_per_epoch == 1 ? "" : "s")
          : Text("Epoch %d of %d", running, snapshot.epochs);
  list.AddText(theme().regular(), m.text_small, from, c.text, epoch);
  if (std::isfinite(snapshot.samples_per_second)) {
    const Text speed("%s images/s", format_count(static_cast<double>(snapshot.samples_per_second)).c_str());
    draw_right(list, theme().regular(), m.text_small, c.text_muted, from.x + width, from.y, speed);
  }
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, theme().px(4));
  ImGui::Dummy({width, m.text_small});
  const float within =
      static_cast<float>(snapshot.step_in_epoch) / static_cast<float>(std::max(snapshot.steps_per_epoch, 1));
  const float whole = (static_cast<float>(snapshot.epoch) + (snapshot.state == TrainState::finished ? 0.0F : within)) /
                      static_cast<float>(std::max(snapshot.epochs, 1));
  // Two bars: this epoch, and thin below it the whole run.
  progress_bar(theme(), snapshot.state == TrainState::finished ? 1.0F : within, theme().px(6), c.accent);
  ImGui::PopStyleVar();
  progress_bar(theme(), whole, theme().px(2), c.accent);
}

void ActionsPanel::draw_figures(const Snapshot& snapshot) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  struct Number {
    const char* name;
    Text value;
  };
  const Number figures[] = {{"Step", format_count(snapshot.step)},
                            {"Loss", format_number(snapshot.loss, 4)},
                            {"Validation loss", format_number(snapshot.val_loss, 4)}};
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float starts[] = {0.0F, 0.30F, 0.60F};
  for (std::size_t i = 0; i < std::size(figures); ++i) {
    const float x = std::round(from.x + width * starts[i]);
    list.AddText(theme().regular(), m.text_small, {x, from.y}, c.text_muted, figures[i].name);
    list.AddText(theme().semibold(), m.text_body, {x, from.y + m.text_small + theme().px(1)}, c.text, figures[i].value);
  }
  ImGui::Dummy({width, m.text_small + m.text_body + theme().px(1)});
}

void ActionsPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const Action actions[] = {
      {"Step", Icon::step, "Train on one batch, then pause (S)", command::Step{}},
      {"Reset", Icon::reset, "The same run from its beginning: same seed, same first weights (R)", command::Reset{}},
      {"New seed", Icon::dice, "A new run with other first weights and other noise (N)", command::Reseed{}}};
  const float width = ImGui::GetContentRegionAvail().x;
  const float between = theme().px(8);
  if (shared_.arrangement == Arrangement::desktop) {
    draw_train_button(snapshot, commands, width);
    float spare = width - 2 * between;
    for (const Action& action : actions) spare -= button_width(theme(), action.label, action.icon);
    const float extra = spare / 3;
    for (const Action& action : actions) {
      if (&action != actions) ImGui::SameLine(0.0F, between);
      const float wide = std::floor(button_width(theme(), action.label, action.icon) + extra);
      if (button(theme(), action.label, ButtonLook::secondary, action.icon, {wide, 0})) {
        commands.send(action.command);
      }
      tooltip(theme(), action.help);
    }
    draw_progress(snapshot);
    draw_figures(snapshot);
    return;
  }
  const float side = theme().size().large_button_height;
  draw_train_button(snapshot, commands, width - 3 * (side + between));
  for (const Action& action : actions) {
    ImGui::SameLine(0.0F, between);
    ImGui::PushID(action.label);
    if (button(theme(), "##action", ButtonLook::secondary, action.icon, {side, side})) commands.send(action.command);
    ImGui::PopID();
    tooltip(theme(), action.help);
  }
  draw_progress(snapshot);
}

}  // namespace lab::ui
