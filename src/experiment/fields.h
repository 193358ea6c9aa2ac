#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/result.h"
#include "experiment/experiment_spec.h"

namespace lab {

using FieldValue = std::variant<bool, double, std::string>;
/// The same without a copy of the text: for looking at, sixty times a second.
using FieldView = std::variant<bool, double, std::string_view>;
[[nodiscard]] FieldView view_of(const FieldValue& value);
[[nodiscard]] FieldValue value_of(const FieldView& view);

/// One setting of an ExperimentSpec that a person can change, under the one name that the command line, the page,
/// its address and JSON use.
struct Field {
  enum class Effect {
    live,     ///< takes hold in a running training
    restarts  ///< changes the network or the run, which begins again
  };

  std::string_view name;   ///< "learning_rate"
  std::string_view title;  ///< "Learning rate"
  std::string_view help;   ///< one sentence for a tooltip
  Effect effect;
  double minimum = 0.0;  ///< numbers only
  double maximum = 0.0;  ///< likewise; see maximum()

  /// A text is part of the spec.
  FieldView (*get)(const ExperimentSpec&);
  /// Stores a value already checked for type and range.
  Status (*store)(ExperimentSpec&, const FieldValue&);
};

/// All fields: noise, noise_level, noise_fresh, noise_clip, optimizer, learning_rate, momentum, batch_size, epochs,
/// seed, train_size, code_size, l2.
[[nodiscard]] std::span<const Field> fields();

[[nodiscard]] const Field* find_field(std::string_view name);

/// Checks type and range (the error says what is allowed) and stores. On error `spec` is unchanged.
Status set_field(ExperimentSpec& spec, std::string_view name, const FieldValue& value);

/// The largest number that the field takes in this spec: the noise level's depends on the kind of noise.
[[nodiscard]] double maximum(const Field& field, const ExperimentSpec& spec);

/// Units of the code layer, or 0 where there is none.
[[nodiscard]] int code_size(const ExperimentSpec& spec);

}  // namespace lab
