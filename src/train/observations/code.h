#pragma once

#include <memory>
#include <vector>

#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

template <class Result>
class Observer;

/// The layer whose output is the code: the spec's, or where it names none, the last of those that make the fewest
/// numbers, the last layer not counted. -1 for networks that do not rebuild their input.
[[nodiscard]] int code_layer(const ExperimentSpec& spec, const Network& network);

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
