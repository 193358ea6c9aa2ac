#include "ui/image_view.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

#include "shaders.h"
#include "ui/gl_program.h"

namespace lab::ui {

ImageView::~ImageView() {
  glDeleteProgram(program_);
  glDeleteVertexArrays(1, &vertex_array_);
  glDeleteBuffers(1, &buffer_);
}

void ImageView::forget() {
  program_ = vertex_array_ = buffer_ = 0;
  for (ImageSheet* sheet : sheets_) sheet->forget();
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

void ImageView::begin_frame(const std::shared_ptr<const Preview>& preview, ImU32 zero) {
  instances_.clear();
  pending_.clear();
  buffer_current_ = false;
  zero_ = zero;
  if (preview != nullptr && preview->count > 0)
    preview_.show(preview, preview->shape, {preview->original, preview->noisy, preview->denoised});
}

void ImageView::add(int image, Plane plane, ColorMap map, ImVec2 from, ImVec2 to, float rounding) {
  add(preview_, {from.x, from.y, to.x, to.y, static_cast<float>(image), static_cast<float>(plane),
                 static_cast<float>(map), rounding});
}

void ImageView::add(const ImageSheet& sheet, int image, ColorMap map, ImVec2 from, ImVec2 to, float rounding) {
  const int row = image / sheet.columns();
  const int column = image % sheet.columns();
  add(sheet, {from.x, from.y, to.x, to.y, static_cast<float>(column), static_cast<float>(row), static_cast<float>(map),
              rounding});
}

void ImageView::add(const ImageSheet& sheet, const Instance& instance) {
  if (pending_.empty() || pending_.back().sheet != &sheet)
    pending_.push_back({this, &sheet, static_cast<int>(instances_.size()), 0});
  ++pending_.back().count;
  instances_.push_back(instance);
}

void ImageView::flush(ImDrawList& list) {
  if (pending_.empty()) return;
  for (Range& range : pending_) list.AddCallback(&ImageView::draw_callback, &range, sizeof range);
  pending_.clear();
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void ImageView::draw_callback(const ImDrawList* /*list*/, const ImDrawCmd* command) {
  const auto* range = static_cast<const Range*>(command->UserCallbackData);
  range->view->draw(*range, command->ClipRect);
}

void ImageView::draw(const Range& range, const ImVec4& clip) {
  if (range.sheet->texture() == 0) return;
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

  const Shape& shape = range.sheet->shape();
  glUseProgram(program_);
  glUniform2f(u_screen_, screen.x, screen.y);
  glUniform2f(u_image_size_, static_cast<float>(shape.width), static_cast<float>(shape.height));
  glUniform1i(u_grey_, shape.channels == 3 ? 0 : 1);
  const ImVec4 zero = ImGui::ColorConvertU32ToFloat4(zero_);
  glUniform3f(u_zero_, zero.x, zero.y, zero.z);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, range.sheet->texture());
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
