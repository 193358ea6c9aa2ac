#pragma once

#include <string_view>

#include "core/result.h"
#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/shared.h"

namespace lab::platform {

/// Carries out one command of window.lab.command(): what concerns the training goes into `commands`, what concerns the
/// view into `shared`. The error says what is wrong with it; then nothing has changed. To add one: a function and a
/// line in the table of commands.cpp, and a line in web/lab.js.
Status run_command(std::string_view text, const Snapshot& snapshot, ui::Shared& shared, ui::Commands& commands);

}  // namespace lab::platform
