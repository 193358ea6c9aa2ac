#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/mailbox.h"
#include "core/result.h"
#include "data/image_set.h"
#include "experiment/fields.h"
#include "experiment/saved_model.h"
#include "train/attention.h"
#include "train/observations.h"
#include "train/pick.h"

namespace lab {

/// Where the trainer puts one copy of its network, or the sentence that says why there is none. Whoever asked looks
/// into it when the session has come round to the command. It is not in the snapshot, because snapshots replace each
/// other: of two copies, asked for before and after a change, one would be lost.
using ModelSlot = Mailbox<const Result<SavedModel>>;

/// Likewise, for observations that were asked for.
using ObservationSlot = Mailbox<const Observations>;

/// What the page, the command line or a script asks of the Trainer. Plain values, applied between two batches.
namespace command {

struct Train {};   ///< start or resume; a finished run goes on for as many epochs again
struct Pause {};   ///< stop after the current batch
struct Step {};    ///< one batch, then pause
struct Reset {};   ///< the same run from its beginning (same seed, same weights)
struct Reseed {};  ///< a new run with another seed

/// Begins the preset of that name, not yet training. Noise and data stay the preset's own.
struct SetPreset {
  std::string name;
};

/// Changes one field of the spec; a field that restarts begins the run again.
struct SetField {
  std::string name;
  FieldValue value;
};

/// Replaces the data; the run begins again. Where `rest` says that these are the whole set of which the first images
/// are in use (Dataset::to_come), it goes on instead.
struct UseData {
  DatasetPtr data;
  bool rest = false;
};

/// Lets the data go and the run begin again without, because others are coming for which there is no room beside them.
struct DropData {};

/// Puts a copy of the network, as it is between two batches, into `to` (not null).
struct CopyModel {
  std::shared_ptr<ModelSlot> to;
};

/// The run begins again, not yet training, with that spec and these weights instead of fresh ones; moments of the
/// optimizer and history start empty. Reset and changes that begin the run again take fresh weights, as ever. Refused
/// if the weights do not fit the spec's network or are not numbers, or the network does not fit the data.
struct UseModel {
  ModelPtr model;  ///< not null
};

/// Trains on these too, from the next epoch on, each once an epoch; instead of those that were added before, so none
/// takes them out. Nothing that was learned is lost. They stay when a run begins again and when the data change. Which
/// of them take part: AddedImages::set().
struct TrainAlso {
  std::vector<OwnPicturePtr> pictures;  ///< none null
};

/// What to look at from now on; for the Observatory.
struct Attend {
  Attention attention;
};

/// Makes these observations once with that attention, whatever it takes, and puts them into `to` (not null): for
/// scripts. What this network cannot show is left out. For the Observatory.
struct Observe {
  Attention attention;
  WantedKinds kinds;
  std::shared_ptr<ObservationSlot> to;
};

/// Who judges restored pictures from now on (see Judge::use()); for the Observatory.
struct UseJudge {
  ModelPtr model;  ///< null: the one that learns here
};

/// How many threads train from now on; see ThreadChoice. What is not told stays as it is.
struct UseThreads {
  std::optional<int> threads = {};   ///< 0: as many as train the fastest; all, as long as nobody has asked
  std::optional<bool> sparing = {};  ///< at most half of those there are: nobody looks, or the battery is low
};

}  // namespace command

using Command =
    std::variant<command::Train, command::Pause, command::Step, command::Reset, command::Reseed, command::SetPreset,
                 command::SetField, command::UseData, command::DropData, command::CopyModel, command::UseModel,
                 command::TrainAlso, command::Attend, command::Observe, command::UseJudge, command::UseThreads>;

}  // namespace lab
