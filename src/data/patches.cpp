#include "data/patches.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
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
  const Resampler recolour(from, patch);
  Resampler::Scratch scratch;
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
      recolour.apply(part, std::span(out.pixels).subspan(at, size), scratch);
      at += size;
    }
  }
}

}  // namespace

namespace {

/// How a picture is cut: what is for training and what for testing, and how far patches lie apart.
struct Cut {
  Area train, test;
  int quarters = 4;
};

/// Nothing where the picture is smaller than two patches.
std::optional<Cut> plan_cut(int width, int height, const Shape& patch) {
  Cut cut{.train = {0, 0, width, height}, .test = {0, 0, width, height}};
  if (height >= 2 * patch.height && width >= patch.width) {
    cut.test.height = std::max(height / 7, patch.height);
    cut.train.height -= cut.test.height;
    cut.test.y = cut.train.height;
  } else if (width >= 2 * patch.width && height >= patch.height) {
    cut.test.width = std::max(width / 7, patch.width);
    cut.train.width -= cut.test.width;
    cut.test.x = cut.train.width;
  } else {
    return std::nullopt;
  }
  while (cut.quarters > 1 && count_in(cut.train, patch, cut.quarters) < kFew) cut.quarters /= 2;
  const auto most = std::min(kMany, static_cast<std::int64_t>(kMaxUnpacked / static_cast<std::size_t>(patch.size())));
  while (count_in(cut.train, patch, cut.quarters) > most) ++cut.quarters;
  return cut;
}

}  // namespace

std::int64_t patch_memory(int width, int height, const Shape& patch) {
  const auto plan = plan_cut(width, height, patch);
  if (!plan) return 0;
  return (count_in(plan->train, patch, plan->quarters) + count_in(plan->test, patch, plan->quarters)) * patch.size();
}

Result<Dataset> cut_patches(const Picture& picture, const Shape& patch, const std::string& name) {
  const auto plan = plan_cut(picture.width, picture.height, patch);
  if (!plan) {
    return Error{name + " is a single picture of " + std::to_string(picture.width) + " x " +
                 std::to_string(picture.height) + " pixels, too small to be cut into patches of " +
                 std::to_string(patch.width) + " x " + std::to_string(patch.height) +
                 "; give a larger one, or several pictures."};
  }
  Dataset set;
  set.name = name;
  cut(picture, plan->train, plan->quarters, patch, set.train);
  cut(picture, plan->test, plan->quarters, patch, set.test);
  return set;
}

}  // namespace lab
