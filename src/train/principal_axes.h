#pragma once

#include <array>
#include <vector>

#include "core/matrix.h"

namespace lab {

/// Looks for the two directions of largest variance of many points, a step at a time, by the Lanczos method with full
/// reorthogonalization on their covariance, which is never formed (G. H. Golub and C. F. Van Loan, "Matrix
/// Computations", 4th edition, sections 10.1 and 10.3). Codes have up to thousands of numbers: the eigenvectors of a
/// covariance, or of the products of two thousand points, would take a second in one piece; a step is two passes over
/// the points, some milliseconds at most. Some tens of them do, and for codes of few numbers as many as they have.
class PrincipalAxes {
 public:
  /// Begins. `points`: one per column, with mean zero; must stay as they are until step() says that it is done.
  void begin(const ConstMatrixView& points);

  /// True when it is done; not to be called again then.
  bool step(const ConstMatrixView& points);

  /// Then the axes: unit vectors at right angles, the larger variance first, the largest number of each positive.
  /// Points of one number have no second one.
  [[nodiscard]] std::array<Eigen::VectorXf, 2> axes() const;

 private:
  [[nodiscard]] bool settled() const;

  Matrix basis_;                 // columns: the Krylov basis so far
  Eigen::Index steps_ = 0;       // columns of it that have been multiplied
  std::vector<float> diagonal_;  // of the covariance in that basis, a tridiagonal matrix
  std::vector<float> beside_;    // beside its diagonal; the last one leads out of the basis
};

}  // namespace lab
