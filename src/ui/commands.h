#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "train/command.h"
#include "train/session.h"

namespace lab::ui {

/// What the panels of one frame ask for. The platform passes it on to the Session after the frame, so that no panel
/// ever touches the training itself.
class Commands {
 public:
  void send(Command command) { commands_.push_back(std::move(command)); }
  void set_field(std::string_view name, FieldValue value) {
    send(command::SetField{std::string(name), std::move(value)});
  }
  void load(DataRequest request) { data_ = std::move(request); }

  /// Hands the network to the person as a file in that format (SaveChoice::format).
  void save(std::string format) { saves_.push_back(std::move(format)); }

  /// Lets the person choose files to open.
  void choose_files() { choice_ = true; }

  /// What save() asked for since the last call; for the platform, before deliver().
  [[nodiscard]] std::vector<std::string> take_saves() { return std::exchange(saves_, {}); }

  /// Whether choose_files() was called since the last call; likewise.
  [[nodiscard]] bool take_choice() { return std::exchange(choice_, false); }

  /// Moves everything else out, in order, to `session`.
  void deliver(Session& session) {
    for (Command& command : commands_) session.send(std::move(command));
    commands_.clear();
    if (data_) session.load(*std::exchange(data_, std::nullopt));
  }
  [[nodiscard]] bool empty() const { return commands_.empty() && saves_.empty() && !choice_ && !data_; }

 private:
  std::vector<Command> commands_;
  std::vector<std::string> saves_;
  bool choice_ = false;
  std::optional<DataRequest> data_;
};

}  // namespace lab::ui
