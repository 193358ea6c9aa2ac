#pragma once

#include <span>

#include "core/shape.h"

namespace lab {

/// The 3 x 3 median of every pixel, channel by channel: the classical remedy for salt and pepper, and what a denoising
/// network has to beat. The border is reflected without repeating the edge, as NumPy's and PyTorch's 'reflect' do.
/// `in` and `out` hold shape.size() floats each, channel last, and do not overlap. A flat shape counts as one row.
/// Callable from any thread; allocates a few rows.
void median_filter(const Shape& shape, std::span<const float> in, std::span<float> out);

}  // namespace lab
