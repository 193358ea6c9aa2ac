// Measures what share of the training time the observations take, with each view open, as the page has them made: a
// trainer with two threads that observes at most 30 times a second. Prints one JSON object a preset and view.
//
//   lab_observe_bench [SECONDS [PRESET...]]
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "experiment/presets.h"
#include "train/observatory.h"
#include "train/trainer_loop.h"
#include "workload.h"

namespace {

using lab_bench::Clock;
using lab_bench::seconds_since;

constexpr int kThreads = 2;
constexpr int kTestImages = 500;
constexpr double kWarmUpSeconds = 1.0;

constexpr std::array kViews = {std::pair{"denoise", lab::OpenView::denoise}, std::pair{"code", lab::OpenView::code},
                               std::pair{"network", lab::OpenView::network}, std::pair{"noise", lab::OpenView::noise}};

void train(lab::Trainer& trainer, lab::Observatory& observatory, double seconds) {
  lab::SnapshotClock clock;
  for (const auto begin = Clock::now(); trainer.active() && seconds_since(begin) < seconds;) {
    trainer.advance();
    if (!clock.due()) continue;
    (void)observatory.observe();
    (void)observatory.snapshot();
    clock.taken();
  }
}

void run(const std::string& preset, double seconds) {
  auto spec = lab::find_preset(preset);
  if (!spec) {
    std::fprintf(stderr, "%s\n", spec.error().message.c_str());
    return;
  }
  spec->epochs = 1'000'000;
  const lab::DatasetPtr data = lab_bench::random_data(spec->input, kTestImages);
  lab::Trainer trainer(*spec, kThreads);
  lab::Observatory observatory(trainer);
  if (!observatory.apply(lab::command::UseData{data}) || !observatory.apply(lab::command::Train{})) {
    std::fprintf(stderr, "%s\n", trainer.message().c_str());
    return;
  }
  for (const auto& [name, view] : kViews) {
    (void)observatory.apply(lab::command::Attend{{.view = view}});
    train(trainer, observatory, kWarmUpSeconds);
    const double before = observatory.seconds_while_training();
    const auto begin = Clock::now();
    train(trainer, observatory, seconds);
    const double share = (observatory.seconds_while_training() - before) / seconds_since(begin);
    std::printf("{\"preset\": \"%s\", \"view\": \"%s\", \"observationsPercent\": %.2f}\n", preset.c_str(), name,
                100.0 * share);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::atof(words[1]) : 5.0;
  std::vector<std::string> presets(words + std::min(count, 2), words + count);
  if (presets.empty()) presets = {"digit-denoiser", "lab-dae", "dense-ae-deep", "conv-dae", "cifar-conv-ae", "vae"};
  for (const std::string& preset : presets) run(preset, seconds);
}
