#include "cli/import.h"

#include <memory>
#include <string>

#include "cli/files.h"
#include "cli/models.h"
#include "cli/output.h"
#include "core/text.h"
#include "io/imports.h"
#include "io/model_file.h"
#include "io/weights.h"

namespace lab::cli {
namespace {

struct Options {
  std::string preset, weights, out;
};

int run_import(const Options& options) {
  const auto spec = load_spec(options.preset);
  if (!spec) return fail(spec.error().message);
  auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
  if (!network) return fail(network.error().message);
  const auto bytes = read_file(options.weights);
  if (!bytes) return fail(bytes.error().message);
  const auto arrays = read_weights(options.weights, *bytes);
  if (!arrays) return fail(arrays.error().message);
  if (const Status status = load_weights(options.weights, *arrays, *network); !status) {
    return fail(status.error().message);
  }
  if (const Status status = write_file(options.out, write_model(*spec, *network)); !status) {
    return fail(status.error().message);
  }
  say("%s: %s with %s imported parameters\n", options.out.c_str(), spec->name.c_str(),
      with_separators(network->parameter_count()).c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_import(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("preset", o->preset, "The network: one of `lab list`, or a spec's .json file")->required();
  app.add_option("weights", o->weights,
                 "An .npz or .safetensors file, with Keras's names (dense/kernel), PyTorch's (0.weight) or none")
      ->required();
  app.add_option("--out", o->out, "Where to write the model")->required();
  return [o] { return run_import(*o); };
}

}  // namespace lab::cli
