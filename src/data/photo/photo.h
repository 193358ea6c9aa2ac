#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/image_set.h"
#include "data/photo/ink.h"
#include "data/png.h"

namespace lab {

/// What can be said about a photo that its pixels do not say.
struct PhotoSettings {
  static constexpr float kLeastFactor = 0.4F;
  static constexpr float kMostFactor = 1.8F;

  float threshold = 1.0F;          ///< times Otsu's
  std::optional<bool> light = {};  ///< ink lighter than its paper; nothing: the picture decides

  bool operator==(const PhotoSettings&) const = default;
};

/// A digit in a photo, and how it was found. Pictures for showing are grey, of one size, and have at most
/// Photo::kShownSide pixels on their longer side.
struct FoundDigit {
  bool found = false;
  bool light = false;                ///< whether the ink is taken for lighter than its paper
  Shape shown;                       ///< of `evened` and `ink`
  std::vector<std::uint8_t> evened;  ///< in even light: paper white and ink black, or the reverse
  std::vector<std::uint8_t> ink;     ///< the digit white, other ink grey
  struct {
    float left = 0, top = 0, right = 0, bottom = 0;
  } box;           ///< the digit's, in shares of the picture's width and height
  ImageSet digit;  ///< one image, 28 x 28 grey, placed as MNIST's are; none where nothing was found
};

/// A photo or another picture in which a digit may be: read once, then looked at with one setting after the other.
/// Keeps a small copy only. Immutable, callable from any thread.
class Photo {
 public:
  static constexpr int kWorkSide = 480;   ///< pixels of the longer side that the digit is looked for in
  static constexpr int kShownSide = 192;  ///< likewise, of the pictures for showing

  explicit Photo(const Picture& picture);

  /// The photo for showing, grey or in colour.
  [[nodiscard]] const ImageSet& shown() const { return shown_; }

  /// The square in its middle, as files are cut, with at most FileSet::kPictureShape's pixels; grey or in colour.
  [[nodiscard]] const ImageSet& as_it_is() const { return as_it_is_; }

  /// Whether it is no photo, but as small as the images that networks take.
  [[nodiscard]] bool is_small() const { return small_; }

  /// Takes some milliseconds.
  [[nodiscard]] FoundDigit find(const PhotoSettings& settings) const;

 private:
  ImageSet shown_;
  ImageSet as_it_is_;
  bool small_ = false;
  bool light_ = false;
  Picture dark_ink_;   ///< photo::ink_strength() of ink darker than its paper
  Picture light_ink_;  ///< and lighter
};

}  // namespace lab
