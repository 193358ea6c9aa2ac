#include "ui/room_check.h"

namespace lab::ui {

const std::string& RoomCheck::refusal(const Snapshot& snapshot, const Field& field, double value) {
  if (spec_ == snapshot.spec && field_ == &field && value_ == value && room_ == snapshot.memory.run) return refusal_;
  spec_ = snapshot.spec;
  field_ = &field;
  value_ = value;
  room_ = snapshot.memory.run;
  refusal_.clear();
  ExperimentSpec wanted = *spec_;
  if (!set_field(wanted, field.name, value)) return refusal_;
  if (const Status status = check_room(wanted, snapshot.memory); !status) refusal_ = status.error().message;
  return refusal_;
}

}  // namespace lab::ui
