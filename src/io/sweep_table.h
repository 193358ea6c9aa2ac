#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "io/drawing.h"
#include "train/sweep.h"

namespace lab {

/// The plan as JSON: preset, settings, grid, replicates, data, test.
[[nodiscard]] std::string sweep_plan_to_json(const SweepPlan& plan);

/// Reads such a plan. Values of settings and of the grid may be numbers, texts or truth values; a grid may also be a
/// text, as parse_axis() takes it after the equals sign. The error begins with `name`.
Result<SweepPlan> sweep_plan_from_json(const std::string& name, std::string_view text);

/// A line per point: the values, the number of runs, mean and standard deviation of validation loss and accuracy.
[[nodiscard]] std::string sweep_csv(const SweepPlan& plan, std::span<const SweepPoint> points);

/// The same as JSON, with the plan and the figures of every run.
[[nodiscard]] std::string sweep_json(const SweepPlan& plan, std::span<const SweepPoint> points,
                                     std::span<const SweepRun> runs,
                                     std::span<const std::optional<SweepOutcome>> outcomes);

/// Mean and standard deviation of the validation figures against the first axis, a curve for each combination of the
/// others. Logarithmic where the values span a factor of 100 or more. Without accuracy for
/// autoencoders. The typeface must live as long as the drawing.
[[nodiscard]] Drawing sweep_plot(const Typeface& type, const SweepPlan& plan, std::span<const SweepPoint> points,
                                 bool with_accuracy);

}  // namespace lab
