#pragma once

#include "cli/command.h"

namespace lab::cli {

/// `lab export MODEL --npz F --safetensors F --onnx F --keras F.py --pytorch F.py`: a model for other programs.
std::function<int()> declare_export(CLI::App& app);

}  // namespace lab::cli
