#include "ui/pointer.h"

#include <algorithm>
#include <cmath>

namespace lab::ui {
namespace {

constexpr std::size_t kMostSamples = 4096;  // of presses that nobody follows

}  // namespace

void Pointer::press(ImVec2 at) {
  down_ = true;
  if (samples_.size() >= kMostSamples) {
    samples_.clear();
    taken_ = 0;
    told_ = false;
  }
  samples_.push_back({at, pressure_, true});
}

void Pointer::move(ImVec2 at) {
  if (down_ && samples_.size() < kMostSamples) samples_.push_back({at, pressure_, false});
}

bool Pointer::keeps_pinch(ImVec2 at) const {
  return at.x >= pinched_.x && at.x < pinched_.z && at.y >= pinched_.y && at.y < pinched_.w;
}

bool Pointer::keeps_finger(ImVec2 at) const {
  return std::ranges::any_of(
      kept_, [at](const ImVec4& area) { return at.x >= area.x && at.y >= area.y && at.x < area.z && at.y < area.w; });
}

void Pointer::begin_frame() {
  kept_.clear();
  pinched_ = {};
  if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
  // ImGui passes presses on one a frame, so that others may already have followed this one.
  const ImVec2 clicked = ImGui::GetIO().MouseClickedPos[0];
  const auto here = [clicked](const Sample& sample) {
    return sample.presses && std::fabs(sample.at.x - clicked.x) <= 1.0F && std::fabs(sample.at.y - clicked.y) <= 1.0F;
  };
  const auto later = samples_.begin() + static_cast<std::ptrdiff_t>(told_ ? std::max<std::size_t>(taken_, 1) : 0);
  samples_.erase(samples_.begin(), std::find_if(later, samples_.end(), here));
  if (samples_.empty()) samples_.push_back({clicked, pressure_, true});
  taken_ = 0;
  told_ = true;
}

std::span<const Pointer::Sample> Pointer::take() {
  const auto first = samples_.begin() + static_cast<std::ptrdiff_t>(taken_);
  // The press itself is taken with what follows it; the next one is another's.
  const auto from = first != samples_.end() && taken_ == 0 ? first + 1 : first;
  const auto last = std::find_if(from, samples_.end(), [](const Sample& sample) { return sample.presses; });
  taken_ = static_cast<std::size_t>(last - samples_.begin());
  return {first, last};
}

}  // namespace lab::ui
