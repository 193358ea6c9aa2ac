#include "data/array_set.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/release.h"
#include "data/gzip.h"
#include "data/number_images.h"

namespace lab {
namespace {

std::string count_of(std::size_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); }

/// The file's own name without its ending.
std::string stem_of(const std::string& name) {
  const std::string own = name.substr(name.find_last_of('/') + 1);
  return own.substr(0, own.rfind('.'));
}

void append(ImageSet& to, ImageSet from) {
  if (to.pixels.empty()) {
    to = std::move(from);
    return;
  }
  to.pixels.insert(to.pixels.end(), from.pixels.begin(), from.pixels.end());
  to.labels.insert(to.labels.end(), from.labels.begin(), from.labels.end());
}

/// Sets of a class each become one in which all classes are spread evenly, so that its beginning and its end are
/// samples of it.
ImageSet spread(std::vector<ImageSet> classes) {
  struct Place {
    double at;
    std::size_t of_class;
    int index;
  };
  std::vector<Place> places;
  ImageSet all;
  all.shape = classes.front().shape;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    for (int i = 0; i < classes[c].size(); ++i) places.push_back({(i + 0.5) / classes[c].size(), c, i});
  }
  std::ranges::stable_sort(places, {}, &Place::at);
  all.pixels.reserve(places.size() * static_cast<std::size_t>(all.shape.size()));
  for (const Place& place : places) {
    const auto image = classes[place.of_class].image(place.index);
    all.pixels.insert(all.pixels.end(), image.begin(), image.end());
    all.labels.push_back(classes[place.of_class].labels[static_cast<std::size_t>(place.index)]);
  }
  return all;
}

}  // namespace

void ArraySet::add(NumberArray array, bool is_class) {
  if (holds_labels(array)) {
    labels_.push_back(std::move(array));
    return;
  }
  Images& images = images_.emplace_back();
  images.name = array.name;
  images.role = role_of(array.name);
  images.is_class = is_class;
  images.array = std::move(array);
}

Status ArraySet::add(CsvImages table) {
  if (!image_shape_of_row(table.images.shape[1])) {
    return Error{table.images.name + " has " + std::to_string(table.images.shape[1]) +
                 " numbers a row beside the label, which are no square image."};
  }
  ImageSet labels;
  if (!table.labels.empty()) {
    auto list = labels_of(table.labels.front());
    if (!list) return list.error();
    labels.labels = *std::move(list);
  }
  add(table.images.name, std::move(labels));
  images_.back().array = std::move(table.images);
  return {};
}

void ArraySet::add(std::string name, ImageSet images) {
  Images& last = images_.emplace_back();
  last.role = role_of(name);
  if (!images.labels.empty()) last.labelled_by = name;
  last.name = std::move(name);
  last.set = std::move(images);
}

/// All arrays of images become images, by the range of them all: what is white in one is white in the others.
Status ArraySet::convert() {
  NumberRange range;
  for (const Images& images : images_) {
    if (images.array.shape.empty()) continue;
    const auto wider = range_of(images.array, range);
    if (!wider) return wider.error();
    range = *wider;
  }
  for (Images& images : images_) {
    if (!images.array.shape.empty()) {
      auto set = images_of(std::exchange(images.array, {}), range);
      if (!set) return set.error();
      set->labels = std::move(images.set.labels);
      images.set = *std::move(set);
    }
    if (images.set.shape != images_.front().set.shape) {
      return Error{images_.front().name + " holds images of shape " + images_.front().set.shape.to_string() + ", but " +
                   images.name + " of shape " + images.set.shape.to_string() + "."};
    }
  }
  return {};
}

/// Labels go first to images of the same role, then to images of the same count.
Status ArraySet::attach(Labels labels) {
  const auto fits = [&](const Images& f) {
    return f.labelled_by.empty() && static_cast<std::size_t>(f.set.size()) == labels.labels.size();
  };
  const auto same_role = [&](const Images& f) { return labels.role != FileRole::unknown && f.role == labels.role; };
  auto at = std::ranges::find_if(images_, [&](const Images& f) { return same_role(f) && fits(f); });
  if (at == images_.end()) at = std::ranges::find_if(images_, same_role);
  if (at == images_.end()) {
    at = std::ranges::find_if(images_, [&](const Images& f) {
      return fits(f) && (f.role == FileRole::unknown || labels.role == FileRole::unknown);
    });
  }
  const std::string holds = labels.name + " holds " + count_of(labels.labels.size(), "label");
  if (at == images_.end()) return Error{holds + ", and there are no images that they belong to."};
  if (!at->labelled_by.empty()) {
    return Error{labels.name + " and " + at->labelled_by + " both hold labels for " + at->name + "."};
  }
  if (!fits(*at)) {
    return Error{holds + ", but " + at->name + " holds " + count_of(static_cast<std::size_t>(at->set.size()), "image") +
                 "."};
  }
  at->labelled_by = labels.name;
  at->set.labels = std::move(labels.labels);
  return {};
}

