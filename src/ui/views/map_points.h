#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "train/observations/code_map.h"
#include "ui/remembered.h"
#include "ui/views/map_frame.h"

namespace lab::ui {

/// Where the points of a map are drawn: while it trains they glide from one result to the next.
class MapPoints {
 public:
  /// A part of the plane.
  struct Box {
    ImVec2 low{-1.0F, -1.0F}, high{1.0F, 1.0F};
  };

  /// Once a frame. `glides`: whether there are frames enough for it. `least` (if it has an extent) is always in the
  /// box.
  void follow(const std::shared_ptr<const CodeMap>& map, bool glides, const Box& least);

  [[nodiscard]] std::span<const ImVec2> places() const { return places_; }
  /// What holds all of them, now and when they have come to rest: it stays where it is until they leave it or need much
  /// less.
  [[nodiscard]] const Box& box() const { return box_; }
  [[nodiscard]] const Box& last_box() const { return last_box_; }

  /// The class of a point: 0 to 9 (larger ones begin anew), or -1.
  [[nodiscard]] int label(std::size_t point) const;

  /// The visible point nearest to `at` and at most `reach` pixels away, or -1.
  [[nodiscard]] int nearest(const MapFrame& frame, ImVec2 at, float reach, std::uint32_t classes) const;
  /// Whether the point's class is among `classes`, a bit for each.
  [[nodiscard]] bool is_among(std::size_t point, std::uint32_t classes) const {
    const int label = this->label(point);
    return label < 0 || (classes >> label & 1U) != 0;
  }

 private:
  void take(const CodeMap& map, const Box& least);

  Remembered map_, images_;
  std::vector<std::uint8_t> labels_;
  std::vector<ImVec2> first_, last_, places_;
  Box first_box_, last_box_, box_;
  double begun_ = 0.0;     // when the newest result came, in ImGui's seconds
  double duration_ = 0.0;  // of the way there; 0: arrived
};

}  // namespace lab::ui
