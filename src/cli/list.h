#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab list`: the presets, with their sizes.
std::function<int()> declare_list(CLI::App& app);

}  // namespace lab::cli
