#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/exit_codes.h"

namespace lab::cli {

/// One subcommand of `lab`. To add one: a file pair and a line in commands().
struct CommandEntry {
  const char* name;
  const char* help;
  /// Declares the options on `app` and returns what runs the command with them; that returns the exit code.
  std::function<int()> (*declare)(CLI::App& app);
};

[[nodiscard]] std::span<const CommandEntry> commands();

/// Runs `lab` with these words inside this program, and returns what it would exit with.
int run_command(const std::vector<std::string>& words);

/// Prints "lab: sentence" to standard error and returns the exit code.
int fail(const std::string& sentence, int exit_code = kRefusedExit);

}  // namespace lab::cli
