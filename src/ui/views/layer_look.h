#pragma once

#include <deque>
#include <string>

#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/look.h"

namespace lab::ui {

/// The chosen layer as the parts of its card need it; results are empty (layer -1) until there are some of this layer.
struct LayerLook {
  const Snapshot& snapshot;
  Commands& commands;
  int layer;
  const SummaryRow& row;
  const LayerActivations& activations;
  const LayerUnits& units;
  const LayerWeights& weights;
  int unit;  ///< the chosen unit or channel; -1: none

  [[nodiscard]] bool is_dead(int one) const {
    return units.images > 0 && one < static_cast<int>(units.dead.size()) && units.dead[static_cast<std::size_t>(one)];
  }
};

/// "Unit" or "Channel".
inline const char* unit_word(const Shape& shape) { return shape.is_flat ? "Unit" : "Channel"; }

/// Chooses a unit, or lets go of the one that is chosen.
inline void choose_unit(Shared& shared, Commands& commands, int unit) {
  int& chosen = shared.view.attention.unit;
  chosen = chosen == unit ? -1 : unit;
  attend(shared, commands);
}

/// Names of spots ("unit-0", "unit-1", ...), which have to stay where they are.
class SpotNames {
 public:
  explicit SpotNames(std::string prefix) : prefix_(std::move(prefix)) {}
  [[nodiscard]] const char* operator[](int number) {
    while (static_cast<int>(names_.size()) <= number) names_.push_back(prefix_ + std::to_string(names_.size()));
    return names_[static_cast<std::size_t>(number)].c_str();
  }

 private:
  std::string prefix_;
  std::deque<std::string> names_;
};

}  // namespace lab::ui
