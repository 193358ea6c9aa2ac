#include "io/pytorch_script.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/python_schedule.h"
#include "io/python_text.h"
#include "io/pytorch_layers.h"

namespace lab {
namespace {

constexpr std::string_view kHead =
    R"("""{title} ({name}), exported by Autoencoder Lab: network, weights and training, for PyTorch 1.13 or newer.

    python3 THIS.py predict IN.npy OUT.npy     IN: one sample per row, (N, {columns} float32
    python3 THIS.py train DATA.npz OUT.npz     DATA: x_train, y_train, x_test, y_test, as in Keras's mnist.npz

The weights it starts from lie beside it. "train" saves its own to OUT.npz, which `lab import` reads.
"""
import copy
import math
import pathlib
import sys
from collections import OrderedDict

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

WEIGHTS = pathlib.Path(__file__).with_name({weights})
INPUT = {input}  # one sample; images are channel last, as in Keras
BATCH_SIZE = {batch_size}
EPOCHS = {epochs}
PATIENCE = {patience}  # stop after so many epochs without a better test loss, with the best weights; 0: never
)";

constexpr std::string_view kModel = R"(

def build():
    layers = OrderedDict()
    {layers}
    return nn.Sequential(layers)


NAMES = {
    "kernel": "weight", "gamma": "weight", "beta": "bias",
    "moving_mean": "running_mean", "moving_variance": "running_var",
}


def tensor_of(model, name):
    """Keras's "dense/kernel" is this model's model.dense.weight."""
    layer, array = name.rsplit("/", 1)
    return getattr(getattr(model, layer), NAMES.get(array, array))


def load_weights(model, path):
    """Kernels are (..., inputs, outputs) in Keras; in PyTorch they end in height and width."""
    with np.load(path) as arrays, torch.no_grad():
        for name in arrays.files:
            value = arrays[name]
            if name.endswith("/kernel"):
                value = value.T if value.ndim == 2 else value.transpose(3, 2, 0, 1)
            tensor_of(model, name).copy_(torch.from_numpy(value.copy()))


def save_weights(model, path):
    arrays = {}
    for name in np.load(WEIGHTS).files:
        value = tensor_of(model, name).detach().numpy()
        if name.endswith("/kernel"):
            value = value.T if value.ndim == 2 else value.transpose(2, 3, 1, 0)
        arrays[name] = np.ascontiguousarray(value)
    np.savez(path, **arrays)
)";

constexpr std::string_view kTraining = R"(

def add_noise(x):
    {noise}


def loss_of(model, x, target):
    output = model(x)
    {loss}


def images_of(x):
    """As this network takes them, from 0 to 1."""
    x = torch.from_numpy(np.asarray(x)).reshape(-1, *INPUT)
    return x.float() / 255 if x.dtype == torch.uint8 else x.float()


def mean_loss(model, x, target):
    model.eval()
    with torch.no_grad():
        losses = [loss_of(model, *pair).item() * len(pair[0]) for pair in zip(x.split(1000), target.split(1000))]
    return sum(losses) / len(x)


{schedule}def train(model, data):
    clean = images_of(data["x_train"])
    clean_test = images_of(data["x_test"])
    target, target_test = {targets}
    noisy_test = add_noise(clean_test)
    {before}
    optimizer = {optimizer}
    best, best_epoch, best_state = math.inf, 0, None
    for epoch in range(EPOCHS):
        model.train()
        {order}
        for i, batch in enumerate(order.split(BATCH_SIZE)):
            {rate}loss = loss_of(model, {inputs}, target[batch])
            optimizer.zero_grad()
            loss.backward()
            {clip}optimizer.step()
        test_loss = mean_loss(model, noisy_test, target_test)
        print(f"epoch {epoch + 1}/{EPOCHS}  last loss {loss.item():.4f}  test loss {test_loss:.4f}")
        if test_loss < best:
            best, best_epoch, best_state = test_loss, epoch, copy.deepcopy(model.state_dict())
        if PATIENCE > 0 and epoch - best_epoch >= PATIENCE:
            break
    if PATIENCE > 0 and best_state is not None:
        model.load_state_dict(best_state)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("predict", "train"):
        sys.exit(__doc__)
    network = build()
    load_weights(network, WEIGHTS)
    if sys.argv[1] == "train":
        train(network, np.load(sys.argv[2]))
        save_weights(network, sys.argv[3])
    else:
        network.eval()
        with torch.no_grad():
            np.save(sys.argv[3], network(images_of(np.load(sys.argv[2]))).contiguous().numpy())
)";

std::string joined(const std::vector<std::string>& lines, std::string_view separator) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : std::string(separator)) + line;
  return text;
}

Result<std::string> noise_lines(const NoiseSpec& noise) {
  struct Row {
    std::string_view kind, code;
  };
  constexpr std::array kCode = {
      Row{"none", "x"},
      Row{"gaussian", "x + {level} * torch.randn_like(x)"},
      Row{"salt-pepper", "torch.where(torch.rand_like(x) < {level}, torch.randint_like(x, 0, 2), x)"},
      Row{"masking", "torch.where(torch.rand_like(x) < {level}, torch.zeros_like(x), x)"},
      Row{"speckle", "x + {level} * x * torch.randn_like(x)"},
  };
  const auto* row = std::find_if(kCode.begin(), kCode.end(), [&](const Row& r) { return r.kind == noise.kind; });
  if (row == kCode.end()) return Error{"The noise \"" + noise.kind + "\" cannot be written for PyTorch."};
  const std::string noisy = fill_template(row->code, {{"level", python_number(noise.level)}});
  if (noise.kind == "none") return "return " + noisy;
  return noise.clip ? "return (" + noisy + ").clamp(0, 1)" : "return " + noisy;
}

Result<std::string> loss_lines(const ExperimentSpec& spec, const PytorchModel& model) {
  struct Row {
    std::string_view loss, code;
  };
  constexpr std::array kCode = {
      Row{"binary_crossentropy", "F.binary_cross_entropy(output.clamp(0, 1), target)"},
      Row{"mse", "F.mse_loss(output, target)"},
      Row{"categorical_crossentropy", "F.nll_loss(output.clamp_min(1e-7).log(), target)"},
  };
  const auto* row = std::find_if(kCode.begin(), kCode.end(), [&](const Row& r) { return r.loss == spec.loss; });
  if (row == kCode.end()) return Error{"The loss \"" + spec.loss + "\" cannot be written for PyTorch."};
  std::vector<std::string> terms{std::string(row->code)};
  terms.insert(terms.end(), model.penalties.begin(), model.penalties.end());
  if (model.has_layer_penalties) terms.emplace_back("sum(getattr(layer, \"penalty\", 0) for layer in model)");
  if (terms.size() == 1) return "return " + terms.front();
  return "return (\n        " + joined(terms, "\n        + ") + "\n    )";
}

Result<std::string> optimizer_text(const OptimizerSpec& o) {
  const std::string head = "(model.parameters(), lr=" + python_number(o.learning_rate);
  const std::string momentum = o.momentum > 0 ? ", momentum=" + python_number(o.momentum) : "";
  const std::string epsilon = ", eps=" + python_number(o.epsilon);
  const std::string betas = ", betas=(" + python_number(o.beta_1) + ", " + python_number(o.beta_2) + ")" + epsilon;
  if (o.kind == "adam") return "torch.optim.Adam" + head + betas + ")";
  if (o.kind == "adamw") {
    return "torch.optim.AdamW" + head + betas + ", weight_decay=" + python_number(o.weight_decay) + ")";
  }
  if (o.kind == "rmsprop") {
    return "torch.optim.RMSprop" + head + ", alpha=" + python_number(o.rho) + epsilon + momentum + ")";
  }
  if (o.kind == "sgd") {
    return "torch.optim.SGD" + head + momentum + (o.nesterov && o.momentum > 0 ? ", nesterov=True" : "") + ")";
  }
  return Error{"The optimizer \"" + o.kind + "\" cannot be written for PyTorch."};
}

std::string clip_lines(const OptimizerSpec& o) {
  const std::string next = "\n            ";
  std::string lines;
  if (o.clip_value > 0) {
    lines += "nn.utils.clip_grad_value_(model.parameters(), " + python_number(o.clip_value) + ")" + next;
  }
  if (o.global_clip_norm > 0) {
    lines += "nn.utils.clip_grad_norm_(model.parameters(), " + python_number(o.global_clip_norm) + ")" + next;
  }
  return lines;
}

}  // namespace

Result<std::string> write_pytorch_script(const ExperimentSpec& spec, const Network& network,
                                         const std::string& weights_file) {
  const auto model = pytorch_model(spec, network);
  if (!model) return model.error();
  const auto noise = noise_lines(spec.noise);
  if (!noise) return noise.error();
  const auto loss = loss_lines(spec, *model);
  if (!loss) return loss.error();
  const auto optimizer = optimizer_text(spec.optimizer);
  if (!optimizer) return optimizer.error();
  const auto schedule = python_schedule(spec.schedule);
  if (!schedule) return schedule.error();

  std::string script = fill_template(kHead, {{"title", python_prose(spec.title)},
                                             {"name", python_prose(spec.name)},
                                             {"columns", spec.input.to_string().substr(1)},
                                             {"weights", python_string(weights_file)},
                                             {"input", python_tuple(spec.input)},
                                             {"batch_size", python_number(spec.batch_size)},
                                             {"epochs", python_number(spec.epochs)},
                                             {"patience", python_number(spec.patience)}});
  for (const std::string_view source : model->classes) script += "\n" + std::string(source);
  script += fill_template(kModel, {{"layers", joined(model->lines, "\n    ")}});
  const bool once = spec.noise.kind == "none" || !spec.noise.fresh;
  script += fill_template(
      kTraining,
      {{"noise", *noise},
       {"loss", *loss},
       {"targets", spec.reconstructs()
                       ? "clean, clean_test"
                       : R"((torch.from_numpy(data[name].astype(np.int64)) for name in ("y_train", "y_test")))"},
       {"before", once ? "noisy = add_noise(clean)" : "# Every batch below gets new noise."},
       {"inputs", once ? "noisy[batch]" : "add_noise(clean[batch])"},
       {"optimizer", *optimizer},
       {"order", spec.shuffle ? "order = torch.randperm(len(clean))" : "order = torch.arange(len(clean))"},
       {"clip", clip_lines(spec.optimizer)},
       {"schedule", *schedule},
       {"rate", schedule->empty() ? ""
                                  : "for group in optimizer.param_groups:\n"
                                    "                group[\"lr\"] = " +
                                        python_number(spec.optimizer.learning_rate) +
                                        " * factor(epoch + i * BATCH_SIZE / len(clean))\n            "}});
  return script;
}

}  // namespace lab
