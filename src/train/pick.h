#pragma once

#include <memory>
#include <string>

#include "data/image_set.h"

namespace lab {

/// A picture that somebody brought: drawn by hand, photographed or opened. Immutable.
struct OwnPicture {
  ImageSet image;    ///< one image, of any shape; labels: its class, or empty
  std::string name;  ///< for people; may be empty
};
using OwnPicturePtr = std::shared_ptr<const OwnPicture>;

/// One picture to look at: a test image by its number, or one of somebody's own.
struct Pick {
  int index = 0;  ///< any number, taken modulo how many test images there are; where `own` is set, what to come back to
  OwnPicturePtr own;  ///< or null

  Pick() = default;
  Pick(int number) : index(number) {}  // NOLINT(google-explicit-constructor): a number is a pick
  explicit Pick(OwnPicturePtr picture) : own(std::move(picture)) {}

  bool operator==(const Pick& other) const { return own == other.own && (own || index == other.index); }
};

}  // namespace lab
