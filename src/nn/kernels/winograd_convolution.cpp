#include "nn/kernels/winograd_convolution.h"

#include <algorithm>

#include "core/vec.h"

namespace lab {
namespace {

constexpr int kLanes = 4;
using F = Vec<kLanes>;

/// The matrix G that transforms a kernel.
constexpr float kKernelTransform[4][3] = {
    {1.0F, 0.0F, 0.0F}, {0.5F, 0.5F, 0.5F}, {0.5F, -0.5F, 0.5F}, {0.0F, 0.0F, 1.0F}};

/// What the kernel's weight (i, j) means for a place in a tile.
constexpr float share(int place, int i, int j) {
  return kKernelTransform[place / 4][i] * kKernelTransform[place % 4][j];
}

void add_scaled(float factor, const float* from, int count, float* to) {
  if (factor == 0.0F) return;
  for (int k = 0; k < count; ++k) to[k] += factor * from[k];
}

int tiles_along(const Window& window) { return (window.out + 1) / 2; }

Window2D at_even_positions(Window2D window) {
  window.rows.out = 2 * tiles_along(window.rows);
  window.columns.out = 2 * tiles_along(window.columns);
  return window;
}

/// As many rows of tiles as stay in the second-level cache.
int rows_of_strip(const Window2D& window) {
  constexpr int kTiles = 64;
  return std::clamp(kTiles / tiles_along(window.columns), 1, tiles_along(window.rows));
}

Window2D one_place(const Window2D& window, int tile_rows) {
  const int tiles = tile_rows * tiles_along(window.columns);
  return {{}, {.in = tiles, .out = tiles}, window.channels};
}

/// x -> B^T x for four numbers, `step` apart.
void transform_pixels(F* x, int step) {
  const F a = x[0];
  const F b = x[step];
  const F c = x[2 * step];
  const F d = x[3 * step];
  x[0] = a - c;
  x[step] = b + c;
  x[2 * step] = c - b;
  x[3 * step] = b - d;
}

/// The window from dL/d output to dL/d image.
Window2D turned_round(const Window2D& window, int filters) {
  const auto turn = [](const Window& w) {
    return Window{.in = w.out, .out = w.in, .size = w.size, .stride = 1, .before = w.size - 1 - w.before};
  };
  return {turn(window.rows), turn(window.columns), filters};
}

}  // namespace

Winograd::Winograd(const Window2D& window, int filters)
    : window_(window),
      filters_(filters),
      tile_rows_(tiles_along(window.rows)),
      tile_columns_(tiles_along(window.columns)),
      strip_rows_(rows_of_strip(window)),
      border_(at_even_positions(window), filters),
      product_(one_place(window, strip_rows_), filters),
      last_product_(one_place(window, tile_rows_ - (tile_rows_ - 1) / strip_rows_ * strip_rows_), filters) {}

int Winograd::scratch() const {
  return border_.bordered_size() + kPlaces * strip_rows_ * tile_columns_ * (window_.channels + filters_);
}

template <class Use>
void Winograd::for_strips(float* scratch, Use&& use) const {
  for (int row = 0; row < tile_rows_; row += strip_rows_) {
    const bool last = row + strip_rows_ >= tile_rows_;
    const int rows = last ? tile_rows_ - row : strip_rows_;
    const int tiles = rows * tile_columns_;
    use(Strip{last ? last_product_ : product_, row, rows, tiles, scratch,
              scratch + kPlaces * tiles * window_.channels});
  }
}

template <class Use>
void Winograd::for_tiles(const Strip& strip, Use&& use) const {
  int tile = 0;
  for (int row = strip.first_row; row < strip.first_row + strip.rows; ++row) {
    for (int column = 0; column < tile_columns_; ++column) use(tile++, 2 * row, 2 * column);
  }
}

void Winograd::pack(const float* kernel, const float* bias, float* packed, float* scratch) const {
  const int weights = window_.channels * filters_;
  for (int place = 0; place < kPlaces; ++place) {
    std::fill_n(scratch, weights, 0.0F);
    for (int k = 0; k < 9; ++k) add_scaled(share(place, k / 3, k % 3), kernel + k * weights, weights, scratch);
    // The place (1, 1) is part of all four positions with a factor of 1.
    product_.pack(scratch, place == 5 ? bias : nullptr, packed);
    packed += product_.packed_size();
  }
}

void Winograd::transform_image(const float* bordered, const Strip& strip) const {
  const int channels = window_.channels;
  const int line = border_.bordered_line();
  for_tiles(strip, [&](int tile, int row, int column) {
    const float* const from = bordered + row * line + column * channels;
    float* const to = strip.values + tile * channels;
    for (int c = 0; c < channels; c += kLanes) {
      F x[kPlaces];
      for (int place = 0; place < kPlaces; ++place) {
        x[place] = load<kLanes>(from + place / 4 * line + place % 4 * channels + c);
      }
      for (int k = 0; k < 4; ++k) transform_pixels(x + k, 4);
      for (int k = 0; k < 4; ++k) transform_pixels(x + 4 * k, 1);
      for (int place = 0; place < kPlaces; ++place) store<kLanes>(to + place * strip.tiles * channels + c, x[place]);
    }
  });
}

void Winograd::run(const float* packed, const float* image, float* output, float* scratch) const {
  const float* const bordered = border_.with_border(image, scratch);
  for_strips(scratch + border_.bordered_size(), [&](const Strip& strip) {
    transform_image(bordered, strip);
    const int place_values = strip.tiles * window_.channels;
    const int place_sums = strip.tiles * filters_;
    for (int place = 0; place < kPlaces; ++place) {
      strip.product.run(packed + place * product_.packed_size(), strip.values + place * place_values, false,
                        strip.sums + place * place_sums);
    }
    for_tiles(strip, [&](int tile, int row, int column) {
      const float* const from = strip.sums + tile * filters_;
      float* const to = output + (row * window_.columns.out + column) * filters_;
      const bool below = row + 1 < window_.rows.out;
      const bool beside = column + 1 < window_.columns.out;
      for (int f = 0; f < filters_; f += kLanes) {
        const auto sum = [&](int place) { return load<kLanes>(from + place * place_sums + f); };
        // A^T m down the columns of the tile, then along both rows.
        F upper[4];
        F lower[4];
        for (int k = 0; k < 4; ++k) {
          upper[k] = sum(k) + sum(4 + k) + sum(8 + k);
          lower[k] = sum(4 + k) - sum(8 + k) - sum(12 + k);
        }
        const auto write = [&](const F* x, float* position) {
          store<kLanes>(position, x[0] + x[1] + x[2]);
          if (beside) store<kLanes>(position + filters_, x[1] - x[2] - x[3]);
        };
        write(upper, to + f);
        if (below) write(lower, to + window_.columns.out * filters_ + f);
      }
    });
  });
}

void Winograd::add_kernel_gradient(const float* image, const float* output_gradient, float* transformed,
                                   float* scratch) const {
  const float* const bordered = border_.with_border(image, scratch);
  for_strips(scratch + border_.bordered_size(), [&](const Strip& strip) {
    transform_image(bordered, strip);
    const int place_values = strip.tiles * window_.channels;
    const int place_sums = strip.tiles * filters_;
    for_tiles(strip, [&](int tile, int row, int column) {
      const float* const from = output_gradient + (row * window_.columns.out + column) * filters_;
      float* const to = strip.sums + tile * filters_;
      const bool below = row + 1 < window_.rows.out;
      const bool beside = column + 1 < window_.columns.out;
      const int next_line = window_.columns.out * filters_;
      for (int f = 0; f < filters_; f += kLanes) {
        const auto gradient = [&](bool inside, int offset) { return inside ? load<kLanes>(from + offset + f) : F{}; };
        // A g A^T, along both rows and then down.
        const auto spread = [](F first, F second, F* x) {
          x[0] = first;
          x[1] = first + second;
          x[2] = first - second;
          x[3] = -second;
        };
        F upper[4];
        F lower[4];
        spread(gradient(true, 0), gradient(beside, filters_), upper);
        spread(gradient(below, next_line), gradient(below && beside, next_line + filters_), lower);
        for (int k = 0; k < 4; ++k) {
          F down[4];
          spread(upper[k], lower[k], down);
          for (int j = 0; j < 4; ++j) store<kLanes>(to + (4 * j + k) * place_sums + f, down[j]);
        }
      }
    });
    for (int place = 0; place < kPlaces; ++place) {
      strip.product.add_kernel_gradient(strip.values + place * place_values, strip.sums + place * place_sums,
                                        transformed + place * window_.channels * filters_, nullptr);
    }
  });
}

void Winograd::finish_kernel_gradient(const float* transformed, float* kernel_gradient) const {
  const int weights = window_.channels * filters_;
  for (int k = 0; k < 9; ++k) {
    for (int place = 0; place < kPlaces; ++place) {
      add_scaled(share(place, k / 3, k % 3), transformed + place * weights, weights, kernel_gradient + k * weights);
    }
  }
}

WinogradConvolution::WinogradConvolution(const Window2D& window, int filters)
    : channels_(window.channels),
      filters_(filters),
      forward_(window, filters),
      backward_(turned_round(window, filters), window.channels) {}

bool WinogradConvolution::suits(const Window2D& window, int filters) {
  const auto fits = [](const Window& w) { return w.size == 3 && w.stride == 1; };
  const auto wide = [](int channels) { return channels >= 16 && channels % kLanes == 0; };
  // Tiles reach over the edges, and transforming takes time as well.
  const int multiplications = 16 * tiles_along(window.rows) * tiles_along(window.columns);
  return fits(window.rows) && fits(window.columns) && wide(window.channels) && wide(filters) &&
         3 * multiplications < 2 * 9 * window.positions();
}

int WinogradConvolution::scratch() const {
  const int weights = channels_ * filters_;
  const int up = forward_.packed_size() + std::max(weights, forward_.scratch());
  const int down = forward_.kernel_size() + backward_.packed_size() +
                   std::max({10 * weights, forward_.scratch(), backward_.scratch()});
  return std::max(up, down);
}

void WinogradConvolution::pack(const float* kernel, const float* bias, float* scratch) const {
  forward_.pack(kernel, bias, scratch, scratch + forward_.packed_size());
}

void WinogradConvolution::run(const float* image, float* output, float* scratch) const {
  forward_.run(scratch, image, output, scratch + forward_.packed_size());
}

void WinogradConvolution::pack_for_gradients(const float* kernel, float* scratch) const {
  float* const packed = std::fill_n(scratch, forward_.kernel_size(), 0.0F);
  const int weights = channels_ * filters_;
  float* const turned = packed + backward_.packed_size();
  float* to = turned;
  for (int k = 8; k >= 0; --k) {
    for (int f = 0; f < filters_; ++f) {
      for (int c = 0; c < channels_; ++c) *to++ = kernel[k * weights + c * filters_ + f];
    }
  }
  backward_.pack(turned, nullptr, packed, to);
}

void WinogradConvolution::add_gradients(const float* image, const float* output_gradient, float* input_gradient,
                                        float* /*kernel_gradient*/, float* scratch) const {
  const float* const packed = scratch + forward_.kernel_size();
  float* const rest = scratch + forward_.kernel_size() + backward_.packed_size();
  forward_.add_kernel_gradient(image, output_gradient, scratch, rest);
  if (input_gradient != nullptr) backward_.run(packed, output_gradient, input_gradient, rest);
}

void WinogradConvolution::finish_gradients(float* kernel_gradient, const float* scratch) const {
  forward_.finish_kernel_gradient(scratch, kernel_gradient);
}

}  // namespace lab
