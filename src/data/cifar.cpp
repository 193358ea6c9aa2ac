#include "data/cifar.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "data/gzip.h"

namespace lab {
namespace {

constexpr std::size_t kPlane = 32UL * 32UL;
constexpr std::array<const char*, 10> kClassNames = {"airplane", "automobile", "bird",  "cat",  "deer",
                                                     "dog",      "frog",       "horse", "ship", "truck"};

/// Where the first label is that cannot be, or how many bytes there are.
std::size_t first_odd(const CifarKind& kind, std::span<const std::uint8_t> bytes) {
  const auto record = static_cast<std::size_t>(kind.record());
  for (std::size_t at = 0; at < bytes.size(); at += record) {
    const auto labels = bytes.subspan(at, std::min(static_cast<std::size_t>(kind.labels), bytes.size() - at));
    for (std::size_t l = 0; l < labels.size(); ++l) {
      if (labels[l] >= kind.limits[l]) return at + l;
    }
  }
  return bytes.size();
}

}  // namespace

bool looks_like_cifar(const CifarKind& kind, std::span<const std::uint8_t> bytes) {
  const auto record = static_cast<std::size_t>(kind.record());
  return !bytes.empty() && bytes.size() % record == 0 && first_odd(kind, bytes) == bytes.size();
}

const CifarKind& likelier_cifar(std::span<const std::uint8_t> bytes) {
  return first_odd(kCifar100, bytes) > first_odd(kCifar10, bytes) ? kCifar100 : kCifar10;
}

bool named_like_cifar(const std::string& name) { return name.ends_with(".bin") || name.ends_with(".bin.gz"); }

Result<ImageSet> parse_cifar(const CifarKind& kind, const std::string& name, std::span<const std::uint8_t> bytes) {
  const auto record = static_cast<std::size_t>(kind.record());
  if (bytes.empty()) return Error{name + " is empty."};
  if (bytes.size() % record != 0) {
    return Error{name + " is not a whole " + kind.name + " batch: its images take " + std::to_string(record) +
                 " bytes each, and " + std::to_string(bytes.size() % record) +
                 (bytes.size() % record == 1 ? " byte is left over." : " bytes are left over.")};
  }
  const std::size_t count = bytes.size() / record;
  if (const std::size_t odd = first_odd(kind, bytes); odd < bytes.size()) {
    return Error{name + " is not a " + kind.name + " batch: image " + std::to_string(odd / record + 1) +
                 " has the class " + std::to_string(bytes[odd]) + ", and there are only 0 to " +
                 std::to_string(kind.limits[odd % record] - 1) + "."};
  }
  if (count * 3 * kPlane > kMaxUnpacked) return Error{name + " is too large."};
  ImageSet set;
  set.shape = Shape::image(32, 32, 3);
  set.pixels.resize(count * 3 * kPlane);
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* const red = bytes.data() + i * record + kind.labels;
    set.labels.push_back(red[-1]);
    for (std::size_t p = 0; p < kPlane; ++p, at += 3) {
      set.pixels[at] = red[p];
      set.pixels[at + 1] = red[p + kPlane];
      set.pixels[at + 2] = red[p + 2 * kPlane];
    }
  }
  return set;
}

std::vector<std::string> cifar10_class_names() { return {kClassNames.begin(), kClassNames.end()}; }

}  // namespace lab
