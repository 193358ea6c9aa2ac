#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab digits`: draws digits with any style and writes them as a sprite sheet, like the one that ships.
std::function<int()> declare_digits(CLI::App& app);

}  // namespace lab::cli
