// How people handle the map: zooming, moving, decoding, looking at what is under the pointer. See map_view.h.
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/item.h"
#include "ui/look.h"
#include "ui/shortcuts.h"
#include "ui/views/map_view.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kMouseReach = 8.0F;
constexpr float kFingerReach = 22.0F;
constexpr float kSlop = 4.0F;  // a press that moves further is a drag

constexpr float kMostZoom = 50.0F;
constexpr float kLeastZoom = 0.25F;
constexpr float kNotch = 1.2F;     // times, for a notch of the wheel or a key
constexpr float kKeyStep = 0.02F;  // of the map's width
constexpr float kLongTap = 0.4F;   // seconds: looks instead of choosing

}  // namespace

void MapView::reset() {
  zoom_ = 1.0F;
  shift_ = {};
}

MapFrame MapView::frame_for(const MapPoints::Box& box, ImVec2 from, ImVec2 to) const {
  const ImVec2 size{std::max(box.high.x - box.low.x, 1e-6F), std::max(box.high.y - box.low.y, 1e-6F)};
  const float extent = std::max(size.x, size.y);
  return {from,
          to,
          {(box.low.x + box.high.x) / 2 + shift_.x * extent, (box.low.y + box.high.y) / 2 + shift_.y * extent},
          zoom_ * std::min((to.x - from.x) / size.x, (to.y - from.y) / size.y)};
}

void MapView::zoom(const MapFrame& frame, ImVec2 about, float factor) {
  const float zoom = std::clamp(zoom_ * factor, kLeastZoom, kMostZoom);
  const float change = zoom / std::exchange(zoom_, zoom);
  // What lies under the pointer stays there.
  const MapPoints::Box& box = points_.box();
  const float extent = std::max({box.high.x - box.low.x, box.high.y - box.low.y, 1e-6F});
  const ImVec2 place = frame.to_plane(about);
  shift_.x += (place.x - frame.centre.x) * (1.0F - 1.0F / change) / extent;
  shift_.y += (place.y - frame.centre.y) * (1.0F - 1.0F / change) / extent;
  explained_ = true;
}

void MapView::decode(const Scene& scene, ImVec2 place) {
  set_code(shared_, scene.commands, scene.map.plane.code_at(place.x, place.y));
  explained_ = true;
}

void MapView::move(const Scene& scene, bool hovered) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto begins = [&](ImGuiMouseButton button) { return ImGui::IsMouseClicked(button); };
  if (hovered && (begins(ImGuiMouseButton_Right) || begins(ImGuiMouseButton_Middle) ||
                  (io.KeyShift && begins(ImGuiMouseButton_Left)))) {
    moving_ = true;
  }
  moving_ = moving_ && ImGui::IsAnyMouseDown();
  if (moving_) {
    const MapPoints::Box& box = points_.box();
    const float pixels = std::max({box.high.x - box.low.x, box.high.y - box.low.y, 1e-6F}) * scene.frame.scale;
    shift_.x -= io.MouseDelta.x / pixels;
    shift_.y += io.MouseDelta.y / pixels;
    explained_ = true;
  }
  if (!hovered) return;
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
  if (io.MouseWheel != 0.0F) zoom(scene.frame, io.MousePos, std::pow(kNotch, io.MouseWheel));
}

void MapView::use_keys(const Scene& scene, ImGuiID id) {
  const auto& code = shared_.view.attention.code;
  const std::size_t size = scene.map.plane.size();
  const auto& own = scene.snapshot.seen.get<Code>().values;
  ImVec2 place = scene.frame.centre;
  if (code.size() == size) {
    place = place_of(scene.map.plane, code);
  } else if (own.size() == size) {
    place = place_of(scene.map.plane, own);
  }
  const float step = kKeyStep * (scene.frame.to.x - scene.frame.from.x) / scene.frame.scale;
  bool moved = false;
  for (const auto& [key, x, y] :
       {std::tuple{ImGuiKey_LeftArrow, -1.0F, 0.0F}, std::tuple{ImGuiKey_RightArrow, 1.0F, 0.0F},
        std::tuple{ImGuiKey_UpArrow, 0.0F, 1.0F}, std::tuple{ImGuiKey_DownArrow, 0.0F, -1.0F}}) {
    if (ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id)) {
      place = {place.x + x * step, place.y + y * step};
      moved = true;
    }
    ImGui::SetKeyOwner(key, id);
  }
  if (moved) decode(scene, place);
  const ImVec2 about = scene.frame.to_screen(place);
  if (typed('+') || typed('=')) zoom(scene.frame, about, kNotch);
  if (typed('-')) zoom(scene.frame, about, 1.0F / kNotch);
}

int MapView::use(const Scene& scene, ImGuiID id, bool hovered, bool held, bool pressed) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const float reach = theme().px(finger ? kFingerReach : kMouseReach);
  // The last way of the mouse and letting go may come in one frame.
  const bool let_go = ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  const bool clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  move(scene, hovered || held);
  if (pressed && clicked) dragged_ = false;
  const bool acts = !moving_ && !io.KeyShift && !shared_.pointer.pinches();
  if (((held && io.MouseDown[0]) || let_go) && acts) {
    const float x = io.MousePos.x - io.MouseClickedPos[0].x;
    const float y = io.MousePos.y - io.MouseClickedPos[0].y;
    const bool begins = !dragged_ && x * x + y * y > theme().px(kSlop) * theme().px(kSlop);
    if (begins || (dragged_ && (io.MouseDelta.x != 0.0F || io.MouseDelta.y != 0.0F)))
      decode(scene, scene.frame.to_plane(io.MousePos));
    dragged_ = dragged_ || begins;
  }
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId == id && g.NavCursorVisible) {
    use_keys(scene, id);
    const std::vector<float>& code = shared_.view.attention.code;
    if (pressed && !clicked && code.size() == scene.map.plane.size()) {
      const ImVec2 at = scene.frame.to_screen(place_of(scene.map.plane, code));
      const int point = points_.nearest(scene.frame, at, 1e6F, filter_.shown());
      if (point >= 0) show_digit(shared_, scene.snapshot, scene.commands, point);
    }
  }
  const bool rests = finger && io.MouseDownDurationPrev[0] > kLongTap;
  const int point = hovered || held || let_go ? points_.nearest(scene.frame, io.MousePos, reach, filter_.shown()) : -1;
  if (let_go && !dragged_ && acts && !rests) {
    if (io.MouseClickedLastCount[0] == 2) {
      reset();
    } else if (point >= 0) {
      show_digit(shared_, scene.snapshot, scene.commands, point);
      explained_ = true;
    } else {
      decode(scene, scene.frame.to_plane(io.MousePos));
    }
  }
  if (moving_ || dragged_) return held || moving_ ? -1 : point;
  if (finger) return held && io.MouseDownDuration[0] > kLongTap / 2 ? point : -1;
  return point;
}

}  // namespace lab::ui
