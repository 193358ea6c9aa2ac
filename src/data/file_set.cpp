#include "data/file_set.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "data/csv.h"
#include "data/fit_shape.h"
#include "data/gzip.h"
#include "data/idx.h"
#include "data/light_paper.h"
#include "data/npy.h"
#include "data/png.h"

namespace lab {
namespace {

constexpr std::size_t kMostArchives = 3;    // one inside the other
constexpr std::size_t kMostNamed = 3;       // in a sentence
constexpr std::size_t kHead = 512;          // bytes in which a header is looked for
constexpr std::int64_t kNestedArchive = 8;  // how much an archive inside an archive is thought to hold

using Head = std::span<const std::uint8_t>;

bool is_picture(const std::string& /*name*/, Head bytes) { return looks_like_picture(bytes); }
bool is_archive(const std::string& /*name*/, Head bytes) { return looks_like_zip(bytes); }
bool is_idx(const std::string& /*name*/, Head bytes) { return looks_like_idx(bytes); }
bool is_npy(const std::string& /*name*/, Head bytes) { return looks_like_npy(bytes); }
bool is_class_names(const std::string& name, Head /*bytes*/) {
  return name.ends_with("fine_label_names.txt") || name.ends_with("batches.meta.txt");
}
// Damaged batches count as batches, so that the reader can say what is wrong with them.
bool is_cifar(const CifarKind& kind, const std::string& name, Head bytes) {
  return looks_like_cifar(kind, bytes) || (named_like_cifar(name) && &likelier_cifar(bytes) == &kind);
}
bool is_cifar10(const std::string& name, Head bytes) { return is_cifar(kCifar10, name, bytes); }
bool is_cifar100(const std::string& name, Head bytes) { return is_cifar(kCifar100, name, bytes); }
bool is_table(const std::string& name, Head bytes) {
  const std::string lower = lower_case(name);
  return lower.ends_with(".csv") || lower.ends_with(".csv.gz") || looks_like_csv(bytes);
}

// What reading takes besides the unpacked bytes, for so many of them: images out of arrays of bytes are those bytes, of
// other numbers they are new; a sixth may be held out; files of a class each are put together once more.
std::int64_t idx_memory(Head head, std::int64_t size) { return head[2] == 8 ? 0 : size; }
std::int64_t twice(Head /*head*/, std::int64_t size) { return 2 * size; }
std::int64_t once(Head /*head*/, std::int64_t size) { return size; }
std::int64_t nested(Head /*head*/, std::int64_t size) { return kNestedArchive * size; }
// A number takes a digit and a separator at least, and up to four bytes; then they become pixels.
std::int64_t table_memory(Head /*head*/, std::int64_t size) { return 4 * size; }

/// What pictures are called, whoever can read them.
bool named_like_picture(const std::string& name) {
  constexpr std::string_view kEndings =
      " png jpg jpeg jfif bmp gif webp avif heic heif tif tiff svg pgm ppm pnm pbm jp2 jxl tga ico psd ";
  const std::size_t dot = name.rfind('.');
  return dot != std::string::npos &&
         kEndings.find(" " + lower_case(std::string_view(name).substr(dot + 1)) + " ") != std::string_view::npos;
}

/// What systems put beside the files.
bool is_clutter(const std::string& name) {
  const std::string path = "/" + name;
  return path.find("/.") != std::string::npos || path.find("/__MACOSX/") != std::string::npos ||
         path.ends_with("/Thumbs.db") || path.ends_with("/desktop.ini") || path.ends_with('/');
}

constexpr const char* kReadable =
    "IDX files (MNIST's), NumPy's .npy and .npz, tables (.csv), CIFAR-10's and CIFAR-100's binary batches, pictures "
    "(PNG, JPEG, BMP, PGM or PPM"
#ifndef __EMSCRIPTEN__
    ", GIF"
#endif
    "), and ZIP archives of these";

}  // namespace

/// The formats, in the order in which they are tried. To add one: a row, its reader in FileSet, and its parser in a
/// file pair of its own.
struct FileFormat {
  bool (*recognises)(const std::string& name, Head bytes);
  Status (FileSet::*add)(NamedFile file);
  std::int64_t (*memory)(Head head, std::int64_t size);

