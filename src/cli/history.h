#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab history RUN.json|FOLDER`: the curves of a finished run (D5 of the course).
std::function<int()> declare_history(CLI::App& app);

}  // namespace lab::cli
