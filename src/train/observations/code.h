#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/matrix.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

template <class Result>
class Observer;
struct Subject;

/// The layer whose output is the code: the spec's, or where it names none, the last of those that make the fewest
/// numbers, the last layer not counted. -1 for networks that do not rebuild their input.
[[nodiscard]] int code_layer(const ExperimentSpec& spec, const Network& network);

// For the observations of codes; the network must have one.

/// Whether the view of the code is open and the network has one.
[[nodiscard]] bool code_is_looked_at(const Subject& subject);
/// Numbers of one code.
[[nodiscard]] int code_size(const Subject& subject);
/// How many images an observer encodes or decodes in one call, at most.
[[nodiscard]] int code_part(const Subject& subject);
/// The codes of the columns of `images` (at most Network::max_batch()), one per column; valid until the network runs
/// again.
[[nodiscard]] ConstMatrixView encode(const Subject& subject, const ConstMatrixView& images);
/// Decodes the columns of `codes` (likewise) and appends the pictures: 8-bit, channel last.
void decode(const Subject& subject, const ConstMatrixView& codes, std::vector<std::uint8_t>& pictures);

/// What the encoder makes of the spotlight.
struct Code {
  int layer = -1;             ///< code_layer()
  std::vector<float> values;  ///< of the picture with its noise, as the network sees it; empty where there is no code
  std::vector<float> clean;   ///< of the picture without noise; empty where it has none

  static std::unique_ptr<Observer<Code>> make_observer();
};

/// What each number of the code is over the first test images, with their noise: Subject::judged_images() of them.
struct CodeUnits {
  int images = 0;          ///< so many; 0: nothing yet
  std::vector<float> low;  ///< the least value of each
  std::vector<float> high;
  int dead = 0;  ///< how many units were zero for every image

  [[nodiscard]] bool is_dead(std::size_t unit) const { return low[unit] == 0.0F && high[unit] == 0.0F; }

  static std::unique_ptr<Observer<CodeUnits>> make_observer();
};

}  // namespace lab
