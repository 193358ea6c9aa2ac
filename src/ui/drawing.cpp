#include "ui/drawing.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab::ui {
namespace {

constexpr float kStep = 0.003F;  // of the area: about a pixel; a pen that moves less is thought to rest

std::size_t count_points(std::span<const PenStroke> strokes) {
  std::size_t count = 0;
  for (const PenStroke& stroke : strokes) count += stroke.size();
  return count;
}

}  // namespace

OwnPicturePtr draw_picture(std::span<const PenStroke> strokes) {
  if (count_points(strokes) == 0) return nullptr;
  auto picture = std::make_shared<OwnPicture>();
  picture->image.pixels.resize(static_cast<std::size_t>(picture->image.shape.size()));
  draw_strokes(strokes, std::span<std::uint8_t, 784>(picture->image.pixels));
  picture->name = "drawing";
  return picture;
}

void Drawing::changed() {
  points_ = count_points(strokes_);
  track_current_ = false;
  picture_ = nullptr;
}

void Drawing::thin() {
  for (PenStroke& stroke : strokes_) {
    std::size_t size = 0;
    // The pen goes on from the last point, which therefore stays.
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      if (i % 2 == 0 || i + 1 == stroke.size()) stroke[size++] = stroke[i];
    }
    stroke.resize(size);
  }
}

void Drawing::begin(const PenPoint& at) {
  if (strokes_.size() == kMostStrokes) return;
  wiped_.clear();
  strokes_.push_back({at});
  pen_down_ = true;
  changed();
}

void Drawing::extend(const PenPoint& at) {
  if (!pen_down_) return;
  const PenPoint& last = strokes_.back().back();
  if (std::hypot(at.x - last.x, at.y - last.y) < kStep) return;
  if (points_ >= kMostPoints) thin();
  strokes_.back().push_back(at);
  changed();
}

void Drawing::undo() {
  end();
  if (strokes_.empty()) {
    strokes_.swap(wiped_);
  } else {
    strokes_.pop_back();
  }
  changed();
}

void Drawing::clear() {
  end();
  if (!strokes_.empty()) wiped_ = std::exchange(strokes_, {});
  changed();
}

void Drawing::set(std::vector<PenStroke> strokes) {
  end();
  strokes_ = std::move(strokes);
  std::erase_if(strokes_, [](const PenStroke& stroke) { return stroke.empty(); });
  wiped_.clear();
  kept_ = nullptr;
  changed();
}

const OwnPicturePtr& Drawing::picture() {
  if (!picture_) picture_ = draw_picture(strokes_);
  return picture_;
}

const digits::Track& Drawing::track() {
  if (!std::exchange(track_current_, true)) track_ = digits::trace_strokes(strokes_);
  return track_;
}

}  // namespace lab::ui
