#include "nn/kernels/winograd.h"

#include <algorithm>

#include "core/vec.h"
#include "nn/kernels/winograd_kernel.h"

namespace lab {
namespace {

constexpr int kLanes = 4;
using F = Vec<kLanes>;

Window2D at_even_positions(Window2D window) {
  window.rows.out = 2 * winograd_tiles(window.rows);
  window.columns.out = 2 * winograd_tiles(window.columns);
  return window;
}

/// As many rows of tiles as stay in the second-level cache.
int rows_of_strip(const Window2D& window) {
  constexpr int kTiles = 64;
  return std::clamp(kTiles / winograd_tiles(window.columns), 1, winograd_tiles(window.rows));
}

Window2D one_place(const Window2D& window, int tile_rows) {
  const int tiles = tile_rows * winograd_tiles(window.columns);
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

}  // namespace

Winograd::Winograd(const Window2D& window, int filters)
    : window_(window),
      filters_(filters),
      tile_rows_(winograd_tiles(window.rows)),
      tile_columns_(winograd_tiles(window.columns)),
      strip_rows_(rows_of_strip(window)),
      border_(at_even_positions(window), filters),
      product_(one_place(window, strip_rows_), filters),
      last_product_(one_place(window, tile_rows_ - (tile_rows_ - 1) / strip_rows_ * strip_rows_), filters) {}

int Winograd::packed_size() const { return kWinogradPlaces * product_.packed_size(); }

int Winograd::scratch() const {
  return border_.bordered_size() + kWinogradPlaces * strip_rows_ * tile_columns_ * (window_.channels + filters_);
}

template <class Use>
void Winograd::for_strips(float* scratch, Use&& use) const {
  for (int row = 0; row < tile_rows_; row += strip_rows_) {
    const bool last = row + strip_rows_ >= tile_rows_;
    const int rows = last ? tile_rows_ - row : strip_rows_;
    const int tiles = rows * tile_columns_;
    use(Strip{last ? last_product_ : product_, row, rows, tiles, scratch,
              scratch + kWinogradPlaces * tiles * window_.channels});
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
  for (int place = 0; place < kWinogradPlaces; ++place) {
    transform_kernel(kernel, weights, place, scratch);
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
      F x[kWinogradPlaces];
      for (int place = 0; place < kWinogradPlaces; ++place) {
        x[place] = load<kLanes>(from + place / 4 * line + place % 4 * channels + c);
      }
      for (int k = 0; k < 4; ++k) transform_pixels(x + k, 4);
      for (int k = 0; k < 4; ++k) transform_pixels(x + 4 * k, 1);
      for (int place = 0; place < kWinogradPlaces; ++place) {
        store<kLanes>(to + place * strip.tiles * channels + c, x[place]);
      }
    }
  });
}

void Winograd::run(const float* packed, const float* image, float* output, float* scratch) const {
  const float* const bordered = border_.with_border(image, scratch);
  for_strips(scratch + border_.bordered_size(), [&](const Strip& strip) {
    transform_image(bordered, strip);
    const int place_values = strip.tiles * window_.channels;
    const int place_sums = strip.tiles * filters_;
    for (int place = 0; place < kWinogradPlaces; ++place) {
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
    for (int place = 0; place < kWinogradPlaces; ++place) {
      strip.product.add_kernel_gradient(strip.values + place * place_values, strip.sums + place * place_sums,
                                        transformed + place * window_.channels * filters_, nullptr);
    }
  });
}

}  // namespace lab
