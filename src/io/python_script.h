#pragma once

#include <string>
#include <string_view>

#include "experiment/experiment_spec.h"

namespace lab {

// What an exported script looks like, whatever library it is for: this beginning, what the library wants, this end.

/// The text at the top that says how the script is called. `library`: "Keras 3".
[[nodiscard]] std::string script_docstring(const ExperimentSpec& spec, std::string_view library);

/// WEIGHTS (the file of that name beside the script), INPUT, BATCH_SIZE and EPOCHS; comes after the imports.
[[nodiscard]] std::string script_constants(const ExperimentSpec& spec, const std::string& weights_file);

/// Does what the command line asks for, with the functions build(), load_weights(model, path), save_weights(model,
/// path), images_of(x), train(model, data) and predict(model, x).
extern const std::string_view kScriptEnd;

}  // namespace lab
