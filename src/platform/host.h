#pragma once

#include <SDL.h>

#include <cstdint>
#include <span>
#include <string>

#include "core/result.h"
#include "ui/shared.h"

/// What the program runs in, a web page (web/host.cpp, with web/js_bridge.cpp for all that is JavaScript) or a window
/// of a desktop (desktop/host.cpp), and what it can ask of it. Main thread only.
namespace lab::platform::host {

// The loop.

/// Monotonic.
[[nodiscard]] double seconds();
/// From now on calls `frame(argument)` as often as the screen shows a picture, whenever the loop is not paused.
void start_loop(void (*frame)(void*), void* argument);
void pause_loop();
void resume_loop();

// The canvas.

/// What the window is opened with, besides OpenGL.
[[nodiscard]] Uint32 window_flags();
/// What to say where OpenGL ES 3 is missing.
[[nodiscard]] const char* no_graphics();
/// The graphics are gone and have not come back yet.
[[nodiscard]] bool graphics_lost();
/// The window is to have so many device pixels.
void resize(SDL_Window* window, int width, int height);
/// What has been drawn is to be seen.
void present(SDL_Window* window);

// News.

/// The first interactive frame is on the screen.
void ready();
/// Nothing more can be done; the sentence is shown.
void fatal(const std::string& sentence);
/// Hands the person a file to keep. Returns what it is called there.
Result<std::string> download(const std::string& name, std::span<const std::uint8_t> bytes);
/// Keeps something until the next visit, where it comes back (Page::take_kept()) unless what it is kept in was cleared.
/// One thing a name; where nothing can be kept it is let go.
void keep(const std::string& name, std::span<const std::uint8_t> bytes);
/// Lets the person choose files, which then come as dropped ones do. In a page its file inputs do that where they are
/// pressed; here are those who use the keyboard.
Status choose(ui::Picker picker);
/// Where the button for that is; no width: nowhere.
void place_picker(ui::Picker picker, const ui::CssRect& rect);
/// Whether there is such a picker.
[[nodiscard]] bool has(ui::Picker picker);
/// Keeps what Page::restore_pictures() gets at the next visit, in the place of what was kept before.
Status keep_pictures(std::span<const std::uint8_t> bytes);
/// What a program that begins anew must be told to come back to this one (settings_json()).
void settings(const std::string& json);
/// What lies around the canvas follows.
void theme(bool dark);

}  // namespace lab::platform::host
