#include "data/photo/placing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "data/digits/raster.h"
#include "data/resample.h"

namespace lab::photo {
namespace {

constexpr int kFine = 4;  // the digit is worked on so many times as large
constexpr int kCanvas = digits::kDigitBox * kFine;
constexpr int kMargin = 2;            // pixels around the ink that may still hold some of its edge
constexpr float kLeastStroke = 1.9F;  // pixels of the box: as the thin ones among MNIST's
constexpr float kMostGrowth = 1.5F;   // likewise: a dot must not become a ball

std::size_t at(int x, int y, int width) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

/// The ink in a square around the digit's box, 0 to 255: what is well above the threshold is full, and nothing else
/// that stands near it counts.
Picture cut_out(const Picture& strength, const Digit& digit) {
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < digit.mask.size(); ++i) {
    if (digit.mask[i] != 255) continue;
    sum += strength.pixels[i];
    ++count;
  }
  const float low = digit.threshold / 2;
  const float high = std::max(static_cast<float>(sum / std::max(count, 1)), digit.threshold + 1.0F);
  const auto belongs = [&](int x, int y) {
    bool own = false;
    for (int row = std::max(y - kMargin, 0); row <= std::min(y + kMargin, strength.height - 1); ++row) {
      for (int column = std::max(x - kMargin, 0); column <= std::min(x + kMargin, strength.width - 1); ++column)
        own = own || digit.mask[at(column, row, strength.width)] == 255;
    }
    return own && digit.mask[at(x, y, strength.width)] != kOtherInk;
  };
  const int side = digit.box.longer();
  Picture cut{side, side, 1,
              std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side))};
  const int shift_x = digit.box.left - (side - digit.box.width()) / 2;
  const int shift_y = digit.box.top - (side - digit.box.height()) / 2;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int from_x = x + shift_x;
      const int from_y = y + shift_y;
      if (from_x < 0 || from_y < 0 || from_x >= strength.width || from_y >= strength.height) continue;
      if (!belongs(from_x, from_y)) continue;
      const auto level = static_cast<float>(strength.pixels[at(from_x, from_y, strength.width)]);
      cut.pixels[at(x, y, side)] =
          static_cast<std::uint8_t>(std::lround(std::clamp((level - low) / (high - low), 0.0F, 1.0F) * 255.0F));
    }
  }
  return cut;
}

/// Every stroke `reach` pixels thicker on both sides.
std::vector<std::uint8_t> thickened(const std::vector<std::uint8_t>& canvas, float reach) {
  const int whole = static_cast<int>(std::ceil(reach));
  std::vector<std::uint8_t> out(canvas.size(), 0);
  for (int dy = -whole; dy <= whole; ++dy) {
    for (int dx = -whole; dx <= whole; ++dx) {
      const float share = std::clamp(reach + 1.0F - std::sqrt(static_cast<float>(dx * dx + dy * dy)), 0.0F, 1.0F);
      if (share <= 0.0F) continue;
      for (int y = std::max(0, -dy); y < std::min(kCanvas, kCanvas - dy); ++y) {
        for (int x = std::max(0, -dx); x < std::min(kCanvas, kCanvas - dx); ++x) {
          const float level = share * static_cast<float>(canvas[at(x + dx, y + dy, kCanvas)]);
          std::uint8_t& here = out[at(x, y, kCanvas)];
          here = std::max(here, static_cast<std::uint8_t>(level));
        }
      }
    }
  }
  return out;
}

/// The means of kFine x kFine pixels, the strongest as strong as ink can be.
std::vector<std::uint8_t> shrunk(const std::vector<std::uint8_t>& canvas) {
  constexpr int kBox = digits::kDigitBox;
  std::vector<int> sums(std::size_t{kBox} * kBox, 0);
  for (int y = 0; y < kCanvas; ++y) {
    for (int x = 0; x < kCanvas; ++x) sums[at(x / kFine, y / kFine, kBox)] += canvas[at(x, y, kCanvas)];
  }
  const int most = std::max(*std::ranges::max_element(sums), 1);
  std::vector<std::uint8_t> box(sums.size());
  std::ranges::transform(sums, box.begin(),
                         [most](int sum) { return static_cast<std::uint8_t>((sum * 255 + most / 2) / most); });
  return box;
}

