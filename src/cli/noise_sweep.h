#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab noise-sweep MODEL`: what a denoiser does at rising noise (D1 and D2 of the course).
std::function<int()> declare_noise_sweep(CLI::App& app);

}  // namespace lab::cli
