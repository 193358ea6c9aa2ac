#include "ui/robot.h"

#include <doctest/doctest.h>
#include <imgui.h>
#include <SDL_opengles2.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "data/png.h"
#include "platform/desktop/host_state.h"

namespace lab_test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr double kFrame = 0.02;   // seconds: longer than the program waits from frame to frame, so that a turn is one
constexpr int kAnswerFrames = 4;  // until what an event has set off is drawn

const fs::path kScreenshots = fs::path(LAB_SOURCE_DIR) / "build" / "screenshots";

/// A folder for as long as this program runs: several may run at once.
const fs::path& own_folder() {
  struct Folder {
    fs::path path = fs::temp_directory_path() / ("autoencoder-lab-ui-" + std::to_string(getpid()));
    ~Folder() {
      std::error_code none;
      fs::remove_all(path, none);
    }
  };
  static const Folder folder;
  return folder.path;
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

Robot::Robot(const Page& page) : page_(page) {
  fs::remove_all(downloads());
  fs::create_directories(downloads());
  if (!page.again) fs::remove_all(own_folder() / "data");
  // The standard set takes a minute to draw under sanitizers, and none of this is about it.
  json start = json::parse(page.start);
  if (!start.contains("generated")) start["generated"] = 2500;
  const lab::Status opened = desktop_.open({.threads = page.threads,
                                            .width = static_cast<int>(std::lround(page.width * page.scale)),
                                            .height = static_cast<int>(std::lround(page.height * page.scale)),
                                            .scale = page.scale,
                                            .start = start.dump(),
                                            .fonts = LAB_FONTS_DIR,
                                            .downloads = downloads(),
                                            .data = own_folder() / "data"});
  INFO(opened.error().message);
  REQUIRE(opened.ok());
  lab::platform::host::state().presents = [this] { look(); };
  // Where no window manager does it, the window has to ask for the keyboard; without it SDL lets no mouse be captured.
  SDL_RaiseWindow(desktop_.window());
  SDL_SetWindowInputFocus(desktop_.window());
  const double deadline = now() + 30.0;
  while (!desktop_.ready()) {
    REQUIRE(now() < deadline);
    turn();
  }
  turn(kAnswerFrames);
}

fs::path Robot::downloads() const { return own_folder() / "downloads"; }

json Robot::status() const { return json::parse(const_cast<Robot*>(this)->desktop_.page().status()); }

std::vector<std::string> Robot::spots() const {
  std::vector<std::string> names;
  const json all = status()["ui"];
  for (const auto& [name, rect] : all.items()) names.push_back(name);
  return names;
}

bool Robot::sees(const std::string& name) const { return status()["ui"].contains(name); }

Place Robot::spot(const std::string& name) const {
  const json all = status()["ui"];
  INFO(name << " in " << all.dump());
  REQUIRE(all.contains(name));
  const json& rect = all[name];
  return {rect["x"].get<float>() + rect["w"].get<float>() / 2, rect["y"].get<float>() + rect["h"].get<float>() / 2};
}

json Robot::until(const std::function<bool(const json&)>& condition, double seconds) {
  const double deadline = now() + seconds;
  for (;;) {
    json current = status();
    if (condition(current)) return current;
    INFO(current.dump());
    REQUIRE(now() < deadline);
    turn();
  }
}

int Robot::photograph(const std::string& name) {
  turn(kAnswerFrames);
  lab::Picture picture{columns_, rows_, 3, {}};
  std::set<std::uint32_t> colors;
  for (int y = rows_; y-- > 0;) {
    for (int x = 0; x < columns_; ++x) {
      const std::uint8_t* const pixel = pixel_at(x, y);
      picture.pixels.insert(picture.pixels.end(), pixel, pixel + 3);
      colors.insert(pixel[0] * 65536U + pixel[1] * 256U + pixel[2]);
    }
  }
  const std::vector<std::uint8_t> png = lab::encode_png(picture);
  fs::create_directories(kScreenshots);
  std::ofstream(kScreenshots / ("ui-" + name + ".png"), std::ios::binary)
      .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  return static_cast<int>(colors.size());
}

int Robot::brightness(Place at) const {
  REQUIRE((at.x >= 0.0F && at.y > 0.0F && at.x < page_.width && at.y <= page_.height));
  const std::uint8_t* const pixel =
      pixel_at(static_cast<int>(at.x * page_.scale), static_cast<int>((page_.height - at.y) * page_.scale));
  return (pixel[0] + pixel[1] + pixel[2]) / 3;
}

/// Keeps what has been drawn: once it is shown OpenGL no longer says what that was.
void Robot::look() {
  SDL_GetWindowSize(desktop_.window(), &columns_, &rows_);
  screen_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) * 4);
  glReadPixels(0, 0, columns_, rows_, GL_RGBA, GL_UNSIGNED_BYTE, screen_.data());
}

const std::uint8_t* Robot::pixel_at(int x, int y) const {
  return &screen_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)) * 4];
}

void Robot::command(const json& command) {
  const std::string refused = desktop_.page().command(command.dump());
  INFO(command.dump());
  CHECK(refused.empty());
  turn(kAnswerFrames);
}

void Robot::turn(int frames) {
  for (int i = 0; i < frames; ++i) {
    REQUIRE(desktop_.turn(kFrame));
  }
}

void Robot::wait(double seconds) {
  const double end = now() + seconds;
  while (now() < end) turn();
}

void Robot::push(SDL_Event event) { REQUIRE(SDL_PushEvent(&event) == 1); }

