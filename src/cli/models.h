#pragma once

#include <string>

#include "core/result.h"
#include "io/model_file.h"

namespace lab::cli {

/// The preset of that name, or the spec in that file (its name ends in .json), as `lab train --out` writes it.
Result<ExperimentSpec> load_spec(const std::string& preset_or_file);

/// The model in a file that `lab train --out` wrote; or, if `untrained`, the preset or spec of that name with the
/// weights that its training would start from.
Result<SavedModel> load_model(const std::string& name, bool untrained);

}  // namespace lab::cli
