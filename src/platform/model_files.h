#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/memory_budget.h"
#include "train/command.h"
#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/notices.h"
#include "ui/shared.h"

namespace lab::platform {

/// What the page offers as ways to keep a network.
[[nodiscard]] std::vector<ui::SaveChoice> save_choices();

/// Saves the network as files and opens such files. The network belongs to the trainer, so each request first asks for
/// a copy and goes on when that has come: writes it, or keeps it so that opening can be undone. Main thread only.
class ModelFiles {
 public:
  /// Hands the network, as it is now, to the person; `format` is an ExportFormat's name. `memory` is an empty share
  /// that the copy and the file come out of; where there is none left, a notice says so.
  void save(std::string format, MemoryShare memory, const Snapshot& snapshot, ui::Notices& notices,
            ui::Commands& commands);

  /// Shows the network in a file (see open_model()) in place of the present one; with `as_judge` a classifier judges
  /// what the present one restores instead. `memory` is the share of the bytes.
  void open(std::string name, std::vector<std::uint8_t> bytes, bool as_judge, MemoryShare memory,
            const Snapshot& snapshot, ui::Notices& notices, ui::Commands& commands);

  /// Once a frame, after the session's tick: goes on with what the trainer has answered, and tells the person how it
  /// went. True when there is something new to draw.
  bool tick(const Snapshot& snapshot, ui::Notices& notices, ui::Commands& commands);

 private:
  struct Request {
    std::shared_ptr<ModelSlot> copy;
    std::string format;               ///< to save; empty: to open
    std::vector<EpochRecord> epochs;  ///< when saving was asked for
    std::string name;                 ///< of the file to open
    std::vector<std::uint8_t> bytes;  ///< likewise
    bool as_judge = false;            ///< likewise
    MemoryShare memory;               ///< of all that
  };
  /// `needed` bytes in all, the request's own included.
  void ask(Request request, std::int64_t needed, const Snapshot& snapshot, ui::Notices& notices,
           ui::Commands& commands);
  static void write(const Request& request, const SavedModel& model, ui::Notices& notices);
  void read(Request request, SavedModel present, ui::Notices& notices, ui::Commands& commands);

  std::deque<Request> requests_;  ///< in the order in which the trainer answers

  // The model that the trainer was last asked to use, and the one it had, until it has. The trainer alone keeps the
  // first: where it is gone before it was seen, the trainer has refused it, or something else has already replaced it.
  std::weak_ptr<const SavedModel> opened_;
  ModelPtr replaced_;
  std::string opened_name_;
};

}  // namespace lab::platform
