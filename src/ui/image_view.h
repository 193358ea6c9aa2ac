#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "train/snapshot.h"

namespace lab::ui {

enum class Plane { original, noisy, denoised };

enum class ColorMap {
  grey,       ///< grey images in grey, colour images in their colours
  viridis,    ///< brightness in a perceptually uniform colour map
  difference  ///< denoised minus original: blue too dark, orange too bright
};

/// The test images of a snapshot as one texture, drawn by our own shaders between ImGui's own primitives. Main thread
/// only, with the page's WebGL 2 context current. When the context is lost, forget() and carry on: everything is made
/// again with the next images.
class ImageView {
 public:
  ~ImageView();
  ImageView() = default;
  ImageView(const ImageView&) = delete;
  ImageView& operator=(const ImageView&) = delete;

  /// Starts a frame: uploads the images if `generation` is new.
  void begin_frame(const Preview& preview, std::uint64_t generation, ImU32 difference_zero);

  /// Queues one image (its place in the Preview) for the rectangle `from`..`to` (device pixels).
  void add(int image, Plane plane, ColorMap map, ImVec2 from, ImVec2 to, float rounding);
  /// Draws what was queued since the last flush, at this place in `list` and inside its clip rectangle.
  void flush(ImDrawList& list);

  /// The context and all objects in it are gone.
  void forget();

 private:
  struct Instance {
    float left, top, right, bottom;
    float image, plane, map, rounding;
  };
  struct Range {
    ImageView* view;
    int first;
    int count;
  };
  static void draw_callback(const ImDrawList* list, const ImDrawCmd* command);

  void create();
  void upload(const Preview& preview);
  void draw(Range range, const ImVec4& clip);

  unsigned program_ = 0;
  unsigned vertex_array_ = 0;
  unsigned buffer_ = 0;
  unsigned texture_ = 0;
  int u_screen_ = -1, u_image_size_ = -1, u_grey_ = -1, u_zero_ = -1;

  Shape shape_;
  int texture_columns_ = 0;
  Shape texture_shape_;
  std::uint64_t uploaded_ = 0;
  bool has_upload_ = false;
  ImU32 zero_ = 0;

  std::vector<Instance> instances_;
  int flushed_ = 0;
  bool buffer_current_ = false;
};

}  // namespace lab::ui
