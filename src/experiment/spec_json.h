#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "experiment/experiment_spec.h"

namespace lab {

/// The spec as indented JSON, keys as in ExperimentSpec and Keras.
[[nodiscard]] std::string spec_to_json(const ExperimentSpec& spec);

/// Reads what spec_to_json() wrote. Missing keys keep their defaults; wrong types and unknown layers get a sentence.
Result<ExperimentSpec> spec_from_json(std::string_view text);

}  // namespace lab
