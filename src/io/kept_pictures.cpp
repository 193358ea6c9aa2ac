#include "io/kept_pictures.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/bytes.h"
#include "data/number_images.h"

namespace lab {
namespace {

// The mark, then for each picture: height, width, channels, class + 1 (0: none), length of the name, all of two bytes;
// the name, the pixels.
constexpr std::string_view kMark = "AELPICS1";
constexpr std::size_t kLongestName = 200;

Error damaged() { return Error{"The pictures that were kept from your last visit are damaged."}; }

}  // namespace

std::vector<std::uint8_t> pack_pictures(std::span<const OwnPicturePtr> pictures) {
  Bytes out;
  put_text(out, kMark);
  for (const OwnPicturePtr& picture : pictures) {
    const ImageSet& image = picture->image;
    const std::string_view name = std::string_view(picture->name).substr(0, kLongestName);
    put_u16(out, static_cast<std::uint64_t>(image.shape.height));
    put_u16(out, static_cast<std::uint64_t>(image.shape.width));
    put_u16(out, static_cast<std::uint64_t>(image.shape.channels));
    put_u16(out, image.labels.empty() ? 0U : image.labels.front() + 1U);
    put_u16(out, name.size());
    put_text(out, name);
    out.insert(out.end(), image.pixels.begin(), image.pixels.end());
  }
  return out;
}

Result<std::vector<OwnPicturePtr>> unpack_pictures(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes);
  if (reader.take_text(kMark.size()) != kMark) return damaged();
  std::vector<OwnPicturePtr> pictures;
  while (reader.left() > 0) {
    const int height = reader.take_u16();
    const int width = reader.take_u16();
    const int channels = reader.take_u16();
    const int label = reader.take_u16();
    const std::size_t length = reader.take_u16();
    OwnPicture picture;
    picture.name = reader.take_text(length);
    if (height < 1 || width < 1 || height > kMaxImageSide || width > kMaxImageSide || label > 256) return damaged();
    if (channels != 1 && channels != 3) return damaged();
    picture.image.shape = Shape::image(height, width, channels);
    const auto pixels = reader.take(static_cast<std::uint64_t>(picture.image.shape.size()));
    if (reader.failed()) return damaged();
    picture.image.pixels.assign(pixels.begin(), pixels.end());
    if (label > 0) picture.image.labels.push_back(static_cast<std::uint8_t>(label - 1));
    pictures.push_back(std::make_shared<const OwnPicture>(std::move(picture)));
  }
  return pictures;
}

}  // namespace lab
