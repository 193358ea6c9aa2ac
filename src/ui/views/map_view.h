#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "ui/panel.h"
#include "ui/views/class_filter.h"
#include "ui/views/map_decoder.h"
#include "ui/views/map_points.h"

namespace lab::ui {

/// The test images as points in the plane of their codes. A press on a point looks at its picture; anywhere else, and
/// wherever somebody drags, the plane is decoded.
class MapView : public Panel {
 public:
  explicit MapView(Shared& shared) : Panel(shared), decoder_(shared), dots_(shared.images), pointed_(shared.images) {}
  void draw(const Snapshot& snapshot, Commands& commands) override;
  /// Classifiers have no code.
  [[nodiscard]] bool visible(const Snapshot& snapshot) const override { return snapshot.spec->reconstructs(); }

 private:
  /// What one frame is drawn from.
  struct Scene {
    const Snapshot& snapshot;
    const CodeMap& map;
    Commands& commands;
    MapFrame frame;
  };

  void draw_tools(const Snapshot& snapshot, Commands& commands);
  void draw_caption(const Snapshot& snapshot, const CodeMap& map);
  void draw_samples(Commands& commands, float width);
  [[nodiscard]] float samples_height(float width) const;
  [[nodiscard]] int sample_columns(float width) const;

  void draw_plot(const Snapshot& snapshot, const CodeMap& map, Commands& commands, ImVec2 size);
  [[nodiscard]] MapFrame frame_for(const MapPoints::Box& box, ImVec2 from, ImVec2 to) const;
  void draw_points(ImDrawList& list, const MapFrame& frame);
  void draw_variational(ImDrawList& list, const Scene& scene) const;
  void draw_marks(ImDrawList& list, const Scene& scene) const;
  void draw_bubble(const Scene& scene, int point);
  /// What mouse, finger and keys do; the point they are over, or -1.
  int use(const Scene& scene, ImGuiID id, bool hovered, bool held, bool pressed);
  void use_keys(const Scene& scene, ImGuiID id);
  void move(const Scene& scene, bool hovered);
  void zoom(const MapFrame& frame, ImVec2 about, float factor);
  void decode(const Scene& scene, ImVec2 place);
  void reset();

  MapPoints points_;
  MapDecoder decoder_;
  ClassFilter filter_;
  ImageSheet dots_;     // a pixel for each class, and one for none
  ImageSheet pointed_;  // the image of the point under the pointer
  std::shared_ptr<const std::array<std::uint8_t, 3 * (Palette::kClasses + 1)>> dot_colors_;
  bool dots_dark_ = false;
  std::string words_;

  float zoom_ = 1.0F;       // times what shows all points
  ImVec2 shift_{};          // of the middle, in extents of the box
  bool dragged_ = false;    // the press has become a drag
  bool moving_ = false;     // the map is moved
  bool explained_ = false;  // somebody has found out how to use it
  std::uint64_t run_ = 0;
};

}  // namespace lab::ui
