#include "io/keras_script.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/keras_layers.h"
#include "io/python_text.h"

namespace lab {
namespace {

constexpr std::string_view kHead =
    R"("""{title} ({name}), exported by Autoencoder Lab: network, weights and training, for Keras 3.

    python3 THIS.py predict IN.npy OUT.npy     IN: one sample per row, (N, {columns} float32
    python3 THIS.py train DATA.npz OUT.npz     DATA: x_train, y_train, x_test, y_test, as in Keras's mnist.npz

The weights it starts from lie beside it. "train" saves its own to OUT.npz, which `lab import` reads.
"""
import pathlib
import sys

import keras
import numpy as np
from keras import layers, ops

WEIGHTS = pathlib.Path(__file__).with_name({weights})
INPUT = {input}  # one sample
BATCH_SIZE = {batch_size}
EPOCHS = {epochs}
random = np.random.default_rng()
)";

constexpr std::string_view kBody = R"(

def build():
    model = keras.Sequential([keras.Input(INPUT)])
    {layers}
    model.compile(
        loss="{loss}",
        metrics=["accuracy"],
        optimizer={optimizer},
    )
    return model


def variable_of(model, name):
    """ "dense/kernel" is the variable "kernel" of the layer "dense"."""
    layer, array = name.rsplit("/", 1)
    return next(variable for variable in model.get_layer(layer).weights if variable.name == array)


def load_weights(model, path):
    with np.load(path) as arrays:
        for name in arrays.files:
            variable_of(model, name).assign(arrays[name])


def save_weights(model, path):
    names = np.load(WEIGHTS).files
    np.savez(path, **{name: ops.convert_to_numpy(variable_of(model, name)) for name in names})


def add_noise(x):
    {noise}


def images_of(x):
    """As this network takes them, from 0 to 1."""
    scale = 255 if x.dtype == np.uint8 else 1
    return x.reshape(-1, *INPUT).astype(np.float32) / scale


def train(model, data):
    clean, clean_test = images_of(data["x_train"]), images_of(data["x_test"])
    target, target_test = {targets}
    noisy_test = add_noise(clean_test)
    {fit}


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("predict", "train"):
        sys.exit(__doc__)
    network = build()
    load_weights(network, WEIGHTS)
    if sys.argv[1] == "train":
        train(network, np.load(sys.argv[2]))
        save_weights(network, sys.argv[3])
    else:
        np.save(sys.argv[3], network.predict(images_of(np.load(sys.argv[2]))))
)";

constexpr std::string_view kFitOnce = R"(model.fit(
        add_noise(clean), target, batch_size=BATCH_SIZE, epochs=EPOCHS, shuffle={shuffle},
        validation_data=(noisy_test, target_test),
    ))";

constexpr std::string_view kFitFresh = R"(for epoch in range(EPOCHS):  # every epoch with new noise
        model.fit(
            add_noise(clean), target, batch_size=BATCH_SIZE, initial_epoch=epoch, epochs=epoch + 1, shuffle={shuffle},
            validation_data=(noisy_test, target_test),
        ))";

Result<std::string> noise_lines(const NoiseSpec& noise) {
  struct Row {
    std::string_view kind, code;
  };
  constexpr std::array kCode = {
      Row{"none", "x"},
      Row{"gaussian", "x + {level} * random.standard_normal(x.shape, dtype=np.float32)"},
      Row{"salt-pepper", "np.where(random.random(x.shape) < {level}, random.integers(0, 2, x.shape), x)"},
      Row{"masking", "np.where(random.random(x.shape) < {level}, 0, x)"},
      Row{"speckle", "x + {level} * x * random.standard_normal(x.shape, dtype=np.float32)"},
  };
  const auto* row = std::find_if(kCode.begin(), kCode.end(), [&](const Row& r) { return r.kind == noise.kind; });
  if (row == kCode.end()) return Error{"The noise \"" + noise.kind + "\" cannot be written for Keras."};
  const std::string noisy = fill_template(row->code, {{"level", python_number(noise.level)}});
  if (noise.kind == "none") return "return " + noisy;
  return noise.clip ? "return np.clip(" + noisy + ", 0, 1).astype(np.float32)"
                    : "return (" + noisy + ").astype(np.float32)";
}

Result<std::string> loss_name(const std::string& loss) {
  if (loss == "binary_crossentropy" || loss == "mse") return loss;
  if (loss == "categorical_crossentropy") return "sparse_" + loss;  // labels come as numbers
  return Error{"The loss \"" + loss + "\" cannot be written for Keras."};
}

Result<std::string> optimizer_text(const OptimizerSpec& o) {
  const std::string head = "(learning_rate=" + python_number(o.learning_rate);
  if (o.kind == "adam") {
    return "keras.optimizers.Adam" + head + ", beta_1=" + python_number(o.beta_1) +
           ", beta_2=" + python_number(o.beta_2) + ", epsilon=" + python_number(o.epsilon) + ")";
  }
  if (o.kind == "sgd") {
    return "keras.optimizers.SGD" + head + (o.momentum > 0 ? ", momentum=" + python_number(o.momentum) : "") + ")";
  }
  return Error{"The optimizer \"" + o.kind + "\" cannot be written for Keras."};
}

}  // namespace

Result<std::string> write_keras_script(const ExperimentSpec& spec, const Network& network,
                                       const std::string& weights_file) {
  const auto model = keras_model(spec, network);
  if (!model) return model.error();
  const auto noise = noise_lines(spec.noise);
  if (!noise) return noise.error();
  const auto loss = loss_name(spec.loss);
  if (!loss) return loss.error();
  const auto optimizer = optimizer_text(spec.optimizer);
  if (!optimizer) return optimizer.error();

  std::string script = fill_template(kHead, {{"title", python_prose(spec.title)},
                                             {"name", python_prose(spec.name)},
                                             {"columns", spec.input.to_string().substr(1)},
                                             {"weights", python_string(weights_file)},
                                             {"input", python_tuple(spec.input)},
                                             {"batch_size", python_number(spec.batch_size)},
                                             {"epochs", python_number(spec.epochs)}});
  for (const std::string_view source : model->classes) script += "\n" + std::string(source);
  std::string lines;
  for (const std::string& line : model->lines) lines += (lines.empty() ? "" : "\n    ") + line;
  const bool fresh = spec.noise.kind != "none" && spec.noise.fresh;
  script += fill_template(
      kBody, {{"layers", lines},
              {"loss", *loss},
              {"optimizer", *optimizer},
              {"noise", *noise},
              {"targets", spec.reconstructs() ? "clean, clean_test" : "data[\"y_train\"], data[\"y_test\"]"},
              {"fit", fill_template(fresh ? kFitFresh : kFitOnce, {{"shuffle", spec.shuffle ? "True" : "False"}})}});
  return script;
}

}  // namespace lab
