#include "cli/run_options.h"

#include <algorithm>
#include <memory>
#include <thread>

#include "cli/output.h"
#include "cli/sources.h"
#include "data/light_paper.h"
#include "experiment/field_text.h"
#include "experiment/presets.h"

namespace lab::cli {
namespace {

constexpr int kMaxThreads = 64;

/// The preset with the changes of the options.
Result<ExperimentSpec> spec_of(const RunOptions& options) {
  auto spec = find_preset(options.preset);
  if (!spec) return spec;
  const auto settings = settings_of(options);
  if (!settings) return settings.error();
  for (const auto& [field, value] : *settings) {
    if (const Status status = set_field_text(*spec, field, value); !status) return status.error();
  }
  return spec;
}

}  // namespace

void declare_run_options(CLI::App& app, RunOptions& o) {
  app.add_option("--data", o.data, kDataHelp);
  app.add_option("--test", o.test, "Validate on the test images of another source");
  app.add_flag("--invert", o.invert, "Turn the images round: dark becomes light, as for ink on white paper");
  app.add_option("--epochs", o.epochs, "How often to go through all images");
  app.add_option("--batch", o.batch, "Images per step");
  app.add_option("--noise", o.noise, "none, gaussian, salt-pepper, masking or speckle");
  app.add_option("--level", o.level, "Strength of the noise");
  auto* once = app.add_flag("--noise-once", o.noise_once, "Draw the noise once for the whole run");
  app.add_flag("--noise-fresh", o.noise_fresh, "Draw new noise every epoch")->excludes(once);
  app.add_option("--train-size", o.train_size,
                 "How many training images to use; 0, the default, takes all there are (of `generated` 10,000)");
  app.add_option("--seed", o.seed, "Names the random numbers of the run");
  app.add_option("--set", o.settings, "FIELD=VALUE: any other setting, such as learning_rate=0.01 or code_size=64")
      ->allow_extra_args(false);
}

void declare_threads(CLI::App& app, RunOptions& o) {
  app.add_option("--threads", o.threads, "Threads to train with (default: one per core)")
      ->check(CLI::Range(1, kMaxThreads));
}

void declare_training(CLI::App& app, RunOptions& o, const std::string& preset_help) {
  app.add_option("preset", o.preset, preset_help)->required();
  declare_run_options(app, o);
  declare_threads(app, o);
}

Result<std::vector<std::pair<std::string, std::string>>> settings_of(const RunOptions& options) {
  std::vector<std::pair<std::string, std::string>> settings;
  const auto add = [&](const char* field, const std::optional<std::string>& value) {
    if (value) settings.emplace_back(field, *value);
  };
  add("noise", options.noise);
  add("noise_level", options.level);
  if (options.noise_once) settings.emplace_back("noise_fresh", "false");
  if (options.noise_fresh) settings.emplace_back("noise_fresh", "true");
  add("epochs", options.epochs);
  add("batch_size", options.batch);
  add("train_size", options.train_size);
  add("seed", options.seed);
  for (const std::string& setting : options.settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos) return Error{"--set needs FIELD=VALUE, not \"" + setting + "\"."};
    settings.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
  }
  return settings;
}

Result<DatasetPtr> load_data(const std::string& data_source, const std::string& test_source,
                             const ExperimentSpec& spec) {
  auto data = load_source(data_source, spec.train_size, spec.seed, spec.input);
  if (!data || test_source.empty()) return data;
  const auto test = load_source(test_source, 0, spec.seed, spec.input);
  if (!test) return test.error();
  auto both = std::make_shared<Dataset>(**data);
  both->test = (*test)->test;
  both->name += ", tested on " + (*test)->name;
  return DatasetPtr(std::move(both));
}

int threads_of(const RunOptions& options) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return options.threads > 0 ? options.threads : std::clamp(cores, 1, kMaxThreads);
}

std::string source_of(const RunOptions& options, const std::optional<std::string>& named) {
  const bool is_inverted = options.invert && (named || &named == &options.data);
  return (is_inverted ? kInverted : "") + named.value_or("");
}

Result<Training> training_of(const RunOptions& options) {
  auto spec = spec_of(options);
  if (!spec) return spec.error();
  auto data = load_data(source_of(options, options.data), source_of(options, options.test), *spec);
  if (!data) return data.error();
  if (may_want_inverting(**data, spec->input)) {
    say("These images are dark on light, and this network is made for light on dark: --invert turns them round.\n");
  }
  return Training{std::move(*spec), std::move(*data), threads_of(options)};
}

}  // namespace lab::cli
