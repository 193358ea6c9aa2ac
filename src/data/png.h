#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace lab {

/// A picture of 8 bits per channel, row by row from the top, channels interleaved (1 grey, 2 grey and alpha, 3 RGB, 4
/// RGBA).
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 1;
  std::vector<std::uint8_t> pixels;  ///< height * width * channels
};

/// Pictures with more pixels than this are refused before memory is taken. A page has little memory, but a phone's
/// photo of 12 megapixels must fit.
#ifdef __EMSCRIPTEN__
inline constexpr int kMaxPicturePixels = 12 << 20;
#else
inline constexpr int kMaxPicturePixels = 64 << 20;
#endif

/// Whether the bytes begin as a PNG, JPEG, BMP, PGM or PPM file does, or natively a GIF.
[[nodiscard]] bool looks_like_picture(std::span<const std::uint8_t> bytes);

/// Decodes such a file (of an animation the first picture) into `channels` channels (1 to 4; 0: as many as the file
/// has). A JPEG photo is turned upright as its EXIF entry says. `name` is used in the sentence that says what is wrong.
/// Callable from any thread.
Result<Picture> decode_picture(std::span<const std::uint8_t> bytes, int channels, const std::string& name = "The file");

/// What the header of a picture says.
struct PictureHeader {
  int width = 0;  ///< as stored: a JPEG photo may be turned afterwards
  int height = 0;
  std::int64_t decoding = 0;  ///< bytes that decode_picture() takes at its peak: the decoder's planes, then the copy
};

/// Nothing where decode_picture() will refuse the file at once.
[[nodiscard]] std::optional<PictureHeader> read_picture_header(std::span<const std::uint8_t> bytes);

/// The picture without its alpha channel, as it looks on white paper; others stay as they are.
[[nodiscard]] Picture on_white(Picture picture);

/// Encodes as PNG, 8 bits per channel; empty if the picture is. The bytes depend on the build (native: zlib, smaller).
[[nodiscard]] std::vector<std::uint8_t> encode_png(const Picture& picture);

}  // namespace lab
