#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "data/named_file.h"
#include "data/png.h"

namespace lab {

/// Collects pictures, one after the other, into a data set of images of one shape. Belongs to one thread.
///
/// - Each picture is cut to the shape's aspect ratio around its middle and resized (Resampler); what is transparent
///   becomes white.
/// - Folders in a name tell what it shows: "cats/tom.png" is of class "cats". Folders that all names begin with are
///   passed over as long as others follow them. Classes are numbered in the order of their names. Without a folder for
///   every picture, or with more than 256 of them, there are no labels.
/// - If pictures lie in a folder called "test" (folder_role()) and others in one called "train" ("train/cats/tom.png"),
///   these are the two sets, and anything outside "test" is for training; so are validation pictures, unless there is
///   no folder "test": then they are what is tested with. Otherwise every seventh picture, in the order of names, is
///   for testing (the last one, if there are fewer than seven).
/// - A single picture is cut into patches instead (cut_patches).
class PictureSet {
 public:
  /// `image`: height, width and 1 or 3 channels, each side at most kMaxImageSide. `expected`: how many will come.
  explicit PictureSet(const Shape& image, std::size_t expected = 0);

  /// An upper bound of the bytes that reading those pictures takes at its peak, besides the files' own.
  [[nodiscard]] static std::int64_t memory_bytes(std::span<const NamedFile> files, const Shape& image);

  /// No more can be added.
  [[nodiscard]] bool full() const;

  /// What decoding a picture out of an archive may take, in bytes: its size is not known beforehand.
  static constexpr std::int64_t kArchivedDecoding = std::int64_t{kMaxPicturePixels} * 3;

  /// Decodes and resizes one picture. Errors name it.
  Status add(NamedFile file, bool from_archive = false);

  /// The data set of all pictures; the collector is empty afterwards. `lost`: the names of those that could not be
  /// read. Refused where a class has lost all of its pictures.
  Result<Dataset> finish(std::span<const std::string> lost = {});

 private:
  struct Entry {
    std::string name;
    std::size_t index = 0;  ///< in pixels_
  };

  Shape image_;
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> pixels_;
  NamedFile first_;  ///< kept while it is the only one
};

}  // namespace lab
