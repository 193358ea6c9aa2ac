#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab summary PRESET`: the table that Keras's model.summary() prints.
std::function<int()> declare_summary(CLI::App& app);

}  // namespace lab::cli
