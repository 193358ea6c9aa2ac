#pragma once

#include <vector>

#include "core/memory_budget.h"
#include "core/result.h"
#include "data/image_set.h"
#include "nn/network.h"
#include "train/pick.h"

namespace lab {

/// Pictures of somebody's own that are trained on beside the data, fitted to the network: few, so that they are kept
/// apart and the data stay shared and as they are. What they take comes out of the budget.
class AddedImages {
 public:
  explicit AddedImages(MemoryBudget& budget) : memory_(budget) {}

  /// From the next begin_epoch() on these instead of those there were. Left out is what cannot be fitted to the network
  /// and, where that names classes, what has none that it knows. Refused, nothing has changed.
  Status set(std::vector<OwnPicturePtr> pictures, const Network& network);

  /// The same pictures for another network; none where there is no room for them any more.
  void fit(const Network& network);

  void begin_epoch() { images_ = next_; }

  /// Those of this epoch.
  [[nodiscard]] const ImageSet& images() const { return images_; }
  /// How many there will be from the next epoch on.
  [[nodiscard]] int next_count() const { return next_.size(); }

 private:
  std::vector<OwnPicturePtr> pictures_;  ///< as they were given
  MemoryShare memory_;
  ImageSet images_;
  ImageSet next_;
};

}  // namespace lab