void Robot::move(Place at) {
  SDL_Event event{};
  event.type = SDL_MOUSEMOTION;
  event.motion.windowID = SDL_GetWindowID(desktop_.window());
  event.motion.x = static_cast<int>(at.x * page_.scale);
  event.motion.y = static_cast<int>(at.y * page_.scale);
  push(event);
  turn(2);
}

void Robot::button(Place at, bool down, Uint8 clicks, Uint8 which) {
  SDL_Event event{};
  event.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
  event.button.windowID = SDL_GetWindowID(desktop_.window());
  event.button.button = which;
  event.button.state = down ? SDL_PRESSED : SDL_RELEASED;
  event.button.clicks = clicks;
  event.button.x = static_cast<int>(at.x * page_.scale);
  event.button.y = static_cast<int>(at.y * page_.scale);
  push(event);
  turn(2);
}

void Robot::click(Place at) {
  move(at);
  button(at, true);
  button(at, false);
  turn(kAnswerFrames);
}

void Robot::double_click(Place at) {
  move(at);
  // However long the frames between take.
  float& patience = ImGui::GetIO().MouseDoubleClickTime;
  const float usual = std::exchange(patience, 10.0F);
  for (const Uint8 clicks : {Uint8{1}, Uint8{2}}) {
    button(at, true, clicks);
    button(at, false, clicks);
  }
  patience = usual;
  turn(kAnswerFrames);
}

void Robot::press(Place at) {
  move(at);
  button(at, true);
}

void Robot::release(Place at) {
  button(at, false);
  turn(kAnswerFrames);
}

void Robot::drag(Place from, Place to, Uint8 which) {
  move(from);
  button(from, true, 1, which);
  constexpr int kSteps = 5;
  for (int i = 1; i <= kSteps; ++i) {
    const float t = static_cast<float>(i) / kSteps;
    move({from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
  }
  button(to, false, 1, which);
  turn(kAnswerFrames);
}

void Robot::wheel(Place at, int notches) {
  move(at);
  SDL_Event event{};
  event.type = SDL_MOUSEWHEEL;
  event.wheel.windowID = SDL_GetWindowID(desktop_.window());
  event.wheel.y = notches;
  event.wheel.preciseY = static_cast<float>(notches);
  push(event);
  turn(kAnswerFrames);
}

void Robot::key(SDL_Keycode key, Uint16 modifiers) {
  for (const Uint32 type : {SDL_KEYDOWN, SDL_KEYUP}) {
    SDL_Event event{};
    event.type = type;
    event.key.windowID = SDL_GetWindowID(desktop_.window());
    event.key.state = type == SDL_KEYDOWN ? SDL_PRESSED : SDL_RELEASED;
    event.key.keysym.sym = key;
    event.key.keysym.scancode = SDL_GetScancodeFromKey(key);
    event.key.keysym.mod = modifiers;
    push(event);
    turn(2);
  }
  turn(kAnswerFrames);
}

void Robot::type(const std::string& text) {
  for (const char letter : text) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    event.text.windowID = SDL_GetWindowID(desktop_.window());
    event.text.text[0] = letter;
    push(event);
    turn(2);
  }
}

void Robot::finger(Uint32 type, Place at, float pressure, SDL_FingerID which) {
  SDL_Event event{};
  event.type = type;
  event.tfinger.touchId = 1;
  event.tfinger.fingerId = which;
  event.tfinger.x = at.x / page_.width;
  event.tfinger.y = at.y / page_.height;
  event.tfinger.pressure = pressure;
  event.tfinger.windowID = SDL_GetWindowID(desktop_.window());
  push(event);
  turn(2);
}

void Robot::tap(Place at) {
  finger(SDL_FINGERDOWN, at);
  finger(SDL_FINGERUP, at);
  turn(kAnswerFrames);
}

void Robot::pinch(Place about, float times) {
  constexpr float kApart = 20.0F;  // CSS pixels from the middle
  constexpr int kSteps = 4;
  const auto each = [&](Uint32 type, float apart) {
    finger(type, {about.x - apart, about.y}, 1.0F, 1);
    finger(type, {about.x + apart, about.y}, 1.0F, 2);
  };
  each(SDL_FINGERDOWN, kApart);
  for (int i = 1; i <= kSteps; ++i)
    each(SDL_FINGERMOTION, kApart * (1.0F + (times - 1.0F) * static_cast<float>(i) / kSteps));
  each(SDL_FINGERUP, kApart * times);
  turn(kAnswerFrames);
}

void Robot::swipe(Place from, Place to) {
  finger(SDL_FINGERDOWN, from);
  constexpr int kSteps = 5;
  for (int i = 1; i <= kSteps; ++i) {
    const float t = static_cast<float>(i) / kSteps;
    finger(SDL_FINGERMOTION, {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
  }
  finger(SDL_FINGERUP, to);
  turn(kAnswerFrames);
}

void Robot::hold(Place at, double seconds) {
  finger(SDL_FINGERDOWN, at);
  wait(seconds);
  finger(SDL_FINGERUP, at);
  turn(kAnswerFrames);
}

void Robot::drop(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    SDL_Event event{};
    event.type = SDL_DROPFILE;
    event.drop.file = SDL_strdup(path.c_str());
    push(event);
  }
  SDL_Event event{};
  event.type = SDL_DROPCOMPLETE;
  push(event);
  turn(kAnswerFrames);
}

void Robot::resize(float width, float height, float scale) {
  page_.width = width;
  page_.height = height;
  page_.scale = scale;
  desktop_.resize(static_cast<int>(std::lround(width * scale)), static_cast<int>(std::lround(height * scale)), scale);
  turn(kAnswerFrames);
}

}  // namespace lab_test
