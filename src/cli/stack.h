#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab stack PRESET`: trains layer by layer and then as a whole, against training whole (A7 of the course).
std::function<int()> declare_stack(CLI::App& app);

}  // namespace lab::cli
