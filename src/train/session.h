#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/memory_budget.h"
#include "core/result.h"
#include "train/command.h"
#include "train/snapshot.h"

namespace lab {

/// Where the page's data comes from: pictures that the program draws, of the kind that the network is for (see
/// drawn_kind_for()), or somebody's files.
struct DataRequest {
  enum class Source { generated, files, inverted };
  Source source = Source::generated;
  int train_size = 0;  ///< generated: how many training images; 0: the standard set
  /// inverted: the files in use, with light and dark exchanged. files: names and contents.
  std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files;
  std::optional<MemoryShare> memory = {};  ///< that was taken for the files
};

/// Progress of loading or making data.
struct DataProgress {
  bool busy = false;               ///< until the trainer uses the images, or there are none
  float fraction = 0.0F;           ///< 0 to 1
  std::string title;               ///< "Drawing 60,000 digits"
  std::string error;               ///< why the last request failed; empty when it did not
  std::vector<std::string> notes;  ///< what became of the files of the last request, in sentences (Dataset::notes)
  bool part_there = false;         ///< the first images are in use already, the rest is being drawn
};

/// The page's side of training: sends commands, receives snapshots. Everything here belongs to the page's main thread
/// and never blocks: with threads, training runs on a worker of its own; without, tick() trains in time slices.
class Session {
 public:
  struct Options {
    int threads = 0;                                     ///< 0: train inside tick() on the calling thread
    std::string preset;                                  ///< unknown or empty: the first one
    MemoryBudget* memory = &MemoryBudget::of_machine();  ///< what run and data come out of; outlives the session
    int judge_digits = Judge::kDigits;                   ///< that the judge of restored pictures learns from
  };

  explicit Session(const Options& options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Queues a command; it is applied between two batches.
  void send(Command command);

  /// Loads or makes data in the background and then trains on it (UseData). A new request cancels the one under way.
  /// The data at hand stay until the new ones are ready, unless there is room only for one of them: then they go first.
  /// Generated images are those of the network's kind from then on: another preset, or a model, that needs the other
  /// kind has it drawn, and whatever is sent after that waits for the first of them.
  void load(DataRequest request);

  /// Call once a frame: passes queued commands on and takes the newest snapshot. Without threads it also trains, for
  /// about `budget_ms`. Returns whether anything changed that a frame should show.
  bool tick(double budget_ms);

  /// Whether tick() has work that does not come with an event (training in slices, data under way, a command queued).
  [[nodiscard]] bool busy() const;

  /// The newest snapshot; never null after construction.
  [[nodiscard]] const Snapshot& snapshot() const;
  [[nodiscard]] const DataProgress& data_progress() const;
  [[nodiscard]] int threads() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lab
