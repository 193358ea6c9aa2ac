// The command line: the same engine as the page, without a window.
#include <array>
#include <cstdio>
#include <exception>

#include "cli/bench.h"
#include "cli/codes.h"
#include "cli/command.h"
#include "cli/completions.h"
#include "cli/denoise.h"
#include "cli/draw.h"
#include "cli/export.h"
#include "cli/figure.h"
#include "cli/history.h"
#include "cli/import.h"
#include "cli/list.h"
#include "cli/memory.h"
#include "cli/noise_sweep.h"
#include "cli/output.h"
#include "cli/predict.h"
#include "cli/reproduce.h"
#include "cli/stack.h"
#include "cli/summary.h"
#include "cli/sweep.h"
#include "cli/train.h"
#include "core/version.h"

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
    CommandEntry{"digits", "Draws a sheet of handwritten digits, as the standard set has them or in another style",
                 declare_digits},
    CommandEntry{"pictures", "The same for colour pictures", declare_pictures},
    CommandEntry{"completions", "Prints what completes these commands in a shell", declare_completions},
};

int run(int argc, const char* const* argv) {
  try {
    CLI::App app{"Autoencoder Lab: trains small autoencoders"};
    app.set_version_flag("--version", std::string("lab ") + version());
    app.footer(kExitCodes);
    app.require_subcommand(1);
    int exit_code = 0;
    bool quiet = false;
    for (const auto& command : commands()) {
      CLI::App* sub = app.add_subcommand(command.name, command.help);
      sub->add_flag("--quiet", quiet, "Prints results and errors alone");
      sub->callback([run = command.declare(*sub), &exit_code, &quiet] {
        if (quiet) say_nothing();
        exit_code = run();
      });
    }
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      // --help and --version come this way too.
      return app.exit(error) == 0 ? 0 : kRefusedExit;
    }
    return exit_code;
  } catch (const std::bad_alloc&) {
    return fail("There is not enough memory for this.");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace

std::span<const CommandEntry> commands() { return kCommands; }

int fail(const std::string& sentence, int exit_code) {
  std::fprintf(stderr, errors_in_colour() ? "\x1b[31mlab:\x1b[0m %s\n" : "lab: %s\n", sentence.c_str());
  return exit_code;
}

int run_command(const std::vector<std::string>& words) {
  std::vector<const char*> pointers{"lab"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return run(static_cast<int>(pointers.size()), pointers.data());
}

}  // namespace lab::cli

int main(int argc, char** argv) { return lab::cli::run(argc, argv); }
