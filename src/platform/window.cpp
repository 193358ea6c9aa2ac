#include "platform/window.h"

#include <EGL/egl.h>
#include <emscripten/html5.h>
#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "platform/frame_meter.h"
#include "platform/heap.h"

// SDL looks up a few OpenGL functions by name, none of which we need from it: it takes null for "not there".
// Emscripten's own function keeps every OpenGL function there is in the program for that, 12 kB of the download.
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char* /*name*/) { return nullptr; }

namespace lab::platform {
namespace {

constexpr const char* kCanvas = "#canvas";

}  // namespace

Status Window::open() {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, kCanvas);
  // Fingers are handled by TouchInput; neither side may invent the other's events.
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetMemoryFunctions(allocate_or_end, calloc, realloc, free);
  if (SDL_Init(SDL_INIT_VIDEO) != 0)
    return Error{std::string("The window could not be opened: ") + SDL_GetError() + "."};
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  window_ = SDL_CreateWindow("Autoencoder Lab", 0, 0, width_, height_, SDL_WINDOW_OPENGL);
  if (window_ != nullptr) context_ = SDL_GL_CreateContext(window_);
  if (context_ == nullptr) {
    return Error{
        "This browser offers no WebGL 2, which draws the pictures here. Switch hardware acceleration on, or use a "
        "recent Chrome, Edge, Firefox or Safari."};
  }
  count_imgui_allocations();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.ConfigDragClickToInputText = false;
  ImGui_ImplSDL2_InitForOpenGL(window_, context_);
  renderer_.attach();
  resize(static_cast<float>(width_), static_cast<float>(height_), 1.0F);
  return {};
}

Window::~Window() {
  if (context_ != nullptr) {
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
    SDL_GL_DeleteContext(context_);
  }
  if (window_ != nullptr) SDL_DestroyWindow(window_);
}

void Window::forget_graphics() { renderer_.forget(); }

void Window::resize(float css_width, float css_height, float scale) {
  scale_ = scale;
  width_ = std::max(1, static_cast<int>(std::lround(css_width * scale)));
  height_ = std::max(1, static_cast<int>(std::lround(css_height * scale)));
  // Emscripten reads the viewport on the way, which a lost context does not tell. The browser says that it is lost only
  // later, so it is asked.
  if (window_ == nullptr || emscripten_is_webgl_context_lost(emscripten_webgl_get_current_context())) return;
  SDL_SetWindowSize(window_, width_, height_);
  emscripten_set_canvas_element_size(kCanvas, width_, height_);
}

bool Window::pump() {
  bool any = false;
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) {
    const ImVec2 page{static_cast<float>(width_), static_cast<float>(height_)};
    if (touch_.handle(event, page, scale_)) {
      touched_ = true;
      any = true;
      continue;
    }
    any = ImGui_ImplSDL2_ProcessEvent(&event) || any;
  }
  return any;
}

void Window::begin_frame(double now) {
  touch_.begin_frame(now);
  ImGui_ImplSDL2_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DisplayFramebufferScale = {1.0F, 1.0F};
  ImGui::NewFrame();
  touch_.scroll();
}

bool Window::end_frame() {
  ImGui::Render();
  return !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

void Window::render(ImU32 background) { renderer_.render(*ImGui::GetDrawData(), background); }

}  // namespace lab::platform
