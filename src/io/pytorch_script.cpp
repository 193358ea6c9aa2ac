#include "io/pytorch_script.h"

#include <array>
#include <string_view>

#include "io/python_schedule.h"
#include "io/python_script.h"
#include "io/python_text.h"
#include "io/pytorch_layers.h"
#include "io/table_row.h"

namespace lab {
namespace {

constexpr std::string_view kImports = R"(import copy
import math
import pathlib
import sys
from collections import OrderedDict

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
)";

constexpr std::string_view kPatience =
    R"(PATIENCE = {patience}  # stop after so many epochs without a better test loss, with the best weights; 0: never
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


def predict(model, x):
    model.eval()
    with torch.no_grad():
        return model(x).contiguous().numpy()
)";

Result<std::string> noise_lines(const NoiseSpec& noise) {
  constexpr std::array kCode = {
      Code{"none", "x"},
      Code{"gaussian", "x + {level} * torch.randn_like(x)"},
      Code{"salt-pepper", "torch.where(torch.rand_like(x) < {level}, torch.randint_like(x, 0, 2), x)"},
      Code{"masking", "torch.where(torch.rand_like(x) < {level}, torch.zeros_like(x), x)"},
      Code{"speckle", "x + {level} * x * torch.randn_like(x)"},
  };
  const auto row = row_of(kCode, noise.kind, "noise", "for PyTorch");
  if (!row) return row.error();
  const std::string noisy = fill_template(row->code, {{"level", python_number(noise.level)}});
  if (noise.kind == "none") return "return " + noisy;
  return noise.clip ? "return (" + noisy + ").clamp(0, 1)" : "return " + noisy;
}

Result<std::string> loss_lines(const ExperimentSpec& spec, const PytorchModel& model) {
  constexpr std::array kCode = {
      Code{"binary_crossentropy", "F.binary_cross_entropy(output.clamp(0, 1), target)"},
      Code{"mse", "F.mse_loss(output, target)"},
      Code{"categorical_crossentropy", "F.nll_loss(output.clamp_min(1e-7).log(), target)"},
  };
  const auto row = row_of(kCode, spec.loss, "loss", "for PyTorch");
  if (!row) return row.error();
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

  std::string script = script_docstring(spec, "PyTorch 1.13 or newer");
  script.append(kImports).append(script_constants(spec, weights_file));
  script += fill_template(kPatience, {{"patience", python_number(spec.patience)}});
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
  return script.append(kScriptEnd);
}

}  // namespace lab
