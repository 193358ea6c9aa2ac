#include "ui/panels/training_panel.h"

#include <algorithm>
#include <array>
#include <span>

#include "nn/optimizers.h"
#include "ui/field_controls.h"
#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr double kLeastRate = 1e-5;
constexpr double kGreatestRate = 1.0;
constexpr int kLeastBatch = 16;
constexpr int kGreatestBatch = 512;
constexpr int kGreatestCode = 256;
constexpr std::array kEpochStops = {1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000};
constexpr std::array kPatienceStops = {0, 1, 2, 3, 5, 10, 20, 50};

}  // namespace

const std::vector<int>& TrainingPanel::stops(const char* field_name, bool powers_only) {
  stops_.clear();
  const Field* field = find_field(field_name);
  if (field == nullptr) return stops_;
  const int low = static_cast<int>(std::max(field->minimum, powers_only ? double{kLeastBatch} : 1.0));
  const int high =
      static_cast<int>(std::min(field->maximum, static_cast<double>(powers_only ? kGreatestBatch : kGreatestCode)));
  for (int power = 1; power <= high; power *= 2) {
    if (power >= low) stops_.push_back(power);
    const int between = power + power / 2;
    if (!powers_only && power >= 8 && between >= low && between <= high) stops_.push_back(between);
  }
  return stops_;
}

void TrainingPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const FieldScope scope{shared_, snapshot, commands};
  heading(theme(), "Training");
  if (const Field* rate = find_field("learning_rate")) {
    SliderOptions options;
    options.scale = Scale::logarithmic;
    options.minimum = std::max(rate->minimum, kLeastRate);
    options.maximum = std::min(rate->maximum, kGreatestRate);
    options.key_step = 0.04;
    field_slider(scope, "learning_rate", options);
  }
  field_stops(scope, "batch_size", stops("batch_size", true));
  if (code_size(*snapshot.spec) > 0) field_stops(scope, "code_size", stops("code_size", false));

  const ExperimentSpec& spec = *snapshot.spec;
  const OptimizerKind* optimizer = find_optimizer(spec.optimizer.kind);
  const Text name("%.*s", static_cast<int>(optimizer->title.size()), optimizer->title.data());
  if (fold_heading(theme(), "Optimizer", name, more_)) more_ = !more_;
  if (more_) draw_more(scope);
}

void TrainingPanel::draw_more(const FieldScope& scope) {
  const OptimizerSpec& optimizer = scope.snapshot.spec->optimizer;
  field_choice(scope, "optimizer", optimizer_kinds());
  const bool is_sgd = optimizer.kind == "sgd";
  if (is_sgd || optimizer.kind == "rmsprop") {
    SliderOptions options;
    options.maximum = 0.99;
    field_slider(scope, "momentum", options);
  }
  if (is_sgd && optimizer.momentum > 0.0F) field_toggle(scope, "nesterov", "Nesterov momentum");
  if (optimizer.kind == "adamw") {
    SliderOptions options;
    options.maximum = 0.1;
    field_slider(scope, "weight_decay", options);
  }
  muted_text(theme(), "Learning rate during the run");
  field_choice(scope, "schedule", schedule_kinds());
  field_stops(scope, "epochs", kEpochStops);
  field_stops(scope, "patience", kPatienceStops);
  if (scope.snapshot.most_threads > 1) draw_threads(scope);
}

void TrainingPanel::draw_threads(const FieldScope& scope) {
  const Snapshot& snapshot = scope.snapshot;
  // "Auto", 1, 2, 4, ... and all there are.
  std::array<Text, 8> words = {Text("Auto")};
  std::array<int, words.size()> counts = {0};
  std::size_t count = 1;
  for (int threads = 1; count + 1 < words.size() && threads < snapshot.most_threads; threads *= 2)
    counts[count++] = threads;
  counts[count++] = snapshot.most_threads;
  std::array<const char*, words.size()> shown{};
  int chosen = -1;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) words[i] = Text("%d", counts[i]);
    shown[i] = words[i];
    if (snapshot.threads_automatic ? i == 0 : counts[i] == snapshot.threads) chosen = static_cast<int>(i);
  }
  muted_text(theme(), snapshot.threads_automatic ? Text("Threads: %d of %d", snapshot.threads, snapshot.most_threads)
                                                 : Text("Threads"));
  tooltip(theme(),
          "How many processor cores train. Auto measures at the start of a run how many of them help. What is learned "
          "does not depend on it.");
  const int now =
      segmented(theme(), "##threads", std::span(shown).first(count), chosen, ImGui::GetContentRegionAvail().x);
  if (now != chosen && now >= 0)
    scope.commands.send(command::UseThreads{.threads = counts[static_cast<std::size_t>(now)]});
}

}  // namespace lab::ui
