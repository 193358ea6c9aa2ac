#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "experiment/fields.h"
#include "train/snapshot.h"
#include "ui/commands.h"

namespace lab::ui {

/// What a person has just set and the newest snapshot does not show yet. Controls show these values, so that a slider
/// never jumps back while its command is on its way to the trainer.
class FieldEdits {
 public:
  /// Forgets what the snapshot shows by now, and what was refused.
  void begin_frame(const Snapshot& snapshot, double now);

  /// The value to show; a text is part of the snapshot or of this.
  [[nodiscard]] FieldView value(const Snapshot& snapshot, const Field& field) const;

  /// Remembers a value that is not sent yet (a drag that is not over).
  void hold(const Field& field, FieldValue value);
  /// Whether there is such a value.
  [[nodiscard]] bool holds(const Field& field) const;
  /// Gives up a held value.
  void forget(const Field& field);
  /// Sends the command and remembers the value until a snapshot shows it.
  void change(const Field& field, FieldValue value, Commands& commands);

 private:
  struct Edit {
    const Field* field = nullptr;
    FieldValue value;
    double sent_at = -1.0;       ///< -1: still held
    std::uint64_t refusals = 0;  ///< how many commands had been refused when it was sent
  };
  Edit& edit_of(const Field& field);

  static constexpr std::size_t kMost = 8;
  std::array<Edit, kMost> edits_;
  double now_ = 0.0;
  std::uint64_t refusals_ = 0;
};

}  // namespace lab::ui
