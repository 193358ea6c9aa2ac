#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "experiment/presets.h"
#include "io/keras_script.h"
#include "io/python_text.h"
#include "io/pytorch_script.h"
#include "nn/layer_kinds.h"

using namespace lab;

namespace {

using Writer = Result<std::string> (*)(const ExperimentSpec&, const Network&, const std::string&);

std::string script_of(Writer write, const ExperimentSpec& spec) {
  const auto network = Network::plan({spec.input, spec.layers, spec.loss}, 1);
  REQUIRE(network.ok());
  const auto script = write(spec, *network, "weights.npz");
  REQUIRE_MESSAGE(script.ok(), script.error().message);
  return *script;
}

void check_holds(const std::string& script, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    CAPTURE(part);
    CHECK(script.find(part) != std::string::npos);
  }
}

}  // namespace

// That the PyTorch script runs and agrees with us is tested in tests/cli/export.test.mjs.
TEST_CASE("scripts tell the recipe: layers, noise, loss, optimizer, batch size, epochs") {
  const auto spec = find_preset("lab-dae");
  check_holds(script_of(write_keras_script, *spec),
              {R"(layers.Dense(32, activation="relu", name="dense"))", R"(loss="binary_crossentropy")",
               "keras.optimizers.Adam(learning_rate=0.001,", "BATCH_SIZE = 128\n", "EPOCHS = 30\n", "x + 0.5 *",
               R"(with_name("weights.npz"))"});
  check_holds(script_of(write_pytorch_script, *spec),
              {"nn.Linear(784, 32)", "F.binary_cross_entropy", "torch.optim.Adam(model.parameters(), lr=0.001,",
               "BATCH_SIZE = 128\n", "EPOCHS = 30\n", "x + 0.5 *", R"(with_name("weights.npz"))"});
}

TEST_CASE("the L2 penalty is part of the recipe") {
  auto spec = *find_preset("mlp");
  spec.layers[0].set("kernel_regularizer_l2", 0.25);
  check_holds(script_of(write_keras_script, spec), {"kernel_regularizer=keras.regularizers.L2(0.25)"});
  check_holds(script_of(write_pytorch_script, spec), {"+ 0.25 * model.dense.weight.square().sum()"});
}

TEST_CASE("no placeholder of a template is left in any preset's scripts") {
  for (const ExperimentSpec& spec : presets()) {
    CAPTURE(spec.name);
    for (const Writer write : {write_keras_script, write_pytorch_script}) {
      const std::string script = script_of(write, spec);
      for (const char* name :
           {"title", "name", "columns", "weights", "input", "batch_size", "epochs", "layers", "noise", "loss",
            "targets", "before", "inputs", "optimizer", "order", "clip", "fit", "shuffle", "level"}) {
        CAPTURE(name);
        CHECK(script.find("{" + std::string(name) + "}") == std::string::npos);
      }
    }
  }
}

TEST_CASE("optimizers, schedules, clipping and early stopping are part of the recipe") {
  auto spec = *find_preset("lab-dae");
  spec.optimizer.kind = "sgd";
  spec.optimizer.momentum = 0.9F;
  spec.optimizer.nesterov = true;
  spec.optimizer.clip_value = 0.5F;
  spec.schedule = {.kind = "step", .decay = 0.25F, .stage_epochs = 3};
  spec.patience = 4;
  check_holds(script_of(write_pytorch_script, spec),
              {"torch.optim.SGD(", "momentum=0.9, nesterov=True", "clip_grad_value_(model.parameters(), 0.5)",
               "return 0.25 ** (epoch // 3)", "PATIENCE = 4 "});
  check_holds(script_of(write_keras_script, spec),
              {"keras.optimizers.SGD(", "momentum=0.9, nesterov=True", "clipvalue=0.5", "return 0.25 ** (epoch // 3)",
               "EarlyStopping(patience=4, restore_best_weights=True)", "callbacks=[Schedule(), "});
  spec.optimizer.global_clip_norm = 1.0F;
  const auto network = Network::plan({spec.input, spec.layers, spec.loss}, 1);
  CHECK_FALSE(write_keras_script(spec, *network, "w.npz").ok());  // Keras refuses both ways of clipping at once
}

TEST_CASE("every kind of layer has a network in the tests of exports") {
  std::ifstream file(std::string(LAB_SOURCE_DIR) + "/tests/cli/support/layers.mjs");
  const std::string networks{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  for (const LayerKind& kind : layer_kinds()) {
    CAPTURE(kind.name);
    CHECK(networks.find("kind: '" + std::string(kind.name) + "'") != std::string::npos);
  }
}

TEST_CASE("noise that is not known is refused") {
  auto spec = *find_preset("lab-dae");
  const auto network = Network::plan({spec.input, spec.layers, spec.loss}, 1);
  spec.noise.kind = "snow";
  for (const Writer write : {write_keras_script, write_pytorch_script}) {
    const auto script = write(spec, *network, "w.npz");
    REQUIRE_FALSE(script.ok());
    CHECK(script.error().message.find("\"snow\"") != std::string::npos);
  }
}

TEST_CASE("texts and numbers become Python's") {
  CHECK(python_string("a\"b\\c\nd") == R"("a\"b\\c\x0ad")");
  CHECK(python_prose("say \"\"\"\nx = 1\\") == "say     x = 1 ");
  CHECK(python_number(1e-7F) == "1e-07");
  CHECK(python_number(0.1F) == "0.1");
  CHECK(python_number(0.001) == "0.001");
  CHECK(python_number(128.0F) == "128");
  CHECK(python_number(1.0F / 3.0F) == "0.33333334");
  CHECK(python_number(0.1 + 0.2) == "0.30000000000000004");
  CHECK(python_tuple(Shape::flat(784)) == "(784,)");
  CHECK(python_tuple(Shape::image(3, 4, 5)) == "(3, 4, 5)");
  CHECK(fill_template("{a} {b} {c} {a}", {{"a", "{b}"}, {"b", "2"}}) == "{b} 2 {c} {b}");
}
