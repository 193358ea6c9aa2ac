#include "ui/image_view.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

#include "shaders.h"
#include "ui/gl_program.h"

namespace lab::ui {
namespace {

constexpr int kPlanes = 3;

}  // namespace

ImageView::~ImageView() {
  glDeleteProgram(program_);
  glDeleteVertexArrays(1, &vertex_array_);
  glDeleteBuffers(1, &buffer_);
  glDeleteTextures(1, &texture_);
}

void ImageView::forget() {
  program_ = vertex_array_ = buffer_ = texture_ = 0;
  texture_columns_ = 0;
  has_upload_ = false;
}

void ImageView::create() {
  program_ = make_gl_program(shaders::kImageVert, shaders::kImageFrag);
  u_screen_ = glGetUniformLocation(program_, "u_screen");
  u_image_size_ = glGetUniformLocation(program_, "u_image_size");
  u_grey_ = glGetUniformLocation(program_, "u_grey");
  u_zero_ = glGetUniformLocation(program_, "u_zero");
  glGenVertexArrays(1, &vertex_array_);
  glGenBuffers(1, &buffer_);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  for (GLuint attribute = 0; attribute < 2; ++attribute) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribDivisor(attribute, 1);
  }
  glBindVertexArray(0);
}

void ImageView::begin_frame(const Preview& preview, std::uint64_t generation, ImU32 difference_zero) {
  instances_.clear();
  flushed_ = 0;
  buffer_current_ = false;
  zero_ = difference_zero;
  if (has_upload_ && uploaded_ == generation) return;
  uploaded_ = generation;
  has_upload_ = true;
  shape_ = preview.shape;
  if (preview.count > 0) upload(preview);
}

void ImageView::upload(const Preview& preview) {
  const GLenum format = preview.shape.channels == 3 ? GL_RGB : GL_RED;
  const int columns = std::max(preview.count, 1 + Preview::kStrip);
  if (texture_ == 0) glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  const int width = preview.shape.width;
  const int height = preview.shape.height;
  if (texture_columns_ != columns || texture_shape_ != preview.shape) {
    texture_columns_ = columns;
    texture_shape_ = preview.shape;
    glTexImage2D(GL_TEXTURE_2D, 0, format == GL_RGB ? GL_RGB8 : GL_R8, width * columns, height * kPlanes, 0, format,
                 GL_UNSIGNED_BYTE, nullptr);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER}) {
      glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
    }
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T}) {
      glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    }
  }
  const auto bytes = static_cast<std::size_t>(preview.shape.size());
  const std::vector<std::uint8_t>* planes[kPlanes] = {&preview.original, &preview.noisy, &preview.denoised};
  for (int plane = 0; plane < kPlanes; ++plane) {
    const std::vector<std::uint8_t>& pixels = *planes[plane];
    const auto count = static_cast<int>(std::min(pixels.size() / bytes, static_cast<std::size_t>(preview.count)));
    for (int image = 0; image < count; ++image) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, image * width, plane * height, width, height, format, GL_UNSIGNED_BYTE,
                      pixels.data() + static_cast<std::size_t>(image) * bytes);
    }
  }
}

void ImageView::add(int image, Plane plane, ColorMap map, ImVec2 from, ImVec2 to, float rounding) {
  instances_.push_back({from.x, from.y, to.x, to.y, static_cast<float>(image), static_cast<float>(plane),
                        static_cast<float>(map), rounding});
}

void ImageView::flush(ImDrawList& list) {
  const auto end = static_cast<int>(instances_.size());
  if (end == flushed_) return;
  Range range{this, flushed_, end - flushed_};
  flushed_ = end;
  list.AddCallback(&ImageView::draw_callback, &range, sizeof range);
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void ImageView::draw_callback(const ImDrawList* /*list*/, const ImDrawCmd* command) {
  const auto* range = static_cast<const Range*>(command->UserCallbackData);
  range->view->draw(*range, command->ClipRect);
}

void ImageView::draw(Range range, const ImVec4& clip) {
  if (texture_ == 0) return;
  if (program_ == 0) create();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float right = std::min(clip.z, screen.x);
  const float bottom = std::min(clip.w, screen.y);
  const float left = std::max(clip.x, 0.0F);
  const float top = std::max(clip.y, 0.0F);
  if (right <= left || bottom <= top) return;
  glEnable(GL_SCISSOR_TEST);
  glScissor(static_cast<GLint>(left), static_cast<GLint>(screen.y - bottom), static_cast<GLsizei>(right - left),
            static_cast<GLsizei>(bottom - top));
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);

  glUseProgram(program_);
  glUniform2f(u_screen_, screen.x, screen.y);
  glUniform2f(u_image_size_, static_cast<float>(shape_.width), static_cast<float>(shape_.height));
  glUniform1i(u_grey_, shape_.channels == 3 ? 0 : 1);
  const ImVec4 zero = ImGui::ColorConvertU32ToFloat4(zero_);
  glUniform3f(u_zero_, zero.x, zero.y, zero.z);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  if (!buffer_current_) {
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances_.size() * sizeof(Instance)), instances_.data(),
                 GL_STREAM_DRAW);
    buffer_current_ = true;
  }
  // WebGL has no "first instance", so the attributes point at it instead.
  const std::size_t first = static_cast<std::size_t>(range.first) * sizeof(Instance);
  for (GLuint attribute = 0; attribute < 2; ++attribute) {
    glVertexAttribPointer(attribute, 4, GL_FLOAT, GL_FALSE, sizeof(Instance),
                          // NOLINTNEXTLINE(performance-no-int-to-ptr): OpenGL takes an offset as a pointer
                          reinterpret_cast<const void*>(first + attribute * 4 * sizeof(float)));
  }
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, range.count);
  glBindVertexArray(0);
}

}  // namespace lab::ui
