#include "io/keras_script.h"

#include <array>
#include <string_view>
#include <vector>

#include "io/keras_layers.h"
#include "io/python_schedule.h"
#include "io/python_script.h"
#include "io/python_text.h"
#include "io/table_row.h"

namespace lab {
namespace {

constexpr std::string_view kImports = R"(import math
import pathlib
import sys

import keras
import numpy as np
from keras import layers, ops
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


{classes}def train(model, data):
    clean, clean_test = images_of(data["x_train"]), images_of(data["x_test"])
    target, target_test = {targets}
    model.fit(
        {batches}epochs=EPOCHS,
        validation_data=(add_noise(clean_test), target_test),
        callbacks=[{callbacks}],
    )


def predict(model, x):
    return model.predict(x)
)";

/// The training batches where every epoch has noise of its own.
constexpr std::string_view kBatches = R"(class Batches(keras.utils.PyDataset):
    """The images in batches, with new noise every time."""

    def __init__(self, clean, target):
        super().__init__()
        self.clean, self.target, self.order = clean, target, np.arange(len(clean))
        self.on_epoch_end()

    def __len__(self):
        return math.ceil(len(self.clean) / BATCH_SIZE)

    def __getitem__(self, i):
        rows = self.order[i * BATCH_SIZE : (i + 1) * BATCH_SIZE]
        return add_noise(self.clean[rows]), self.target[rows]

    def on_epoch_end(self):
        {shuffle}


)";

constexpr std::string_view kSchedule = R"(class Schedule(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = {rate} * factor(self.epoch + batch / self.params["steps"])


)";

Result<std::string> noise_lines(const NoiseSpec& noise) {
  constexpr std::array kCode = {
      Code{"none", "x"},
      Code{"gaussian", "x + {level} * random.standard_normal(x.shape, dtype=np.float32)"},
      Code{"salt-pepper", "np.where(random.random(x.shape) < {level}, random.integers(0, 2, x.shape), x)"},
      Code{"masking", "np.where(random.random(x.shape) < {level}, 0, x)"},
      Code{"speckle", "x + {level} * x * random.standard_normal(x.shape, dtype=np.float32)"},
  };
  const auto row = row_of(kCode, noise.kind, "noise", "for Keras");
  if (!row) return row.error();
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
  const std::string momentum = o.momentum > 0 ? ", momentum=" + python_number(o.momentum) : "";
  const std::string epsilon = ", epsilon=" + python_number(o.epsilon);
  const std::string betas = ", beta_1=" + python_number(o.beta_1) + ", beta_2=" + python_number(o.beta_2) + epsilon;
  if (o.clip_value > 0 && o.global_clip_norm > 0) {
    return Error{"Keras clips gradients by value or by norm, not by both; switch one off."};
  }
  const std::string clip = (o.clip_value > 0 ? ", clipvalue=" + python_number(o.clip_value) : "") +
                           (o.global_clip_norm > 0 ? ", global_clipnorm=" + python_number(o.global_clip_norm) : "");
  if (o.kind == "adam") return "keras.optimizers.Adam" + head + betas + clip + ")";
  if (o.kind == "adamw") {
    return "keras.optimizers.AdamW" + head + betas + ", weight_decay=" + python_number(o.weight_decay) + clip + ")";
  }
  if (o.kind == "rmsprop") {
    return "keras.optimizers.RMSprop" + head + ", rho=" + python_number(o.rho) + epsilon + momentum + clip + ")";
  }
  if (o.kind == "sgd") {
    return "keras.optimizers.SGD" + head + momentum + (o.nesterov ? ", nesterov=True" : "") + clip + ")";
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
  const auto schedule = python_schedule(spec.schedule);
  if (!schedule) return schedule.error();

  std::string script = script_docstring(spec, "Keras 3");
  script.append(kImports).append(script_constants(spec, weights_file)).append("random = np.random.default_rng()\n");
  for (const std::string_view source : model->classes) script += "\n" + std::string(source);
  const std::string rate = python_number(spec.optimizer.learning_rate);
  std::vector<std::string> callbacks;
  if (!schedule->empty()) callbacks.emplace_back("Schedule()");
  if (spec.patience > 0) {
    callbacks.push_back("keras.callbacks.EarlyStopping(patience=" + python_number(spec.patience) +
                        ", restore_best_weights=True)");
  }
  const std::string shuffle = spec.shuffle ? "random.shuffle(self.order)" : "pass";
  const bool fresh = spec.noise.kind != "none" && spec.noise.fresh;
  script += fill_template(
      kBody, {{"layers", joined(model->lines, "\n    ")},
              {"loss", *loss},
              {"optimizer", *optimizer},
              {"noise", *noise},
              {"targets", spec.reconstructs() ? "clean, clean_test" : R"(data["y_train"], data["y_test"])"},
              {"classes", *schedule + (schedule->empty() ? "" : fill_template(kSchedule, {{"rate", rate}})) +
                              (fresh ? fill_template(kBatches, {{"shuffle", shuffle}}) : "")},
              {"batches", fresh ? "Batches(clean, target),\n        "
                                : "add_noise(clean), target,\n        batch_size=BATCH_SIZE, shuffle=" +
                                      std::string(spec.shuffle ? "True" : "False") + ",\n        "},
              {"callbacks", joined(callbacks, ", ")}});
  return script.append(kScriptEnd);
}

}  // namespace lab
