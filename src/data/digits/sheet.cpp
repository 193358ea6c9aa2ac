#include "data/digits/sheet.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "core/random.h"
#include "data/deflate.h"
#include "data/digits/digits.h"
#include "data/gzip.h"
#include "data/png.h"

namespace lab {
namespace {

constexpr std::size_t kSide = 28;
constexpr std::size_t kColumns = 50;
constexpr std::size_t kWidth = kColumns * kSide;
constexpr unsigned kVersion = 1;
constexpr std::size_t kCountDigits = 6;

std::size_t rows_for(std::size_t items, std::size_t per_row) { return (items + per_row - 1) / per_row; }

/// The sheet as one level (0 to 15) per pixel.
struct Levels {
  explicit Levels(std::size_t images)
      : label_row(rows_for(images, kColumns) * kSide),
        height(label_row + rows_for(images, kWidth) + 1),
        at(height * kWidth) {}

  /// Where pixel row `y` of image `index` starts.
  static std::size_t image_row(std::size_t index, std::size_t y) {
    return (index / kColumns * kSide + y) * kWidth + index % kColumns * kSide;
  }

  std::size_t label_row;
  std::size_t height;
  std::vector<std::uint8_t> at;
};

void add(Levels& levels, const ImageSet& set, std::size_t first) {
  assert(set.shape == Shape::image(28, 28, 1) && set.labels.size() == static_cast<std::size_t>(set.size()));
  for (int i = 0; i < set.size(); ++i) {
    const std::size_t index = first + static_cast<std::size_t>(i);
    const auto image = set.image(i);
    for (std::size_t y = 0; y < kSide; ++y) {
      for (std::size_t x = 0; x < kSide; ++x) {
        const unsigned level = (image[y * kSide + x] * 15U + 127U) / 255U;
        levels.at[Levels::image_row(index, y) + x] = static_cast<std::uint8_t>(level);
      }
    }
    levels.at[levels.label_row * kWidth + index] = set.labels[static_cast<std::size_t>(i)] & 15U;
  }
}

void put_count(std::uint8_t* at, std::size_t count) {
  for (std::size_t i = kCountDigits; i-- > 0; count >>= 4) at[i] = static_cast<std::uint8_t>(count & 15U);
}

using Filter = std::uint8_t (*)(std::uint8_t here, std::uint8_t left, std::uint8_t up);

// PNG's filters 0, 1 and 2. The others predict from averages, which says nothing about two pixels packed in a byte.
constexpr std::array<Filter, 3> kFilters = {
    [](std::uint8_t here, std::uint8_t, std::uint8_t) { return here; },
    [](std::uint8_t here, std::uint8_t left, std::uint8_t) { return static_cast<std::uint8_t>(here - left); },
    [](std::uint8_t here, std::uint8_t, std::uint8_t up) { return static_cast<std::uint8_t>(here - up); },
};

std::vector<std::uint8_t> filtered(const std::vector<std::uint8_t>& packed, std::size_t stride, std::size_t filter) {
  std::vector<std::uint8_t> out;
  out.reserve(packed.size() + packed.size() / stride);
  for (std::size_t row = 0; row < packed.size(); row += stride) {
    out.push_back(static_cast<std::uint8_t>(filter));
    for (std::size_t i = 0; i < stride; ++i) {
      const std::uint8_t left = i > 0 ? packed[row + i - 1] : std::uint8_t{0};
      const std::uint8_t up = row > 0 ? packed[row + i - stride] : std::uint8_t{0};
      out.push_back(kFilters[filter](packed[row + i], left, up));
    }
  }
  return out;
}

void put_u32(std::vector<std::uint8_t>& out, std::size_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>((v >> shift) & 255U));
}

void put_chunk(std::vector<std::uint8_t>& out, std::string_view type, std::span<const std::uint8_t> data) {
  put_u32(out, data.size());
  const std::size_t checked_from = out.size();
  out.insert(out.end(), type.begin(), type.end());
  out.insert(out.end(), data.begin(), data.end());
  put_u32(out, crc32({out.data() + checked_from, out.size() - checked_from}));
}

std::vector<std::uint8_t> png_of(const Levels& levels) {
  constexpr std::size_t kStride = kWidth / 2;
  std::vector<std::uint8_t> packed(levels.height * kStride);
  for (std::size_t i = 0; i < packed.size(); ++i) {
    packed[i] = static_cast<std::uint8_t>(levels.at[2 * i] << 4 | levels.at[2 * i + 1]);
  }
  std::vector<std::uint8_t> best;
  for (std::size_t filter = 0; filter < kFilters.size(); ++filter) {
    auto data = zlib_compress(filtered(packed, kStride, filter));
    if (best.empty() || data.size() < best.size()) best = std::move(data);
  }
  std::vector<std::uint8_t> out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  std::vector<std::uint8_t> header;
  put_u32(header, kWidth);
  put_u32(header, levels.height);
  header.insert(header.end(), {4, 0, 0, 0, 0});  // bits per pixel, grey, deflate, filters by row, not interlaced
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", best);
  put_chunk(out, "IEND", {});
  return out;
}

ImageSet take(const Picture& picture, std::size_t label_row, std::size_t first, std::size_t count) {
  ImageSet set;
  set.pixels.resize(count * kSide * kSide);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t y = 0; y < kSide; ++y) {
      std::copy_n(picture.pixels.data() + Levels::image_row(first + i, y), kSide,
                  set.pixels.data() + (i * kSide + y) * kSide);
    }
    set.labels.push_back(static_cast<std::uint8_t>(picture.pixels[label_row * kWidth + first + i] / 17U));
  }
  return set;
}

}  // namespace

