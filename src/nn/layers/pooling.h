#pragma once

#include <span>

#include "nn/layer_kinds.h"
#include "nn/layer_settings.h"
#include "nn/window.h"

namespace lab {

/// What the pooling layers are told: pool_size (2), strides (pool_size), padding ("valid").
struct PoolingSettings {
  Extent pool;
  Extent strides;
  bool same = false;
};

[[nodiscard]] std::span<const LayerSetting> pooling_setting_names();
Result<PoolingSettings> pooling_settings(const LayerSpec& spec);

/// What the pooling layers share: their sizes.
class Pooling2D : public Layer {
 public:
  explicit Pooling2D(const PoolingSettings& settings) : settings_(settings) {}
  Result<LayerPlan> plan(const Shape& input) override;

 protected:
  [[nodiscard]] const Window2D& window() const { return window_; }

 private:
  PoolingSettings settings_;
  Window2D window_;
};

/// A position of a window and the image's pixels under it: offsets of the first one's first channel.
struct PixelsUnder {
  int out;
  int in;
  int height;
  int width;
};

/// Calls each(pixels under it) for every position of the window, in the order of rows.
template <class Each>
void for_each_position(const Window2D& w, Each&& each) {
  for (int row = 0; row < w.rows.out; ++row) {
    for (int column = 0; column < w.columns.out; ++column) {
      const int top = w.rows.start(row) + w.rows.first_inside(row);
      const int left = w.columns.start(column) + w.columns.first_inside(column);
      each(PixelsUnder{.out = (row * w.columns.out + column) * w.channels,
                       .in = (top * w.columns.in + left) * w.channels,
                       .height = w.rows.last_inside(row) - w.rows.first_inside(row),
                       .width = w.columns.last_inside(column) - w.columns.first_inside(column)});
    }
  }
}

/// Calls each(output offset, image offset, inside) for every position of the window and every image pixel under it, in
/// the order of rows; `inside` is the number of those pixels.
template <class Each>
void for_each_pixel_under(const Window2D& w, Each&& each) {
  for_each_position(w, [&](const PixelsUnder& under) {
    for (int y = 0; y < under.height; ++y) {
      for (int x = 0; x < under.width; ++x) {
        each(under.out, under.in + (y * w.columns.in + x) * w.channels, under.height * under.width);
      }
    }
  });
}

}  // namespace lab
