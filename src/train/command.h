#pragma once

#include <string>
#include <variant>

#include "data/image_set.h"
#include "experiment/fields.h"

namespace lab {

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

/// Replaces the data; the run begins again.
struct UseData {
  DatasetPtr data;
};

/// Which test image is shown large, and the first of the ten in the strip.
struct Show {
  int spotlight = 0;
  int strip_first = 0;
};

}  // namespace command

using Command = std::variant<command::Train, command::Pause, command::Step, command::Reset, command::Reseed,
                             command::SetPreset, command::SetField, command::UseData, command::Show>;

}  // namespace lab
