#pragma once

#include <algorithm>

#include "nn/kernels/tile.h"

/// Cutting a result into tiles.
namespace lab {

/// Calls run.operator()<kN>(first) for columns first .. first + kN - 1, in tiles as equal as possible, so that none is
/// too narrow to keep the arithmetic units busy.
template <class Run>
void for_column_tiles(int columns, Run&& run) {
  int tiles = (columns + kTileColumns - 1) / kTileColumns;
  for (int first = 0; first < columns; --tiles) {
    const int width = (columns - first + tiles - 1) / tiles;
    switch (width) {
      case 1: run.template operator()<1>(first); break;
      case 2: run.template operator()<2>(first); break;
      case 3: run.template operator()<3>(first); break;
      case 4: run.template operator()<4>(first); break;
      case 5: run.template operator()<5>(first); break;
      default: run.template operator()<kTileColumns>(first); break;
    }
    first += width;
  }
}

/// Calls run.operator()<kLanes, kVectors>() with the panel that suits a left factor of so many rows: the widest
/// vectors that are mostly filled. (One vector of four would serve few layers: it is not worth its place in the
/// program.)
template <int kWidest = kWidestLanes, class Run>
auto with_panel_for(int rows, Run&& run) {
  if constexpr (kWidest >= 16) {
    if (rows > 24) return run.template operator()<16, 2>();
  }
  if constexpr (kWidest >= 8) {
    if (rows > 12) return run.template operator()<8, 2>();
  }
  return run.template operator()<4, 2>();
}

/// result (rows x columns) = (add ? result : 0) + sum of outer products, for the few rows that fill no vector. Too rare
/// to be in the program once per width of a tile.
[[gnu::noinline]] inline void sum_outer_products_one_by_one(const OuterTerms& terms, int rows, int columns,
                                                            const float* left, const float* right, bool add,
                                                            float* result, std::ptrdiff_t column_step) {
  for (int row = 0; row < rows; ++row) {
    for (int j = 0; j < columns; ++j) {
      float sum = add ? result[j * column_step + row] : 0.0F;
      for (int segment = 0; segment < terms.segments; ++segment) {
        const float* l = left + segment * terms.left_jump + row;
        const float* r = right + segment * terms.right_jump + j;
        for (int k = 0; k < terms.length; ++k) sum += l[k * terms.left_step] * r[k * terms.right_step];
      }
      result[j * column_step + row] = sum;
    }
  }
}

/// Numbers of the left factor that stay in the first-level cache beside a tile's columns of the right one.
inline constexpr int kCachedLeft = 4096;

/// A tile of kN columns of sum_outer_products().
template <int kWidest, int kN>
void sum_outer_column_tile(const OuterTerms& terms, int rows, const float* left, const float* right, bool add,
                           float* result, std::ptrdiff_t column_step) {
  int row = 0;
  const auto panels = [&]<int kLanes, int kVectors>() {
    for (; row + kVectors * kLanes <= rows; row += kVectors * kLanes) {
      tile_of_outer<kLanes, kVectors, kN>(terms, left + row, right, add ? result + row : nullptr, column_step,
                                          result + row, column_step);
    }
  };
  // One sum per row: eight vectors of them keep the arithmetic units busy.
  if constexpr (kN == 1) panels.template operator()<kWidest, 8>();
  panels.template operator()<kWidest, 2>();
  if constexpr (kWidest > 8) panels.template operator()<8, 2>();
  if constexpr (kWidest > 4) panels.template operator()<4, 2>();
  panels.template operator()<4, 1>();
  sum_outer_products_one_by_one(terms, rows - row, kN, left + row, right, add, result + row, column_step);
}

/// result (rows x columns) = (add ? result : 0) + sum of outer products; rows of any number.
template <int kWidest = kWidestLanes>
void sum_outer_products(const OuterTerms& terms, int rows, int columns, const float* left, const float* right, bool add,
                        float* result, std::ptrdiff_t column_step) {
  constexpr int kPanel = 2 * kWidest;
  const int cached = kCachedLeft / std::max(1, terms.segments * terms.length);
  const int step = columns == 1 ? rows : std::max(kPanel, cached - cached % kPanel);
  for (int row = 0; row < rows; row += step) {
    for_column_tiles(columns, [&]<int kN>(int j) {
      sum_outer_column_tile<kWidest, kN>(terms, std::min(step, rows - row), left + row, right + j, add,
                                         result + j * column_step + row, column_step);
    });
  }
}

}  // namespace lab
