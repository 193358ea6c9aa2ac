#pragma once

#include <SDL.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/desktop/desktop.h"

namespace lab_test {

/// A place on the page in CSS pixels.
struct Place {
  float x = 0.0F, y = 0.0F;
};

/// Somebody who uses the program: opens it, looks, and works with mouse, keys and fingers, through the events that SDL
/// would bring. One at a time.
class Robot {
 public:
  struct Page {
    float width = 1280.0F, height = 800.0F;  ///< CSS pixels
    float scale = 1.0F;
    std::string start = R"({"preset": "lab-dae"})";  ///< see read_start_options()
    int threads = 2;
    bool again = false;  ///< what the robot before kept for its next visit is there
  };

  /// Opens the program and waits until it can be used.
  explicit Robot(const Page& page);

  // What there is to see.
  [[nodiscard]] nlohmann::json status() const;
  /// What the fields of status().ui are called.
  [[nodiscard]] std::vector<std::string> spots() const;
  /// The middle of that spot; the test fails where there is none.
  [[nodiscard]] Place spot(const std::string& name) const;
  [[nodiscard]] bool sees(const std::string& name) const;
  /// Waits until `condition` holds of the status; the test fails after `seconds`.
  nlohmann::json until(const std::function<bool(const nlohmann::json&)>& condition, double seconds = 20.0);
  /// Keeps what the window shows as build/screenshots/ui-<name>.png, and returns how many colours it has.
  int photograph(const std::string& name);
  /// How bright the window is there, 0 to 255, as it was drawn last.
  [[nodiscard]] int brightness(Place at) const;

  // What it does; each is done once the program has seen it.
  void command(const nlohmann::json& command);  ///< must be accepted
  void move(Place at);
  void click(Place at);
  void click(const std::string& name) { click(spot(name)); }
  void double_click(Place at);
  void press(Place at);  ///< and hold; the mouse is moved by move()
  void release(Place at);
  void drag(Place from, Place to, Uint8 which = SDL_BUTTON_LEFT);
  void wheel(Place at, int notches);
  void key(SDL_Keycode key, Uint16 modifiers = KMOD_NONE);
  void type(const std::string& text);
  void tap(Place at);
  void tap(const std::string& name) { tap(spot(name)); }
  void swipe(Place from, Place to);
  void hold(Place at, double seconds);  ///< a finger that rests
  /// One of SDL's SDL_FINGER events, seen after two frames.
  void finger(Uint32 type, Place at, float pressure = 1.0F, SDL_FingerID which = 1);
  /// Two fingers go apart until they are `times` as far from each other, about that place.
  void pinch(Place about, float times);
  void drop(const std::vector<std::string>& paths);
  void resize(float width, float height, float scale);
  void turn(int frames = 1);
  void wait(double seconds);

  [[nodiscard]] const Page& page() const { return page_; }
  /// Where the program saves files.
  [[nodiscard]] std::filesystem::path downloads() const;

 private:
  void look();
  /// RGBA, y counted from below.
  [[nodiscard]] const std::uint8_t* pixel_at(int x, int y) const;
  void push(SDL_Event event);
  void button(Place at, bool down, Uint8 clicks = 1, Uint8 which = SDL_BUTTON_LEFT);

  Page page_;
  lab::platform::Desktop desktop_;
  int columns_ = 0, rows_ = 0;        ///< of what was drawn last, in device pixels
  std::vector<std::uint8_t> screen_;  ///< that picture: RGBA, the lowest row first as OpenGL has it
};

}  // namespace lab_test
