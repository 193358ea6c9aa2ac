#include "io/restore_picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/thread_pool.h"
#include "data/fit_shape.h"
#include "nn/network.h"
#include "train/samples.h"

namespace lab {
namespace {

constexpr int kTilesPerPass = 64;

/// A float image, row by row, channel last.
struct Plane {
  int width = 0;
  int height = 0;
  int channels = 1;
  std::vector<float> values;

  Plane(int w, int h, int c)
      : width(w),
        height(h),
        channels(c),
        values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * static_cast<std::size_t>(c)) {}
  [[nodiscard]] std::size_t index(int x, int y, int c) const {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
               static_cast<std::size_t>(channels) +
           static_cast<std::size_t>(c);
  }
  float& at(int x, int y, int c) { return values[index(x, y, c)]; }
  [[nodiscard]] float at(int x, int y, int c) const { return values[index(x, y, c)]; }
};

/// Bilinear, pixel centres aligned.
Plane resize(const Plane& in, int width, int height) {
  Plane out(width, height, in.channels);
  const auto source = [](int i, int to, int from) {
    const float position = (static_cast<float>(i) + 0.5F) * static_cast<float>(from) / static_cast<float>(to) - 0.5F;
    return std::clamp(position, 0.0F, static_cast<float>(from - 1));
  };
  for (int y = 0; y < height; ++y) {
    const float fy = source(y, height, in.height);
    const int y0 = static_cast<int>(fy);
    const int y1 = std::min(y0 + 1, in.height - 1);
    for (int x = 0; x < width; ++x) {
      const float fx = source(x, width, in.width);
      const int x0 = static_cast<int>(fx);
      const int x1 = std::min(x0 + 1, in.width - 1);
      for (int c = 0; c < in.channels; ++c) {
        const float top = std::lerp(in.at(x0, y0, c), in.at(x1, y0, c), fx - static_cast<float>(x0));
        const float bottom = std::lerp(in.at(x0, y1, c), in.at(x1, y1, c), fx - static_cast<float>(x0));
        out.at(x, y, c) = std::lerp(top, bottom, fy - static_cast<float>(y0));
      }
    }
  }
  return out;
}

/// Where tiles of `side` begin along a length: half overlapping, the last one flush with the end.
std::vector<int> tile_starts(int length, int side) {
  std::vector<int> starts;
  for (int start = 0; start + side < length; start += side / 2) starts.push_back(start);
  starts.push_back(std::max(0, length - side));
  return starts;
}

struct Corner {
  int x, y;
};

/// Runs the network on all tiles of an image at least as large as a tile and blends the results.
Plane restore_tiles(Network& network, const Plane& in, int side) {
  std::vector<Corner> corners;
  for (const int y : tile_starts(in.height, side)) {
    for (const int x : tile_starts(in.width, side)) corners.push_back({x, y});
  }
  // A hat-shaped weight: tiles fade into one another, and no pixel has the weight 0.
  const auto hat = [&](int i) {
    return 1.0F - std::abs((static_cast<float>(i) + 0.5F) * 2.0F / static_cast<float>(side) - 1.0F) + 0.01F;
  };

  ThreadPool pool(1);
  Plane sum(in.width, in.height, in.channels);
  Plane weight(in.width, in.height, 1);
  const int line = side * in.channels;  // numbers in one row of a tile
  Matrix tiles(side * line, kTilesPerPass);
  for (std::size_t first = 0; first < corners.size(); first += kTilesPerPass) {
    const int count = static_cast<int>(std::min<std::size_t>(kTilesPerPass, corners.size() - first));
    for (int t = 0; t < count; ++t) {
      const Corner corner = corners[first + static_cast<std::size_t>(t)];
      for (int y = 0; y < side; ++y) {
        std::copy_n(in.values.data() + in.index(corner.x, corner.y + y, 0), line, tiles.col(t).data() + y * line);
      }
    }
    const ConstMatrixView restored = network.predict(pool, ConstMatrixView(tiles.data(), tiles.rows(), count), 0,
                                                     static_cast<int>(network.layers().size()));
    for (int t = 0; t < count; ++t) {
      const Corner corner = corners[first + static_cast<std::size_t>(t)];
      for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
          const float w = hat(x) * hat(y);
          for (int c = 0; c < in.channels; ++c) {
            sum.at(corner.x + x, corner.y + y, c) += w * restored(y * line + x * in.channels + c, t);
          }
          weight.at(corner.x + x, corner.y + y, 0) += w;
        }
      }
    }
  }
  for (std::size_t i = 0; i < sum.values.size(); ++i) {
    sum.values[i] /= weight.values[i / static_cast<std::size_t>(in.channels)];
  }
  return sum;
}

}  // namespace

Result<Picture> restore_picture(const SavedModel& model, const Picture& picture) {
  const Shape& input = model.spec.input;
  if (!model.spec.reconstructs())
    return Error{"The model " + model.spec.name + " names classes; it cannot denoise a picture."};
  const auto tile = image_shape_of(input);
  if (!tile) return tile.error();
  if (tile->height != tile->width) {
    return Error{"The model takes " + input.to_string() + ", which is not a square image."};
  }
  const int side = tile->height;
  auto network = network_of(model, kTilesPerPass);
  if (!network) return network.error();

  Plane plane(picture.width, picture.height, tile->channels);
  for (std::size_t i = 0; i < plane.values.size(); ++i) {
    const std::size_t pixel = i / static_cast<std::size_t>(plane.channels);
    const int channel = static_cast<int>(i % static_cast<std::size_t>(plane.channels));
    // A grey picture serves all channels.
    const int from = std::min(channel, picture.channels - 1);
    plane.values[i] =
        static_cast<float>(
            picture.pixels[pixel * static_cast<std::size_t>(picture.channels) + static_cast<std::size_t>(from)]) /
        255.0F;
  }
  // A narrow picture is widened to one tile in that direction only.
  const Plane covered = resize(plane, std::max(picture.width, side), std::max(picture.height, side));
  const bool small = picture.width <= side && picture.height <= side;
  const Plane restored = restore_tiles(*network, small ? resize(plane, side, side) : covered, side);
  const Plane result = resize(restored, picture.width, picture.height);

  return Picture{picture.width, picture.height, plane.channels, to_bytes(result.values)};
}

}  // namespace lab
