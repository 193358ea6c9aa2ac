#pragma once

#include <imgui.h>

#include <span>
#include <vector>

namespace lab::ui {

/// What the platform and the panels tell each other about mouse, finger and pen besides what ImGui passes on: of all
/// the places where the pointer was between two frames ImGui keeps the last, and knows of no pressure. Device pixels.
/// Main thread only.
class Pointer {
 public:
  struct Sample {
    ImVec2 at;
    float pressure;  ///< 0 to 1; 0.5 where the device tells none
    bool presses;    ///< it goes down here
  };

  // From the platform, in the order in which it happens.
  void press(ImVec2 at);
  void move(ImVec2 at);
  void lift() { down_ = false; }
  void set_pressure(float pressure) { pressure_ = pressure; }
  /// Whether what the first finger does has become a pinch; so it stays until the next one comes down.
  void set_pinches(bool pinches) { pinches_ = pinches; }

  // From the panels.
  /// Within this rectangle a finger acts at once, whichever way it goes, instead of scrolling. For one frame.
  void keep_fingers(ImVec2 from, ImVec2 to) { kept_.emplace_back(from.x, from.y, to.x, to.y); }
  [[nodiscard]] bool keeps_finger(ImVec2 at) const;
  /// Within this one two fingers zoom (the wheel) and move what is there (the right button). For one frame.
  void keep_pinches(ImVec2 from, ImVec2 to) { pinched_ = {from.x, from.y, to.x, to.y}; }
  [[nodiscard]] bool keeps_pinch(ImVec2 at) const;
  /// Then letting go of the first finger is no click.
  [[nodiscard]] bool pinches() const { return pinches_; }

  /// Call once a frame after ImGui::NewFrame(), before any panel.
  void begin_frame();
  /// Where it went since the press that ImGui told of last, or since the last call.
  [[nodiscard]] std::span<const Sample> take();

 private:
  std::vector<Sample> samples_;
  bool told_ = false;  ///< the first of them is the press that ImGui told of last
  std::size_t taken_ = 0;
  std::vector<ImVec4> kept_;
  ImVec4 pinched_{};
  float pressure_ = 0.5F;
  bool down_ = false;
  bool pinches_ = false;
};

}  // namespace lab::ui
