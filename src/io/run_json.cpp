#include "io/run_json.h"

#include <cmath>

#include "io/json_text.h"

namespace lab {
namespace {

const Json* member(const Json& json, const char* key) {
  const auto it = json.find(key);
  return it == json.end() ? nullptr : &*it;
}

double number_in(const Json& json, const char* key, double fallback) {
  const Json* value = member(json, key);
  return value != nullptr && value->is_number() ? value->get<double>() : fallback;
}
float float_in(const Json& json, const char* key) {
  return static_cast<float>(number_in(json, key, static_cast<double>(kNotMeasured)));
}
/// A whole number from 0 to `highest`; anything else counts as 0.
double whole_in(const Json& json, const char* key, double highest) {
  const double value = number_in(json, key, 0.0);
  return value >= 0.0 && value <= highest ? std::floor(value) : 0.0;
}
std::string text_in(const Json& json, const char* key) {
  const Json* value = member(json, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

constexpr double kMaxInt = 2147483647.0;
constexpr double kMaxSeed = 9007199254740991.0;  // 2^53 - 1, see the field "seed"

}  // namespace

RunRecord record_of(Trainer& trainer) {
  return {.preset = trainer.spec().name,
          .state = to_string(trainer.state()),
          .seed = trainer.spec().seed,
          .threads = trainer.pool().threads(),
          .parameters = trainer.network() != nullptr ? trainer.network()->parameter_count() : 0,
          .train_images = trainer.train_count(),
          .epochs = trainer.epochs(),
          .samples_per_second = trainer.mean_samples_per_second()};
}

std::string run_to_json(const RunRecord& run) {
  Json epochs = Json::array();
  for (const EpochRecord& r : run.epochs) {
    epochs.push_back({{"epoch", r.epoch},
                      {"loss", number(r.loss)},
                      {"val_loss", number(r.val_loss)},
                      {"accuracy", number(r.accuracy)},
                      {"val_accuracy", number(r.val_accuracy)},
                      {"seconds", number(r.seconds)}});
  }
  const Json json = {
      {"preset", run.preset},
      {"state", run.state},
      {"seed", run.seed},
      {"threads", run.threads},
      {"parameters", run.parameters},
      {"train_images", run.train_images},
      {"epochs", epochs},
      {"samples_per_second", number(run.samples_per_second)},
  };
  return json_text(json);
}

Result<RunRecord> run_from_json(const std::string& name, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  const Json* epochs = json.is_object() ? member(json, "epochs") : nullptr;
  if (epochs == nullptr || !epochs->is_array()) {
    return Error{name + " is not the result of a run, as `lab train --json` writes it."};
  }
  RunRecord run{.preset = text_in(json, "preset"),
                .state = text_in(json, "state"),
                .seed = static_cast<std::uint64_t>(whole_in(json, "seed", kMaxSeed)),
                .threads = static_cast<int>(whole_in(json, "threads", kMaxInt)),
                .parameters = static_cast<int>(whole_in(json, "parameters", kMaxInt)),
                .train_images = static_cast<int>(whole_in(json, "train_images", kMaxInt)),
                .epochs = {},
                .samples_per_second = float_in(json, "samples_per_second")};
  for (const Json& epoch : *epochs) {
    if (!epoch.is_object()) return Error{name + ": an epoch must be an object."};
    run.epochs.push_back({.epoch = static_cast<int>(whole_in(epoch, "epoch", kMaxInt)),
                          .loss = float_in(epoch, "loss"),
                          .val_loss = float_in(epoch, "val_loss"),
                          .accuracy = float_in(epoch, "accuracy"),
                          .val_accuracy = float_in(epoch, "val_accuracy"),
                          .seconds = number_in(epoch, "seconds", 0.0)});
    if (run.epochs.back().epoch < 1) return Error{name + ": an epoch has no number."};
  }
  return run;
}

}  // namespace lab
