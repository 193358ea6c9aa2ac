#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab import PRESET WEIGHTS --out MODEL`: weights from other programs, as a model.
std::function<int()> declare_import(CLI::App& app);

}  // namespace lab::cli
