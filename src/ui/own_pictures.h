#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "train/pick.h"

namespace lab::ui {

/// The pictures of one's own that are at hand, the newest first. The platform keeps them between visits.
class OwnPictures {
 public:
  static constexpr std::size_t kMost = 24;

  /// The oldest goes where there is no room.
  void add(OwnPicturePtr picture) { insert(0, std::move(picture)); }
  /// Likewise, at that place or at the end.
  void insert(std::size_t place, OwnPicturePtr picture);
  /// Puts `renewed` in the place of `old`; adds it where that is not there.
  void replace(const OwnPicturePtr& old, OwnPicturePtr renewed);
  void remove(const OwnPicturePtr& picture);
  /// All of them, as they were kept.
  void set(std::vector<OwnPicturePtr> pictures);

  [[nodiscard]] std::span<const OwnPicturePtr> all() const { return pictures_; }
  /// Null where there are not so many.
  [[nodiscard]] OwnPicturePtr at(std::size_t place) const {
    return place < pictures_.size() ? pictures_[place] : nullptr;
  }
  /// Where it is; all().size() where it is not.
  [[nodiscard]] std::size_t place_of(const OwnPicturePtr& picture) const;
  /// The picture, or the one that replaced it last; null where neither is there.
  [[nodiscard]] OwnPicturePtr now(const OwnPicturePtr& picture) const;
  /// Grows with every change, so that the platform sees when there is something to keep.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  bool train_too = false;  ///< those that have a class are trained on

 private:
  std::vector<OwnPicturePtr> pictures_;
  std::pair<OwnPicturePtr, OwnPicturePtr> replaced_;  ///< the last one and what is in its place
  std::uint64_t version_ = 0;
};

/// The class of a picture of one's own, -1 where it has none.
[[nodiscard]] int class_of(const OwnPicture& picture);
/// The same picture with that class (0 to 255, or -1: none).
[[nodiscard]] OwnPicturePtr with_class(const OwnPicture& picture, int label);

}  // namespace lab::ui
