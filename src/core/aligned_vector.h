#pragma once

#include <Eigen/Core>
#include <vector>

namespace lab {

/// A slab of floats aligned for the widest SIMD load. Sized once when a network is planned.
using AlignedVector = std::vector<float, Eigen::aligned_allocator<float>>;

}  // namespace lab
