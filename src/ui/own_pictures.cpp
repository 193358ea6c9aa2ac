#include "ui/own_pictures.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace lab::ui {

void OwnPictures::insert(std::size_t place, OwnPicturePtr picture) {
  const auto at = static_cast<std::ptrdiff_t>(std::min(place, pictures_.size()));
  pictures_.insert(pictures_.begin() + at, std::move(picture));
  if (pictures_.size() > kMost) pictures_.pop_back();
  ++version_;
}

void OwnPictures::replace(const OwnPicturePtr& old, OwnPicturePtr renewed) {
  const auto found = std::ranges::find(pictures_, old);
  if (found == pictures_.end()) return add(std::move(renewed));
  replaced_ = {old, renewed};
  *found = std::move(renewed);
  ++version_;
}

void OwnPictures::remove(const OwnPicturePtr& picture) {
  if (std::erase(pictures_, picture) > 0) ++version_;
}

void OwnPictures::set(std::vector<OwnPicturePtr> pictures) {
  pictures_ = std::move(pictures);
  if (pictures_.size() > kMost) pictures_.resize(kMost);
  ++version_;
}

std::size_t OwnPictures::place_of(const OwnPicturePtr& picture) const {
  return static_cast<std::size_t>(std::ranges::find(pictures_, picture) - pictures_.begin());
}

OwnPicturePtr OwnPictures::now(const OwnPicturePtr& picture) const {
  if (picture == nullptr || place_of(picture) < pictures_.size()) return picture;
  return picture == replaced_.first && place_of(replaced_.second) < pictures_.size() ? replaced_.second : nullptr;
}

int class_of(const OwnPicture& picture) {
  return picture.image.labels.empty() ? -1 : static_cast<int>(picture.image.labels.front());
}

OwnPicturePtr with_class(const OwnPicture& picture, int label) {
  auto copy = std::make_shared<OwnPicture>(picture);
  copy->image.labels.clear();
  if (label >= 0) copy->image.labels.push_back(static_cast<std::uint8_t>(label));
  return copy;
}

}  // namespace lab::ui
