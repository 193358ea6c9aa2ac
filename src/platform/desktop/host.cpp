// The desktop's part of host.h.

#include "platform/host.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <utility>

#include "platform/desktop/host_state.h"

namespace lab::platform::host {
namespace {

namespace fs = std::filesystem;

/// The person's folder for downloads, else the one in which the program was started.
fs::path downloads_folder() {
  if (!state().downloads.empty()) return state().downloads;
  std::error_code none;
  if (const char* home = std::getenv("HOME"); home != nullptr) {
    fs::path folder = fs::path(home) / "Downloads";
    if (fs::is_directory(folder, none)) return folder;
  }
  return fs::current_path(none);
}

/// `name` in `folder`, or "name (2)" and so on where that is taken, as browsers do it.
fs::path free_path(const fs::path& folder, const fs::path& name) {
  std::error_code none;
  fs::path path = folder / name;
  for (int copy = 2; fs::exists(path, none); ++copy) {
    path = folder / (name.stem().string() + " (" + std::to_string(copy) + ")" + name.extension().string());
  }
  return path;
}

bool on_path(std::string_view program) {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    std::error_code none;
    if (fs::exists(fs::path(folder) / program, none)) return true;
  }
  return false;
}

/// What `command` prints; nothing where it is cancelled.
std::string output_of(const char* command) {
  std::string text;
  FILE* const pipe = popen(command, "r");
  if (pipe == nullptr) return text;
  char part[4096];
  for (std::size_t size = 0; (size = std::fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, size);
  pclose(pipe);
  return text;
}

}  // namespace

HostState& state() {
  static HostState instance;
  return instance;
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void start_loop(void (*frame)(void*), void* argument) {
  state().frame = frame;
  state().argument = argument;
  state().looping = true;
}
void pause_loop() { state().looping = false; }
void resume_loop() { state().looping = true; }

Uint32 window_flags() { return SDL_WINDOW_RESIZABLE; }

const char* no_graphics() {
  return "This computer offers no OpenGL ES 3, which draws the pictures here. A driver for its graphics may be "
         "missing; "
         "Mesa's also draws without a graphics card.";
}

bool graphics_lost() { return false; }

void resize(SDL_Window* window, int width, int height) {
  int now_width = 0;
  int now_height = 0;
  SDL_GetWindowSize(window, &now_width, &now_height);
  if (now_width != width || now_height != height) SDL_SetWindowSize(window, width, height);
}

void present(SDL_Window* window) {
  if (state().presents) state().presents();
  SDL_GL_SwapWindow(window);
}

void ready() { state().ready = true; }

void fatal(const std::string& sentence) { state().failure = sentence; }

Result<std::string> download(const std::string& name, std::span<const std::uint8_t> bytes) {
  const fs::path path = free_path(downloads_folder(), name);
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return Error{path.string() + " could not be written: the disk may be full, or the folder not yours."};
  return path.string();
}

void keep(const std::string& /*name*/, std::span<const std::uint8_t> /*bytes*/) {}  // made again in seconds

void place_picker(ui::Picker /*picker*/, const ui::CssRect& /*rect*/) {}  // the button itself asks for choose()

bool has(ui::Picker picker) { return picker == ui::Picker::files || picker == ui::Picker::photo; }

fs::path pictures_file() {
  if (!state().data.empty()) return state().data / "pictures";
  const char* const folder = std::getenv("XDG_DATA_HOME");
  if (folder != nullptr && *folder != '\0') return fs::path(folder) / "autoencoder-lab" / "pictures";
  const char* const home = std::getenv("HOME");
  return home != nullptr ? fs::path(home) / ".local/share/autoencoder-lab/pictures" : fs::path();
}

Status keep_pictures(std::span<const std::uint8_t> bytes) {
  const fs::path path = pictures_file();
  const fs::path part = fs::path(path).concat(".part");  // so that what is there stays whole until the new is
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  std::ofstream file(part, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) fs::rename(part, path, failed);
  if (file && !failed) return {};
  return Error{"Your pictures stay only until this window is closed: " + path.string() + " could not be written."};
}

Status choose(ui::Picker picker) {
  if (state().chooser.valid()) return {};
  const char* command = nullptr;
  const bool many = picker == ui::Picker::files;
  if (on_path("zenity")) {
    command = many ? "zenity --file-selection --multiple --separator='\n' 2>/dev/null"
                   : "zenity --file-selection 2>/dev/null";
  }
  if (on_path("kdialog")) {
    command = many ? "kdialog --getopenfilename --multiple --separate-output 2>/dev/null"
                   : "kdialog --getopenfilename 2>/dev/null";
  }
  if (command == nullptr) {
    return Error{"Drop the files on this window: the dialog to choose them needs zenity or kdialog to be installed."};
  }
  state().chooser = std::async(std::launch::async, [command] {
    std::string chosen = output_of(command);
    SDL_Event wake{};
    wake.type = SDL_USEREVENT;
    SDL_PushEvent(&wake);
    return chosen;
  });
  return {};
}

void settings(const std::string& /*json*/) {}
void theme(bool /*dark*/) {}

}  // namespace lab::platform::host
