#include "data/file_set.h"

#include <algorithm>
#include <utility>

#include "data/cifar.h"
#include "data/fit_shape.h"
#include "data/gzip.h"
#include "data/idx.h"
#include "data/png.h"

namespace lab {
std::string FileSet::title_of(Kind kind) {
  switch (kind) {
    case Kind::idx: return "an IDX file";
    case Kind::cifar: return "a CIFAR-10 batch";
    case Kind::picture: return "a picture";
    case Kind::none: break;
  }
  return "nothing known";
}

Result<FileSet::Kind> FileSet::kind_of(const NamedFile& file) {
  const auto& [name, bytes] = file;
  if (bytes.empty()) return Error{name + " is empty."};
  if (looks_like_picture(bytes)) return Kind::picture;
  if (looks_like_idx(bytes)) return Kind::idx;
  // Damaged batches count as batches, so that the reader can say what is wrong with them.
  if (looks_like_cifar(bytes) || named_like_cifar(name)) return Kind::cifar;
  return Error{name +
               " is none of the files that can be read here: MNIST's IDX files, CIFAR-10's binary batches, and "
               "pictures (PNG, JPEG or BMP)."};
}

std::int64_t FileSet::memory_bytes(std::span<const NamedFile> files, const std::optional<Shape>& input) {
  std::int64_t sum = 0;
  bool pictures = false;
  for (const auto& [name, bytes] : files) {
    const auto unpacked = static_cast<std::int64_t>(unpacked_size(bytes));
    const std::int64_t content = std::max(unpacked, static_cast<std::int64_t>(bytes.size()));
    if (looks_like_picture(bytes)) {
      pictures = true;
    } else if (named_like_cifar(name) || (unpacked == 0 && looks_like_cifar(bytes))) {
      sum += unpacked + content;  // colours are put in another order, into new images
    } else {
      sum += unpacked + content / 6 + 1;  // a sixth may be held out
    }
  }
  return sum + (pictures ? PictureSet::memory_bytes(files, input.value_or(kPictureShape)) : 0);
}

Status FileSet::add(NamedFile file) {
  if (is_gzip(file.second)) {
    auto unpacked = gunzip(file.first, file.second);
    if (!unpacked) return unpacked.error();
    file.second = *std::move(unpacked);
  }
  const auto kind = kind_of(file);
  if (!kind) return kind.error();
  if (kind_ != Kind::none && kind_ != *kind) {
    return Error{file.first + " is " + title_of(*kind) + ", but " + first_name_ + " is " + title_of(kind_) +
                 "; open files of one kind at a time."};
  }
  if (kind_ == Kind::none) first_name_ = file.first;
  kind_ = *kind;
  if (kind_ == Kind::picture) {
    if (!pictures_) {
      const auto image = image_shape_of(input_.value_or(kPictureShape));
      if (!image) return image.error();
      pictures_.emplace(*image, expected_);
    }
    return pictures_->add(std::move(file));
  }
  bytes_ += file.second.size();
  if (bytes_ > kMaxUnpacked) {
    return Error{"These files are too large together: at most " + std::to_string(kMaxUnpacked >> 20) +
                 " MiB are accepted. Open fewer of them."};
  }
  files_.push_back(std::move(file));
  return {};
}

Result<Dataset> FileSet::finish() {
  if (kind_ == Kind::none) return Error{"No files were given."};
  if (kind_ == Kind::picture) return pictures_->finish();
  auto set = kind_ == Kind::idx ? dataset_from_idx(std::move(files_)) : dataset_from_cifar(std::move(files_));
  if (!set || !input_) return set;
  return fit_to_shape(*std::move(set), *input_);
}

Result<Dataset> dataset_from_files(std::vector<NamedFile> files, const std::optional<Shape>& input) {
  FileSet set(input);
  for (NamedFile& file : files) {
    const Status status = set.add(std::move(file));
    if (!status) return status.error();
  }
  return set.finish();
}

}  // namespace lab
