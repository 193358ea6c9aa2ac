#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lab {

/// How the learning rate changes during a run, as plain data.
struct ScheduleSpec {
  std::string kind = "constant";  ///< ScheduleKind::name
  float decay = 0.5F;             ///< step: what each stage multiplies the rate by
  int stage_epochs = 10;          ///< step: how long a stage lasts

  bool operator==(const ScheduleSpec&) const = default;
};

/// Where in the run a step stands.
struct RunPosition {
  double epoch = 0.0;         ///< epochs since the start, with their fraction
  double total_epochs = 1.0;  ///< of the whole run
};

/// One schedule. To add one: a function and a line in schedule_kinds().
struct ScheduleKind {
  std::string_view name;
  std::string_view title;  ///< for people
  /// What the base learning rate is multiplied by.
  double (*factor)(const ScheduleSpec& spec, const RunPosition& at);
};

/// constant; step (Keras's ExponentialDecay with staircase); cosine (Loshchilov & Hutter 2017 without restarts, down to
/// zero); one-cycle (Smith 2018: from 1/25 up to the base rate over the first 30 %, then by a cosine down to 1/250,000
/// of it, the defaults of PyTorch's OneCycleLR).
[[nodiscard]] std::span<const ScheduleKind> schedule_kinds();

/// The schedule of that name, or nullptr.
[[nodiscard]] const ScheduleKind* find_schedule(std::string_view name);

}  // namespace lab
