#include "data/cifar.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/release.h"
#include "data/gzip.h"
#include "data/idx.h"

namespace lab {
namespace {

constexpr std::size_t kRecord = kCifarRecord;
constexpr std::size_t kPlane = 32UL * 32UL;
constexpr int kClasses = 10;
constexpr std::array<const char*, kClasses> kClassNames = {"airplane", "automobile", "bird",  "cat",  "deer",
                                                           "dog",      "frog",       "horse", "ship", "truck"};

Status append(const std::string& name, std::span<const std::uint8_t> bytes, ImageSet& set) {
  if (bytes.empty()) return Error{name + " is empty."};
  if (bytes.size() % kRecord != 0) {
    return Error{name + " is not a whole CIFAR-10 batch: its images take " + std::to_string(kRecord) +
                 " bytes each, and " + std::to_string(bytes.size() % kRecord) + " bytes are left over."};
  }
  const std::size_t count = bytes.size() / kRecord;
  if (set.pixels.size() + count * 3 * kPlane > kMaxUnpacked) {
    return Error{name + " is too much: at most " + std::to_string(kMaxUnpacked >> 20) +
                 " MiB of training images or of test images are accepted."};
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (bytes[i * kRecord] >= kClasses) {
      return Error{name + " is not a CIFAR-10 batch: image " + std::to_string(i + 1) + " has the class " +
                   std::to_string(bytes[i * kRecord]) + ", and there are only 0 to 9."};
    }
  }
  std::size_t at = set.pixels.size();
  set.pixels.resize(at + count * 3 * kPlane);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* const record = bytes.data() + i * kRecord;
    set.labels.push_back(record[0]);
    const std::uint8_t* const red = record + 1;
    for (std::size_t p = 0; p < kPlane; ++p, at += 3) {
      set.pixels[at] = red[p];
      set.pixels[at + 1] = red[p + kPlane];
      set.pixels[at + 2] = red[p + 2 * kPlane];
    }
  }
  return {};
}

ImageSet empty_set() {
  ImageSet set;
  set.shape = Shape::image(32, 32, 3);
  return set;
}

// Replaces a packed file by what is in it.
Status unpack(const std::string& name, std::vector<std::uint8_t>& bytes) {
  if (!is_gzip(bytes)) return {};
  auto unpacked = gunzip(name, bytes);
  if (!unpacked) return unpacked.error();
  bytes = *std::move(unpacked);
  return {};
}

}  // namespace

bool looks_like_cifar(std::span<const std::uint8_t> bytes) {
  if (bytes.empty() || bytes.size() % kRecord != 0) return false;
  for (std::size_t at = 0; at < bytes.size(); at += kRecord) {
    if (bytes[at] >= kClasses) return false;
  }
  return true;
}

bool named_like_cifar(const std::string& name) {
  const auto ends = [&](const std::string& end) {
    return name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
  };
  return ends(".bin") || ends(".bin.gz");
}

Result<ImageSet> parse_cifar(const std::string& name, std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> data(bytes.begin(), bytes.end());
  Status status = unpack(name, data);
  ImageSet set = empty_set();
  if (status) status = append(name, data, set);
  if (!status) return status.error();
  return set;
}

Result<Dataset> dataset_from_cifar(std::vector<NamedFile> files) {
  if (files.empty()) return Error{"No files were given."};
  // Batches dropped on a page come in any order; the data must not depend on it.
  std::sort(files.begin(), files.end(), [](const NamedFile& a, const NamedFile& b) { return a.first < b.first; });
  Dataset set{"CIFAR-10 files", empty_set(), empty_set(), {kClassNames.begin(), kClassNames.end()}};
  const auto part_of = [&set](const std::string& name) -> ImageSet& {
    return role_of(name) == FileRole::test ? set.test : set.train;
  };
  for (auto& [name, bytes] : files) {
    if (const Status status = unpack(name, bytes); !status) return status.error();
  }
  // Room for all of them at once: growing would take it twice.
  for (ImageSet* part : {&set.train, &set.test}) {
    std::size_t records = 0;
    for (const auto& [name, bytes] : files) records += &part_of(name) == part ? bytes.size() / kRecord : 0;
    part->pixels.reserve(std::min(records * 3 * kPlane, kMaxUnpacked));
    part->labels.reserve(std::min(records, kMaxUnpacked / kRecord));
  }
  for (auto& [name, bytes] : files) {
    if (const Status status = append(name, bytes, part_of(name)); !status) return status.error();
    release(bytes);
  }
  if (set.train.size() == 0) std::swap(set.train, set.test);
  if (set.test.size() == 0) {
    if (set.train.size() < 2) {
      return Error{files[0].first + " holds a single image; at least two are needed, one to train on and one to test."};
    }
    hold_out_sixth(set);
  }
  return set;
}

}  // namespace lab
