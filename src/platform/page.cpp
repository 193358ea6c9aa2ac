#include "platform/page.h"

#include <algorithm>
#include <cmath>

#include "data/png.h"
#include "experiment/presets.h"
#include "io/imports.h"
#include "platform/card_files.h"
#include "platform/commands.h"
#include "platform/heap.h"
#include "platform/host.h"
#include "ui/panels/data_menu.h"
#include "ui/view_list.h"

namespace lab::platform {
namespace {

constexpr double kSettleSeconds = 0.75;  // after input: tooltips appear, presses end
constexpr double kAnswerSeconds = 1.0;   // after a command: the trainer answers within this
// Without threads, training gets this share of the time between two frames, within limits in milliseconds.
constexpr double kSliceShare = 0.6;
constexpr double kLeastSliceMs = 8.0;
constexpr double kMostSliceMs = 30.0;
constexpr int kSettleFrames = 3;
constexpr int kMostPasses = 6;
constexpr int kAnswers = 2;         // snapshots after a command that are shown at once: the first may be older than it
constexpr double kPause = 2.0;      // between frames that nobody waits for, in durations of a frame
constexpr double kSlowPause = 4.0;  // the same where a frame takes longer than kQuick
constexpr double kQuick = 0.025;    // seconds
constexpr double kSlowest = 0.1;    // seconds that a frame is thought to take at most
constexpr double kForget = 0.9;

}  // namespace

Page::Page() = default;
Page::~Page() { SDL_DelEventWatch(&Page::on_sdl_event, this); }

void Page::add_asset(std::string_view name, std::vector<std::uint8_t> bytes) {
  assets_.emplace_back(std::string(name), std::move(bytes));
}

std::vector<std::uint8_t> Page::take_asset(std::string_view name) {
  for (auto& [asset, bytes] : assets_) {
    if (asset == name) return std::move(bytes);
  }
  return {};
}

void Page::start(int threads, ui::EngineInfo engine, std::string_view options_json) {
  if (session_ != nullptr) return;
  memory_.emplace(plannable_bytes(), "page", pieces_without);
  std::string complaint;
  StartOptions options = read_start_options(options_json, complaint);
  judge_digits_ = options.judge_digits;
  // First of all, so that images are drawn while the window opens.
  session_ = std::make_unique<Session>(Session::Options{
      .threads = threads, .preset = options.preset, .memory = &*memory_, .judge_digits = judge_digits_});
  session_->send(command::UseThreads{.threads = options.threads});
  session_->load(ui::generated_images(options.generated));
  for (Command& field : options.fields) session_->send(std::move(field));

  if (const Status opened = window_.open(); !opened) {
    host::fatal(opened.error().message);
    return;
  }
  ui_ = std::make_unique<ui::Ui>();
  ui::Shared& shared = ui_->shared();
  shared.images.prepare();
  shared.theme.load_fonts(take_asset("font-regular.ttf"), take_asset("font-semibold.ttf"));
  assets_.clear();
  shared.engine = std::move(engine);
  shared.save_choices = save_choices();
  shared.view.system_dark = system_dark_;
  shared.has_camera = host::has(ui::Picker::camera);
  shared.has_licences = host::has(ui::Picker::licences);
  if (options.theme == "dark") shared.view.scheme = ui::Scheme::dark;
  if (options.theme == "light") shared.view.scheme = ui::Scheme::light;
  if (const ui::ViewEntry* const view = ui::find_view(options.view); view != nullptr)
    ui::open_view(shared, commands_, view->view);
  if (!complaint.empty()) shared.notices.show(ui::Notices::Kind::error, std::move(complaint));

  host::start_loop(&Page::on_frame, this);
  looping_ = true;
  SDL_AddEventWatch(&Page::on_sdl_event, this);
  resize(css_width_, css_height_, scale_);
}

int Page::on_sdl_event(void* page, SDL_Event* event) {
  // SDL marks the end of each round of polling by an event of its own; that one is no news.
  if (event->type != SDL_POLLSENTINEL) static_cast<Page*>(page)->wake();
  return 1;
}

void Page::on_frame(void* page) { static_cast<Page*>(page)->frame(); }

void Page::resize(float css_width, float css_height, float scale) {
  css_width_ = css_width;
  css_height_ = css_height;
  scale_ = scale;
  if (ui_ == nullptr) return;
  window_.resize(css_width, css_height, scale);
  ui_->resize(css_width, css_height, scale);
  wake();
  // Changing a canvas's size clears it; drawing at once avoids a blank flash until the browser's next frame.
  if (told_ready_ && !context_lost_) draw_frame(host::seconds());
}

void Page::set_color_scheme(bool dark) {
  system_dark_ = dark;
  if (ui_ == nullptr) return;
  ui_->shared().view.system_dark = dark;
  wake();
}

void Page::set_pen_pressure(float pressure) {
  if (ui_ != nullptr) ui_->shared().pointer.set_pressure(pressure);
}

void Page::wake() {
  if (ui_ == nullptr) return;
  frames_due_ = std::max(frames_due_, kSettleFrames);
  answer_due_ = true;
  start_looping();
}

void Page::start_looping() {
  if (looping_) return;
  looping_ = true;
  last_frame_ = host::seconds();
  host::resume_loop();
}

std::string Page::begin_files(std::int64_t bytes) {
  files_.clear();
  files_memory_.reset();
  if (ui_ == nullptr) return "The page has not started yet.";
  files_memory_.emplace(*memory_);
  if (files_memory_->resize(bytes)) return {};
  const MemoryRoom room{.run = files_memory_->most(), .total = memory_->total(), .owner = memory_->owner()};
  return no_room(bytes, room, "fewer files, or a smaller network or batch beside them, may fit").message;
}

std::uint8_t* Page::add_file(std::string name, std::size_t size) {
  if (!files_memory_ || size > heap_figures().largest_gap) return nullptr;
  auto& bytes = files_.emplace_back(std::move(name), std::vector<std::uint8_t>()).second;
  bytes.reserve(std::max<std::size_t>(size, 1));  // an empty file has an address too
  bytes.resize(size);
  return bytes.data();
}

void Page::load_files() {
  if (ui_ == nullptr || files_.empty()) return;
  auto files = std::exchange(files_, {});
  auto memory = std::exchange(files_memory_, std::nullopt);
  const auto models =
      std::ranges::count_if(files, [](const auto& file) { return holds_model(file.first, file.second); });
  if (models == 0 && files.size() == 1 && bring_photo(files.front(), memory)) {
    // It is looked at; its pieces are trained on if that is asked for.
  } else if (models == 0) {
    commands_.load({.source = DataRequest::Source::files,
                    .train_size = 0,
                    .files = std::move(files),
                    .memory = std::move(memory)});
  } else if (files.size() == 1) {
    const bool as_judge =
        ui_->shared().view.attention.view == OpenView::noise && session_->snapshot().spec->reconstructs();
    model_files_.open(std::move(files[0].first), std::move(files[0].second), as_judge, *std::move(memory),
                      session_->snapshot(), ui_->shared().notices, commands_);
  } else {
    ui_->shared().notices.show(ui::Notices::Kind::error,
                               "Please open one saved model at a time, and images without it.");
  }
  deliver();
  wake();
  frames_due_ = 2 * kSettleFrames;  // what has come may have to be scrolled to once it has found its size
}

bool Page::bring_photo(NamedFile& file, std::optional<MemoryShare>& memory) {
  auto& [name, bytes] = file;
  // In a folder it belongs to a data set.
  if (name.find('/') != std::string::npos || !looks_like_picture(bytes)) return false;
  const auto header = read_picture_header(bytes);
  MemoryShare decoding(*memory_);
  if (!header || !decoding.resize(header->decoding)) return false;
  const auto picture = decode_picture(bytes, 0, name);
  if (!picture) return false;
  ui::Shared& shared = ui_->shared();
  shared.brought = {
      .photo = std::make_shared<const Photo>(*picture),
      .name = name.substr(0, name.rfind('.')),
      .file =
          DataRequest{.source = DataRequest::Source::files, .train_size = 0, .files = {}, .memory = std::move(memory)}};
  shared.brought.file->files.push_back(std::move(file));
  shared.view.own_open = true;
  return true;
}

void Page::show_error(std::string sentence) {
  ui_->shared().notices.show(ui::Notices::Kind::error, std::move(sentence));
  wake();
}

std::string Page::status() const {
  if (ui_ == nullptr) return "{}";
  return status_json(session_->snapshot(), session_->data_progress(), ui_->shared(), meter_.figures(), *memory_);
}

std::string Page::command(std::string_view json) {
  if (ui_ == nullptr) return "The page has not started yet.";
  ui_->follow(session_->snapshot(), commands_);  // a command is about what there is now, drawn or not
  const Status status = run_command(json, session_->snapshot(), ui_->shared(), commands_);
  const bool asks_trainer = !commands_.empty();
  deliver();
  // What the trainer makes of it is there in a moment; a frame that does not show it yet would only stand in the way.
  if (asks_trainer && answers_expected_ > 0) {
    start_looping();
  } else {
    wake();
  }
  return status ? std::string() : status.error().message;
}

Result<int> Page::observe(std::string_view json) {
  if (ui_ == nullptr) return Error{"The page has not started yet."};
  const Result<int> question = observe_.ask(json, session_->snapshot(), ui_->shared(), commands_);
  deliver();
  start_looping();
  return question;
}

std::string Page::observed(int question) {
  // In a page that nobody sees there are no frames in which the question would reach the trainer.
  if (session_->tick(0.0)) snapshot_due_ = true;
  return observe_.answer(question);
}

void Page::context_lost() {
  context_lost_ = true;
  if (ui_ == nullptr) return;
  window_.forget_graphics();
  ui_->shared().images.forget();
  ui_->shared().notices.show(ui::Notices::Kind::information,
                             "The browser had taken the graphics away for a moment; the training was not affected.");
}

void Page::context_restored() {
  context_lost_ = false;
  if (ui_ == nullptr) return;
  resize(css_width_, css_height_, scale_);
  wake();
}

void Page::save_card(const ui::CardRequest& request) {
  ui::Notices& notices = ui_->shared().notices;
  if (context_lost_ || host::graphics_lost()) {
    notices.show(ui::Notices::Kind::error,
                 "The browser has taken the graphics away, without which there is no picture to save. Try again in a "
                 "moment.");
    return;
  }
  auto file = card_file(request, *ui_, window_, session_->snapshot(), commands_, *memory_);
  if (file) {
    commands_.download(std::move(file->first), std::move(file->second));
  } else {
    notices.show(ui::Notices::Kind::error, file.error().message);
  }
}

void Page::deliver() {
  if (commands_.empty()) return;
  for (std::string& format : commands_.take_saves()) {
    model_files_.save(std::move(format), MemoryShare(*memory_), session_->snapshot(), ui_->shared().notices, commands_);
  }
  ui::Notices& notices = ui_->shared().notices;
  if (const auto request = commands_.take_card()) save_card(*request);
  if (const auto picker = commands_.take_choice()) {
    if (const Status asked = host::choose(*picker); !asked)
      notices.show(ui::Notices::Kind::error, asked.error().message);
  }
  for (const auto& [name, bytes] : commands_.take_downloads()) {
    const auto saved = host::download(name, bytes);
    notices.show(saved ? ui::Notices::Kind::information : ui::Notices::Kind::error,
                 saved ? "Saved " + *saved + "." : saved.error().message);
  }
  commands_.deliver(*session_);
  answers_expected_ = kAnswers;
  awake_until_ = std::max(awake_until_, host::seconds() + kAnswerSeconds);
}

// Snapshots come up to 30 times a second. Where drawing one takes long (no GPU, a slow phone), show fewer, so that
// drawing leaves at least half of the time to training, and so that input seldom has to wait for a frame under way.
bool Page::rested(double now) {
  const double interval = now - std::exchange(last_frame_, now);
  slowness_ = std::max(std::min(interval, kSlowest), slowness_ * kForget);
  return now - last_draw_ >= (slowness_ > kQuick ? kSlowPause : kPause) * slowness_;
}

void Page::frame() {
  const double now = host::seconds();
  if (window_.pump(ui_->shared().pointer)) {
    frames_due_ = kSettleFrames;
    answer_due_ = true;
    draw_until_ = now + kSettleSeconds;
  }
  if (session_->tick(std::clamp(kSliceShare * slowness_ * 1000.0, kLeastSliceMs, kMostSliceMs))) {
    snapshot_due_ = true;
    if (answers_expected_ > 0) {
      --answers_expected_;
      answer_due_ = true;
      frames_due_ = kSettleFrames;
    }
  }
  if (model_files_.tick(session_->snapshot(), ui_->shared().notices, commands_)) {
    frames_due_ = kSettleFrames;
    deliver();
  }
  keep_images();
  keep_judge();
  follow_pictures(now);
  const bool rested = this->rested(now);
  // What appears for the first time finds its room in the second frame; where another snapshot is to come there is one.
  if (snapshot_due_ && rested) frames_due_ = std::max(frames_due_, session_->busy() ? 1 : kSettleFrames);
  if (now >= ui_->next_change()) frames_due_ = std::max(frames_due_, 1);
  const bool finger = window_.waits_for_finger();
  // Input is answered at once; what only settles afterwards may wait where drawing is slow.
  const bool settles = (frames_due_ > 0 || now < draw_until_) && (rested || slowness_ <= kQuick || !told_ready_);
  if ((answer_due_ || settles || finger) && !context_lost_) draw_frame(now);

  const bool waiting = finger || observe_.waits() || std::isfinite(ui_->next_change());
  if (!session_->busy() && !waiting && ((frames_due_ == 0 && !snapshot_due_) || context_lost_) && now > draw_until_ &&
      now > awake_until_) {
    looping_ = false;
    host::pause_loop();
  }
}

void Page::draw_frame(double now) {
  if (frames_due_ > 0) --frames_due_;
  snapshot_due_ = false;
  answer_due_ = false;
  last_draw_ = now;
  if (window_.touched()) ui_->touched();
  meter_.begin();
  // A tap takes ImGui three frames (arrive, press, let go), and a fourth shows what has come of it. Only the last is
  // rendered, so that it is answered at once even where rendering is slow.
  for (int pass = 0; pass < kMostPasses; ++pass) {
    window_.begin_frame(now, ui_->shared().pointer);
    ui_->draw(now, session_->snapshot(), session_->data_progress(), commands_);
    if (!Window::end_frame()) break;
  }
  window_.render(ui_->shared().theme.color().background);
  meter_.end();
  deliver();
  report_changes();
}

/// Images that were let go for others which then could not be had are gone for good; the standard set can always be
/// drawn.
void Page::keep_images() {
  const DataProgress& data = session_->data_progress();
  if (session_->snapshot().test_count > 0) fell_back_ = false;
  if (data.busy || data.error.empty() || session_->busy() || session_->snapshot().test_count > 0 || fell_back_) return;
  fell_back_ = true;  // once: should they fail too, nothing else is left
  ui_->shared().notices.show(ui::Notices::Kind::error, data.error);
  session_->load(ui::generated_images());
}

/// Tells the page what it would take to come back here, whenever that has changed.
void Page::report_settings() {
  const Snapshot& snapshot = session_->snapshot();
  if (snapshot.generation == 0) return;
  const ui::View& view = ui_->shared().view;
  if (told_spec_ == snapshot.spec && told_generated_ == snapshot.generated && told_scheme_ == view.scheme &&
      told_view_ == view.attention.view)
    return;
  told_spec_ = snapshot.spec;
  told_generated_ = snapshot.generated;
  told_scheme_ = view.scheme;
  told_view_ = view.attention.view;
  host::settings(settings_json(snapshot, view));
}

void Page::report_changes() {
  const ui::Shared& shared = ui_->shared();
  for (std::size_t i = 0; i < shared.pickers.size(); ++i) {
    if (told_pickers_[i] == shared.pickers[i]) continue;
    told_pickers_[i] = shared.pickers[i];
    host::place_picker(static_cast<ui::Picker>(i), shared.pickers[i]);
  }
  if (told_dark_ != shared.view.dark()) {
    told_dark_ = shared.view.dark();
    host::theme(*told_dark_);
  }
  report_settings();
  // Ready means: the layout has settled and the digits are there (or cannot be had).
  if (told_ready_ || meter_.drawn() < 2) return;
  if (session_->snapshot().seen.get<Preview>().count == 0 && session_->data_progress().busy) return;
  told_ready_ = true;
  host::ready();
}

}  // namespace lab::platform
