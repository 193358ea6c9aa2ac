#include "platform/touch_input.h"

#include <imgui_internal.h>

#include <cmath>

namespace lab::platform {
namespace {

constexpr float kSlopCss = 8.0F;       // a finger always trembles a little
constexpr double kRestSeconds = 0.18;  // a finger that rests so long means what it touches
constexpr float kNowhere = -FLT_MAX;
constexpr float kPinchPerNotch = 1.2F;  // fingers that go apart so many times are a notch of the wheel

/// The innermost window under `at` that can scroll.
ImGuiWindow* scrollable_at(ImVec2 at) {
  ImGuiWindow* window = nullptr;
  ImGui::FindHoveredWindowEx(at, false, &window, nullptr);
  // Cards never scroll by themselves, even where a pixel of them is cut off.
  const auto scrolls = [](const ImGuiWindow& w) {
    return w.ScrollMax.y > 0.0F && (w.Flags & ImGuiWindowFlags_NoScrollWithMouse) == 0;
  };
  while (window != nullptr && !scrolls(*window)) {
    window = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0 ? window->ParentWindow : nullptr;
  }
  return window;
}

}  // namespace

void TouchInput::press(ImVec2 at, ui::Pointer& pointer) {
  pointer.press(at);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(at.x, at.y);
  io.AddMouseButtonEvent(0, true);
}

void TouchInput::lift(ImVec2 at, ui::Pointer& pointer) {
  pointer.lift();
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(at.x, at.y);
  io.AddMouseButtonEvent(0, false);
  // A finger that is gone hovers over nothing.
  io.AddMousePosEvent(kNowhere, kNowhere);
}

void TouchInput::follow_pressure(const SDL_Event& event, ui::Pointer& pointer) {
  // Screens that cannot tell say 1 (or 0) always; the others say something between sooner or later.
  const float pressure = event.tfinger.pressure;
  has_pressure_ = has_pressure_ || (pressure > 0.0F && pressure < 1.0F && event.type != SDL_FINGERUP);
  if (has_pressure_ && event.type != SDL_FINGERUP) pointer.set_pressure(pressure);
}

void TouchInput::begin_pinch(SDL_FingerID second, ImVec2 at, ui::Pointer& pointer) {
  if (phase_ == Phase::pressed) lift(last_, pointer);
  phase_ = Phase::pinching;
  pointer.set_pinches(true);
  second_ = second;
  second_at_ = at;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent((last_.x + at.x) / 2, (last_.y + at.y) / 2);
  io.AddMouseButtonEvent(ImGuiMouseButton_Right, true);
}

void TouchInput::pinch(const SDL_Event& event, ImVec2 at) {
  const bool first = event.tfinger.fingerId == finger_;
  if (!first && event.tfinger.fingerId != second_) return;
  ImGuiIO& io = ImGui::GetIO();
  if (event.type == SDL_FINGERUP) {
    io.AddMouseButtonEvent(ImGuiMouseButton_Right, false);
    io.AddMousePosEvent(kNowhere, kNowhere);
    // What the other finger still does means nothing.
    finger_ = first ? second_ : finger_;
    phase_ = Phase::spent;
    return;
  }
  const float before = std::hypot(last_.x - second_at_.x, last_.y - second_at_.y);
  (first ? last_ : second_at_) = at;
  const float now = std::hypot(last_.x - second_at_.x, last_.y - second_at_.y);
  io.AddMousePosEvent((last_.x + second_at_.x) / 2, (last_.y + second_at_.y) / 2);
  if (before > 0.0F && now > 0.0F) io.AddMouseWheelEvent(0.0F, std::log(now / before) / std::log(kPinchPerNotch));
}

bool TouchInput::handle(const SDL_Event& event, ImVec2 page, float scale, ui::Pointer& pointer) {
  if (event.type != SDL_FINGERDOWN && event.type != SDL_FINGERMOTION && event.type != SDL_FINGERUP) return false;
  const ImVec2 at{event.tfinger.x * page.x, event.tfinger.y * page.y};
  if (event.type == SDL_FINGERDOWN) {
    if (phase_ != Phase::up) {
      const bool second = phase_ != Phase::pinching && phase_ != Phase::spent && pointer.keeps_pinch(start_);
      if (second) begin_pinch(event.tfinger.fingerId, at, pointer);
      return true;
    }
    phase_ = Phase::fresh;
    pointer.set_pinches(false);
    finger_ = event.tfinger.fingerId;
    start_ = last_ = at;
    scrolled_ = 0;
    follow_pressure(event, pointer);
    if (pointer.keeps_finger(at)) {
      phase_ = Phase::pressed;
      press(at, pointer);
    }
    return true;
  }
  if (phase_ == Phase::pinching) {
    pinch(event, at);
    return true;
  }
  if (phase_ == Phase::up || event.tfinger.fingerId != finger_) return true;
  follow_pressure(event, pointer);

  if (event.type == SDL_FINGERMOTION) {
    const float dx = std::fabs(at.x - start_.x);
    const float dy = std::fabs(at.y - start_.y);
    if (undecided() && std::fmax(dx, dy) > kSlopCss * scale) {
      if (dy > dx) {
        phase_ = Phase::scrolling;
      } else {
        phase_ = Phase::pressed;
        press(start_, pointer);
      }
    }
    if (phase_ == Phase::scrolling) pending_scroll_ += last_.y - at.y;
    if (phase_ == Phase::pressed) {
      pointer.move(at);
      ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    }
    last_ = at;
    return true;
  }

  if (undecided()) press(start_, pointer);
  if (phase_ == Phase::pressed || undecided()) lift(at, pointer);
  phase_ = Phase::up;
  return true;
}

void TouchInput::begin_frame(double now, ui::Pointer& pointer) {
  if (phase_ == Phase::fresh) {
    phase_ = Phase::undecided;
    down_at_ = now;
  }
  if (phase_ == Phase::undecided && now - down_at_ > kRestSeconds) {
    phase_ = Phase::pressed;
    press(start_, pointer);
  }
}

void TouchInput::scroll() {
  if (pending_scroll_ == 0.0F) return;
  ImGuiWindow* window = scrolled_ != 0 ? ImGui::FindWindowByID(scrolled_) : scrollable_at(start_);
  if (window != nullptr) {
    scrolled_ = window->ID;
    ImGui::SetScrollY(window, window->Scroll.y + pending_scroll_);
  }
  pending_scroll_ = 0.0F;
}

}  // namespace lab::platform
