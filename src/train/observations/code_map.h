#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace lab {

template <class Result>
class Observer;

/// A plane through the space of codes: a point (x, y) of it is the code origin + x * axes[0] + y * axes[1].
struct CodePlane {
  std::vector<float> origin;
  std::array<std::vector<float>, 2> axes;  ///< orthonormal; the second is empty for codes of one number
  std::array<float, 2> explained{};        ///< share of the variance of the codes along each
  bool as_they_are = false;                ///< codes of up to two numbers: the axes are the numbers themselves

  [[nodiscard]] std::array<float, 2> project(const std::vector<float>& code) const;
  [[nodiscard]] std::vector<float> code_at(float x, float y) const;
};

/// The first test images, without noise, as points in the plane of their codes: of codes of two numbers these
/// themselves, of larger ones the first two principal components (C. M. Bishop, "Pattern Recognition and Machine
/// Learning", section 12.1), each turned so that the picture stays as it was from one result to the next.
struct CodeMap {
  static constexpr int kMost = 2000;

  CodePlane plane;
  std::vector<float> x, y;           ///< of test image 0, 1, 2, ...
  std::vector<std::uint8_t> labels;  ///< their classes; empty where they have none

  static std::unique_ptr<Observer<CodeMap>> make_observer();
};

/// Of the variational network: the posterior of the picture looked at, a normal distribution with independent numbers.
struct Posterior {
  std::vector<float> mean, deviation;  ///< empty for other networks

  static std::unique_ptr<Observer<Posterior>> make_observer();
};

}  // namespace lab
