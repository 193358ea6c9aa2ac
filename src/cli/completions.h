#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab completions SHELL`: a script for bash, zsh or fish, made of the commands and options that are declared.
std::function<int()> declare_completions(CLI::App& app);

}  // namespace lab::cli
