#include "ui/image_sheet.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

#include "ui/image_view.h"

namespace lab::ui {
namespace {

constexpr int kWidest = 2048;  // pixels; more images begin a new row
constexpr int kLargest = 4096;

GLenum format_of(const Shape& shape) { return shape.channels == 3 ? GL_RGB : GL_RED; }

}  // namespace

ImageSheet::ImageSheet(ImageView& view) : view_(view) { view_.sheets_.push_back(this); }

ImageSheet::~ImageSheet() {
  std::erase(view_.sheets_, this);
  glDeleteTextures(1, &texture_);
}

void ImageSheet::forget() {
  texture_ = 0;
  room_columns_ = room_rows_ = 0;
  owner_ = {};
}

void ImageSheet::make_room(int columns, int rows) {
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (texture_ == 0) glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  if (room_columns_ == columns && room_rows_ == rows && room_shape_ == shape_) return;
  room_columns_ = columns;
  room_rows_ = rows;
  room_shape_ = shape_;
  const GLenum format = format_of(shape_);
  glTexImage2D(GL_TEXTURE_2D, 0, format == GL_RGB ? GL_RGB8 : GL_R8, shape_.width * columns, shape_.height * rows, 0,
               format, GL_UNSIGNED_BYTE, nullptr);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
  for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
}

void ImageSheet::upload(int column, int row, const std::uint8_t* pixels) const {
  glTexSubImage2D(GL_TEXTURE_2D, 0, column * shape_.width, row * shape_.height, shape_.width, shape_.height,
                  format_of(shape_), GL_UNSIGNED_BYTE, pixels);
}

void ImageSheet::show(const std::shared_ptr<const void>& owner, const Shape& shape,
                      std::initializer_list<std::span<const std::uint8_t>> rows) {
  if (owner_.is(owner) && texture_ != 0) return;
  owner_ = Remembered(owner);
  shape_ = shape;
  const auto bytes = static_cast<std::size_t>(shape.size());
  if (bytes == 0 || rows.size() == 0) return;
  const auto count_of = [&](std::span<const std::uint8_t> row) {
    return std::min(static_cast<int>(row.size() / bytes), kLargest / shape.width);
  };
  columns_ = 1;
  for (const auto& row : rows) columns_ = std::max(columns_, count_of(row));
  make_room(columns_, static_cast<int>(rows.size()));
  int at = 0;
  for (const auto& row : rows) {
    for (int i = 0; i < count_of(row); ++i) upload(i, at, row.data() + static_cast<std::size_t>(i) * bytes);
    ++at;
  }
}

void ImageSheet::show(const std::shared_ptr<const void>& owner, const Shape& shape,
                      std::span<const std::uint8_t> images) {
  if (owner_.is(owner) && texture_ != 0) return;
  owner_ = Remembered(owner);
  shape_ = shape;
  const auto bytes = static_cast<std::size_t>(shape.size());
  if (bytes == 0 || images.size() < bytes) return;
  const auto all = static_cast<int>(images.size() / bytes);
  columns_ = std::clamp(kWidest / shape.width, 1, all);
  const int rows = std::min((all + columns_ - 1) / columns_, std::max(kLargest / shape.height, 1));
  make_room(columns_, rows);
  for (int i = 0; i < std::min(all, columns_ * rows); ++i)
    upload(i % columns_, i / columns_, images.data() + static_cast<std::size_t>(i) * bytes);
}

}  // namespace lab::ui
