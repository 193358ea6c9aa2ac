#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/result.h"
#include "data/array_set.h"
#include "data/cifar.h"
#include "data/image_set.h"
#include "data/named_file.h"
#include "data/picture_set.h"
#include "data/zip.h"

namespace lab {

/// The one way in for files from people: recognises by their contents what the table in file_set.cpp lists (IDX, NPY
/// and NPZ, tables, CIFAR-10 and CIFAR-100, pictures, each plain or gzip, and ZIP archives of all these), and puts them
/// together as one data set. Files come one at a time, so that a page can do other things in between. Belongs to one
/// thread.
///
/// What is damaged among data is an error that names the file. Pictures that cannot be read, files of other kinds and
/// pictures that lie beside data are left out, counted and named in the data set's notes; what systems put beside files
/// (".DS_Store", "__MACOSX/") is passed over.
class FileSet {
 public:
  /// Larger than any preset wants, in colour.
  static constexpr Shape kPictureShape{64, 64, 3, false};

  /// `input`: what the network takes; images are fitted to it (fit_to_shape). Without it data stay as they are, and
  /// pictures get kPictureShape: the trainer fits them to one network after another.
  explicit FileSet(const std::optional<Shape>& input = {}) : input_(input) {}

  /// An upper bound of the bytes that reading `files` takes at its peak, besides their own, as their headers,
  /// directories and trailers say. Files that will be refused may count for nothing.
  [[nodiscard]] static std::int64_t memory_bytes(std::span<const NamedFile> files,
                                                 const std::optional<Shape>& input = {});

  /// So many files will be added: pictures take their memory once.
  void expect(std::size_t files) { expected_ = files; }

  /// Unpacks the file, finds out what it is and reads it; an archive is opened. Pictures are decoded and resized here.
  Status add(NamedFile file);

  /// Whether an archive is open whose files are to be read before anything else is done here.
  [[nodiscard]] bool unpacking() const { return !archives_.empty(); }

  /// Reads the next file of it.
  Status unpack_next();

  /// Says of a file why it was not added; the sentence begins with its name.
  void leave_out(std::string sentence) { left_out_.push_back(std::move(sentence)); }

  /// Everything together, see ArraySet and PictureSet. The FileSet is spent afterwards.
  Result<Dataset> finish();

 private:
  friend struct FileFormat;

  struct Archive {
    std::string prefix;  ///< of the names of what is in it
    NamedFile file;
    std::vector<ZipItem> items;
    std::size_t next = 0;
  };

  Status add_picture(NamedFile file);
  Status open_archive(NamedFile file);
  Status add_idx(NamedFile file);
  Status add_npy(NamedFile file);
  Status add_cifar(const CifarKind& kind, NamedFile file);
  Status add_cifar10(NamedFile file);
  Status add_cifar100(NamedFile file);
  Status add_class_names(NamedFile file);
  Status add_table(NamedFile file);

  /// Whether data of the same contents have been added.
  bool is_twin(const NamedFile& file);
  [[nodiscard]] std::string left_out() const;

  std::optional<Shape> input_;
  std::size_t expected_ = 0;
  std::size_t bytes_ = 0;  ///< of what arrays_ keeps
  ArraySet arrays_;
  std::optional<PictureSet> pictures_;
  std::vector<std::string> picture_names_;  ///< that were read
  std::vector<std::string> lost_pictures_;  ///< that could not be
  std::vector<std::string> left_out_;       ///< a sentence each
  std::vector<Archive> archives_;           ///< the last one is being read
  std::set<std::tuple<std::uint32_t, std::size_t, FileRole>> contents_;
  std::set<std::string> names_;
};

/// All files at once.
Result<Dataset> dataset_from_files(std::vector<NamedFile> files, const std::optional<Shape>& input = {});

}  // namespace lab
