#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab predict MODEL IN.npy OUT.npy`: runs a model, its encoder or its decoder on an array of NumPy's.
std::function<int()> declare_predict(CLI::App& app);

}  // namespace lab::cli
