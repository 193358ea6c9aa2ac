#include "experiment/fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "nn/layer_kinds.h"
#include "nn/optimizers.h"
#include "nn/schedules.h"

namespace lab {
namespace {

using Effect = Field::Effect;

bool as_bool(const FieldValue& value) { return std::get<bool>(value); }
float as_float(const FieldValue& value) { return static_cast<float>(std::get<double>(value)); }
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

Status store_optimizer(ExperimentSpec& spec, const FieldValue& value) {
  OptimizerSpec changed = spec.optimizer;
  changed.kind = as_text(value);
  if (const Status status = check(changed); !status) return status;
  if (changed.kind != spec.optimizer.kind) changed.learning_rate = find_optimizer(changed.kind)->default_learning_rate;
  spec.optimizer = changed;
  return {};
}

Status store_schedule(ExperimentSpec& spec, const FieldValue& value) {
  if (find_schedule(as_text(value)) == nullptr) {
    std::string names;
    for (const auto& known : schedule_kinds()) names += (names.empty() ? "" : ", ") + std::string(known.name);
    return Error{"There is no schedule called \"" + as_text(value) + "\"; there are " + names + "."};
  }
  spec.schedule.kind = as_text(value);
  return {};
}

Status store_code_size(ExperimentSpec& spec, const FieldValue& value) {
  if (spec.code_layer < 0) return Error{"This network has no code layer."};
  if (code_size(spec) == 0) return Error{"The code of this network cannot be given another size."};
  const double units = std::get<double>(value);
  spec.layers[static_cast<std::size_t>(spec.code_layer)].set("units", units);
  return {};
}

bool takes_l2(const LayerSpec& layer) {
  const LayerKind* kind = find_layer_kind(layer.kind());
  return kind != nullptr &&
         std::ranges::find(kind->settings, "kernel_regularizer_l2", &LayerSetting::name) != kind->settings.end();
}

/// The L2 factor applies to the hidden kernels, as in the course's sweep: all layers but the last.
Status store_l2(ExperimentSpec& spec, const FieldValue& value) {
  for (std::size_t i = 0; i + 1 < spec.layers.size(); ++i) {
    if (takes_l2(spec.layers[i])) spec.layers[i].set("kernel_regularizer_l2", std::get<double>(value));
  }
  return {};
}

double l2_of(const ExperimentSpec& spec) {
  const auto layer = std::ranges::find_if(spec.layers, takes_l2);
  return layer == spec.layers.end() ? 0.0 : layer->number("kernel_regularizer_l2", 0.0);
}

constexpr double kMaxSeed = 9007199254740991.0;  // 2^53 - 1: whole numbers that JSON and JavaScript keep exactly

// Fields that are one member of the spec: kMember is a lambda that finds it.
template <auto kMember>
constexpr Field float_field(std::string_view name, std::string_view title, std::string_view help, Effect effect,
                            double minimum, double maximum) {
  return {name,
          title,
          help,
          effect,
          minimum,
          maximum,
          [](const ExperimentSpec& s) -> FieldView { return shortest(kMember(s)); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            kMember(s) = as_float(v);
            return {};
          }};
}
template <auto kMember>
constexpr Field count_field(std::string_view name, std::string_view title, std::string_view help, Effect effect,
                            double minimum, double maximum) {
  return {name,
          title,
          help,
          effect,
          minimum,
          maximum,
          [](const ExperimentSpec& s) -> FieldView { return static_cast<double>(kMember(s)); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            kMember(s) = static_cast<std::remove_cvref_t<decltype(kMember(s))>>(std::get<double>(v));
            return {};
          }};
}
template <auto kMember>
constexpr Field flag_field(std::string_view name, std::string_view title, std::string_view help, Effect effect) {
  return {name,
          title,
          help,
          effect,
          0,
          0,
          [](const ExperimentSpec& s) -> FieldView { return kMember(s); },
          [](ExperimentSpec& s, const FieldValue& v) -> Status {
            kMember(s) = as_bool(v);
            return {};
          }};
}

// The members that fields are made of.
constexpr auto kNoiseLevel = [](auto& s) -> auto& { return s.noise.level; };
constexpr auto kNoiseFresh = [](auto& s) -> auto& { return s.noise.fresh; };
constexpr auto kNoiseClip = [](auto& s) -> auto& { return s.noise.clip; };
constexpr auto kLearningRate = [](auto& s) -> auto& { return s.optimizer.learning_rate; };
constexpr auto kDecay = [](auto& s) -> auto& { return s.schedule.decay; };
constexpr auto kStageEpochs = [](auto& s) -> auto& { return s.schedule.stage_epochs; };
constexpr auto kMomentum = [](auto& s) -> auto& { return s.optimizer.momentum; };
constexpr auto kNesterov = [](auto& s) -> auto& { return s.optimizer.nesterov; };
constexpr auto kWeightDecay = [](auto& s) -> auto& { return s.optimizer.weight_decay; };
constexpr auto kClipValue = [](auto& s) -> auto& { return s.optimizer.clip_value; };
constexpr auto kClipNorm = [](auto& s) -> auto& { return s.optimizer.global_clip_norm; };
constexpr auto kPatience = [](auto& s) -> auto& { return s.patience; };
constexpr auto kBatchSize = [](auto& s) -> auto& { return s.batch_size; };
constexpr auto kEpochs = [](auto& s) -> auto& { return s.epochs; };
constexpr auto kSeed = [](auto& s) -> auto& { return s.seed; };
constexpr auto kTrainSize = [](auto& s) -> auto& { return s.train_size; };

const std::array kFields = {
    Field{"noise", "Noise", "How images are corrupted before the network sees them.", Effect::live, 0, 0,
          [](const ExperimentSpec& s) -> FieldView { return s.noise.kind; }, store_noise},
    float_field<kNoiseLevel>("noise_level", "Noise level",
                             "How strong the noise is; what it counts depends on the kind.", Effect::live, 0, 2),
    flag_field<kNoiseFresh>("noise_fresh", "Fresh noise every epoch",
                            "On: every epoch sees new noise, which generalises better. Off: the noise is drawn once, "
                            "as the course documents do.",
                            Effect::live),
    flag_field<kNoiseClip>("noise_clip", "Clip noisy pixels", "Keeps noisy pixels between black and white.",
                           Effect::live),
    Field{"optimizer", "Optimizer", "The rule that turns gradients into weight changes.", Effect::restarts, 0, 0,
          [](const ExperimentSpec& s) -> FieldView { return s.optimizer.kind; }, store_optimizer},
    float_field<kLearningRate>("learning_rate", "Learning rate",
                               "How far each step moves the weights. Too large and the loss explodes.", Effect::live, 0,
                               10),
    Field{"schedule", "Learning rate schedule", "How the learning rate changes during the run.", Effect::live, 0, 0,
          [](const ExperimentSpec& s) -> FieldView { return s.schedule.kind; }, store_schedule},
    float_field<kDecay>("schedule_decay", "Decay per stage",
                        "Step schedule only: what the learning rate is multiplied by.", Effect::live, 0, 1),
    count_field<kStageEpochs>("schedule_epochs", "Epochs per stage",
                              "Step schedule only: how long the learning rate stays.", Effect::live, 1, 100000),
    float_field<kMomentum>("momentum", "Momentum", "SGD and RMSprop: how much of the last step each step keeps.",
                           Effect::live, 0, 0.999),
    flag_field<kNesterov>("nesterov", "Nesterov momentum", "SGD only: momentum that looks a step ahead.", Effect::live),
    float_field<kWeightDecay>("weight_decay", "Weight decay", "AdamW only: how fast weights shrink by themselves.",
                              Effect::live, 0, 1),
    float_field<kClipValue>("clip_value", "Gradient limit", "Cuts every gradient to this size; 0 leaves them alone.",
                            Effect::live, 0, 1e6),
    float_field<kClipNorm>("global_clip_norm", "Gradient norm limit",
                           "Shortens the gradient as a whole to this norm; 0 leaves it alone.", Effect::live, 0, 1e6),
    count_field<kPatience>("patience", "Patience",
                           "Stops after so many epochs without a better validation loss and takes the best weights "
                           "back; 0 never stops.",
                           Effect::live, 0, 100000),
    count_field<kBatchSize>("batch_size", "Batch size", "How many images each step averages over.", Effect::live, 1,
                            4096),
    count_field<kEpochs>("epochs", "Epochs", "How often training goes through all images.", Effect::live, 1, 100000),
    count_field<kSeed>("seed", "Seed", "Names the random numbers of a run: the same seed repeats it exactly.",
                       Effect::restarts, 0, kMaxSeed),
    count_field<kTrainSize>("train_size", "Training images", "How many training images to use; 0 uses all.",
                            Effect::restarts, 0, 1e6),
    Field{"code_size", "Code size", "Numbers that the network squeezes an image into. A new size restarts the run.",
          Effect::restarts, 1, 1024,
          [](const ExperimentSpec& s) -> FieldView { return static_cast<double>(code_size(s)); }, store_code_size},
    Field{"l2", "L2 factor", "Penalty on large weights of the hidden layers.", Effect::restarts, 0, 1,
          [](const ExperimentSpec& s) -> FieldView { return l2_of(s); }, store_l2},
};

/// Fields that count things take whole numbers only.
bool is_count(std::string_view name) {
  constexpr std::array kCounts = {"batch_size", "epochs",          "seed",    "train_size",
                                  "code_size",  "schedule_epochs", "patience"};
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

FieldView view_of(const FieldValue& value) {
  return std::visit([](const auto& v) { return FieldView(v); }, value);
}

FieldValue value_of(const FieldView& view) {
  const auto* text = std::get_if<std::string_view>(&view);
  if (text != nullptr) return std::string(*text);
  const auto* flag = std::get_if<bool>(&view);
  return flag != nullptr ? FieldValue(*flag) : FieldValue(std::get<double>(view));
}

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
  const FieldView current = field->get(spec);
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
