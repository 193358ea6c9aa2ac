#pragma once

#include <cstdint>

#include "ui/panel.h"
#include "ui/views/activations_part.h"
#include "ui/views/unit_details.h"
#include "ui/views/weights_part.h"

namespace lab::ui {

/// The chosen layer: its activations or its weights, and beside (on a phone below) what excites the chosen unit.
class LayerView : public Panel {
 public:
  explicit LayerView(Shared& shared) : Panel(shared), activations_(shared), weights_(shared), details_(shared) {}
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void draw_heading(const SummaryRow& layer, Commands& commands);
  void draw_body(const LayerLook& look);

  ActivationsPart activations_;
  WeightsPart weights_;
  UnitDetails details_;
  bool show_weights_ = false;
  int layer_ = -1;  ///< that was drawn last
  std::uint64_t run_ = ~std::uint64_t{0};
};

}  // namespace lab::ui