/// How far the box moves along one axis so that its centre of mass comes to the middle, where MNIST has it (see
/// digits::draw_track).
int shift(std::int64_t moment, std::int64_t mass) {
  return static_cast<int>(std::lround(14.0 - static_cast<double>(moment) / static_cast<double>(mass)));
}

}  // namespace

float stroke_width(const std::vector<std::uint8_t>& mask, int width, int height) {
  int area = 0;
  int outline = 0;
  const auto ink = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && mask[at(x, y, width)] == 255;
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (!ink(x, y)) continue;
      ++area;
      outline += (ink(x - 1, y) ? 0 : 1) + (ink(x + 1, y) ? 0 : 1) + (ink(x, y - 1) ? 0 : 1) + (ink(x, y + 1) ? 0 : 1);
    }
  }
  // The steps of a slanted edge are longer than the edge: by 4 / pi, over all directions.
  constexpr float kSteps = 1.2732F;
  return outline > 0 ? 2.0F * kSteps * static_cast<float>(area) / static_cast<float>(outline) : 0.0F;
}

std::vector<std::uint8_t> place_digit(const Picture& strength, const Digit& digit) {
  constexpr int kSide = digits::kDigitSide;
  constexpr int kBox = digits::kDigitBox;
  const Picture cut = cut_out(strength, digit);
  const float stroke = stroke_width(digit.mask, strength.width, strength.height) * static_cast<float>(kBox) /
                       static_cast<float>(digit.box.longer());
  const float growth = std::clamp((kLeastStroke - stroke) / 2, 0.0F, kMostGrowth) * static_cast<float>(kFine);
  const int inner = kCanvas - 2 * static_cast<int>(std::lround(growth));
  std::vector<std::uint8_t> small(static_cast<std::size_t>(inner) * static_cast<std::size_t>(inner));
  Resampler(Shape::image(cut.height, cut.width, 1), Shape::image(inner, inner, 1)).apply(cut.pixels, small);
  std::vector<std::uint8_t> canvas(std::size_t{kCanvas} * kCanvas, 0);
  const int margin = (kCanvas - inner) / 2;
  for (int y = 0; y < inner; ++y) {
    const auto row = small.begin() + static_cast<std::ptrdiff_t>(at(0, y, inner));
    std::copy(row, row + inner, canvas.begin() + static_cast<std::ptrdiff_t>(at(margin, y + margin, kCanvas)));
  }
  const std::vector<std::uint8_t> box = shrunk(growth > 0.0F ? thickened(canvas, growth) : canvas);

  std::int64_t mass = 0;
  std::int64_t mass_x = 0;
  std::int64_t mass_y = 0;
  for (int y = 0; y < kBox; ++y) {
    for (int x = 0; x < kBox; ++x) {
      const int level = box[at(x, y, kBox)];
      mass += level;
      mass_x += std::int64_t{level} * x;
      mass_y += std::int64_t{level} * y;
    }
  }
  std::vector<std::uint8_t> image(std::size_t{kSide} * kSide, 0);
  if (mass == 0) return image;
  const int shift_x = shift(mass_x, mass);
  const int shift_y = shift(mass_y, mass);
  for (int y = 0; y < kBox; ++y) {
    for (int x = 0; x < kBox; ++x) {
      const int to_x = x + shift_x;
      const int to_y = y + shift_y;
      if (to_x < 0 || to_y < 0 || to_x >= kSide || to_y >= kSide) continue;
      image[at(to_x, to_y, kSide)] = box[at(x, y, kBox)];
    }
  }
  return image;
}

}  // namespace lab::photo
