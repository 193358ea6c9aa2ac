#pragma once

#include "cli/command.h"

namespace lab::cli {

/// lab bench PRESET: how many samples a second it trains here.
std::function<int()> declare_bench(CLI::App& app);

}  // namespace lab::cli
