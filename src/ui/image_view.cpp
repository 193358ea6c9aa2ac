#include "ui/image_view.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

#include "shaders.h"
#include "ui/gl_program.h"
#include "ui/offscreen.h"
#include "ui/renderer.h"

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

void ImageView::prepare() { program_ = make_gl_program(shaders::kImageVert, shaders::kImageFrag); }

void ImageView::create() {
  if (program_ == 0) prepare();
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

void ImageView::use(const ImageSheet& sheet, ImVec2 screen) {
  if (vertex_array_ == 0) create();
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  const Shape& shape = sheet.shape();
  glUseProgram(program_);
  glUniform2f(u_screen_, screen.x, screen.y);
  glUniform2f(u_image_size_, static_cast<float>(shape.width), static_cast<float>(shape.height));
  glUniform1i(u_grey_, shape.channels == 3 ? 0 : 1);
  const ImVec4 zero = ImGui::ColorConvertU32ToFloat4(zero_);
  glUniform3f(u_zero_, zero.x, zero.y, zero.z);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, sheet.texture());
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
}

void ImageView::draw_instances(std::size_t first, int count) {
  // WebGL has no "first instance", so the attributes point at it instead.
  for (GLuint attribute = 0; attribute < 2; ++attribute) {
    glVertexAttribPointer(attribute, 4, GL_FLOAT, GL_FALSE, sizeof(Instance),
                          // NOLINTNEXTLINE(performance-no-int-to-ptr): OpenGL takes an offset as a pointer
                          reinterpret_cast<const void*>(first * sizeof(Instance) + attribute * 4 * sizeof(float)));
  }
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, count);
  glBindVertexArray(0);
}

void ImageView::draw(const Range& range, const ImVec4& clip) {
  if (range.sheet->texture() == 0) return;
  const ImGuiIO& io = ImGui::GetIO();
  if (!scissor(clip, io.DisplaySize, io.DisplayFramebufferScale.x)) return;
  use(*range.sheet, io.DisplaySize);
  if (!buffer_current_) {
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances_.size() * sizeof(Instance)), instances_.data(),
                 GL_STREAM_DRAW);
    buffer_current_ = true;
  }
  draw_instances(static_cast<std::size_t>(range.first), range.count);
}

Picture ImageView::read(const ImageSheet& sheet, Instance instance) {
  const Shape& shape = sheet.shape();
  const Offscreen target(shape.width, shape.height);
  if (!target.complete() || sheet.texture() == 0) return {};
  const ImVec2 size{static_cast<float>(shape.width), static_cast<float>(shape.height)};
  instance.left = instance.top = instance.rounding = 0.0F;
  instance.right = size.x;
  instance.bottom = size.y;
  glViewport(0, 0, shape.width, shape.height);
  glDisable(GL_SCISSOR_TEST);
  use(sheet, size);
  glBufferData(GL_ARRAY_BUFFER, sizeof instance, &instance, GL_STREAM_DRAW);
  buffer_current_ = false;
  draw_instances(0, 1);
  return target.read(0, 0, shape.width, shape.height);
}

float ImageView::lowest(const ImDrawCmd& command) {
  float bottom = 0.0F;
  if (command.UserCallback != &ImageView::draw_callback) return bottom;
  const auto& range = *static_cast<const Range*>(command.UserCallbackData);
  for (int i = range.first; i < range.first + range.count; ++i)
    bottom = std::max(bottom, range.view->instances_[static_cast<std::size_t>(i)].bottom);
  return bottom;
}

void ImageView::each_image(const ImDrawCmd& command, FunctionRef<void(const Placed&)> use) {
  if (command.UserCallback != &ImageView::draw_callback) return;
  const auto& range = *static_cast<const Range*>(command.UserCallbackData);
  // Points of a map are thousands, of few colours.
  struct Known {
    Instance instance;
    Picture picture;
  };
  std::vector<Known> known;
  for (int i = range.first; i < range.first + range.count; ++i) {
    const Instance& at = range.view->instances_[static_cast<std::size_t>(i)];
    auto same = std::ranges::find_if(
        known, [&at](const Known& other) { return std::equal(&at.image, &at.rounding, &other.instance.image); });
    if (same == known.end()) {
      known.push_back({at, range.view->read(*range.sheet, at)});
      same = known.end() - 1;
    }
    use({{at.left, at.top}, {at.right, at.bottom}, same->picture, range.count});
  }
}

}  // namespace lab::ui
