#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/named_file.h"
#include "train/command.h"
#include "train/session.h"

namespace lab::ui {

/// What somebody may be asked to choose; each is a real control of the host where it has one.
enum class Picker {
  files,    ///< images to train on or a saved model
  photo,    ///< one picture
  camera,   ///< the same, taken now
  licences  ///< nothing, but to read the licences of what the program contains
};
inline constexpr std::size_t kPickers = 4;

/// A card of the page that is to be saved.
struct CardRequest {
  const char* card;  ///< its name, see card_menu.h
  bool svg;          ///< or PNG
};

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

  /// Hands the person a card of the page as a picture.
  void save_card(CardRequest request) { card_ = request; }

  /// Lets the person choose.
  void choose(Picker picker) { choice_ = picker; }
  /// Hands the person a file to keep.
  void download(std::string name, std::vector<std::uint8_t> bytes) {
    downloads_.emplace_back(std::move(name), std::move(bytes));
  }

  /// What save() asked for since the last call; for the platform, before deliver().
  [[nodiscard]] std::vector<std::string> take_saves() { return std::exchange(saves_, {}); }

  /// What save_card() asked for since the last call; likewise.
  [[nodiscard]] std::optional<CardRequest> take_card() { return std::exchange(card_, std::nullopt); }

  /// What choose() and download() asked for since the last call; likewise.
  [[nodiscard]] std::optional<Picker> take_choice() { return std::exchange(choice_, std::nullopt); }
  [[nodiscard]] std::vector<NamedFile> take_downloads() { return std::exchange(downloads_, {}); }

  /// Moves everything else out, in order, to `session`.
  void deliver(Session& session) {
    for (Command& command : commands_) session.send(std::move(command));
    commands_.clear();
    if (data_) session.load(*std::exchange(data_, std::nullopt));
  }
  [[nodiscard]] bool empty() const {
    return commands_.empty() && saves_.empty() && downloads_.empty() && !card_ && !choice_ && !data_;
  }

 private:
  std::vector<Command> commands_;
  std::vector<std::string> saves_;
  std::vector<NamedFile> downloads_;
  std::optional<CardRequest> card_;
  std::optional<Picker> choice_;
  std::optional<DataRequest> data_;
};

}  // namespace lab::ui
