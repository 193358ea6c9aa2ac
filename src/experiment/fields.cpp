#include "experiment/fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "nn/optimizers.h"

namespace lab {
namespace {

using Effect = Field::Effect;

bool as_bool(const FieldValue& value) { return std::get<bool>(value); }
float as_float(const FieldValue& value) { return static_cast<float>(std::get<double>(value)); }
int as_int(const FieldValue& value) { return static_cast<int>(std::get<double>(value)); }
const std::string& as_text(const FieldValue& value) { return std::get<std::string>(value); }

// Settings are floats but are shown and stored as the short decimal number that a person typed: 0.1, not 0.100000001.
double shortest(float value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.7g", static_cast<double>(value));
  return std::strtod(text.data(), nullptr);
}

std::string to_text(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.7g", value);
  return text.data();
}

Status store_noise(ExperimentSpec& spec, const FieldValue& value) {
  const NoiseKind* kind = find_noise(as_text(value));
  if (kind == nullptr) {
    std::string names;
    for (const auto& known : noise_kinds()) names += (names.empty() ? "" : ", ") + std::string(known.name);
    return Error{"There is no noise called \"" + as_text(value) + "\"; there are " + names + "."};
  }
  // Levels of different kinds mean different things, so a new kind starts at its own usual level.
  if (spec.noise.kind != kind->name) spec.noise.level = kind->default_level;
  spec.noise.kind = kind->name;
  return {};
}

Status store_noise_level(ExperimentSpec& spec, const FieldValue& value) {
  spec.noise.level = as_float(value);
  return {};
}

Status store_optimizer(ExperimentSpec& spec, const FieldValue& value) {
  OptimizerSpec changed = spec.optimizer;
  changed.kind = as_text(value);
  if (const Status status = check(changed); !status) return status;
  if (changed.kind != spec.optimizer.kind) changed.learning_rate = find_optimizer(changed.kind)->default_learning_rate;
  spec.optimizer = changed;
  return {};
}

Status store_code_size(ExperimentSpec& spec, const FieldValue& value) {
  if (spec.code_layer < 0) return Error{"This network has no code layer."};
  spec.layers[static_cast<std::size_t>(spec.code_layer)].set("units", std::get<double>(value));
  return {};
}

/// The L2 factor applies to the hidden kernels, as in the course's sweep: all layers but the last.
Status store_l2(ExperimentSpec& spec, const FieldValue& value) {
  for (std::size_t i = 0; i + 1 < spec.layers.size(); ++i) {
    spec.layers[i].set("kernel_regularizer_l2", std::get<double>(value));
  }
  return {};
}

double l2_of(const ExperimentSpec& spec) {
  return spec.layers.empty() ? 0.0 : spec.layers.front().number("kernel_regularizer_l2", 0.0);
}

constexpr double kMaxSeed = 9007199254740991.0;  // 2^53 - 1: whole numbers that JSON and JavaScript keep exactly

const std::array kFields = {
    Field{"noise", "Noise", "How images are corrupted before the network sees them.", Effect::live, 0, 0,
          [](const ExperimentSpec& s) -> FieldValue { return s.noise.kind; }, store_noise},
    Field{"noise_level", "Noise level", "How strong the noise is; what it counts depends on the kind.", Effect::live, 0,
          2, [](const ExperimentSpec& s) -> FieldValue { return shortest(s.noise.level); }, store_noise_level},
    Field{"noise_fresh", "Fresh noise every epoch",
          "On: every epoch sees new noise, which generalises better. Off: the noise is drawn once, as the course "
          "documents do.",
          Effect::live, 0, 0, [](const ExperimentSpec& s) -> FieldValue { return s.noise.fresh; },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.noise.fresh = as_bool(v);
            return {};
          }},
    Field{"noise_clip", "Clip noisy pixels", "Keeps noisy pixels between black and white.", Effect::live, 0, 0,
          [](const ExperimentSpec& s) -> FieldValue { return s.noise.clip; },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.noise.clip = as_bool(v);
            return {};
          }},
    Field{"optimizer", "Optimizer", "The rule that turns gradients into weight changes.", Effect::restarts, 0, 0,
          [](const ExperimentSpec& s) -> FieldValue { return s.optimizer.kind; }, store_optimizer},
    Field{"learning_rate", "Learning rate", "How far each step moves the weights. Too large and the loss explodes.",
          Effect::live, 0, 10,
          [](const ExperimentSpec& s) -> FieldValue { return shortest(s.optimizer.learning_rate); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.optimizer.learning_rate = as_float(v);
            return {};
          }},
    Field{"momentum", "Momentum", "SGD only: how much of the last step each step keeps.", Effect::live, 0, 0.999,
          [](const ExperimentSpec& s) -> FieldValue { return shortest(s.optimizer.momentum); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.optimizer.momentum = as_float(v);
            return {};
          }},
    Field{"batch_size", "Batch size", "How many images each step averages over.", Effect::live, 1, 4096,
          [](const ExperimentSpec& s) -> FieldValue { return static_cast<double>(s.batch_size); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.batch_size = as_int(v);
            return {};
          }},
    Field{"epochs", "Epochs", "How often training goes through all images.", Effect::live, 1, 100000,
          [](const ExperimentSpec& s) -> FieldValue { return static_cast<double>(s.epochs); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.epochs = as_int(v);
            return {};
          }},
    Field{"seed", "Seed", "Names the random numbers of a run: the same seed repeats it exactly.", Effect::restarts, 0,
          kMaxSeed, [](const ExperimentSpec& s) -> FieldValue { return static_cast<double>(s.seed); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.seed = static_cast<std::uint64_t>(std::get<double>(v));
            return {};
          }},
    Field{"train_size", "Training images", "How many training images to use; 0 uses all.", Effect::restarts, 0, 1e6,
          [](const ExperimentSpec& s) -> FieldValue { return static_cast<double>(s.train_size); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            s.train_size = as_int(v);
            return {};
          }},
    Field{"code_size", "Code size", "Numbers that the network squeezes an image into. A new size restarts the run.",
          Effect::restarts, 1, 1024,
          [](const ExperimentSpec& s) -> FieldValue { return static_cast<double>(code_size(s)); }, store_code_size},
    Field{"l2", "L2 factor", "Penalty on large weights of the hidden layers.", Effect::restarts, 0, 1,
          [](const ExperimentSpec& s) -> FieldValue { return l2_of(s); }, store_l2},
};