  static const FileFormat* of(const std::string& name, Head bytes);
};

const FileFormat* FileFormat::of(const std::string& name, Head bytes) {
  static constexpr std::array<FileFormat, 8> kFormats = {{
      {is_picture, &FileSet::add_picture, nullptr},
      {is_archive, &FileSet::open_archive, nested},
      {is_idx, &FileSet::add_idx, idx_memory},
      {is_npy, &FileSet::add_npy, twice},
      {is_class_names, &FileSet::add_class_names, once},
      {is_cifar100, &FileSet::add_cifar100, once},
      {is_cifar10, &FileSet::add_cifar10, once},
      {is_table, &FileSet::add_table, table_memory},
  }};
  const auto* const at = std::ranges::find_if(kFormats, [&](const FileFormat& f) { return f.recognises(name, bytes); });
  return at == kFormats.end() ? nullptr : at;
}

std::int64_t FileSet::memory_bytes(std::span<const NamedFile> files, const std::optional<Shape>& input) {
  std::int64_t sum = 0;
  std::int64_t largest = 0;  // that is unpacked for a moment
  std::int64_t packed_pictures = 0;
  bool pictures = false;
  std::array<int, 4> idx_images{};  // by role
  std::int64_t idx_bytes = 0;
  // `unpacked`: bytes that are new beside the file's own.
  const auto count = [&](const std::string& name, Head head, std::int64_t size, std::int64_t unpacked) {
    if (is_gzip(head)) {  // inside an archive
      sum += unpacked + nested(head, size);
      return;
    }
    const FileFormat* const format = FileFormat::of(name, head);
    if (is_idx(name, head) && head[3] >= 3) {
      ++idx_images[static_cast<std::size_t>(role_of(name))];
      idx_bytes += size;
    }
    if (format == nullptr) {
      const bool batch = size % kCifar10.record() == 0 || size % kCifar100.record() == 0;  // judged when it is unpacked
      largest = std::max(largest, unpacked);
      sum += batch ? 2 * size : 0;
    } else if (format->memory == nullptr) {
      largest = std::max(largest, unpacked);
      packed_pictures += unpacked > 0 ? 1 : 0;
      pictures = true;
    } else {
      sum += unpacked + format->memory(head, size) + size / 6 + 1;
    }
  };
  for (const auto& [name, bytes] : files) {
    if (looks_like_zip(bytes)) {
      const auto items = list_zip(name, bytes);
      if (!items) continue;
      for (const ZipItem& item : *items) {
        const auto size = static_cast<std::int64_t>(item.size);
        // The gzip file that an item is dressed as goes when it is unpacked.
        largest = std::max(largest, static_cast<std::int64_t>(item.packed));
        count(item.name, peek_zip_item(bytes, item, kHead), size, size);
      }
    } else if (is_gzip(bytes)) {
      const auto size = static_cast<std::int64_t>(unpacked_size(bytes));
      count(name, peek_contents(bytes, kHead), size, size);
    } else {
      count(name, bytes, static_cast<std::int64_t>(bytes.size()), 0);
    }
  }
  // Several for one purpose are put together.
  const bool several = std::ranges::any_of(idx_images, [](int n) { return n > 1; });
  if (several || std::accumulate(idx_images.begin(), idx_images.end(), 0) > 2) sum += idx_bytes;
  const Shape image = input.value_or(kPictureShape);
  if (packed_pictures > 0) sum += PictureSet::kArchivedDecoding + 3 * packed_pictures * image.size();
  return sum + largest + (pictures ? PictureSet::memory_bytes(files, image) : 0);
}

Status FileSet::add(NamedFile file) {
  auto& [name, bytes] = file;
  if (is_clutter(name)) return {};
  if (name.ends_with(".gz") && names_.contains(name.substr(0, name.size() - 3))) {
    leave_out(name + " is there unpacked too.");
    return {};
  }
  names_.insert(name);
  if (is_gzip(bytes)) {
    auto unpacked = gunzip(name, bytes);
    if (!unpacked) return unpacked.error();
    bytes = *std::move(unpacked);
  }
  const FileFormat* const format = bytes.empty() ? nullptr : FileFormat::of(name, bytes);
  if (bytes_ > kMaxUnpacked) {
    return Error{"These files are too large together: at most " + std::to_string(kMaxUnpacked >> 20) +
                 " MiB are accepted. Open fewer of them."};
  }
  if (format != nullptr) return (this->*format->add)(std::move(file));
  if (named_like_picture(name)) lost_pictures_.push_back(name);
  leave_out(name + (bytes.empty() ? " is empty." : " is none of the files that can be read here."));
  return {};
}

Status FileSet::add_picture(NamedFile file) {
  if (!pictures_) {
    const auto image = image_shape_of(input_.value_or(kPictureShape));
    if (!image) return image.error();
    pictures_.emplace(*image, expected_);
  }
  const std::string name = file.first;
  const bool full = pictures_->full();
  Status status = pictures_->add(std::move(file), unpacking());
  if (status) {
    picture_names_.push_back(name);
  } else if (full) {
    return status;
  } else {
    lost_pictures_.push_back(name);
    leave_out(status.error().message);
  }
  return {};
}

Status FileSet::open_archive(NamedFile file) {
  if (archives_.size() == kMostArchives) {
    leave_out(file.first + " is an archive inside " + std::to_string(kMostArchives) + " others.");
    return {};
  }
  auto items = list_zip(file.first, file.second);
  if (!items) return items.error();
  expected_ += static_cast<std::size_t>(
      std::ranges::count_if(*items, [](const ZipItem& item) { return named_like_picture(item.name); }));
  const std::string prefix = file.first.substr(0, file.first.rfind('.')) + "/";
  archives_.push_back({prefix, std::move(file), *std::move(items)});
  return {};
}

Status FileSet::unpack_next() {
  Archive& archive = archives_.back();
  if (archive.next == archive.items.size()) {
    archives_.pop_back();
    return {};
  }
  const ZipItem& item = archive.items[archive.next++];
  std::string_view inside = item.name;
  while (inside.starts_with("./")) inside.remove_prefix(2);  // as some programs write
  std::string name = archive.prefix + std::string(inside);
  std::ranges::replace(name, '\\', '/');  // of old Windows
  if (is_clutter(name)) return {};
  auto bytes = read_zip_item(name, archive.file.second, item);
  if (!bytes) return bytes.error();
  return add({name, *std::move(bytes)});
}

bool FileSet::is_twin(const NamedFile& file) {
  const auto& [name, bytes] = file;
  if (!contents_.emplace(crc32(bytes), bytes.size(), role_of(name)).second) {
    leave_out(name + " holds the same as another file.");
    return true;
  }
  bytes_ += bytes.size();
  return false;
}

Status FileSet::add_idx(NamedFile file) {
  if (is_twin(file)) return {};
  auto array = parse_idx(file.first, std::move(file.second));
  if (!array) return array.error();
  arrays_.add(*std::move(array), false);
  return {};
}

Status FileSet::add_npy(NamedFile file) {
  if (is_twin(file)) return {};
  auto array = parse_npy(file.first, std::move(file.second));
  if (!array) return array.error();
  arrays_.add(*std::move(array), true);
  return {};
}

Status FileSet::add_cifar(const CifarKind& kind, NamedFile file) {
  if (is_twin(file)) return {};
  auto images = parse_cifar(kind, file.first, file.second);
  if (!images) return images.error();
  arrays_.add(std::move(file.first), *std::move(images));
  return {};
}

Status FileSet::add_cifar10(NamedFile file) {
  arrays_.set_class_names(cifar10_class_names());
  return add_cifar(kCifar10, std::move(file));
}

Status FileSet::add_cifar100(NamedFile file) { return add_cifar(kCifar100, std::move(file)); }

// NOLINTNEXTLINE(performance-unnecessary-value-param): as the table has it
Status FileSet::add_class_names(NamedFile file) {
  std::vector<std::string> names(1);
  for (const std::uint8_t byte : file.second) {
    if (byte == '\n') {
      names.emplace_back();
    } else if (byte >= ' ') {
      names.back().push_back(static_cast<char>(byte));
    }
  }
  std::erase(names, std::string());
  arrays_.set_class_names(std::move(names));
  return {};
}

Status FileSet::add_table(NamedFile file) {
  if (!looks_like_csv(file.second)) {
    leave_out(file.first + " is no table of numbers with an image a row.");
    return {};
  }
  if (is_twin(file)) return {};
  auto table = parse_csv(file.first, std::move(file.second));
  if (!table) return table.error();
  return arrays_.add(std::move(*table));
}

std::string FileSet::left_out() const {
  std::string text =
      std::to_string(left_out_.size()) + (left_out_.size() == 1 ? " file was" : " files were") + " left out: ";
  for (std::size_t i = 0; i < std::min(left_out_.size(), kMostNamed); ++i) {
    text += (i > 0 ? "; " : "") + left_out_[i].substr(0, left_out_[i].size() - 1);
  }
  if (left_out_.size() > kMostNamed) text += "; and " + std::to_string(left_out_.size() - kMostNamed) + " more";
  return text + ".";
}

Result<Dataset> FileSet::finish() {
  const bool data = !arrays_.empty();
  if (!data && picture_names_.empty()) {
    if (left_out_.empty()) return Error{"No files with images were given."};
    return Error{(left_out_.size() == 1 ? left_out_.front() : left_out()) + " What can be read: " + kReadable + "."};
  }
  if (data) {
    for (const std::string& name : picture_names_) leave_out(name + " is a picture beside data.");
  }
  auto set = data ? arrays_.finish() : pictures_->finish(lost_pictures_);
  if (!set) {
    return left_out_.empty() ? set.error() : Error{set.error().message + " " + left_out()};
  }
  if (!left_out_.empty()) set->notes.push_back(left_out());
  if (input_) set = fit_to_shape(*std::move(set), *input_);
  if (set) set->light_paper = on_light_paper(set->train);
  return set;
}

Result<Dataset> dataset_from_files(std::vector<NamedFile> files, const std::optional<Shape>& input) {
  FileSet set(input);
  set.expect(files.size());
  for (NamedFile& file : files) {
    Status status = set.add(std::move(file));
    while (status && set.unpacking()) status = set.unpack_next();
    if (!status) return status.error();
  }
  return set.finish();
}

}  // namespace lab
