#include "train/sweep.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <set>
#include <string_view>
#include <thread>

#include "experiment/field_text.h"
#include "experiment/presets.h"

namespace lab {
namespace {

constexpr int kMaxValues = 1'000;
constexpr std::size_t kMaxRuns = 10'000;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<double> number_of(const std::string& text) {
  const auto number = parse_number(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

/// FROM:TO:COUNT or FROM:TO:COUNT:log.
Result<std::vector<std::string>> spaced_values(const std::string& text, const std::vector<std::string>& parts) {
  const auto from = number_of(parts[0]);
  const auto to = parts.size() > 1 ? number_of(parts[1]) : std::nullopt;
  const auto count = parts.size() > 2 ? number_of(parts[2]) : std::nullopt;
  const bool log = parts.size() == 4;
  if (parts.size() > 4 || (log && parts[3] != "log") || !from || !to || !count) {
    return Error{"\"" + text + "\" is not FROM:TO:COUNT or FROM:TO:COUNT:log."};
  }
  if (*count < 2 || *count > kMaxValues || *count != std::floor(*count)) {
    return Error{"COUNT in \"" + text + "\" must be a whole number between 2 and " + std::to_string(kMaxValues) + "."};
  }
  if (log && !(*from > 0.0 && *to > 0.0)) {
    return Error{"Equal factors need positive numbers; \"" + text + "\" has others."};
  }
  std::vector<std::string> values;
  for (int i = 0; i < static_cast<int>(*count); ++i) {
    const double t = i / (*count - 1.0);
    double value = log ? *from * std::pow(*to / *from, t) : *from + (*to - *from) * t;
    if (t == 1.0) value = *to;
    // Twelve digits: 0.00025075 rather than 0.00025075000000000005.
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.12g", value);
    values.push_back(value_text(std::strtod(digits.data(), nullptr)));
  }
  return values;
}

using Settings = std::vector<std::pair<std::string, std::string>>;

bool names_a_kind(const std::string& name, const ExperimentSpec& spec) {
  const Field* field = find_field(name);
  return field != nullptr && std::holds_alternative<std::string_view>(field->get(spec));
}

/// The settings of the plan and of one point of its grid, names of kinds first.
Settings settings_at(const SweepPlan& plan, const std::vector<SweepAxis>& axes, const std::vector<std::string>& values,
                     const ExperimentSpec& preset) {
  Settings all = plan.settings;
  for (std::size_t a = 0; a < axes.size(); ++a) all.emplace_back(axes[a].field, values[a]);
  std::stable_partition(all.begin(), all.end(),
                        [&](const auto& setting) { return names_a_kind(setting.first, preset); });
  return all;
}

Status apply_settings(const Settings& settings, ExperimentSpec& spec) {
  for (const auto& [field, value] : settings) {
    if (const Status status = set_field_text(spec, field, value); !status) return status;
  }
  return {};
}

/// Checks the fields of all axes, and brings their values into the form in which a spec shows them.
Result<std::vector<SweepAxis>> checked_axes(const SweepPlan& plan, const ExperimentSpec& preset) {
  std::vector<SweepAxis> axes = plan.axes;
  Settings kinds = plan.settings;  // what a number may be can depend on the kind beside it
  for (const SweepAxis& axis : axes) {
    if (axis.values.empty()) return Error{"The grid has no value for " + axis.field + "."};
    if (names_a_kind(axis.field, preset)) kinds.emplace_back(axis.field, axis.values.front());
  }
  ExperimentSpec base = preset;
  if (const Status status = apply_settings(kinds, base); !status) return status.error();
  std::set<std::string> fields;
  for (SweepAxis& axis : axes) {
    if (!fields.insert(axis.field).second) return Error{"The grid names the field " + axis.field + " twice."};
    if (axis.field == "seed" && plan.replicates > 1) {
      return Error{"Replicates differ by their seed, so a grid over the seed can have only one replicate."};
    }
    std::set<std::string> seen;
    for (std::string& value : axis.values) {
      ExperimentSpec spec = base;
      if (const Status status = set_field_text(spec, axis.field, value); !status) return status.error();
      value = value_text(find_field(axis.field)->get(spec));
      if (!seen.insert(value).second) return Error{"The grid has " + axis.field + "=" + value + " twice."};
    }
  }
  return axes;
}

Statistic statistic_of(const std::vector<double>& values) {
  Statistic result;
  result.count = static_cast<int>(values.size());
  if (values.empty()) return result;
  double sum = 0.0;
  for (const double value : values) sum += value;
  result.mean = sum / result.count;
  if (values.size() < 2) return result;
  double squares = 0.0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  result.deviation = std::sqrt(squares / (result.count - 1));
  return result;
}

/// What the threads of a sweep share.
struct Work {
  std::span<const SweepRun> runs;
  const std::function<Result<DatasetPtr>(const ExperimentSpec&)>& load;
  const std::function<Status(const SweepRun&, Trainer&)>& finished;
  const std::function<bool()>& stopped;

  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex mutex{};  // guards load, finished and error
  Status error{};

  void fail(const SweepRun& run, const Status& status) {
    if (!failed.exchange(true)) error = Error{run.name + ": " + status.error().message};
  }
};

void train_one(Work& work, const SweepRun& run) {
  const auto data = [&] {
    const std::lock_guard lock(work.mutex);
    auto loaded = work.load(run.spec);
    if (!loaded) work.fail(run, loaded.error());
    return loaded;
  }();
  if (!data) return;
  Trainer trainer(run.spec, 1);
  Status status = trainer.apply(command::UseData{*data});
  if (status) status = trainer.apply(command::Train{});
  while (status && trainer.active()) {
    if (work.stopped()) return;
    trainer.advance();
  }
  const std::lock_guard lock(work.mutex);
  if (status) status = work.finished(run, trainer);
  if (!status) work.fail(run, status);
}

void train_some(Work& work) {
  while (!work.failed && !work.stopped()) {
    const std::size_t index = work.next.fetch_add(1);
    if (index >= work.runs.size()) return;
    train_one(work, work.runs[index]);
  }
}

}  // namespace

Result<SweepAxis> parse_axis(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return Error{"A grid is written FIELD=V1,V2,... or FIELD=FROM:TO:COUNT, not \"" + std::string(text) + "\"."};
  }
  SweepAxis axis{std::string(text.substr(0, equals)), {}};
  const std::string values(text.substr(equals + 1));
  if (values.find(':') != std::string::npos) {
    auto spaced = spaced_values(values, split(values, ':'));
    if (!spaced) return spaced.error();
    axis.values = std::move(*spaced);
  } else {
    axis.values = split(values, ',');
  }
  if (axis.values.size() > kMaxValues) {
    return Error{"A grid takes at most " + std::to_string(kMaxValues) + " values for a field."};
  }
  return axis;
}

Result<std::vector<SweepRun>> plan_sweep(const SweepPlan& plan) {
  const auto preset = find_preset(plan.preset);
  if (!preset) return preset.error();
  if (plan.axes.empty()) return Error{"A sweep needs a grid: at least one field with its values."};
  if (plan.replicates < 1) return Error{"A sweep needs at least one replicate."};
  const auto axes = checked_axes(plan, *preset);
  if (!axes) return axes.error();
  std::size_t points = 1;
  for (const SweepAxis& axis : *axes) {
    points *= axis.values.size();
    if (points > kMaxRuns || points * static_cast<std::size_t>(plan.replicates) > kMaxRuns) {
      return Error{"A sweep may have at most " + std::to_string(kMaxRuns) + " runs."};
    }
  }

  std::vector<SweepRun> runs;
  for (std::size_t point = 0; point < points; ++point) {
    SweepRun run{
        .name = {}, .point = static_cast<int>(point), .replicate = 0, .values = {}, .settings = {}, .spec = *preset};
    std::size_t rest = point;
    // The last axis changes fastest.
    for (std::size_t a = axes->size(); a-- > 0;) {
      const std::vector<std::string>& values = (*axes)[a].values;
      run.values.insert(run.values.begin(), values[rest % values.size()]);
      rest /= values.size();
    }
    run.settings = settings_at(plan, *axes, run.values, *preset);
    if (const Status status = apply_settings(run.settings, run.spec); !status) return status.error();
    std::erase_if(run.settings, [](const auto& setting) { return setting.first == "seed"; });
    std::string name;
    for (std::size_t a = 0; a < axes->size(); ++a) {
      const std::string& field = (*axes)[a].field;
      if (field != "seed") name.append(field).append("=").append(run.values[a]).append("_");
    }
    const std::uint64_t first_seed = run.spec.seed;
    for (run.replicate = 0; run.replicate < plan.replicates; ++run.replicate) {
      run.spec.seed = first_seed + static_cast<std::uint64_t>(run.replicate);
      run.name = name + "seed=" + std::to_string(run.spec.seed);
      runs.push_back(run);
    }
  }
  return runs;
}

Status run_sweep(std::span<const SweepRun> runs, int jobs,
                 const std::function<Result<DatasetPtr>(const ExperimentSpec&)>& load,
                 const std::function<Status(const SweepRun&, Trainer&)>& finished,
                 const std::function<bool()>& stopped) {
  Work work{.runs = runs, .load = load, .finished = finished, .stopped = stopped};
  std::vector<std::thread> helpers;
  const int useful = std::min(jobs, static_cast<int>(runs.size()));
  for (int i = 1; i < useful; ++i) helpers.emplace_back([&work] { train_some(work); });
  train_some(work);
  for (std::thread& helper : helpers) helper.join();
  return work.error;
}

std::vector<SweepPoint> summarize_sweep(std::span<const SweepRun> runs,
                                        std::span<const std::optional<SweepOutcome>> outcomes) {
  std::vector<SweepPoint> points;
  std::vector<std::vector<double>> losses, accuracies;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto point = static_cast<std::size_t>(runs[i].point);
    if (point >= points.size()) {
      points.resize(point + 1);
      losses.resize(point + 1);
      accuracies.resize(point + 1);
    }
    points[point].values = runs[i].values;
    const auto& outcome = outcomes[i];
    if (!outcome) {
      ++points[point].missing;
    } else if (outcome->failed) {
      ++points[point].failed;
    } else {
      losses[point].push_back(static_cast<double>(outcome->last.val_loss));
      accuracies[point].push_back(static_cast<double>(outcome->last.val_accuracy));
    }
  }
  for (std::size_t p = 0; p < points.size(); ++p) {
    points[p].val_loss = statistic_of(losses[p]);
    points[p].val_accuracy = statistic_of(accuracies[p]);
  }
  return points;
}

}  // namespace lab
