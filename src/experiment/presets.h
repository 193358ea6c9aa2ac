#pragma once

#include <span>
#include <string_view>

#include "core/result.h"
#include "experiment/experiment_spec.h"

namespace lab {

/// Every experiment of the course documents, one row each, in the order menus show them.
[[nodiscard]] std::span<const ExperimentSpec> presets();

/// Presets that menus show together: runs of presets(), in its order.
struct PresetGroup {
  std::string_view title;  ///< "Denoisers"
  std::span<const ExperimentSpec> presets;
};
[[nodiscard]] std::span<const PresetGroup> preset_groups();

/// The preset of that name, or a sentence that lists the names there are.
Result<ExperimentSpec> find_preset(std::string_view name);

}  // namespace lab