Dataset draw_sheet_digits(int train, int test, std::uint64_t seed, const DigitStyle& style) {
  Dataset set;
  set.name = "Built-in digits";
  set.class_names = digit_names();
  set.train = make_digits(train, seed * 2, style);
  set.test = make_digits(test, seed * 2 + 1, style);
  return set;
}

std::vector<std::uint8_t> write_sheet(const Dataset& digits) {
  const auto train = static_cast<std::size_t>(digits.train.size());
  const auto test = static_cast<std::size_t>(digits.test.size());
  Levels levels(train + test);
  add(levels, digits.train, 0);
  add(levels, digits.test, train);
  std::uint8_t* const last_row = levels.at.data() + (levels.height - 1) * kWidth;
  last_row[0] = kVersion;
  put_count(last_row + 1, train);
  put_count(last_row + 1 + kCountDigits, test);
  return png_of(levels);
}

Result<Dataset> read_sheet(std::span<const std::uint8_t> png) {
  const Error wrong{"The digit sheet is a picture, but not one that `lab digits` wrote for this version."};
  const auto picture = decode_picture(png, 1, "The digit sheet");
  if (!picture) return picture.error();
  if (static_cast<std::size_t>(picture->width) != kWidth) return wrong;
  const auto height = static_cast<std::size_t>(picture->height);
  const std::uint8_t* const last_row = picture->pixels.data() + (height - 1) * kWidth;
  const auto count_at = [last_row](std::size_t first) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < kCountDigits; ++i) count = count << 4 | last_row[first + i] / 17U;
    return count;
  };
  const std::size_t train = count_at(1);
  const std::size_t test = count_at(1 + kCountDigits);
  if (last_row[0] != kVersion * 17U || train == 0 || test == 0) return wrong;
  const std::size_t label_row = rows_for(train + test, kColumns) * kSide;
  if (height != label_row + rows_for(train + test, kWidth) + 1) return wrong;
  Dataset set;
  set.name = "Built-in digits";
  set.class_names = digit_names();
  set.train = take(*picture, label_row, 0, train);
  set.test = take(*picture, label_row, train, test);
  return set;
}

}  // namespace lab
