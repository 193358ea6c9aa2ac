#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab memory`: a table of what every preset needs at several batch sizes, from the plans by which the page and the
/// trainer say what fits.
std::function<int()> declare_memory(CLI::App& app);

}  // namespace lab::cli
