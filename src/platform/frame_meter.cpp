#include "platform/frame_meter.h"

#include <imgui.h>

#include <algorithm>
#include <cstdlib>

#include "platform/heap.h"
#include "platform/host.h"

namespace lab::platform {

void count_imgui_allocations() {
  ImGui::SetAllocatorFunctions([](std::size_t size, void*) { return allocate_or_end(size); },
                               [](void* memory, void*) { std::free(memory); });
}

void FrameMeter::begin() {
  began_ms_ = 1000.0 * host::seconds();
  began_allocations_ = allocations();
}

void FrameMeter::end() {
  const std::size_t at = static_cast<std::size_t>(drawn_++) % kFrames;
  cpu_ms_[at] = static_cast<float>(1000.0 * host::seconds() - began_ms_);
  allocations_[at] = static_cast<int>(allocations() - began_allocations_);
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
