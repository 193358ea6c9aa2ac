#include "data/photo/photo.h"

#include <algorithm>
#include <span>
#include <utility>

#include "data/file_set.h"
#include "data/photo/placing.h"
#include "data/resample.h"

namespace lab {
namespace {

constexpr int kSmall = 32;  // pixels of the longer side

Shape shape_of(const Picture& picture) { return Shape::image(picture.height, picture.width, picture.channels); }

/// `shape` with at most `side` pixels on its longer side.
Shape within(const Shape& shape, int side) {
  const int longer = std::max(shape.width, shape.height);
  if (longer <= side) return shape;
  return Shape::image(std::max(1, shape.height * side / longer), std::max(1, shape.width * side / longer),
                      shape.channels);
}

ImageSet resized(std::span<const std::uint8_t> pixels, const Shape& from, const Shape& to) {
  ImageSet out;
  out.shape = to;
  out.pixels.resize(static_cast<std::size_t>(to.size()));
  Resampler(from, to).apply(pixels, out.pixels);
  return out;
}

bool is_grey(const Picture& picture) {
  if (picture.channels == 1) return true;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3) {
    const std::uint8_t* const p = &picture.pixels[i];
    if (p[0] != p[1] || p[1] != p[2]) return false;
  }
  return true;
}

}  // namespace

Photo::Photo(const Picture& picture) {
  const Picture opaque = picture.channels % 2 == 0 ? on_white(picture) : Picture();
  const Picture& whole = picture.channels % 2 == 0 ? opaque : picture;
  const Shape shape = shape_of(whole);
  small_ = std::max(shape.width, shape.height) <= kSmall;

  Shape work = within(shape, kWorkSide);
  work.channels = 1;
  const ImageSet grey = resized(whole.pixels, shape, work);
  const Picture plain{work.width, work.height, 1, grey.pixels};
  light_ = photo::ink_is_light(plain);
  dark_ink_ = photo::ink_strength(plain, false);
  light_ink_ = photo::ink_strength(plain, true);

  const int channels = is_grey(whole) ? 1 : 3;
  Shape show = within(shape, kShownSide);
  show.channels = channels;
  shown_ = resized(whole.pixels, shape, show);
  const int side = std::min({shape.width, shape.height, FileSet::kPictureShape.width});
  as_it_is_ = resized(whole.pixels, shape, Shape::image(side, side, channels));
}

FoundDigit Photo::find(const PhotoSettings& settings) const {
  FoundDigit result;
  result.light = settings.light.value_or(light_);
  const Picture& strength = result.light ? light_ink_ : dark_ink_;
  const photo::Digit digit = photo::find_digit(strength, settings.threshold);

  const Shape work = shape_of(strength);
  result.shown = within(work, kShownSide);
  result.evened = resized(strength.pixels, work, result.shown).pixels;
  if (!result.light) {
    for (std::uint8_t& level : result.evened) level = static_cast<std::uint8_t>(255 - level);
  }
  result.ink = resized(digit.mask, work, result.shown).pixels;
  result.found = digit.found();
  if (!result.found) return result;
  const auto width = static_cast<float>(work.width);
  const auto height = static_cast<float>(work.height);
  result.box = {static_cast<float>(digit.box.left) / width, static_cast<float>(digit.box.top) / height,
                static_cast<float>(digit.box.right) / width, static_cast<float>(digit.box.bottom) / height};
  result.digit.pixels = photo::place_digit(strength, digit);
  return result;
}

}  // namespace lab
