// The command line: the same engine as the page, without a window.
#include <array>
#include <cstdio>
#include <exception>

#include "cli/bench.h"
#include "cli/codes.h"
#include "cli/command.h"
#include "cli/denoise.h"
#include "cli/draw.h"
#include "cli/export.h"
#include "cli/figure.h"
#include "cli/history.h"
#include "cli/import.h"
#include "cli/list.h"
#include "cli/memory.h"
#include "cli/noise_sweep.h"
#include "cli/predict.h"
#include "cli/reproduce.h"
#include "cli/stack.h"
#include "cli/summary.h"
#include "cli/sweep.h"
#include "cli/train.h"

namespace lab::cli {
namespace {

constexpr std::array kCommands = {
    CommandEntry{"list", "Lists the presets", declare_list},
    CommandEntry{"summary", "Prints the layers of a preset's network", declare_summary},
    CommandEntry{"memory", "Prints what every preset needs to be trained", declare_memory},
    CommandEntry{"train", "Trains a preset", declare_train},
    CommandEntry{"stack", "Trains an autoencoder layer by layer, against training it whole", declare_stack},
    CommandEntry{"sweep", "Trains a grid of settings with replicates", declare_sweep},
    CommandEntry{"noise-sweep", "Shows what a denoiser does at rising noise", declare_noise_sweep},
    CommandEntry{"figure", "Draws what a model makes of test images, its code, its layers, or samples of the data",
                 declare_figure},
    CommandEntry{"history", "Draws the curves of a finished run", declare_history},
    CommandEntry{"reproduce", "Runs every experiment of the course and writes a table", declare_reproduce},
    CommandEntry{"codes", "Writes the codes of test images, and their principal components, for NumPy", declare_codes},
    CommandEntry{"denoise", "Runs a saved model on a picture", declare_denoise},
    CommandEntry{"predict", "Runs a saved model, its encoder or its decoder on an array of NumPy's", declare_predict},
    CommandEntry{"export", "Writes a saved model for NumPy, ONNX Runtime, Keras or PyTorch", declare_export},
    CommandEntry{"import", "Makes a model from weights of Keras or NumPy", declare_import},
    CommandEntry{"bench", "Measures how fast a preset trains on this machine", declare_bench},
    CommandEntry{"draw", "Draws digits or colour pictures as the standard sets have them", declare_draw},
};

int run(int argc, const char* const* argv) {
  try {
    CLI::App app{"Autoencoder Lab: trains small autoencoders"};
    app.require_subcommand(1);
    int exit_code = 0;
    for (const auto& command : commands()) {
      CLI::App* sub = app.add_subcommand(command.name, command.help);
      sub->callback([run = command.declare(*sub), &exit_code] { exit_code = run(); });
    }
    CLI11_PARSE(app, argc, argv);
    return exit_code;
  } catch (const std::bad_alloc&) {
    return fail("There is not enough memory for this.");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace

std::span<const CommandEntry> commands() { return kCommands; }

int fail(const std::string& sentence) {
  std::fprintf(stderr, "lab: %s\n", sentence.c_str());
  return 2;
}

int run_command(const std::vector<std::string>& words) {
  std::vector<const char*> pointers{"lab"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return run(static_cast<int>(pointers.size()), pointers.data());
}

}  // namespace lab::cli

int main(int argc, char** argv) { return lab::cli::run(argc, argv); }
