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
/// vectors that are mostly filled.
template <int kWidest = kWidestLanes, class Run>
auto with_panel_for(int rows, Run&& run) {
  if constexpr (kWidest >= 16) {
    if (rows > 24) return run.template operator()<16, 2>();
  }
  if constexpr (kWidest >= 8) {
    if (rows > 12) return run.template operator()<8, 2>();
  }
  if (rows > 4) return run.template operator()<4, 2>();
  return run.template operator()<4, 1>();
}

/// result (rows x columns) = (add ? result : 0) + sum of outer products; rows of any number.
template <int kWidest = kWidestLanes>
void sum_outer_products(const OuterTerms& terms, int rows, int columns, const float* left, const float* right, bool add,
                        float* result, std::ptrdiff_t column_step) {
  const auto panel = [&]<int kLanes, int kVectors>(int first_row) {
    for_column_tiles(columns, [&]<int kN>(int j) {
      tile_of_outer<kLanes, kVectors, kN>(terms, left + first_row, right + j, add, result + j * column_step + first_row,
                                          column_step);
    });
  };
  int row = 0;
  if (columns == 1) {
    // One sum per row: eight vectors of them keep the arithmetic units busy.
    for (; row + 8 * kWidest <= rows; row += 8 * kWidest) {
      tile_of_outer<kWidest, 8, 1>(terms, left + row, right, add, result + row, column_step);
    }
  }
  for (; row + 2 * kWidest <= rows; row += 2 * kWidest) {
    panel.template operator()<kWidest, 2>(row);
  }
  if constexpr (kWidest > 8) {
    for (; row + 16 <= rows; row += 16) panel.template operator()<8, 2>(row);
  }
  if constexpr (kWidest > 4) {
    for (; row + 8 <= rows; row += 8) panel.template operator()<4, 2>(row);
  }
  for (; row + 4 <= rows; row += 4) panel.template operator()<4, 1>(row);
  for (; row < rows; ++row) {
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

}  // namespace lab
