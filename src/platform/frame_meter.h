#pragma once

#include <array>
#include <cstddef>

namespace lab::platform {

/// What drawing a frame cost our own code lately.
struct FrameFigures {
  long long drawn = 0;       ///< frames since the start
  double cpu_ms = 0.0;       ///< median
  double slow_cpu_ms = 0.0;  ///< 99th percentile
  int allocations = 0;       ///< from the heap, by C++ and ImGui: median
};

/// Measures the last frames. Main thread only.
class FrameMeter {
 public:
  void begin();
  void end();
  [[nodiscard]] FrameFigures figures() const;
  [[nodiscard]] long long drawn() const { return drawn_; }

 private:
  static constexpr std::size_t kFrames = 256;
  long long drawn_ = 0;
  double began_ms_ = 0.0;
  long began_allocations_ = 0;
  std::array<float, kFrames> cpu_ms_{};
  std::array<int, kFrames> allocations_{};
};

/// Lets ImGui's allocations be counted too; before ImGui::CreateContext().
void count_imgui_allocations();

}  // namespace lab::platform
