#include "data/patches.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "data/gzip.h"
#include "data/resample.h"

namespace lab {
namespace {

constexpr std::int64_t kFew = 2'000;
constexpr std::int64_t kMany = 50'000;

struct Area {
  int x, y, width, height;
};

// Patches that start every `step` of their own size's parts; per axis.
int count_along(int length, int size, int step) { return length < size ? 0 : (length - size) / step + 1; }

// Steps along both axes are the same share of the patch, in quarters.
int step_of(int size, int quarters) { return std::max(1, size * quarters / 4); }

std::int64_t count_in(const Area& area, const Shape& patch, int quarters) {
  return static_cast<std::int64_t>(count_along(area.width, patch.width, step_of(patch.width, quarters))) *
         count_along(area.height, patch.height, step_of(patch.height, quarters));
}

void cut(const Picture& picture, const Area& area, int quarters, const Shape& patch, ImageSet& out) {
  const auto channels = static_cast<std::size_t>(picture.channels);
  const Shape from = Shape::image(patch.height, patch.width, picture.channels);
  const auto size = static_cast<std::size_t>(patch.size());
  const auto count = static_cast<std::size_t>(count_in(area, patch, quarters));
  out.shape = patch;
  out.pixels.resize(count * size);
  Resampler recolour(from, patch);
  std::vector<std::uint8_t> part(static_cast<std::size_t>(from.size()));
  const std::size_t row = static_cast<std::size_t>(patch.width) * channels;
  std::size_t at = 0;
  for (int y = area.y; y + patch.height <= area.y + area.height; y += step_of(patch.height, quarters)) {
    for (int x = area.x; x + patch.width <= area.x + area.width; x += step_of(patch.width, quarters)) {
      for (int line = 0; line < patch.height; ++line) {
        const std::size_t first = (static_cast<std::size_t>(y + line) * static_cast<std::size_t>(picture.width) +
                                   static_cast<std::size_t>(x)) *
                                  channels;
        std::copy_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(first), row,
                    part.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(line) * row));
      }
      recolour.apply(part, std::span(out.pixels).subspan(at, size));
      at += size;
    }
  }
}

}  // namespace

Result<Dataset> cut_patches(const Picture& picture, const Shape& patch, const std::string& name) {
  Area train{0, 0, picture.width, picture.height};
  Area test = train;
  if (picture.height >= 2 * patch.height && picture.width >= patch.width) {
    test.height = std::max(picture.height / 7, patch.height);
    train.height -= test.height;
    test.y = train.height;
  } else if (picture.width >= 2 * patch.width && picture.height >= patch.height) {
    test.width = std::max(picture.width / 7, patch.width);
    train.width -= test.width;
    test.x = train.width;
  } else {
    return Error{name + " is a single picture of " + std::to_string(picture.width) + " x " +
                 std::to_string(picture.height) + " pixels, too small to be cut into patches of " +
                 std::to_string(patch.width) + " x " + std::to_string(patch.height) +
                 "; give a larger one, or several pictures."};
  }
  int quarters = 4;
  while (quarters > 1 && count_in(train, patch, quarters) < kFew) quarters /= 2;
  const auto most = std::min(kMany, static_cast<std::int64_t>(kMaxUnpacked / static_cast<std::size_t>(patch.size())));
  while (count_in(train, patch, quarters) > most) ++quarters;

  Dataset set;
  set.name = name;
  cut(picture, train, quarters, patch, set.train);
  cut(picture, test, quarters, patch, set.test);
  return set;
}

}  // namespace lab
