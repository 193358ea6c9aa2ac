#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "train/command.h"
#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/shared.h"

namespace lab::platform {

/// window.lab.observe(): what can be seen of the network, as JSON. Each question goes to the trainer, which makes the
/// answer between two batches. Main thread only. To add a kind of question: a function or two and a line in the table
/// of observe.cpp, and a line in web/lab.js.
class Observe {
 public:
  /// Asks for {"name", "options"}; a number for answer(), or a sentence that says what is wrong with it.
  Result<int> ask(std::string_view text, const Snapshot& snapshot, const ui::Shared& shared, ui::Commands& commands);

  /// {"value"}, or {"error"} with a sentence; empty while the trainer is at it. Once for each question.
  std::string answer(int question);

  /// Whether answers are awaited.
  [[nodiscard]] bool waits() const { return !questions_.empty(); }

 private:
  struct Question {
    int number;
    const struct Observable* what;
    std::shared_ptr<ObservationSlot> answer;
  };
  std::vector<Question> questions_;
  int asked_ = 0;
};

}  // namespace lab::platform
