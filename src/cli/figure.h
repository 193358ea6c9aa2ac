#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab figure first-ten MODEL` and `lab figure samples [MODEL]` (D3 and D4 of the course).
std::function<int()> declare_figure(CLI::App& app);

}  // namespace lab::cli
