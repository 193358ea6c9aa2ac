#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "data/csv.h"
#include "data/image_set.h"
#include "data/named_file.h"
#include "data/number_array.h"

namespace lab {

/// Puts arrays and batches of images together into one data set, in whatever order they come. Belongs to one thread.
///
/// - Images and labels are told apart as holds_labels() says, training, validation and test images by their names
///   (role_of), else by count: labels belong to the images of which there are as many, and of two sets the larger is
///   for training. Validation images are trained on where there are others to test with, and tested with where not.
/// - Several files of images with labels of their own (CIFAR's batches, tables) follow each other in the order of their
///   names. Several arrays without any labels, each a file, are a class each, called as the file is.
/// - Without test images the last sixth of the training images is held out. Labels may be missing altogether; if they
///   are there, they must be there for all.
class ArraySet {
 public:
  /// `is_class`: as one of several without labels it may be the images of one class.
  void add(NumberArray array, bool is_class);

  /// A table of images with its labels, if it has any.
  Status add(CsvImages table);

  /// Images that are ready, with their labels or without.
  void add(std::string name, ImageSet images);

  /// What classes are called, if there turn out to be labels.
  void set_class_names(std::vector<std::string> names) { class_names_ = std::move(names); }

  [[nodiscard]] bool empty() const { return images_.empty() && labels_.empty(); }

  /// The data set; the collector is empty afterwards. Errors name the file at fault.
  Result<Dataset> finish();

 private:
  struct Images {
    std::string name;
    FileRole role = FileRole::unknown;
    bool is_class = false;
    NumberArray array = {};  ///< empty once they are in `set`
    ImageSet set = {};
    std::string labelled_by = {};  ///< name of the array that was matched
  };
  struct Labels {
    std::string name;
    FileRole role = FileRole::unknown;
    std::vector<std::uint8_t> labels;
  };

  Status convert();
  Status attach(Labels labels);
  void name_classes();
  void find_roles(Dataset& data);

  std::vector<Images> images_;
  std::vector<NumberArray> labels_;
  std::vector<std::string> class_names_;
};

/// Moves the last sixth of `set.train` (rounded down, at least one image) to `set.test`.
void hold_out_sixth(Dataset& set);

}  // namespace lab
