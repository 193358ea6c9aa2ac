#include "data/picture_set.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "data/gzip.h"
#include "data/patches.h"
#include "data/png.h"
#include "data/resample.h"

namespace lab {
namespace {

constexpr std::size_t kTestEvery = 7;
constexpr std::size_t kMaxClasses = 256;  // labels are bytes

/// What the folders of a name say.
struct Place {
  FileRole role = FileRole::unknown;
  std::string class_name;
};

/// How many characters of names are folders that all of them begin with, as long as each has another folder after that.
std::size_t common_folders(std::span<const std::string> names) {
  std::size_t common = 0;
  for (;;) {
    const std::size_t slash = names.front().find('/', common);
    if (slash == std::string::npos) return common;
    const std::string_view folder = std::string_view(names.front()).substr(common, slash - common);
    if (folder_role(folder) != FileRole::unknown) return common;
    for (const std::string& name : names) {
      if (name.compare(0, slash + 1, names.front(), 0, slash + 1) != 0) return common;
      if (name.find('/', slash + 1) == std::string::npos) return common;
    }
    common = slash + 1;
  }
}

/// The class is the first folder that is none for training or testing.
Place place_of(const std::string& name, std::size_t begin) {
  Place place;
  for (std::size_t end = name.find('/', begin); end != std::string::npos; end = name.find('/', begin)) {
    const std::string folder = name.substr(begin, end - begin);
    begin = end + 1;
    const FileRole role = folder_role(folder);
    if (role != FileRole::unknown && (place.role == FileRole::unknown || place.class_name.empty())) {
      place.role = role;
    } else if (place.class_name.empty()) {
      place.class_name = folder;
    }
  }
  return place;
}

Result<Picture> read(const NamedFile& file) {
  auto picture = decode_picture(file.second, 0, file.first);
  if (!picture) return picture.error();
  return on_white(*std::move(picture));
}

}  // namespace

PictureSet::PictureSet(const Shape& image, std::size_t expected) : image_(image) {
  const auto size = static_cast<std::size_t>(image_.size());
  pixels_.reserve(std::min(expected, kMaxUnpacked / size) * size);
}

std::int64_t PictureSet::memory_bytes(std::span<const NamedFile> files, const Shape& image) {
  constexpr std::int64_t kCopies = 2;  // collected, then put in order for training and testing
  std::int64_t decoding = 0;
  std::int64_t patches = 0;
  for (const auto& [name, bytes] : files) {
    const auto header = read_picture_header(bytes);
    if (!header) continue;
    const auto& [width, height, peak] = *header;
    decoding = std::max(decoding, peak);
    // A photo may be turned.
    patches = std::max(patch_memory(width, height, image), patch_memory(height, width, image));
  }
  return decoding + (files.size() == 1 ? patches : 0) +
         kCopies * static_cast<std::int64_t>(files.size()) * image.size();
}

bool PictureSet::full() const { return entries_.size() >= kMaxUnpacked / static_cast<std::size_t>(image_.size()); }

Status PictureSet::add(NamedFile file, bool from_archive) {
  const auto size = static_cast<std::size_t>(image_.size());
  if (full()) {
    return Error{"There are too many pictures: more than " + std::to_string(kMaxUnpacked / size) + " of " +
                 std::to_string(image_.width) + " x " + std::to_string(image_.height) + " pixels do not fit."};
  }
  const auto header = from_archive ? read_picture_header(file.second) : std::nullopt;
  if (header && header->decoding > kArchivedDecoding) {
    return Error{file.first + " is too large a picture to be read out of an archive."};
  }
  const auto picture = read(file);
  if (!picture) return picture.error();
  const std::size_t at = pixels_.size();
  pixels_.resize(at + size);
  Resampler(Shape::image(picture->height, picture->width, picture->channels), image_)
      .apply(picture->pixels, std::span(pixels_).subspan(at));
  entries_.push_back({file.first, entries_.size()});
  first_ = entries_.size() == 1 ? std::move(file) : NamedFile{};
  return {};
}

Result<Dataset> PictureSet::finish(std::span<const std::string> lost) {
  const std::vector<Entry> entries = [&] {
    std::vector<Entry> sorted = std::exchange(entries_, {});
    std::stable_sort(sorted.begin(), sorted.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return sorted;
  }();
  const std::vector<std::uint8_t> pixels = std::exchange(pixels_, {});
  if (entries.empty()) return Error{"There are no pictures."};
  std::vector<std::string> names;
  names.reserve(entries.size() + lost.size());
  for (const Entry& entry : entries) names.push_back(entry.name);
  names.insert(names.end(), lost.begin(), lost.end());
  const std::size_t common = common_folders(names);
  std::vector<Place> places;
  std::set<std::string> classes;
  bool all_have_classes = true;
  std::array<int, 4> counts{};  // by role
  for (const Entry& entry : entries) {
    const Place& place = places.emplace_back(place_of(entry.name, common));
    classes.insert(place.class_name);
    all_have_classes = all_have_classes && !place.class_name.empty();
    ++counts[static_cast<std::size_t>(place.role)];
  }
  const auto count = [&](FileRole role) { return counts[static_cast<std::size_t>(role)]; };
  const bool labelled = all_have_classes && classes.size() <= kMaxClasses;
  const FileRole tested = count(FileRole::test) > 0 ? FileRole::test : FileRole::validation;
  const bool by_folder = count(tested) > 0 && count(FileRole::train) > 0;
  for (const std::string& name : lost) {
    const std::string of_class = place_of(name, common).class_name;
    if (labelled && !of_class.empty() && !classes.contains(of_class)) {
      return Error{"The class \"" + of_class + "\" has lost all of its pictures."};
    }
  }

  if (entries.size() == 1) {
    const auto picture = read(std::exchange(first_, {}));
    if (!picture) return picture.error();
    return cut_patches(*picture, image_, entries[0].name);
  }

  Dataset set;
  set.name = "Own pictures";
  if (tested == FileRole::test && count(FileRole::validation) > 0) {
    set.notes.push_back("The " + std::to_string(count(FileRole::validation)) +
                        (count(FileRole::validation) == 1 ? " validation picture is" : " validation pictures are") +
                        " trained on too, because there are others to test with.");
  }
  set.train.shape = set.test.shape = image_;
  if (labelled) set.class_names.assign(classes.begin(), classes.end());
  const std::size_t size = pixels.size() / entries.size();
  const auto is_test = [&](std::size_t i) {
    const bool seventh = i % kTestEvery == kTestEvery - 1;
    const bool last_of_few = entries.size() < kTestEvery && i + 1 == entries.size();
    return by_folder ? places[i].role == tested : seventh || last_of_few;
  };
  std::size_t tests = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) tests += is_test(i) ? 1 : 0;
  set.train.pixels.reserve((entries.size() - tests) * size);
  set.test.pixels.reserve(tests * size);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ImageSet& part = is_test(i) ? set.test : set.train;
    const auto from = pixels.begin() + static_cast<std::ptrdiff_t>(entries[i].index * size);
    part.pixels.insert(part.pixels.end(), from, from + static_cast<std::ptrdiff_t>(size));
    if (!labelled) continue;
    part.labels.push_back(
        static_cast<std::uint8_t>(std::distance(classes.begin(), classes.find(places[i].class_name))));
  }
  return set;
}

}  // namespace lab
