#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/shape.h"

namespace lab {

template <class Result>
class Observer;

/// A plane through the space of codes: a point (x, y) of it is the code origin + x * axes[0] + y * axes[1].
struct CodePlane {
  std::vector<float> origin;
  std::array<std::vector<float>, 2> axes;  ///< orthonormal; the second is empty for codes of one number
  std::array<float, 2> explained{};        ///< share of the variance of the codes along each
  bool as_they_are = false;                ///< codes of up to two numbers: the axes are the numbers themselves

  [[nodiscard]] std::size_t size() const { return origin.size(); }  ///< numbers of a code; 0: no plane yet
  /// Where in the plane the code nearest to that one lies; it must have size() numbers.
  [[nodiscard]] std::array<float, 2> project(std::span<const float> code) const;
  [[nodiscard]] std::vector<float> code_at(float x, float y) const;
};

/// The first test images, without noise, as points in the plane of their codes: of codes of two numbers these
/// themselves, of larger ones the first two principal components (C. M. Bishop, "Pattern Recognition and Machine
/// Learning", section 12.1), in that order and with those signs that keep the picture as it was from one result to the
/// next. Large networks and large codes are seen by fewer images.
struct CodeMap {
  static constexpr int kMost = 2000;

  CodePlane plane;
  float variance = 0.0F;                 ///< of the codes: the mean square of their distance from their mean
  std::vector<float> x, y;               ///< of test image 0, 1, 2, ...; empty while codes are no finite numbers
  std::vector<std::uint8_t> labels;      ///< their classes; empty where they have none
  std::vector<std::string> class_names;  ///< or empty
  Shape shape;                           ///< of an image
  std::shared_ptr<const std::vector<std::uint8_t>> images;  ///< these images, 8-bit: the same object throughout a run

  static std::unique_ptr<Observer<CodeMap>> make_observer();
};

/// Of the variational network: the posterior of the picture looked at, a normal distribution with independent numbers.
struct Posterior {
  std::vector<float> mean, deviation;  ///< empty for other networks

  static std::unique_ptr<Observer<Posterior>> make_observer();
};

}  // namespace lab
