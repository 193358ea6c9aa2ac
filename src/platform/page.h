#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/frame_meter.h"
#include "platform/model_files.h"
#include "platform/status.h"
#include "platform/window.h"
#include "train/session.h"
#include "ui/ui.h"

namespace lab::platform {

/// The running page: window, training session and user interface, and the loop that lets them work. The loop asks the
/// browser for frames only while something is going on; otherwise it stops until an event wakes it. Main thread only.
class Page {
 public:
  Page();
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  // Before start().
  void add_asset(std::string_view name, std::vector<std::uint8_t> bytes);
  void start(int threads, ui::EngineInfo engine, std::string_view options_json);

  // At any time; see the contract in js_bridge.cpp.
  void resize(float css_width, float css_height, float scale);
  void set_color_scheme(bool dark);
  void wake();
  void add_file(std::string name, std::vector<std::uint8_t> bytes);
  /// What add_file() brought: a saved network, or images.
  void load_files();
  [[nodiscard]] std::string status() const;
  /// Empty, or a sentence that says what is wrong with the command.
  std::string command(std::string_view json);
  void context_lost();
  void context_restored();

 private:
  static int on_sdl_event(void* page, SDL_Event* event);
  static void on_frame(void* page);

  void start_looping();
  void frame();
  void draw_frame(double now);
  [[nodiscard]] bool rested(double now);
  void deliver();
  void report_changes();
  [[nodiscard]] std::vector<std::uint8_t> take_asset(std::string_view name);

  std::vector<std::pair<std::string, std::vector<std::uint8_t>>> assets_;
  std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files_;

  // Declared in the order in which they need each other; the user interface goes first at the end.
  Window window_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<ui::Ui> ui_;
  ui::Commands commands_;
  ModelFiles model_files_;

  float css_width_ = 0.0F;
  float css_height_ = 0.0F;
  float scale_ = 1.0F;
  bool system_dark_ = true;

  bool context_lost_ = false;
  bool looping_ = false;
  bool snapshot_due_ = false;  ///< a new snapshot waits to be shown
  bool answer_due_ = false;    ///< somebody waits for the next frame
  int answers_expected_ = 0;   ///< so many more snapshots are awaited
  double last_frame_ = 0.0;    ///< seconds: when the browser last called frame()
  double last_draw_ = 0.0;
  double slowness_ = 0.0;     ///< seconds a drawn frame took lately, as the browser's pace tells
  int frames_due_ = 0;        ///< frames to draw although nothing happens: ImGui settles in two
  double awake_until_ = 0.0;  ///< seconds: keep looking until then (tooltips, answers of the trainer)
  double draw_until_ = 0.0;   ///< seconds: keep drawing until then

  std::optional<ui::CssRect> told_picker_;
  std::optional<bool> told_dark_;
  bool told_ready_ = false;
  FrameMeter meter_;
};

}  // namespace lab::platform
