#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/commands.h"
#include "ui/theme.h"

namespace lab::ui {

/// Short messages at the bottom of the page that block nothing: information goes by itself, errors stay until closed.
class Notices {
 public:
  enum class Kind { information, error };

  /// A button beside a sentence.
  struct Action {
    const char* name;  ///< for status().ui: "undo"
    const char* label;
    std::function<void(Commands&)> run;
  };

  /// Shows a sentence as the newest; one that is already there moves. `undo` adds a button that sends that command.
  void show(Kind kind, std::string sentence, std::optional<Command> undo = std::nullopt);
  /// The same with an "Undo" that does something else than send a command.
  void show(Kind kind, std::string sentence, std::function<void(Commands&)> undo) {
    show(kind, std::move(sentence), Action{"undo", "Undo", std::move(undo)});
  }
  /// The same with another button.
  void show(Kind kind, std::string sentence, Action action);

  /// Takes away what show() said in those words.
  void withdraw(std::string_view sentence);

  /// What was shown last and is still there, for those who hear the page; "" if nothing is.
  [[nodiscard]] std::string newest() const { return notices_.empty() ? std::string() : notices_.back().sentence; }

  /// Where on the page they stand, one on the other, in the middle of that width (device pixels).
  struct Room {
    float left, right, bottom;
  };
  /// Draws over everything, inside the page's window.
  /// `now` in seconds.
  void draw(const Theme& theme, const Room& room, double now, Commands& commands);

  /// The newest button that draw() drew: its name and its corners, or nothing.
  struct Box {
    const char* name;
    ImVec2 from, to;
  };
  [[nodiscard]] const std::optional<Box>& action_box() const { return action_box_; }

  /// Whether one of them lies on some of that rectangle.
  [[nodiscard]] bool cover(ImVec2 from, ImVec2 to) const;

  /// When the next one goes by itself, in seconds; infinite if none will.
  [[nodiscard]] double next_change() const;

 private:
  struct Notice {
    Kind kind;
    std::string sentence;
    Action action;           ///< run: or empty
    double shown_at = -1.0;  ///< seconds; -1: not drawn yet
    ImVec2 from{}, to{};     ///< where it was drawn
  };
  bool draw_one(const Theme& theme, const Room& room, Notice& notice, Commands& commands);

  std::vector<Notice> notices_;
  std::optional<Box> action_box_;
};

}  // namespace lab::ui