/// Fields that count things take whole numbers only.
bool is_count(std::string_view name) {
  constexpr std::array kCounts = {"batch_size", "epochs", "seed", "train_size", "code_size"};
  return std::ranges::find(kCounts, name) != kCounts.end();
}

Status check_number(const Field& field, const ExperimentSpec& spec, double number) {
  const bool whole = is_count(field.name);
  const double highest = maximum(field, spec);
  if (number >= field.minimum && number <= highest && (!whole || number == std::floor(number))) return {};
  return Error{std::string(field.title) + " must be a " + (whole ? "whole " : "") + "number between " +
               to_text(field.minimum) + " and " + to_text(highest) + "."};
}

}  // namespace

std::span<const Field> fields() { return kFields; }

const Field* find_field(std::string_view name) {
  const auto* it = std::find_if(kFields.begin(), kFields.end(), [&](const Field& field) { return field.name == name; });
  return it == kFields.end() ? nullptr : it;
}

Status set_field(ExperimentSpec& spec, std::string_view name, const FieldValue& value) {
  const Field* field = find_field(name);
  if (field == nullptr) {
    std::string names;
    for (const Field& known : kFields) names += (names.empty() ? "" : ", ") + std::string(known.name);
    return Error{"There is no setting called \"" + std::string(name) + "\"; there are " + names + "."};
  }
  const FieldValue current = field->get(spec);
  if (current.index() != value.index()) {
    constexpr std::array kTypes = {"true or false", "a number", "a text"};
    return Error{std::string(field->title) + " must be " + kTypes[current.index()] + "."};
  }
  if (const double* number = std::get_if<double>(&value)) {
    if (const Status status = check_number(*field, spec, *number); !status) return status;
  }
  return field->store(spec, value);
}

double maximum(const Field& field, const ExperimentSpec& spec) {
  const NoiseKind* kind = field.name == "noise_level" ? find_noise(spec.noise.kind) : nullptr;
  return kind != nullptr && kind->max_level > 0.0F ? shortest(kind->max_level) : field.maximum;
}

int code_size(const ExperimentSpec& spec) {
  if (spec.code_layer < 0) return 0;
  return static_cast<int>(spec.layers[static_cast<std::size_t>(spec.code_layer)].number("units", 0));
}

}  // namespace lab
