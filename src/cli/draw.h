#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab digits` and `lab pictures`: write a sheet of what the generators draw, to see what their style does.
std::function<int()> declare_digits(CLI::App& app);
std::function<int()> declare_pictures(CLI::App& app);

}  // namespace lab::cli
