#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "train/pick.h"

namespace lab::ui {

/// The pictures of one's own that are at hand, the newest first. The platform keeps them between visits.
class OwnPictures {
 public:
  static constexpr std::size_t kMost = 24;

  /// The oldest goes where there is no room.
  void add(OwnPicturePtr picture);
  /// Puts `picture` in the place of `old`; adds it where that is not there.
  void replace(const OwnPicturePtr& old, OwnPicturePtr picture);
  void remove(const OwnPicturePtr& picture);
  /// All of them, as they were kept.
  void set(std::vector<OwnPicturePtr> pictures);

  [[nodiscard]] std::span<const OwnPicturePtr> all() const { return pictures_; }
  /// Grows with every change, so that the platform sees when there is something to keep.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  std::vector<OwnPicturePtr> pictures_;
  std::uint64_t version_ = 0;
};

}  // namespace lab::ui
