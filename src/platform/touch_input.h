#pragma once

#include <imgui.h>
#include <SDL.h>

#include "ui/pointer.h"

namespace lab::platform {

/// Turns one finger into what ImGui understands, the way people expect on a phone: a finger that moves up or down
/// scrolls what lies below it, wherever it began (so sliders do not move by accident); one that moves sideways, rests
/// or taps acts like a mouse button. The press is therefore held back until it is clear which of them it is, but where
/// the pointer keeps fingers (to draw). Two fingers, where it keeps those, turn the wheel and drag with the right
/// button.
class TouchInput {
 public:
  /// Takes SDL_FINGER* events; positions are fractions of `page` (device pixels). True if the event was one.
  bool handle(const SDL_Event& event, ImVec2 page, float scale, ui::Pointer& pointer);

  /// Call once a frame before ImGui::NewFrame(): presses under a finger that rests.
  void begin_frame(double now, ui::Pointer& pointer);
  /// Call once a frame after ImGui::NewFrame(): scrolls.
  void scroll();

  /// Whether a finger is down whose meaning time may decide.
  [[nodiscard]] bool undecided() const { return phase_ == Phase::undecided || phase_ == Phase::fresh; }

 private:
  enum class Phase { up, fresh, undecided, scrolling, pressed, pinching, spent };

  void follow_pressure(const SDL_Event& event, ui::Pointer& pointer);
  static void press(ImVec2 at, ui::Pointer& pointer);
  static void lift(ImVec2 at, ui::Pointer& pointer);
  void begin_pinch(SDL_FingerID second, ImVec2 at, ui::Pointer& pointer);
  void pinch(const SDL_Event& event, ImVec2 at);

  Phase phase_ = Phase::up;
  SDL_FingerID finger_ = 0;
  ImVec2 start_{};
  ImVec2 last_{};
  SDL_FingerID second_ = 0;  ///< while pinching
  ImVec2 second_at_{};
  double down_at_ = 0.0;
  float pending_scroll_ = 0.0F;
  ImGuiID scrolled_ = 0;
  bool has_pressure_ = false;  ///< what is touched tells how hard
};

}  // namespace lab::platform
