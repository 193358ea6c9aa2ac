#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>

#include "core/shape.h"
#include "ui/remembered.h"

namespace lab::ui {

class ImageView;

/// Equally large images as one texture that ImageView draws from. Main thread only, with the page's WebGL 2 context
/// current where it uploads or ends.
class ImageSheet {
 public:
  /// `view` must outlive it.
  explicit ImageSheet(ImageView& view);
  ~ImageSheet();
  ImageSheet(const ImageSheet&) = delete;
  ImageSheet& operator=(const ImageSheet&) = delete;

  /// The images to draw from now on: 8-bit, image after image, channel last, in one row of the texture or several that
  /// each begin with the same column. They are part of `owner`, which is remembered, not kept, so that the same one is
  /// uploaded only once. What does not fit into a texture of 4096 pixels is left out.
  void show(const std::shared_ptr<const void>& owner, const Shape& shape,
            std::initializer_list<std::span<const std::uint8_t>> rows);

  /// One list of images, wrapped into as many rows of the texture as it takes.
  void show(const std::shared_ptr<const void>& owner, const Shape& shape, std::span<const std::uint8_t> images);

  [[nodiscard]] const Shape& shape() const { return shape_; }
  /// Images in a row of the texture.
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] unsigned texture() const { return texture_; }

  /// The context and all objects in it are gone; show() uploads again.
  void forget();

 private:
  void make_room(int columns, int rows);
  void upload(int column, int row, const std::uint8_t* pixels) const;

  ImageView& view_;
  Remembered owner_;
  Shape shape_;
  Shape room_shape_;
  int room_columns_ = 0;
  int room_rows_ = 0;
  int columns_ = 1;
  unsigned texture_ = 0;
};

}  // namespace lab::ui
