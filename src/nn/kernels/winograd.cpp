#include "nn/kernels/winograd.h"

#include <algorithm>

#include "nn/kernels/tile.h"
#include "nn/kernels/winograd_kernel.h"

namespace lab {
namespace {

constexpr int kOut = kWinogradOutputs;
constexpr int kIn = kWinogradInputs;

Window2D at_whole_tiles(Window2D window) {
  window.rows.out = kOut * winograd_tiles(window.rows);
  window.columns.out = kOut * winograd_tiles(window.columns);
  return window;
}

/// As many as keep what becomes of them in the second-level cache, and whole tiles of the products.
int tiles_of_strip(const Window2D& window, int filters) {
  constexpr int kFloats = 70'000;
  const int tiles = kFloats / (kWinogradPlaces * (window.channels + filters));
  return std::max(kTileColumns, tiles - tiles % kTileColumns);
}

Window2D one_place(const Window2D& window, int tiles) { return {{}, {.in = tiles, .out = tiles}, window.channels}; }

/// From the numbers of one place to those of the next: an odd number of cache lines, so that those of one tile do not
/// crowd a few sets of the cache.
int place_step(int numbers) {
  constexpr int kLine = 16;
  return kLine * ((numbers + kLine - 1) / kLine | 1);
}

template <class Run>
void with_lanes_for(int numbers, Run&& run) {
  if constexpr (kWidestLanes > 4) {
    if (numbers % kWidestLanes == 0) return run.template operator()<kWidestLanes>();
  }
  run.template operator()<4>();
}

}  // namespace

Winograd::Winograd(const Window2D& window, int filters)
    : window_(window),
      filters_(filters),
      tile_rows_(winograd_tiles(window.rows)),
      tile_columns_(winograd_tiles(window.columns)),
      strip_tiles_(tiles_of_strip(window, filters)),
      strip_images_(std::max(1, strip_tiles_ / tiles_of_image())),
      border_(at_whole_tiles(window), filters),
      product_(one_place(window, strip_tiles_), filters) {}

int Winograd::packing_scratch() const { return kWinogradPlaces * place_step(window_.channels * filters_); }

int Winograd::scratch() const {
  const int strip = place_step(strip_tiles_ * window_.channels) + place_step(strip_tiles_ * filters_);
  return strip_images_ * border_.bordered_size() + kWinogradPlaces * strip;
}

template <class Use>
void Winograd::for_strips(const float* image, int images, float* scratch, Use&& use) const {
  float* const values = scratch + strip_images_ * border_.bordered_size();
  for (int first_image = 0; first_image < images; first_image += strip_images_) {
    const int together = std::min(strip_images_, images - first_image);
    const float* bordered = image + first_image * image_size();
    int bordered_step = image_size();
    for (int i = 0; i < together; ++i) {
      float* const buffer = scratch + i * border_.bordered_size();
      if (border_.with_border(image + (first_image + i) * image_size(), buffer) != buffer) break;  // it needs none
      bordered = scratch;
      bordered_step = border_.bordered_size();
    }
    const int tiles = together * tiles_of_image();
    const int strips = (tiles + strip_tiles_ - 1) / strip_tiles_;
    for (int i = 0; i < strips; ++i) {
      const int first = tiles * i / strips;
      const int count = tiles * (i + 1) / strips - first;
      const int values_step = place_step(count * window_.channels);
      use(first_image, Strip{.bordered = bordered,
                             .bordered_step = bordered_step,
                             .first_tile = first,
                             .tiles = count,
                             .values = values,
                             .values_step = values_step,
                             .sums = values + kWinogradPlaces * values_step,
                             .sums_step = place_step(count * filters_)});
    }
  }
}

template <class Use>
void Winograd::for_tiles(const Strip& strip, Use&& use) const {
  for (int i = 0; i < strip.tiles; ++i) {
    const int image = (strip.first_tile + i) / tiles_of_image();
    const int tile = (strip.first_tile + i) % tiles_of_image();
    use(i, image, kOut * (tile / tile_columns_), kOut * (tile % tile_columns_));
  }
}

void Winograd::pack(const float* kernel, const float* bias, float* packed, float* scratch) const {
  const int step = place_step(window_.channels * filters_);
  transform_kernel(kernel, window_.channels, filters_, scratch, step);
  packed = bias != nullptr ? std::copy_n(bias, filters_, packed) : std::fill_n(packed, filters_, 0.0F);
  for (int place = 0; place < kWinogradPlaces; ++place) {
    product_.pack(scratch + place * step, nullptr, packed);
    packed += product_.packed_size();
  }
}

template <int kLanes>
void Winograd::transform_images(const Strip& strip) const {
  using F = Vec<kLanes>;
  const WinogradConstants& constants = *in_memory<F>(kWinogradConstants);
  const int channels = window_.channels;
  const int line = border_.bordered_line();
  for_tiles(strip, [&](int tile, int image, int row, int column) {
    const float* const from = strip.bordered + image * strip.bordered_step + row * line + column * channels;
    float* const to = strip.values + tile * channels;
    for (int c = 0; c < channels; c += kLanes) {
      F down[kWinogradPlaces];
      for (int x = 0; x < kIn; ++x) {
        F d[kIn];
        for (int y = 0; y < kIn; ++y) d[y] = load<kLanes>(from + y * line + x * channels + c);
        transform_pixels(constants, d, down + x, kIn);
      }
      for (int y = 0; y < kIn; ++y) {
        F along[kIn];
        transform_pixels(constants, down + y * kIn, along, 1);
        for (int x = 0; x < kIn; ++x) store<kLanes>(to + (y * kIn + x) * strip.values_step + c, along[x]);
      }
    }
  });
}

template <int kLanes>
void Winograd::transform_gradients(const float* output_gradient, const Strip& strip) const {
  using F = Vec<kLanes>;
  const WinogradConstants& constants = *in_memory<F>(kWinogradConstants);
  const int line = window_.columns.out * filters_;
  for_tiles(strip, [&](int tile, int image, int row, int column) {
    const float* const from = output_gradient + image * output_size() + row * line + column * filters_;
    float* const to = strip.sums + tile * filters_;
    const int height = std::min(kOut, window_.rows.out - row);
    const int width = std::min(kOut, window_.columns.out - column);
    for (int f = 0; f < filters_; f += kLanes) {
      F down[kIn * kOut];
      for (int x = 0; x < kOut; ++x) {
        F g[kOut] = {};
        if (x < width) {
          for (int y = 0; y < height; ++y) g[y] = load<kLanes>(from + y * line + x * filters_ + f);
        }
        spread_gradients(constants, g, down + x, kOut);
      }
      for (int y = 0; y < kIn; ++y) {
        F along[kIn];
        spread_gradients(constants, down + y * kOut, along, 1);
        for (int x = 0; x < kIn; ++x) store<kLanes>(to + (y * kIn + x) * strip.sums_step + f, along[x]);
      }
    }
  });
}

template <int kLanes>
void Winograd::write_outputs(const Strip& strip, const float* bias, float* output) const {
  using F = Vec<kLanes>;
  const WinogradConstants& constants = *in_memory<F>(kWinogradConstants);
  const int line = window_.columns.out * filters_;
  for_tiles(strip, [&](int tile, int image, int row, int column) {
    const float* const from = strip.sums + tile * filters_;
    float* const to = output + image * output_size() + row * line + column * filters_;
    const int height = std::min(kOut, window_.rows.out - row);
    const int width = std::min(kOut, window_.columns.out - column);
    for (int f = 0; f < filters_; f += kLanes) {
      F along[kIn * kOut];
      for (int y = 0; y < kIn; ++y) {
        F m[kIn];
        for (int x = 0; x < kIn; ++x) m[x] = load<kLanes>(from + (y * kIn + x) * strip.sums_step + f);
        gather_positions(constants, m, 1, along + y * kOut);
      }
      const F start = load<kLanes>(bias + f);
      for (int x = 0; x < width; ++x) {
        F outputs[kOut];
        gather_positions(constants, along + x, kOut, outputs);
        for (int y = 0; y < height; ++y) store<kLanes>(to + y * line + x * filters_ + f, outputs[y] + start);
      }
    }
  });
}

void Winograd::run(const float* packed, const float* image, int images, float* output, float* scratch) const {
  for_strips(image, images, scratch, [&](int first_image, const Strip& strip) {
    with_lanes_for(window_.channels, [&]<int kLanes>() { transform_images<kLanes>(strip); });
    for (int place = 0; place < kWinogradPlaces; ++place) {
      product_.run_some(strip.tiles, packed + filters_ + place * product_.packed_size(),
                        strip.values + place * strip.values_step, false, strip.sums + place * strip.sums_step);
    }
    float* const to = output + first_image * output_size();
    with_lanes_for(filters_, [&]<int kLanes>() { write_outputs<kLanes>(strip, packed, to); });
  });
}

void Winograd::add_kernel_gradient(const float* image, int images, const float* output_gradient, float* transformed,
                                   float* scratch) const {
  for_strips(image, images, scratch, [&](int first_image, const Strip& strip) {
    with_lanes_for(window_.channels, [&]<int kLanes>() { transform_images<kLanes>(strip); });
    const float* const from = output_gradient + first_image * output_size();
    with_lanes_for(filters_, [&]<int kLanes>() { transform_gradients<kLanes>(from, strip); });
    // A channel's places lie together, so that finish_kernel_gradient() reads them one after the other.
    for (int place = 0; place < kWinogradPlaces; ++place) {
      product_.add_some_kernel_gradient(strip.tiles, strip.values + place * strip.values_step,
                                        strip.sums + place * strip.sums_step, transformed + place * filters_,
                                        kWinogradPlaces * filters_);
    }
  });
}

void Winograd::finish_kernel_gradient(const float* transformed, float* kernel_gradient) const {
  add_transformed_gradient(transformed, window_.channels, filters_, kernel_gradient);
}

}  // namespace lab
