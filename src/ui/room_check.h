#pragma once

#include <memory>
#include <string>

#include "experiment/fields.h"
#include "train/snapshot.h"

namespace lab::ui {

/// Whether a value that a person is about to choose would leave the run enough memory. Asks the planner once for each
/// value, not once a frame.
class RoomCheck {
 public:
  /// The sentence with which the trainer would refuse `value`; "" where it would not for lack of memory.
  const std::string& refusal(const Snapshot& snapshot, const Field& field, double value);

 private:
  // What was asked last.
  std::shared_ptr<const ExperimentSpec> spec_;
  const Field* field_ = nullptr;
  double value_ = 0.0;
  std::int64_t room_ = 0;
  std::string refusal_;
};

}  // namespace lab::ui
