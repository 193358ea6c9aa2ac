#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab reproduce`: runs every experiment of the course and writes RESULTS.md.
std::function<int()> declare_reproduce(CLI::App& app);

}  // namespace lab::cli
