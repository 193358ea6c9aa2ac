// Measures what share of the training time the observations take, with each view open, as the page has them made: a
// trainer with two threads that observes at most 30 times a second. Prints one JSON object a preset and view.
//
//   lab_observe_bench [SECONDS [PRESET...]]
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/clock.h"
#include "train/observatory.h"
#include "train/trainer_loop.h"
#include "workload.h"

namespace {

using lab::Clock;
using lab::seconds_since;

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

void run(const lab::ExperimentSpec& spec, double seconds) {
  const lab::DatasetPtr data = lab_bench::random_data(spec.input, kTestImages);
  lab::Trainer trainer(spec, kThreads);
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
    std::printf("{\"preset\": \"%s\", \"view\": \"%s\", \"observationsPercent\": %.2f}\n", spec.name.c_str(), name,
                100.0 * share);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::atof(words[1]) : 5.0;
  const auto specs = lab_bench::workloads(
      count, words, {"digit-denoiser", "lab-dae", "dense-ae-deep", "conv-dae", "cifar-conv-ae", "vae"});
  for (const lab::ExperimentSpec& spec : specs) run(spec, seconds);
}
