#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "experiment/experiment_spec.h"

namespace lab::cli {

/// What the commands that train have in common: how a preset is changed, and where images come from.
struct RunOptions {
  std::string preset;
  std::optional<std::string> data, test;
  bool invert = false;
  std::optional<std::string> epochs, batch, train_size, seed, level, noise;
  bool noise_once = false;
  bool noise_fresh = false;
  std::vector<std::string> settings;  // FIELD=VALUE
  int threads = 0;                    // 0: one per core
};

/// All of them but the preset and the threads.
void declare_run_options(CLI::App& app, RunOptions& options);
void declare_threads(CLI::App& app, RunOptions& options);
/// All of them, for a command that trains one preset.
void declare_training(CLI::App& app, RunOptions& options, const std::string& preset_help);

/// What the options change: fields and their values, in the order in which they are to be set.
Result<std::vector<std::pair<std::string, std::string>>> settings_of(const RunOptions& options);

/// The source that --data or --test names, inverted if the options say so; see load_source().
std::string source_of(const RunOptions& options, const std::optional<std::string>& named);

/// The images of `data`, tested on those of `test` unless it is empty; see load_source().
Result<DatasetPtr> load_data(const std::string& data, const std::string& test, const ExperimentSpec& spec);

/// From 1 to 64.
int threads_of(const RunOptions& options);

/// What a training starts from.
struct Training {
  ExperimentSpec spec;
  DatasetPtr data;
  int threads;
};
Result<Training> training_of(const RunOptions& options);

}  // namespace lab::cli
