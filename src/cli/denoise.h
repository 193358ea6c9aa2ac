#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab denoise MODEL IN.png OUT.png`: runs a saved autoencoder on a picture.
std::function<int()> declare_denoise(CLI::App& app);

}  // namespace lab::cli
