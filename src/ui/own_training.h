#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/shared.h"

namespace lab::ui {

/// Keeps what is trained on besides the data (command::TrainAlso) as OwnPictures and its switch say.
class OwnTraining {
 public:
  /// Once a frame. Where the images change for others whose classes are called otherwise, the switch goes off: the
  /// pictures' classes would mean something else. A notice says so.
  void follow(Shared& shared, const Snapshot& snapshot, Commands& commands);

 private:
  bool on_ = false;
  std::uint64_t version_ = 0;                                    ///< of the pictures that were sent
  std::shared_ptr<const std::vector<std::string>> class_names_;  ///< that their classes stand for
};

}  // namespace lab::ui
