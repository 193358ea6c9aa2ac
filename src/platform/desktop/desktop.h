#pragma once

#include <SDL.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "platform/page.h"

namespace lab::platform {

/// The lab as a program of the desktop: the page in a window of its own. Files are dropped on it or chosen in a dialog,
/// and saved in the folder for downloads. One at a time; main thread only.
class Desktop {
 public:
  struct Options {
    int threads = 1;  ///< helpers of the trainer, itself included
    int width = 1280;
    int height = 800;                   ///< of the window, in device pixels
    float scale = 1.0F;                 ///< device pixels per CSS pixel
    std::string start = "{}";           ///< JSON, see read_start_options()
    std::filesystem::path fonts;        ///< the folder with font-regular.ttf and font-semibold.ttf
    std::filesystem::path downloads{};  ///< where files are saved; empty: the person's folder for them
    std::filesystem::path data{};       ///< where the own pictures are kept; empty: the person's folder for such data
  };

  Desktop();
  ~Desktop();
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  /// The error says what is missing.
  Status open(const Options& options);

  /// Files and folders, with everything in them, as if they had been dropped together.
  void open_files(const std::vector<std::string>& paths);

  /// Waits until there is something to do, at most for `patience` seconds, and does it. False once the window has been
  /// closed.
  bool turn(double patience);

  /// Gives the window another size and, when a person's screen is another, another scale.
  void resize(int width, int height, float scale);

  [[nodiscard]] Page& page() { return *page_; }
  [[nodiscard]] static bool ready();
  [[nodiscard]] static SDL_Window* window() { return SDL_GL_GetCurrentWindow(); }

 private:
  void wait(double patience) const;
  void take_events();
  void follow_size();
  void take_chosen();

  std::unique_ptr<Page> page_;
  float scale_ = 1.0F;
  int width_ = 0;
  int height_ = 0;
  bool closed_ = false;
  double next_frame_ = 0.0;           ///< seconds
  std::vector<std::string> dropped_;  ///< paths
};

}  // namespace lab::platform
