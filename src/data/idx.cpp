#include "data/idx.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "data/gzip.h"

namespace lab {
namespace {

constexpr std::uint32_t kLabelMagic = 0x00000801;
constexpr std::uint32_t kImageMagic = 0x00000803;

std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | static_cast<std::uint32_t>(bytes[at + 3]);
}

std::string count_of(std::uint64_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); }

using Bytes = std::vector<std::uint8_t>;

/// Replaces a packed file by what is in it, and says what it is by its first four bytes.
Result<std::uint32_t> open(const std::string& name, Bytes& data) {
  if (is_gzip(data)) {
    auto unpacked = gunzip(name, data);
    if (!unpacked) return unpacked.error();
    data = *std::move(unpacked);
  }
  if (data.empty()) return Error{name + " is empty."};
  const std::uint32_t magic = data.size() < 4 ? 0 : big_endian(data, 0);
  if (data.size() >= 4 && (magic >> 16) == 0 && magic != kLabelMagic && magic != kImageMagic &&
      ((magic >> 8) & 0xFFU) >= 8 && ((magic >> 8) & 0xFFU) <= 14) {
    return Error{name + " is an IDX file, but neither of images (three dimensions of bytes) nor of labels (one)."};
  }
  if (magic != kLabelMagic && magic != kImageMagic) {
    return Error{name + " is not an IDX file (MNIST's format): it does not start with 00 00 08 01 or 00 00 08 03."};
  }
  return magic;
}

Status check_length(const std::string& name, std::uint64_t expected, std::uint64_t actual, const std::string& promise) {
  if (actual < expected) {
    return Error{name + " is cut off: its header promises " + promise + ", but " + count_of(expected - actual, "byte") +
                 (expected - actual == 1 ? " is" : " are") + " missing."};
  }
  if (actual > expected) {
    return Error{name + " is longer than its header says (" + promise + "): " + count_of(actual - expected, "byte") +
                 " too many."};
  }
  return {};
}

Result<ImageSet> images_of(const std::string& name, std::uint32_t magic, Bytes data) {
  constexpr std::size_t kHeader = 16;
  if (magic != kImageMagic) return Error{name + " holds labels; images were expected here."};
  if (data.size() < kHeader) return Error{name + " is cut off within its header."};
  const std::uint64_t count = big_endian(data, 4);
  const std::uint64_t height = big_endian(data, 8);
  const std::uint64_t width = big_endian(data, 12);
  const std::string size = std::to_string(height) + " x " + std::to_string(width);
  if (height == 0 || width == 0 || height > kMaxImageSide || width > kMaxImageSide) {
    return Error{name + " says its images are " + size + " pixels; 1 x 1 to " + std::to_string(kMaxImageSide) + " x " +
                 std::to_string(kMaxImageSide) + " are accepted."};
  }
  if (count == 0) return Error{name + " holds no images."};
  // At most 2^32 * 2^16, so this cannot overflow.
  const std::uint64_t expected = kHeader + count * height * width;
  const Status status = check_length(name, expected, data.size(), count_of(count, "image") + " of " + size + " pixels");
  if (!status) return status.error();
  if (data.size() > kMaxUnpacked) return Error{name + " is too large."};

  ImageSet set;
  set.shape = Shape::image(static_cast<int>(height), static_cast<int>(width), 1);
  data.erase(data.begin(), data.begin() + kHeader);
  set.pixels = std::move(data);
  return set;
}

Result<std::vector<std::uint8_t>> labels_of(const std::string& name, std::uint32_t magic, const Bytes& data) {
  constexpr std::size_t kHeader = 8;
  if (magic != kLabelMagic) return Error{name + " holds images; labels were expected here."};
  if (data.size() < kHeader) return Error{name + " is cut off within its header."};
  const std::uint64_t count = big_endian(data, 4);
  if (count == 0) return Error{name + " holds no labels."};
  const Status status = check_length(name, kHeader + count, data.size(), count_of(count, "label"));
  if (!status) return status.error();
  return std::vector<std::uint8_t>(data.begin() + kHeader, data.end());
}

struct ImageFile {
  std::string name;
  FileRole role = FileRole::unknown;
  ImageSet set;
  std::string labelled_by;  ///< name of the label file that was matched
};

struct LabelFile {
  std::string name;
  FileRole role = FileRole::unknown;
  Bytes labels;
};

// Labels go first to images of the same role, then to images of the same count.
Status attach(LabelFile labels, std::vector<ImageFile>& images) {
  const auto fits = [&](const ImageFile& f) {
    return f.labelled_by.empty() && static_cast<std::size_t>(f.set.size()) == labels.labels.size();
  };
  const auto same_role = [&](const ImageFile& f) { return labels.role != FileRole::unknown && f.role == labels.role; };
  auto at = std::find_if(images.begin(), images.end(), same_role);
  if (at == images.end()) {
    at = std::find_if(images.begin(), images.end(), [&](const ImageFile& f) {
      return fits(f) && (f.role == FileRole::unknown || labels.role == FileRole::unknown);
    });
  }
  if (at == images.end()) {
    return Error{labels.name + " holds " + count_of(labels.labels.size(), "label") +
                 ", and there are no images that they belong to."};
  }
  if (!at->labelled_by.empty()) {
    return Error{labels.name + " and " + at->labelled_by + " both hold labels for " + at->name + "."};
  }
  if (!fits(*at)) {
    return Error{labels.name + " holds " + count_of(labels.labels.size(), "label") + ", but " + at->name + " holds " +
                 count_of(static_cast<std::uint64_t>(at->set.size()), "image") + "."};
  }
  at->labelled_by = labels.name;
  at->set.labels = std::move(labels.labels);
  return {};
}

