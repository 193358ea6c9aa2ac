// Where the time of training steps on one thread goes, part by part: one JSON object a preset, with the microseconds of
// a step, what each part takes of them, and "the rest": what is done between the parts.
//
//   lab_profile_bench [SECONDS [PRESET[:BATCH]...]]
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "core/clock.h"
#include "nn/step_profile.h"
#include "train/trainer.h"
#include "workload.h"

namespace {

using lab::Clock;
using lab::seconds_since;

constexpr double kWarmUpSeconds = 1.0;

/// Trains for a while; returns the steps, and adds up their time.
int train(lab::Trainer& trainer, double seconds, double& training) {
  int steps = 0;
  for (const auto begin = Clock::now(); trainer.active() && seconds_since(begin) < seconds;) {
    const int before = trainer.step_in_epoch();
    const auto start = Clock::now();
    trainer.advance();
    if (trainer.step_in_epoch() <= before) continue;  // an epoch ended
    training += seconds_since(start);
    ++steps;
  }
  return steps;
}

void run(const lab::ExperimentSpec& spec, double seconds) {
  // One image to validate on: what that takes is counted with the parts.
  const lab::DatasetPtr data = lab_bench::random_data(spec.input);
  lab::Trainer trainer(spec, 1);
  if (trainer.apply(lab::command::UseData{data})) (void)trainer.apply(lab::command::Train{});
  if (!trainer.message().empty()) std::fprintf(stderr, "%s\n", trainer.message().c_str());
  double training = 0.0;
  (void)train(trainer, kWarmUpSeconds, training);
  lab::StepProfile profile;
  trainer.network()->set_profile(&profile);
  training = 0.0;
  const int steps = train(trainer, seconds, training);
  const double us = 1e6 / steps;
  nlohmann::ordered_json parts;
  double told = 0.0;
  const auto tell = [&](const std::string& part, double part_seconds) {
    if (part_seconds == 0.0) return;
    told += part_seconds;
    parts[part] = part_seconds * us;
  };
  tell("images and noise", profile.images);
  for (std::size_t i = 0; i < profile.layers.size(); ++i) {
    const auto& [pack, forward, backward, gradient, update] = profile.layers[i];
    const std::string& name = trainer.network()->layers()[i].name;
    tell(name + " packed", pack);
    tell(name + " forward", forward);
    tell(name + " backward", backward);
    tell(name + " gradient", gradient);
    tell(name + " optimizer", update);
  }
  tell("loss", profile.loss);
  parts["the rest"] = (training - told) * us;
  const nlohmann::ordered_json line = {
      {"what", spec.name}, {"batch", spec.batch_size}, {"step", training * us}, {"parts", parts}};
  std::printf("%s\n", line.dump().c_str());
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::atof(words[1]) : 2.0;
  for (const lab::ExperimentSpec& spec : lab_bench::workloads(count, words)) run(spec, seconds);
}
