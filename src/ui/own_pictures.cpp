#include "ui/own_pictures.h"

#include <algorithm>
#include <utility>

namespace lab::ui {

void OwnPictures::add(OwnPicturePtr picture) {
  pictures_.insert(pictures_.begin(), std::move(picture));
  if (pictures_.size() > kMost) pictures_.pop_back();
  ++version_;
}

void OwnPictures::replace(const OwnPicturePtr& old, OwnPicturePtr picture) {
  const auto found = std::ranges::find(pictures_, old);
  if (found == pictures_.end()) return add(std::move(picture));
  *found = std::move(picture);
  ++version_;
}

void OwnPictures::remove(const OwnPicturePtr& picture) {
  std::erase(pictures_, picture);
  ++version_;
}

void OwnPictures::set(std::vector<OwnPicturePtr> pictures) {
  pictures_ = std::move(pictures);
  if (pictures_.size() > kMost) pictures_.resize(kMost);
  ++version_;
}

}  // namespace lab::ui
