#include "cli/train.h"

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/files.h"
#include "cli/progress.h"
#include "cli/sources.h"
#include "cli/text.h"
#include "cli/train_output.h"
#include "experiment/presets.h"
#include "train/trainer.h"

namespace lab::cli {
namespace {

constexpr int kMaxThreads = 64;

struct Options {
  std::string preset;
  std::string data = "digits";
  std::string test;
  std::optional<double> epochs, batch, train_size, seed, level;
  std::optional<std::string> noise;
  bool noise_once = false;
  bool noise_fresh = false;
  std::vector<std::string> settings;  // FIELD=VALUE
  int threads = 0;
  std::string out, json;
};

volatile std::sig_atomic_t interrupted = 0;

/// Reads the text of FIELD=VALUE as the type that the field has.
Result<FieldValue> parse_value(const Field& field, const ExperimentSpec& spec, const std::string& text) {
  const FieldValue current = field.get(spec);
  if (std::holds_alternative<std::string>(current)) return FieldValue(text);
  if (std::holds_alternative<bool>(current)) {
    if (text == "true" || text == "1") return FieldValue(true);
    if (text == "false" || text == "0") return FieldValue(false);
    return Error{std::string(field.title) + " must be true or false, not \"" + text + "\"."};
  }
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return Error{std::string(field.title) + " must be a number, not \"" + text + "\"."};
  return FieldValue(number);
}

Status apply_setting(ExperimentSpec& spec, const std::string& setting) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos) return Error{"--set needs FIELD=VALUE, not \"" + setting + "\"."};
  const std::string name = setting.substr(0, equals);
  const Field* field = find_field(name);
  if (field == nullptr) return set_field(spec, name, 0.0);  // says which fields there are
  const auto value = parse_value(*field, spec, setting.substr(equals + 1));
  if (!value) return value.error();
  return set_field(spec, name, *value);
}

Result<ExperimentSpec> spec_of(const Options& options) {
  auto spec = find_preset(options.preset);
  if (!spec) return spec;
  std::vector<std::pair<const char*, FieldValue>> changes;
  if (options.noise) changes.emplace_back("noise", *options.noise);
  if (options.level) changes.emplace_back("noise_level", *options.level);
  if (options.noise_once) changes.emplace_back("noise_fresh", false);
  if (options.noise_fresh) changes.emplace_back("noise_fresh", true);
  if (options.epochs) changes.emplace_back("epochs", *options.epochs);
  if (options.batch) changes.emplace_back("batch_size", *options.batch);
  if (options.train_size) changes.emplace_back("train_size", *options.train_size);
  if (options.seed) changes.emplace_back("seed", *options.seed);
  for (const auto& [name, value] : changes) {
    if (const Status status = set_field(*spec, name, value); !status) return status.error();
  }
  for (const std::string& setting : options.settings) {
    if (const Status status = apply_setting(*spec, setting); !status) return status.error();
  }
  return spec;
}

Result<DatasetPtr> data_of(const Options& options, const ExperimentSpec& spec) {
  auto data = load_source(options.data, spec.train_size, spec.seed, spec.input);
  if (!data || options.test.empty()) return data;
  const auto test = load_source(options.test, 0, spec.seed, spec.input);
  if (!test) return test.error();
  auto both = std::make_shared<Dataset>(**data);
  both->test = (*test)->test;
  both->name += ", tested on " + (*test)->name;
  return DatasetPtr(std::move(both));
}

void train_all(Trainer& trainer) {
  Progress progress(true);
  while (trainer.active() && interrupted == 0) {
    const std::size_t epochs = trainer.epochs().size();
    trainer.advance();
    if (trainer.epochs().size() > epochs) {
      progress.finish_epoch(trainer);
    } else {
      progress.update(trainer);
    }
  }
  progress.interrupt();
}

