#include "platform/window.h"

#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "platform/frame_meter.h"
#include "platform/heap.h"
#include "platform/host.h"

namespace lab::platform {

Status Window::open() {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
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
  window_ = SDL_CreateWindow("Autoencoder Lab", 0, 0, width_, height_, SDL_WINDOW_OPENGL | host::window_flags());
  if (window_ != nullptr) context_ = SDL_GL_CreateContext(window_);
  if (context_ == nullptr) return Error{host::no_graphics()};
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
  // Emscripten reads the viewport on the way, which a lost context does not tell.
  if (window_ != nullptr && !host::graphics_lost()) host::resize(window_, width_, height_);
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

void Window::render(ImU32 background) {
  renderer_.render(*ImGui::GetDrawData(), background);
  host::present(window_);
}

}  // namespace lab::platform
