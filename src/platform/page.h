#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/memory_budget.h"
#include "platform/frame_meter.h"
#include "platform/model_files.h"
#include "platform/observe.h"
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
  /// How hard the pen presses (0 to 1) from now on.
  void set_pen_pressure(float pressure);
  void wake();
  /// Announces files of so many bytes in all; empty, or a sentence that says why there is no room for them. What was
  /// announced or added before and not loaded is forgotten.
  std::string begin_files(std::int64_t bytes);
  /// Where to write the `size` bytes of one of them; null where that many do not fit in one piece.
  std::uint8_t* add_file(std::string name, std::size_t size);
  /// What add_file() brought: a saved network, or images.
  void load_files();
  /// What host::keep() was given in an earlier visit; after start().
  void take_kept(const std::string& name, std::span<const std::uint8_t> bytes);
  /// What host::keep_pictures() kept at the last visit.
  void restore_pictures(std::span<const std::uint8_t> bytes);
  /// The page may go: what waits to be kept is kept now.
  void keep_pictures();
  /// What opening files came to when it did not get that far.
  void show_error(std::string sentence);
  [[nodiscard]] std::string status() const;
  /// Empty, or a sentence that says what is wrong with the command.
  std::string command(std::string_view json);
  /// The number of a question, or a sentence; see Observe. What comes of it is asked for with observed().
  Result<int> observe(std::string_view json);
  [[nodiscard]] std::string observed(int question);
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
  void save_card(const ui::CardRequest& request);
  void report_changes();
  void report_settings();
  void keep_images();
  void keep_judge();
  void follow_pictures(double now);
  /// Opens the file as a picture of one's own; false, and nothing has changed, where it cannot be read as one.
  bool bring_photo(NamedFile& file, std::optional<MemoryShare>& memory);
  [[nodiscard]] std::vector<std::uint8_t> take_asset(std::string_view name);

  std::vector<std::pair<std::string, std::vector<std::uint8_t>>> assets_;
  std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files_;
  std::optional<MemoryShare> files_memory_;

  // Declared in the order in which they need each other; the user interface goes first at the end.
  Window window_;
  std::optional<MemoryBudget> memory_;  ///< from start() on
  std::unique_ptr<Session> session_;
  std::unique_ptr<ui::Ui> ui_;
  ui::Commands commands_;
  ModelFiles model_files_;
  Observe observe_;

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

  int judge_digits_ = 0;
  ModelPtr kept_judge_;     ///< the last one that was kept or came back
  bool fell_back_ = false;  ///< to the standard set, and nothing of it has come yet
  std::array<std::optional<ui::CssRect>, ui::kPickers> told_pickers_;
  std::uint64_t kept_version_ = 0;  ///< of the own pictures that the host keeps
  std::uint64_t seen_version_ = 0;  ///< and of those there were a moment ago
  double keep_at_ = 0.0;            ///< seconds: when they are to be kept
  bool told_not_kept_ = false;
  std::optional<bool> told_dark_;
  std::shared_ptr<const ExperimentSpec> told_spec_;
  int told_generated_ = 0;
  ui::Scheme told_scheme_ = ui::Scheme::automatic;
  OpenView told_view_ = OpenView::denoise;
  bool told_ready_ = false;
  FrameMeter meter_;
};

}  // namespace lab::platform
