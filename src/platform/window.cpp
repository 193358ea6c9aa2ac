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
  ui::Renderer::attach();
  renderer_.prepare();
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

namespace {

/// SDL has been told not to make mouse events of fingers.
void follow_mouse(const SDL_Event& event, ui::Pointer& pointer) {
  const auto at = [](auto x, auto y) { return ImVec2{static_cast<float>(x), static_cast<float>(y)}; };
  const bool left = event.button.button == SDL_BUTTON_LEFT;
  if (event.type == SDL_MOUSEMOTION) pointer.move(at(event.motion.x, event.motion.y));
  if (event.type == SDL_MOUSEBUTTONDOWN && left) pointer.press(at(event.button.x, event.button.y));
  if (event.type == SDL_MOUSEBUTTONUP && left) pointer.lift();
}

}  // namespace

bool Window::pump(ui::Pointer& pointer) {
  bool any = false;
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) {
    const ImVec2 page{static_cast<float>(width_), static_cast<float>(height_)};
    if (touch_.handle(event, page, scale_, pointer)) {
      touched_ = true;
      any = true;
      continue;
    }
    follow_mouse(event, pointer);
    any = ImGui_ImplSDL2_ProcessEvent(&event) || any;
  }
  return any;
}

void Window::begin_frame(double now, ui::Pointer& pointer) {
  touch_.begin_frame(now, pointer);
  // On desktops ImGui's part for SDL asks in every frame where the mouse is, which would take a finger to it.
  ImVector<ImGuiInputEvent>& events = ImGui::GetCurrentContext()->InputEventsQueue;
  const int told = events.Size;
  ImGui_ImplSDL2_NewFrame();
  events.resize(told);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DisplayFramebufferScale = {1.0F, 1.0F};
  ImGui::NewFrame();
  touch_.scroll();
}

bool Window::end_frame() {
  ImGui::Render();
  // What a button changes is often laid out before the button is.
  const bool let_go = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  return let_go || !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

void Window::render(ImU32 background) {
  renderer_.render(*ImGui::GetDrawData(), background);
  host::present(window_);
}

}  // namespace lab::platform
