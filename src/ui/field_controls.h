#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/function_ref.h"
#include "ui/shared.h"

/// Controls for the fields of an ExperimentSpec. Title, tooltip and range come from the Field itself, so a panel only
/// names the field. A field that restarts the run is sent when the person lets go, and can be undone.
namespace lab::ui {

struct FieldScope {
  Shared& shared;
  const Snapshot& snapshot;
  Commands& commands;
};

enum class Scale { linear, logarithmic };

struct SliderOptions {
  Scale scale = Scale::linear;
  double minimum = 0.0;
  double maximum = 1.0;
  double key_step = 0.02;         ///< of the slider's length
  const char* caption = nullptr;  ///< replaces the field's title
};

/// A number on a continuous slider.
void field_slider(const FieldScope& scope, std::string_view name, const SliderOptions& options);

/// A whole number on a slider that snaps to `stops` (ascending), with steppers that go one stop down or up.
void field_stops(const FieldScope& scope, std::string_view name, std::span<const int> stops);

/// One of several named values.
struct Choice {
  std::string_view name;   ///< the field's value
  std::string_view title;  ///< for people
};

/// A list to choose one of `count` values from; `choice(i)` tells the i-th.
void field_choice(const FieldScope& scope, std::string_view name, std::size_t count,
                  FunctionRef<Choice(std::size_t)> choice);

/// The same for a table of kinds (noises, optimizers, schedules) that have a name and a title.
template <class Kinds>
void field_choice(const FieldScope& scope, std::string_view name, const Kinds& kinds) {
  field_choice(scope, name, kinds.size(), [&](std::size_t i) { return Choice{kinds[i].name, kinds[i].title}; });
}

/// A switch.
void field_toggle(const FieldScope& scope, std::string_view name, const char* caption);

/// Sends a value that a control of its own has found, with the same care for restarts.
void field_change(const FieldScope& scope, const Field& field, FieldValue value);

}  // namespace lab::ui
