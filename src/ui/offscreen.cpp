#include "ui/offscreen.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

namespace lab::ui {

Offscreen::Offscreen(int width, int height) {
  glGenFramebuffers(1, &frame_);
  glGenRenderbuffers(1, &pixels_);
  glBindFramebuffer(GL_FRAMEBUFFER, frame_);
  glBindRenderbuffer(GL_RENDERBUFFER, pixels_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, pixels_);
  complete_ = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

Offscreen::~Offscreen() {
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &frame_);
  glDeleteRenderbuffers(1, &pixels_);
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): of these pixels, which are bound
Picture Offscreen::read(int x, int y, int width, int height) const {
  Picture picture{width, height, 3, {}};
  std::vector<std::uint8_t>& bytes = picture.pixels;
  const auto row = static_cast<std::size_t>(width) * 4;
  bytes.resize(row * static_cast<std::size_t>(height));
  glReadPixels(x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data());
  // OpenGL begins with the lowest row.
  for (std::size_t above = 0, below = bytes.size(); above + row < below; above += row) {
    below -= row;
    std::swap_ranges(&bytes[above], &bytes[above] + row, &bytes[below]);
  }
  // In place, because a second copy may not fit.
  std::size_t to = 0;
  for (std::size_t from = 0; from < bytes.size(); from += 4) {
    for (std::size_t channel = 0; channel < 3; ++channel) bytes[to++] = bytes[from + channel];
  }
  bytes.resize(to);
  return picture;
}

}  // namespace lab::ui
