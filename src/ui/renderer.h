#pragma once

#include <imgui.h>

#include <cstddef>

#include "core/result.h"
#include "data/png.h"

namespace lab::ui {

/// Leaves out what is drawn outside of `clip` on a screen of that size, of whose units one is `scale` pixels. False,
/// and nothing has changed, where nothing is inside.
bool scissor(const ImVec4& clip, ImVec2 screen, float scale);

/// Draws what ImGui has put together, with WebGL 2. ImGui's own OpenGL backend saves and restores the GL state around
/// each frame; in a browser every such question waits for the GPU, a hundred times the cost of the frame itself. The
/// page's context belongs to nobody else, so here nothing is asked. Main thread only, context current.
class Renderer {
 public:
  /// Tells ImGui what this renderer can do; once, after ImGui::CreateContext().
  static void attach();

  /// Asks the driver for the GPU program, which takes it longer than anything else at the start; nobody waits for it
  /// before the first frame. Once, in a fresh context.
  void prepare();

  /// Draws the frame that ImGui::Render() has finished, over `background`.
  void render(ImDrawData& data, ImU32 background);

  /// The same into pixels of its own, so many of the frame's units being one: what lies between `from` and `to`. An
  /// error says why there is no such picture. Three channels.
  Result<Picture> picture(ImDrawData& data, ImU32 background, ImVec2 from, ImVec2 to);

  /// The context and all objects in it are gone; the next frame makes them again.
  void forget();

 private:
  void create();
  void upload(ImDrawData& data);
  void bind(const ImDrawData& data) const;
  static void point_at(std::size_t vertex_bytes);
  void draw_list(const ImDrawData& data, const ImDrawList& list, std::size_t vertex_bytes, std::size_t index_bytes);
  static void update_texture(ImTextureData& texture);

  unsigned program_ = 0;
  unsigned vertex_array_ = 0;
  unsigned vertices_ = 0;
  unsigned indices_ = 0;
  int u_screen_ = -1;
  std::size_t vertex_room_ = 0;  ///< bytes of the buffers on the GPU
  std::size_t index_room_ = 0;
};

}  // namespace lab::ui
