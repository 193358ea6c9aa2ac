#include "platform/web/bench.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "data/drawn_set.h"
#include "experiment/field_text.h"
#include "experiment/presets.h"
#include "train/bench.h"

namespace lab::platform {
namespace {

constexpr double kSliceSeconds = 0.1;
constexpr int kImages = 2500;

std::string error_json(const std::string& sentence) { return nlohmann::ordered_json({{"error", sentence}}).dump(); }

Status set_fields(const std::string& fields, ExperimentSpec& spec) {
  const nlohmann::ordered_json object = nlohmann::ordered_json::parse(fields, nullptr, false);
  if (!object.is_object()) return Error{"The settings of a benchmark are an object."};
  for (const auto& [name, value] : object.items()) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (const Status fine = set_field_text(spec, name, text); !fine) return fine;
  }
  return {};
}

}  // namespace

struct Bench::Work {
  std::string preset;
  std::string fields;
  int threads = 0;
  double seconds = 0.0;
  std::unique_ptr<BenchRun> run;
  bool warm = false;
  std::string result;  // published by `done`
  std::atomic<bool> done{false};

  void finish(std::string json) {
    result = std::move(json);
    done.store(true);
  }

  void advance() {
    if (!run) {
      Result<ExperimentSpec> spec = find_preset(preset);
      if (!spec) return finish(error_json(spec.error().message));
      if (const Status fine = set_fields(fields, *spec); !fine) return finish(error_json(fine.error().message));
      auto data = std::make_shared<const Dataset>(
          draw_set(drawn_kind_for(spec->input), generated_size(kImages), kStandardSeed, 1));
      run = std::make_unique<BenchRun>(std::move(*spec), std::move(data), std::max(threads, 1));
      if (!run->error().empty()) return finish(error_json(run->error()));
    }
    run->advance(kSliceSeconds);
    if (run->result().seconds < (warm ? seconds : kBenchWarmUpSeconds)) return;
    if (!std::exchange(warm, true)) return run->measure();
    run->measure_prediction(kSliceSeconds);
    finish(bench_json(preset, threads > 0 ? "threads" : "single", run->result()));
  }
};

Bench::Bench() = default;
Bench::~Bench() = default;

void Bench::start(std::string preset, std::string fields, int threads, double seconds) {
  work_ = std::make_shared<Work>();
  work_->preset = std::move(preset);
  work_->fields = std::move(fields);
  work_->threads = threads;
  work_->seconds = seconds;
  if (threads <= 0) return;
  std::thread([work = work_] {
    while (!work->done.load()) work->advance();
  }).detach();
}

void Bench::step() {
  if (work_ && work_->threads <= 0 && !work_->done.load()) work_->advance();
}

std::string Bench::result() const { return work_ && work_->done.load() ? work_->result : std::string(); }

}  // namespace lab::platform
