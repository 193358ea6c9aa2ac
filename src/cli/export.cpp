#include "cli/export.h"

#include <filesystem>
#include <memory>
#include <string>

#include "cli/files.h"
#include "cli/models.h"
#include "cli/output.h"
#include "io/keras_script.h"
#include "io/npy.h"
#include "io/onnx.h"
#include "io/pytorch_script.h"
#include "io/safetensors.h"
#include "io/weights.h"

namespace lab::cli {
namespace {

struct Options {
  std::string model;
  bool untrained = false;
  std::string npz, safetensors, onnx, keras, pytorch;
};

Status write_and_say(const std::string& path, std::span<const std::uint8_t> bytes, const char* what) {
  if (const Status status = write_file(path, bytes); !status) return status;
  say("%s: %s\n", path.c_str(), what);
  return {};
}

/// A script and the weights that it reads: beside it, of the same name.
Status write_script(const std::string& path, const Result<std::string>& script, const std::string& weights_path,
                    std::span<const std::uint8_t> weights, const char* what) {
  if (!script) return script.error();
  if (const Status status = write_and_say(weights_path, weights, "the weights, for NumPy"); !status) return status;
  return write_and_say(path, {reinterpret_cast<const std::uint8_t*>(script->data()), script->size()}, what);
}

Status export_all(const Options& options, const SavedModel& model, const Network& network) {
  const auto arrays = weights_of(network);
  const auto npz = write_npz(arrays);
  if (!options.npz.empty()) {
    if (Status status = write_and_say(options.npz, npz, "the weights, for NumPy"); !status) return status;
  }
  if (!options.safetensors.empty()) {
    if (Status status = write_and_say(options.safetensors, write_safetensors(arrays), "the weights as safetensors");
        !status) {
      return status;
    }
  }
  if (!options.onnx.empty()) {
    const auto onnx = write_onnx(model.spec, network);
    if (!onnx) return onnx.error();
    if (Status status = write_and_say(options.onnx, *onnx, "the network, for ONNX Runtime"); !status) return status;
  }
  const auto beside = [](const std::string& script) {
    return std::filesystem::path(script).replace_extension(".npz").string();
  };
  const auto name_of = [](const std::string& path) { return std::filesystem::path(path).filename().string(); };
  if (!options.keras.empty()) {
    const std::string weights = beside(options.keras);
    if (Status status = write_script(options.keras, write_keras_script(model.spec, network, name_of(weights)), weights,
                                     npz, "the model and its training, for Keras");
        !status) {
      return status;
    }
  }
  if (!options.pytorch.empty()) {
    const std::string weights = beside(options.pytorch);
    return write_script(options.pytorch, write_pytorch_script(model.spec, network, name_of(weights)), weights, npz,
                        "the model and its training, for PyTorch");
  }
  return {};
}

int run_export(const Options& options) {
  const bool any = !options.npz.empty() || !options.safetensors.empty() || !options.onnx.empty() ||
                   !options.keras.empty() || !options.pytorch.empty();
  if (!any) return fail("Nothing to write; say --npz, --safetensors, --onnx, --keras or --pytorch and a file.");
  const auto model = load_model(options.model, options.untrained);
  if (!model) return fail(model.error().message);
  const auto network = network_of(*model, 1);
  if (!network) return fail(network.error().message);
  if (const Status status = export_all(options, *model, *network); !status) return fail(status.error().message);
  return 0;
}

}  // namespace

std::function<int()> declare_export(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("model", o->model, "A model file that `lab train --out` wrote")->required();
  app.add_flag("--untrained", o->untrained,
               "MODEL is a preset (or a spec's .json file): export it as training would start");
  app.add_option("--npz", o->npz, "Weights for NumPy, under Keras's names");
  app.add_option("--safetensors", o->safetensors, "Weights as safetensors, under Keras's names");
  app.add_option("--onnx", o->onnx, "The whole network, for ONNX Runtime and many others");
  app.add_option("--keras", o->keras, "A Python script (and its weights beside it) that goes on in Keras 3");
  app.add_option("--pytorch", o->pytorch, "A Python script (and its weights beside it) that goes on in PyTorch");
  return [o] { return run_export(*o); };
}

}  // namespace lab::cli