void print_quality(Trainer& trainer) {
  if (!trainer.spec().reconstructs() || !trainer.spec().has_noise()) return;
  const Quality quality = trainer.measure_quality();
  std::printf("PSNR on held-out images: noisy %.2f dB, median filter %.2f dB, network %.2f dB\n",
              static_cast<double>(quality.psnr_noisy), static_cast<double>(quality.psnr_median),
              static_cast<double>(quality.psnr_denoised));
}

int train(const Options& options) {
  const auto spec = spec_of(options);
  if (!spec) return fail(spec.error().message);
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  const int threads = options.threads > 0 ? options.threads : std::max(1, cores);
  if (threads > kMaxThreads) return fail("--threads must lie between 1 and " + std::to_string(kMaxThreads) + ".");
  const auto data = data_of(options, *spec);
  if (!data) return fail(data.error().message);
  if (!options.out.empty()) {
    if (const Status status = make_folder(options.out); !status) return fail(status.error().message);
  }

  Trainer trainer(*spec, threads);
  if (const Status status = trainer.apply(command::UseData{*data}); !status) return fail(status.error().message);
  if (const Status status = trainer.apply(command::Train{}); !status) return fail(status.error().message);
  std::printf("%s on %s: %s training images, %s test images, %s parameters, %d thread%s, seed %llu\n",
              spec->name.c_str(), (*data)->name.c_str(), with_separators(trainer.train_count()).c_str(),
              with_separators((*data)->test.size()).c_str(),
              with_separators(trainer.network()->parameter_count()).c_str(), threads, threads == 1 ? "" : "s",
              static_cast<unsigned long long>(spec->seed));

  std::signal(SIGINT, [](int) { interrupted = 1; });
  std::signal(SIGTERM, [](int) { interrupted = 1; });
  train_all(trainer);
  if (interrupted != 0)
    std::printf("Stopped after %d batches of epoch %zu.\n", trainer.step_in_epoch(), trainer.epochs().size() + 1);
  print_quality(trainer);

  if (!options.out.empty()) {
    if (const Status status = write_outputs(options.out, trainer); !status) return fail(status.error().message);
    std::printf("Wrote figure.png, history.png, history.csv, model.aelab and spec.json to %s\n", options.out.c_str());
  }
  if (!options.json.empty()) {
    if (const Status status = write_file(options.json, run_to_json(trainer)); !status)
      return fail(status.error().message);
  }
  if (trainer.state() == TrainState::failed) return fail(trainer.message());
  return interrupted != 0 ? 130 : 0;
}

}  // namespace

std::function<int()> declare_train(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("preset", o->preset, "One of `lab list`")->required();
  app.add_option("--data", o->data,
                 "A folder of IDX files, CIFAR-10 batches or pictures, one large picture, `digits` (the shipped sheet) "
                 "or `generated` (fresh digits)")
      ->capture_default_str();
  app.add_option("--test", o->test, "Validate on the test images of another source");
  app.add_option("--epochs", o->epochs, "How often to go through all images");
  app.add_option("--batch", o->batch, "Images per step");
  app.add_option("--noise", o->noise, "none, gaussian, salt-pepper, masking or speckle");
  app.add_option("--level", o->level, "Strength of the noise");
  auto* once = app.add_flag("--noise-once", o->noise_once, "Draw the noise once for the whole run");
  app.add_flag("--noise-fresh", o->noise_fresh, "Draw new noise every epoch")->excludes(once);
  app.add_option("--train-size", o->train_size, "How many training images to use");
  app.add_option("--seed", o->seed, "Names the random numbers of the run");
  app.add_option("--threads", o->threads, "Threads to train with (default: one per core)");
  app.add_option("--set", o->settings, "FIELD=VALUE: any other setting, such as learning_rate=0.01 or code_size=64");
  app.add_option("--out", o->out, "Folder for the figure, the history, the model and the spec");
  app.add_option("--json", o->json, "File for the run's figures as JSON");
  return [o] { return train(*o); };
}

}  // namespace lab::cli
