#include "data/png.h"

#include <stb/stb_image.h>
#include <stb/stb_image_write.h>

#include <cassert>
#include <cctype>
#include <cstddef>
#include <limits>
#include <memory>
#include <utility>

#include "data/exif.h"

namespace lab {
namespace {

// stb_image takes memory for a PNG's chunk before it looks whether the file has that much; here the file is measured
// first. True for anything that is not a PNG.
bool chunks_fit(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kFrame = 12;  // length, type and CRC around a chunk's data
  if (bytes.size() < kSignature || bytes[0] != 0x89 || bytes[1] != 'P') return true;
  std::size_t at = kSignature;
  while (at < bytes.size()) {
    if (bytes.size() - at < kFrame) return false;
    const std::size_t length = static_cast<std::size_t>(bytes[at]) << 24 |
                               static_cast<std::size_t>(bytes[at + 1]) << 16 |
                               static_cast<std::size_t>(bytes[at + 2]) << 8 | bytes[at + 3];
    if (length > bytes.size() - at - kFrame) return false;
    if (bytes[at + 4] == 'I' && bytes[at + 5] == 'E') return true;
    at += kFrame + length;
  }
  return false;
}

// Whether so few bytes can hold so many pixels at all: a file of a hundred bytes must not cost the memory and the
// seconds of the 64 million pixels in its header. The bounds are what the formats can do at best: BMP spends a bit on a
// pixel (stb_image reads no compressed ones), PGM and PPM a byte, deflate packs 1032 to 1, GIF's codes of 12 bits stand
// for strings of up to 4096 pixels, and JPEG spends a bit on each block of 8 x 8.
bool enough_bytes(std::span<const std::uint8_t> bytes, int width, int height) {
  const std::size_t per_byte = [&] {
    switch (bytes[0]) {
      case 'B': return 8UL;
      case 'P': return 1UL;
      case 'G': return 4096UL * 2UL / 3UL;
      case 0xFF: return 8UL * 64UL;
      default: return 8UL * 1032UL;
    }
  }();
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) / per_byte <= bytes.size();
}

}  // namespace

bool looks_like_picture(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 4) return false;
  const bool png = bytes[0] == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
  const bool jpeg = bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
  const bool bmp = bytes[0] == 'B' && bytes[1] == 'M';
  const bool pnm = bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '6') && std::isspace(bytes[2]) != 0;
#ifdef __EMSCRIPTEN__
  const bool gif = false;  // the browser's own decoder reads these
#else
  const bool gif = bytes[0] == 'G' && bytes[1] == 'I' && bytes[2] == 'F' && bytes[3] == '8';
#endif
  return png || jpeg || bmp || pnm || gif;
}

std::optional<PictureHeader> read_picture_header(std::span<const std::uint8_t> bytes) {
  constexpr std::int64_t kCopies = 3;
  PictureHeader header;
  int channels = 0;
  const auto length = static_cast<int>(std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max()));
  if (stbi_info_from_memory(bytes.data(), length, &header.width, &header.height, &channels) == 0) return std::nullopt;
  if (header.width <= 0 || header.height <= 0 || header.width > kMaxPicturePixels / header.height) return std::nullopt;
  header.decoding = kCopies * header.width * header.height * channels;
  return header;
}

Result<Picture> decode_picture(std::span<const std::uint8_t> bytes, int channels, const std::string& name) {
  assert(channels >= 0 && channels <= 4);
  if (bytes.empty()) return Error{name + " is empty."};
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Error{name + " is too large for a picture."};
  }
  const auto length = static_cast<int>(bytes.size());
  Picture picture;
  int in_file = 0;
  if (stbi_info_from_memory(bytes.data(), length, &picture.width, &picture.height, &in_file) == 0) {
    return Error{name + " is not a PNG, JPEG or BMP picture."};
  }
  if (picture.width <= 0 || picture.height <= 0 || picture.width > kMaxPicturePixels / picture.height) {
    return Error{name + " is " + std::to_string(picture.width) + " x " + std::to_string(picture.height) +
                 " pixels; at most " + std::to_string(kMaxPicturePixels >> 20) + " million are accepted."};
  }
  if (!enough_bytes(bytes, picture.width, picture.height)) {
    return Error{name + " says it is a picture of " + std::to_string(picture.width) + " x " +
                 std::to_string(picture.height) + " pixels, but is far too short for that: damaged or cut off."};
  }
  if (!chunks_fit(bytes)) return Error{name + " is a PNG picture that is damaged or cut off."};
  std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_memory(bytes.data(), length, &picture.width, &picture.height, &in_file, channels),
      stbi_image_free);
  if (pixels == nullptr) return Error{name + " is a damaged picture, or one cut off."};
  picture.channels = channels == 0 ? in_file : channels;
  const auto size = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) *
                    static_cast<std::size_t>(picture.channels);
  picture.pixels.assign(pixels.get(), pixels.get() + size);
  pixels.reset();  // turning needs a second copy, so this third one goes first
  return upright(std::move(picture), exif_orientation(bytes));
}

Picture on_white(Picture picture) {
  if (picture.channels != 2 && picture.channels != 4) return picture;
  const auto channels = static_cast<std::size_t>(picture.channels);
  std::size_t to = 0;
  for (std::size_t from = 0; from < picture.pixels.size(); from += channels) {
    const unsigned opaque = picture.pixels[from + channels - 1];
    for (std::size_t c = 0; c + 1 < channels; ++c) {
      const unsigned mixed = picture.pixels[from + c] * opaque + 255U * (255U - opaque);
      picture.pixels[to++] = static_cast<std::uint8_t>((mixed + 127U) / 255U);
    }
  }
  picture.pixels.resize(to);
  --picture.channels;
  return picture;
}

std::vector<std::uint8_t> encode_png(const Picture& picture) {
  std::vector<std::uint8_t> out;
  if (picture.width <= 0 || picture.height <= 0) return out;
  assert(picture.pixels.size() == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) *
                                      static_cast<std::size_t>(picture.channels));
  const auto append = [](void* context, void* data, int size) {
    const auto* first = static_cast<const std::uint8_t*>(data);
    static_cast<std::vector<std::uint8_t>*>(context)->insert(static_cast<std::vector<std::uint8_t>*>(context)->end(),
                                                             first, first + size);
  };
  stbi_write_png_to_func(append, &out, picture.width, picture.height, picture.channels, picture.pixels.data(),
                         picture.width * picture.channels);
  return out;
}

}  // namespace lab
