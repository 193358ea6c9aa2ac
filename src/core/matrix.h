#pragma once

#include <Eigen/Core>

namespace lab {

/// Activations: one sample per column, features down the column (column-major, so a sample is contiguous).
using Matrix = Eigen::MatrixXf;
/// Views never own; a run of whole columns of a matrix is itself such a view.
using MatrixView = Eigen::Map<Matrix>;
using ConstMatrixView = Eigen::Map<const Matrix>;
using VectorView = Eigen::Map<Eigen::VectorXf>;
using ConstVectorView = Eigen::Map<const Eigen::VectorXf>;

/// The numbers of one sample (column). A view is a pointer, so a constant view of writable numbers leads to them.
inline float* sample_of(MatrixView view, Eigen::Index index) { return view.data() + index * view.rows(); }
inline const float* sample_of(const ConstMatrixView& view, Eigen::Index index) {
  return view.data() + index * view.rows();
}

}  // namespace lab