/// Files without labels are a class each, where there are several for one purpose.
void ArraySet::name_classes() {
  const bool all_bare =
      std::ranges::all_of(images_, [](const Images& f) { return f.is_class && f.labelled_by.empty(); });
  bool several = false;
  for (const Images& f : images_) {
    several = several || std::ranges::count(images_, f.role, &Images::role) > 1;
  }
  if (!all_bare || !several) return;
  class_names_.clear();
  for (const Images& f : images_) class_names_.push_back(stem_of(f.name));
  std::ranges::sort(class_names_);
  class_names_.erase(std::unique(class_names_.begin(), class_names_.end()), class_names_.end());
  if (class_names_.size() > 256) return;
  for (Images& f : images_) {
    const auto label = std::ranges::lower_bound(class_names_, stem_of(f.name)) - class_names_.begin();
    f.set.labels.assign(static_cast<std::size_t>(f.set.size()), static_cast<std::uint8_t>(label));
    f.labelled_by = f.name;
  }
}

/// Whether each file is for training or for testing.
void ArraySet::find_roles(Dataset& data) {
  const bool tests = std::ranges::any_of(images_, [](const Images& f) { return f.role == FileRole::test; });
  std::size_t validation = 0;
  for (Images& f : images_) {
    if (f.role != FileRole::validation) continue;
    validation += static_cast<std::size_t>(f.set.size());
    f.role = tests ? FileRole::train : FileRole::test;
  }
  if (tests && validation > 0) {
    data.notes.push_back("The " + count_of(validation, "validation image") + (validation == 1 ? " is" : " are") +
                         " trained on too, because there are others to test with.");
  }
  const bool class_each = images_.front().is_class && images_.front().labelled_by == images_.front().name;
  if (images_.size() == 2 && !class_each) {
    Images& a = images_[0];
    Images& b = images_[1];
    const bool by_name = a.role != FileRole::unknown || b.role != FileRole::unknown;
    if (by_name && a.role == b.role) return;
    const bool swap = by_name ? a.role == FileRole::test || b.role == FileRole::train : a.set.size() < b.set.size();
    if (swap) std::swap(a, b);
    a.role = FileRole::train;
    b.role = FileRole::test;
  }
}

Result<Dataset> ArraySet::finish() {
  if (images_.empty() && labels_.empty()) return Error{"No files with images were given."};
  if (images_.empty()) return Error{labels_.front().name + " holds labels only; the images are needed too."};
  // What comes in any order must not make another data set.
  std::ranges::stable_sort(images_, {}, &Images::name);
  if (Status status = convert(); !status) return status.error();
  for (NumberArray& array : labels_) {
    auto list = labels_of(array);
    if (!list) return list.error();
    if (Status status = attach({array.name, role_of(array.name), *std::move(list)}); !status) return status.error();
  }
  name_classes();
  const auto bare = std::ranges::find_if(images_, [](const Images& f) { return f.labelled_by.empty(); });
  const bool labelled = std::ranges::any_of(images_, [](const Images& f) { return !f.labelled_by.empty(); });
  if (labelled && bare != images_.end()) {
    return Error{"The labels for " + bare->name + " are missing; give labels for all images, or for none."};
  }

  Dataset data;
  data.name = "Own files";
  find_roles(data);
  if (labelled) data.class_names = std::move(class_names_);
  const std::string first = images_.front().name;
  const bool by_class = images_.front().is_class && images_.front().labelled_by == first;
  for (ImageSet* part : {&data.train, &data.test}) {
    const bool test = part == &data.test;
    std::vector<ImageSet> sets;
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (Images& f : images_) {
      if ((f.role == FileRole::test) != test) continue;
      bytes += f.set.pixels.size();
      count += static_cast<std::size_t>(f.set.size());
      sets.push_back(std::move(f.set));
    }
    if (bytes > kMaxUnpacked) {
      return Error{"These files are too much: at most " + std::to_string(kMaxUnpacked >> 20) +
                   " MiB of training images or of test images are accepted."};
    }
    if (sets.empty()) continue;
    if (by_class) {
      *part = spread(std::move(sets));
      continue;
    }
    // Room for all of them at once: growing would take it twice.
    if (sets.size() > 1) {
      sets.front().pixels.reserve(bytes);
      sets.front().labels.reserve(count);
    }
    for (ImageSet& set : sets) append(*part, std::move(set));
  }
  release(images_);
  if (data.train.size() == 0) std::swap(data.train, data.test);
  if (data.test.size() == 0) {
    if (data.train.size() < 2) {
      return Error{first + " holds a single image; at least two are needed, one to train on and one to test."};
    }
    hold_out_sixth(data);
  }
  return data;
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
