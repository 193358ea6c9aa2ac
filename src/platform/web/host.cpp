// The page's part of host.h that needs no JavaScript of ours: the browser's frames and the canvas.

#include "platform/host.h"

#include <EGL/egl.h>
#include <emscripten.h>
#include <emscripten/html5.h>

// SDL looks up a few OpenGL functions by name, none of which we need from it: it takes null for "not there".
// Emscripten's own function keeps every OpenGL function there is in the program for that, 12 kB of the download.
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char* /*name*/) { return nullptr; }

namespace lab::platform::host {

double seconds() { return emscripten_get_now() / 1000.0; }

void start_loop(void (*frame)(void*), void* argument) { emscripten_set_main_loop_arg(frame, argument, 0, false); }
void pause_loop() { emscripten_pause_main_loop(); }
void resume_loop() { emscripten_resume_main_loop(); }

Uint32 window_flags() { return 0; }

const char* no_graphics() {
  return "This browser offers no WebGL 2, which draws the pictures here. Switch hardware acceleration on, or use a "
         "recent Chrome, Edge, Firefox or Safari.";
}

// The browser says so by an event only later.
bool graphics_lost() { return emscripten_is_webgl_context_lost(emscripten_webgl_get_current_context()); }

void resize(SDL_Window* window, int width, int height) {
  SDL_SetWindowSize(window, width, height);
  emscripten_set_canvas_element_size("#canvas", width, height);
}

void present(SDL_Window* /*window*/) {}  // the browser shows it when the frame ends

}  // namespace lab::platform::host
