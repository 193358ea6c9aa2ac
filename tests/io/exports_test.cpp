#include "io/exports.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "data/zip.h"
#include "experiment/presets.h"
#include "io/imports.h"
#include "io/npy.h"

using namespace lab;

namespace {

SavedModel sample() {
  SavedModel model{*find_preset("lab-dae"), std::vector<float>(50992)};
  for (std::size_t i = 0; i < model.parameters.size(); ++i) model.parameters[i] = 1e-4F * static_cast<float>(i % 997);
  return model;
}

const std::vector<EpochRecord> kEpochs = {{1, 0.5F, 0.25F, 0.0F, 0.0F, 1.5}};

}  // namespace

TEST_CASE("every format of the menu gives a file under its own name") {
  const SavedModel model = sample();
  std::vector<std::string> names;
  for (const ExportFormat& format : export_formats()) {
    CAPTURE(format.name);
    const auto file = export_file(format.name, model, kEpochs);
    REQUIRE(file.ok());
    CHECK_FALSE(file->bytes.empty());
    names.push_back(file->name);
    // The menu tells the ending.
    const std::string ending = file->name.substr(file->name.rfind('.'));
    CHECK(std::string_view(format.title).find("(" + ending + ")") != std::string_view::npos);
  }
  CHECK(names == std::vector<std::string>{"lab-dae.aelab", "lab-dae.onnx", "lab-dae.npz", "lab-dae.safetensors",
                                          "lab-dae-keras.zip", "lab-dae-pytorch.zip", "lab-dae-history.csv"});
}

TEST_CASE("what was saved opens again: the model, and weights of either kind for the same network") {
  const SavedModel model = sample();
  for (const char* format : {"model", "npz", "safetensors"}) {
    CAPTURE(format);
    const auto file = export_file(format, model, {});
    REQUIRE(file.ok());
    CHECK(holds_model(file->name, file->bytes));
    const auto back = open_model(file->name, file->bytes, model.spec);
    REQUIRE(back.ok());
    CHECK(back->spec == model.spec);
    CHECK(back->parameters == model.parameters);
  }
}

TEST_CASE("a script lies beside the weights that it reads") {
  for (const char* format : {"keras", "pytorch"}) {
    const auto file = export_file(format, sample(), {});
    REQUIRE(file.ok());
    const auto entries = read_zip(file->name, file->bytes);
    REQUIRE(entries.ok());
    REQUIRE(entries->size() == 2);
    CHECK((*entries)[0].name == std::string("lab-dae-") + format + ".py");
    CHECK((*entries)[1].name == "lab-dae.npz");
    const std::string script((*entries)[0].bytes.begin(), (*entries)[0].bytes.end());
    CHECK(script.find("\"lab-dae.npz\"") != std::string::npos);
    CHECK(read_npz("w", (*entries)[1].bytes)->size() == 4);
  }
}

TEST_CASE("refusals are sentences") {
  const auto refusal = [](std::string_view format, const SavedModel& model) {
    const auto file = export_file(format, model, {});
    return file ? std::string() : file.error().message;
  };
  CHECK(refusal("history", sample()) == "No epoch is finished yet, so there is no history to save.");
  CHECK(refusal("pdf", sample()) ==
        "There is no format \"pdf\"; there are model, onnx, npz, safetensors, keras, pytorch and history.");
  SavedModel failed = sample();
  failed.parameters[7] = std::numeric_limits<float>::quiet_NaN();
  CHECK(refusal("model", failed).find("has failed") != std::string::npos);
  CHECK(export_file("history", failed, kEpochs).ok());
  SavedModel wrong = sample();
  wrong.parameters.pop_back();
  CHECK(refusal("onnx", wrong).find("do not fit") != std::string::npos);
}

TEST_CASE("files are named after the experiment, whatever a model file calls it") {
  SavedModel model = sample();
  model.spec.name = "../my model";
  CHECK(export_file("model", model, {})->name == "---my-model.aelab");
  model.spec.name = "";
  CHECK(export_file("onnx", model, {})->name == "model.onnx");
}
