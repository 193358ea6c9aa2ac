#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab codes`.
std::function<int()> declare_codes(CLI::App& app);

}  // namespace lab::cli
