#pragma once

#include <imgui.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "core/function_ref.h"
#include "data/png.h"
#include "train/snapshot.h"
#include "ui/image_sheet.h"

namespace lab::ui {

enum class Plane { original, noisy, denoised };

enum class ColorMap {
  grey,        ///< grey images in grey, colour images in their colours
  viridis,     ///< brightness in a perceptually uniform colour map
  difference,  ///< denoised minus original: blue too dark, orange too bright; of the preview only
  diverging    ///< blue below the middle level (128), orange above it: signed numbers
};

/// Images drawn by our own shaders between ImGui's own primitives: those of the snapshot's preview, and those of any
/// ImageSheet. Main thread only, with the page's WebGL 2 context current. When the context is lost, forget() and carry
/// on: everything is made again with the next images.
class ImageView {
 public:
  ~ImageView();
  ImageView() = default;
  ImageView(const ImageView&) = delete;
  ImageView& operator=(const ImageView&) = delete;

  /// Asks the driver for the GPU program, which takes it longer than anything else at the start; nobody waits for it
  /// before the first image. Once, in a fresh context.
  void prepare();

  /// Starts a frame: uploads the preview's images if they are new. `zero` is the colour of "no difference".
  void begin_frame(const std::shared_ptr<const Preview>& preview, ImU32 zero);

  /// Queues one image (its place in the Preview) for the rectangle `from`..`to` (device pixels).
  void add(int image, Plane plane, ColorMap map, ImVec2 from, ImVec2 to, float rounding);
  /// Likewise one of a sheet, which must live until the frame is rendered.
  void add(const ImageSheet& sheet, int image, ColorMap map, ImVec2 from, ImVec2 to, float rounding);
  /// Draws what was queued since the last flush, at this place in `list` and inside its clip rectangle.
  void flush(ImDrawList& list);

  /// How far down what that command draws reaches; 0 where it is no command of a view.
  [[nodiscard]] static float lowest(const ImDrawCmd& command);

  /// An image of a frame.
  struct Placed {
    ImVec2 from, to;
    const Picture& picture;  ///< as the screen shows it, in its own pixels, three channels; empty where that failed
    int count;               ///< of those that `command` draws
  };
  /// What `command` of the frame that was begun last draws, in order: nothing where it is no command of a view.
  static void each_image(const ImDrawCmd& command, FunctionRef<void(const Placed&)> use);

  /// The context and all objects in it are gone.
  void forget();

 private:
  struct Instance {
    float left, top, right, bottom;
    float image, plane, map, rounding;
  };
  struct Range {
    ImageView* view;
    const ImageSheet* sheet;
    int first;
    int count;
  };
  friend class ImageSheet;  // which enters and leaves sheets_
  static void draw_callback(const ImDrawList* list, const ImDrawCmd* command);

  void create();
  void add(const ImageSheet& sheet, const Instance& instance);
  void draw(const Range& range, const ImVec4& clip);
  /// Everything but the instances, on a screen of that size.
  void use(const ImageSheet& sheet, ImVec2 screen);
  static void draw_instances(std::size_t first, int count);
  [[nodiscard]] Picture read(const ImageSheet& sheet, Instance instance);

  unsigned program_ = 0;
  unsigned vertex_array_ = 0;
  unsigned buffer_ = 0;
  int u_screen_ = -1, u_image_size_ = -1, u_grey_ = -1, u_zero_ = -1;

  ImU32 zero_ = 0;

  std::vector<ImageSheet*> sheets_;  ///< all there are
  ImageSheet preview_{*this};

  std::vector<Instance> instances_;
  std::vector<Range> pending_;  ///< what was queued since the last flush, by sheet
  bool buffer_current_ = false;
};

}  // namespace lab::ui
