#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab sweep PRESET --grid ...` or `lab sweep SPEC.json`: a grid of trainings with replicates (C2 of the course).
std::function<int()> declare_sweep(CLI::App& app);

}  // namespace lab::cli
