// The one place where stb_image and stb_image_write are compiled (with warnings off, see CMakeLists.txt). Only the
// decoders that are used, and no stdio: bytes come from memory and go to memory, natively as in the page.
//
// The JPEG decoder wants stb_image 2.28 or newer: in older ones, such as Debian 12's own, fuzzing finds an
// out-of-bounds write (stbi__build_huffman). cmake/dependencies.txt asks for a release that has the check.

#include <cstddef>
#include <cstdlib>

#include "data/deflate.h"

#ifdef LAB_HAVE_ZLIB
#include <zlib.h>

namespace {

// stb_image_write's own compressor uses fixed Huffman tables; zlib's files are a third smaller. The result is freed by
// free().
unsigned char* compress_by_zlib(unsigned char* data, int size, int* out_size, int /*quality*/) {
  uLongf length = compressBound(static_cast<uLong>(size));
  auto* out = static_cast<unsigned char*>(std::malloc(length));
  if (out == nullptr) return nullptr;
  if (compress2(out, &length, data, static_cast<uLong>(size), Z_BEST_COMPRESSION) != Z_OK) {
    std::free(out);
    return nullptr;
  }
  *out_size = static_cast<int>(length);
  return out;
}

}  // namespace

#define STBIW_ZLIB_COMPRESS compress_by_zlib
#endif

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_PNM
#ifndef __EMSCRIPTEN__
#define STBI_ONLY_GIF
#endif
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 16384
#include <stb/stb_image.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

#ifndef STBIW_ZLIB_COMPRESS
#define STBIW_ZLIB_COMPRESS stbi_zlib_compress
#endif

std::vector<std::uint8_t> lab::zlib_compress(std::span<const std::uint8_t> bytes) {
  int size = 0;
  // Neither compressor writes to its input.
  unsigned char* const packed =
      STBIW_ZLIB_COMPRESS(const_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), &size, 9);
  if (packed == nullptr) return {};
  std::vector<std::uint8_t> out(packed, packed + size);
  std::free(packed);
  return out;
}
