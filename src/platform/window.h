#pragma once

#include <imgui.h>
#include <SDL.h>

#include "core/result.h"
#include "platform/touch_input.h"
#include "ui/pointer.h"
#include "ui/renderer.h"

namespace lab::platform {

/// The page's canvas: an SDL2 window with a WebGL 2 context, and ImGui running on both. All sizes inside are device
/// pixels, so one ImGui unit is one pixel of the screen and everything lands on whole pixels. Main thread only.
class Window {
 public:
  Window() = default;
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Opens the canvas; the error says what the browser lacks.
  Status open();
  /// The browser took the graphics away; everything in GL is made anew by the next frame.
  void forget_graphics();

  /// While the graphics are lost the canvas keeps its size; call it again when they are back.
  void resize(float css_width, float css_height, float scale);

  /// Passes waiting events on to ImGui and to `pointer`. True if there were any that a frame should show.
  bool pump(ui::Pointer& pointer);
  /// Fingers have been used since the start.
  [[nodiscard]] bool touched() const { return touched_; }
  /// A finger is down and time decides what it means.
  [[nodiscard]] bool waits_for_finger() const { return touch_.undecided(); }

  void begin_frame(double now, ui::Pointer& pointer);
  /// Ends the ImGui frame. True if another one is needed before people see it: ImGui holds back input, so that no click
  /// gets lost, or a button has been let go, whose effect may be laid out before it.
  static bool end_frame();
  /// Draws the frame that ended last.
  void render(ImU32 background);
  /// See Renderer::picture().
  Result<Picture> picture(ImDrawData& data, ImU32 background, ImVec2 from, ImVec2 to) {
    return renderer_.picture(data, background, from, to);
  }

 private:
  SDL_Window* window_ = nullptr;
  SDL_GLContext context_ = nullptr;
  ui::Renderer renderer_;
  TouchInput touch_;
  int width_ = 1;
  int height_ = 1;
  float scale_ = 1.0F;
  bool touched_ = false;
};

}  // namespace lab::platform