// Which of one or two image files is for training.
Status order(std::vector<ImageFile>& images) {
  if (images.size() == 1) return {};
  ImageFile& a = images[0];
  ImageFile& b = images[1];
  if (a.role != FileRole::unknown && a.role == b.role) {
    return Error{a.name + " and " + b.name + " both hold " + (a.role == FileRole::train ? "training" : "test") +
                 " images; one of each is needed."};
  }
  const bool by_name = a.role != FileRole::unknown || b.role != FileRole::unknown;
  const bool swap = by_name ? a.role == FileRole::test || b.role == FileRole::train : a.set.size() < b.set.size();
  if (swap) std::swap(a, b);
  if (images[0].set.shape != images[1].set.shape) {
    return Error{images[0].name + " holds images of shape " + images[0].set.shape.to_string() + ", but " +
                 images[1].name + " of shape " + images[1].set.shape.to_string() + "."};
  }
  return {};
}

}  // namespace

bool looks_like_idx(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] >= 8 && bytes[2] <= 14 && bytes[3] >= 1 &&
         bytes[3] <= 8;
}

Result<ImageSet> parse_idx_images(const std::string& name, std::span<const std::uint8_t> bytes) {
  Bytes data(bytes.begin(), bytes.end());
  const auto magic = open(name, data);
  if (!magic) return magic.error();
  return images_of(name, *magic, std::move(data));
}

Result<std::vector<std::uint8_t>> parse_idx_labels(const std::string& name, std::span<const std::uint8_t> bytes) {
  Bytes data(bytes.begin(), bytes.end());
  const auto magic = open(name, data);
  if (!magic) return magic.error();
  return labels_of(name, *magic, data);
}

Result<Dataset> dataset_from_idx(std::vector<NamedFile> files) {
  if (files.empty()) return Error{"No files were given."};
  if (files.size() > 4) {
    return Error{std::to_string(files.size()) +
                 " files were given; a data set has at most four: images and labels, for training and for testing."};
  }
  std::vector<ImageFile> images;
  std::vector<LabelFile> labels;
  for (NamedFile& file : files) {
    const std::string& name = file.first;
    Bytes& data = file.second;
    const auto magic = open(name, data);
    if (!magic) return magic.error();
    if (*magic == kImageMagic) {
      auto set = images_of(name, *magic, std::move(data));
      if (!set) return set.error();
      images.push_back({name, role_of(name), *std::move(set), ""});
    } else {
      auto list = labels_of(name, *magic, data);
      if (!list) return list.error();
      labels.push_back({name, role_of(name), *std::move(list)});
    }
  }
  if (images.empty()) return Error{labels.front().name + " holds labels only; the file with the images is needed too."};
  if (images.size() > 2) {
    return Error{images[2].name + " is a third file of images; one for training and one for testing are accepted."};
  }
  for (LabelFile& file : labels) {
    const Status status = attach(std::move(file), images);
    if (!status) return status.error();
  }
  Status status = order(images);
  if (!status) return status.error();
  if (images.size() == 2 && images[0].labelled_by.empty() != images[1].labelled_by.empty()) {
    const ImageFile& bare = images[images[0].labelled_by.empty() ? 0 : 1];
    return Error{"The labels for " + bare.name + " are missing; give labels for both sets of images, or for none."};
  }

  Dataset set;
  set.name = "Own files";
  set.train = std::move(images[0].set);
  if (images.size() == 2) {
    set.test = std::move(images[1].set);
  } else if (set.train.size() < 2) {
    return Error{images[0].name + " holds a single image; at least two are needed, one to train on and one to test."};
  } else {
    hold_out_sixth(set);
  }
  return set;
}

void hold_out_sixth(Dataset& set) {
  ImageSet& train = set.train;
  const auto keep = static_cast<std::size_t>(train.size() - std::max(train.size() / 6, 1));
  const auto pixels = static_cast<std::ptrdiff_t>(keep * static_cast<std::size_t>(train.shape.size()));
  set.test.shape = train.shape;
  set.test.pixels.assign(train.pixels.begin() + pixels, train.pixels.end());
  train.pixels.resize(static_cast<std::size_t>(pixels));
  set.test.labels.clear();
  if (train.labels.empty()) return;
  set.test.labels.assign(train.labels.begin() + static_cast<std::ptrdiff_t>(keep), train.labels.end());
  train.labels.resize(keep);
}

}  // namespace lab
