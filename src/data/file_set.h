#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "data/image_set.h"
#include "data/named_file.h"
#include "data/picture_set.h"

namespace lab {

/// The one way in for files from people: recognises by their contents MNIST's IDX files, CIFAR-10's binary batches
/// (either plain or gzip) and pictures (PNG, JPEG, BMP), and puts them together as one data set. Files come one at a
/// time, so that a page can do other things in between. Belongs to one thread. Errors name the file at fault.
class FileSet {
 public:
  /// Larger than any preset wants, in colour.
  static constexpr Shape kPictureShape{64, 64, 3, false};

  /// `input`: what the network takes; images are fitted to it (fit_to_shape). Without it IDX and CIFAR images stay as
  /// they are, and pictures get kPictureShape: the trainer fits them to one network after another.
  explicit FileSet(const std::optional<Shape>& input = {}) : input_(input) {}

  /// An upper bound of the bytes that reading `files` takes at its peak, besides their own, as their headers and
  /// trailers say. Files that will be refused may count for nothing.
  [[nodiscard]] static std::int64_t memory_bytes(std::span<const NamedFile> files,
                                                 const std::optional<Shape>& input = {});

  /// So many files will be added: pictures take their memory once.
  void expect(std::size_t files) { expected_ = files; }

  /// Unpacks the file and finds out what it is. Pictures are decoded and resized here.
  Status add(NamedFile file);

  /// Everything together, see dataset_from_idx(), dataset_from_cifar() and PictureSet. The FileSet is spent afterwards.
  Result<Dataset> finish();

 private:
  enum class Kind { none, idx, cifar, picture };

  static Result<Kind> kind_of(const NamedFile& file);
  static std::string title_of(Kind kind);

  std::optional<Shape> input_;
  Kind kind_ = Kind::none;
  std::string first_name_;
  std::vector<NamedFile> files_;
  std::size_t bytes_ = 0;  ///< of files_
  std::size_t expected_ = 0;
  std::optional<PictureSet> pictures_;
};

/// All files at once.
Result<Dataset> dataset_from_files(std::vector<NamedFile> files, const std::optional<Shape>& input = {});

}  // namespace lab
