#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab draw`: writes a sheet of pictures as the generators make them, to see what their style does.
std::function<int()> declare_draw(CLI::App& app);

}  // namespace lab::cli
