#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab train PRESET`: trains and reports as Keras does.
std::function<int()> declare_train(CLI::App& app);

}  // namespace lab::cli
