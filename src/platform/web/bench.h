#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lab {
class BenchRun;
}

namespace lab::platform {

/// ?bench=...: trains a preset on 2,500 generated images without a window and without drawing. With threads it runs on
/// a thread of its own; without, the page calls step() until result() has something. Main thread only.
class Bench {
 public:
  Bench();
  ~Bench();

  /// `fields`: an object of JSON with settings that differ from the preset's, as text. `threads` 0: the page's own
  /// thread does the work in step().
  void start(std::string preset, std::string fields, int threads, double seconds);
  void step();

  /// Empty until done, then JSON: the figures, or {"error": a sentence}.
  [[nodiscard]] std::string result() const;

 private:
  struct Work;
  std::shared_ptr<Work> work_;  // shared with its thread
};

}  // namespace lab::platform
