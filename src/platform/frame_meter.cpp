#include "platform/frame_meter.h"

#include <emscripten.h>
#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "platform/heap.h"

namespace {

thread_local long allocations = 0;

void* allocate(std::size_t size) {
  ++allocations;
  return lab::platform::allocate_or_end(size);
}

}  // namespace

// The program's own, so that they can be counted.
void* operator new(std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

namespace lab::platform {

void count_imgui_allocations() {
  ImGui::SetAllocatorFunctions([](std::size_t size, void*) { return allocate(size); },
                               [](void* memory, void*) { std::free(memory); });
}

void FrameMeter::begin() {
  began_ms_ = emscripten_get_now();
  began_allocations_ = allocations;
}

void FrameMeter::end() {
  const std::size_t at = static_cast<std::size_t>(drawn_++) % kFrames;
  cpu_ms_[at] = static_cast<float>(emscripten_get_now() - began_ms_);
  allocations_[at] = static_cast<int>(allocations - began_allocations_);
}

FrameFigures FrameMeter::figures() const {
  const auto count = static_cast<std::ptrdiff_t>(std::min<long long>(drawn_, kFrames));
  FrameFigures figures{.drawn = drawn_};
  if (count == 0) return figures;
  const auto quantile = [count](auto values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(count - 1));
    std::nth_element(values.begin(), at, values.begin() + count);
    return *at;
  };
  figures.cpu_ms = static_cast<double>(quantile(cpu_ms_, 0.5));
  figures.slow_cpu_ms = static_cast<double>(quantile(cpu_ms_, 0.99));
  figures.allocations = quantile(allocations_, 0.5);
  return figures;
}

}  // namespace lab::platform
