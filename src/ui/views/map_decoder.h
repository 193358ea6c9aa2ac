#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "train/observations/code_map.h"
#include "ui/commands.h"
#include "ui/shared.h"
#include "ui/views/map_frame.h"

namespace lab::ui {

/// Pictures that the decoder makes for a map: a grid of them behind its points, and some of random codes.
class MapDecoder {
 public:
  static constexpr int kSamples = 10;

  explicit MapDecoder(Shared& shared) : shared_(shared), sheet_(shared.images) {}

  bool grid = false;  ///< whether there is a grid

  /// Draws ten new codes from a standard normal distribution.
  void sample(const Snapshot& snapshot, int size);
  void drop_samples() { samples_.clear(); }
  [[nodiscard]] bool has_samples() const { return !samples_.empty(); }
  [[nodiscard]] std::span<const float> sampled_code(int index) const;

  /// Once a frame: asks for what `frame` (where the map will have come to rest) needs, and takes what has come.
  void follow(const Snapshot& snapshot, const CodeMap& map, const MapFrame& frame, Commands& commands);

  void draw_grid(ImDrawList& list, const MapFrame& frame) const;
  /// Draws the picture of one sample, if it is there.
  void draw_sample(int index, ImVec2 from, ImVec2 to) const;

 private:
  /// What is asked for: the samples, then a grid row by row from above.
  struct Codes : CodeList {
    int samples = 0;
    int draw = 0;  // which ten
    int columns = 0, rows = 0;
    MapFrame frame;               // of the grid
    const void* plane = nullptr;  // the map whose plane it lies in
  };
  [[nodiscard]] bool fits(const Codes& codes, const CodeMap& map, const MapFrame& frame, int columns, int rows) const;
  [[nodiscard]] std::shared_ptr<const Codes> make(const CodeMap& map, const MapFrame& frame, int columns,
                                                  int rows) const;

  Shared& shared_;
  ImageSheet sheet_;
  std::vector<float> samples_;
  int draws_ = 0;
  std::shared_ptr<const Codes> asked_, shown_;
};

}  // namespace lab::ui
