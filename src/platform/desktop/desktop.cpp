#include "platform/desktop/desktop.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <sstream>
#include <string_view>
#include <thread>
#include <utility>

#include "data/folder.h"
#include "platform/desktop/host_state.h"
#include "platform/host.h"

namespace lab::platform {
namespace {

namespace fs = std::filesystem;

constexpr double kFrameSeconds = 1.0 / 60.0;

/// {path, name} of every file under `paths`. Names have the folders in them ("cats/tom.jpg"): those inside the folder
/// that was given or, where several things were, theirs too (web/dropped.js does the same).
std::vector<std::pair<fs::path, std::string>> files_under(const std::vector<std::string>& paths) {
  std::vector<std::pair<fs::path, std::string>> found;
  std::error_code none;
  for (const fs::path path : paths) {
    if (!fs::is_directory(path, none)) {
      found.emplace_back(path, path.filename().string());
      continue;
    }
    const fs::path root = paths.size() == 1 ? path : path.parent_path();
    for (const auto& entry : fs::recursive_directory_iterator(path, none)) {
      const fs::path name = entry.path().lexically_relative(root);
      if (entry.is_regular_file(none) && !name.filename().string().starts_with('.'))
        found.emplace_back(entry.path(), name.generic_string());
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

Desktop::Desktop() : page_(std::make_unique<Page>()) { host::state() = {}; }

Desktop::~Desktop() {
  page_->keep_pictures();
  page_.reset();
  SDL_Quit();
}

Status Desktop::open(const Options& options) {
  for (const auto& [name, path] : {std::pair{"font-regular.ttf", options.fonts / "font-regular.ttf"},
                                   std::pair{"font-semibold.ttf", options.fonts / "font-semibold.ttf"}}) {
    auto file = read_named_file(path.string(), name);
    if (!file) return file.error();
    page_->add_asset(name, std::move(file->second));
  }
  host::state().downloads = options.downloads;
  host::state().data = options.data;
  scale_ = options.scale;
  width_ = options.width;
  height_ = options.height;
  page_->resize(static_cast<float>(width_) / scale_, static_cast<float>(height_) / scale_, scale_);
  const std::string reason = "Training runs on " + std::to_string(options.threads) + " threads beside the window.";
  page_->start(options.threads, {"desktop", reason}, options.start);
  if (!host::state().failure.empty()) return Error{host::state().failure};
  if (const auto kept = read_named_file(host::pictures_file().string(), "pictures"))
    page_->restore_pictures(kept->second);
  SDL_GL_SetSwapInterval(0);  // turn() keeps the pace, and a frame that waits for the screen would hold up the input
  return {};
}

bool Desktop::ready() { return host::state().ready; }

void Desktop::resize(int width, int height, float scale) {
  scale_ = scale;
  width_ = width;
  height_ = height;
  page_->resize(static_cast<float>(width) / scale, static_cast<float>(height) / scale, scale);
}

void Desktop::open_files(const std::vector<std::string>& paths) {
  const auto files = files_under(paths);
  std::int64_t bytes = 0;
  std::error_code none;
  for (const auto& [path, name] : files) bytes += static_cast<std::int64_t>(fs::file_size(path, none));
  std::string refused = page_->begin_files(bytes);
  for (const auto& [path, name] : files) {
    if (!refused.empty()) break;
    const auto file = read_named_file(path.string(), name);
    if (!file) {
      refused = file.error().message;
    } else if (std::uint8_t* const at = page_->add_file(name, file->second.size()); at != nullptr) {
      std::ranges::copy(file->second, at);
    } else {
      refused = "There is not enough memory for " + name + ".";
    }
  }
  if (refused.empty()) {
    page_->load_files();
  } else {
    page_->show_error(std::move(refused));
  }
}

void Desktop::wait(double patience) const {
  if (host::state().looping) {
    // What comes meanwhile is seen in the next frame.
    const double left = std::min(next_frame_ - host::seconds(), patience);
    if (left > 0.0) std::this_thread::sleep_for(std::chrono::duration<double>(left));
  } else {
    SDL_WaitEventTimeout(nullptr, static_cast<int>(patience * 1000.0) + 1);
  }
  SDL_PumpEvents();
}

/// Those events that concern the window as a whole; the others are the page's.
void Desktop::take_events() {
  SDL_Event event;
  while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_QUIT, SDL_QUIT) > 0) closed_ = true;
  while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_DROPFILE, SDL_DROPCOMPLETE) > 0) {
    if (event.type == SDL_DROPFILE) dropped_.emplace_back(event.drop.file);
    if (event.type == SDL_DROPCOMPLETE) open_files(std::exchange(dropped_, {}));
    SDL_free(event.drop.file);
  }
}

void Desktop::follow_size() {
  int width = 0;
  int height = 0;
  SDL_GetWindowSize(window(), &width, &height);
  if (width != width_ || height != height_) resize(width, height, scale_);
}

void Desktop::take_chosen() {
  auto& chooser = host::state().chooser;
  if (!chooser.valid() || chooser.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  std::istringstream lines(chooser.get());
  std::vector<std::string> paths;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) paths.push_back(line);
  }
  if (!paths.empty()) open_files(paths);
}

bool Desktop::turn(double patience) {
  wait(patience);
  take_events();
  follow_size();
  take_chosen();
  host::HostState& state = host::state();
  if (state.looping && host::seconds() >= next_frame_) {
    next_frame_ = host::seconds() + kFrameSeconds;
    state.frame(state.argument);
  }
  return !closed_;
}

}  // namespace lab::platform
