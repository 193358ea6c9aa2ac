#include "ui/own_training.h"

#include <utility>

namespace lab::ui {

void OwnTraining::follow(Shared& shared, const Snapshot& snapshot, Commands& commands) {
  OwnPictures& own = shared.own_pictures;
  if (snapshot.class_names != class_names_) {
    const auto before = std::exchange(class_names_, snapshot.class_names);
    const bool others =
        before && class_names_ && !before->empty() && !class_names_->empty() && *before != *class_names_;
    if (others && std::exchange(own.train_too, false)) {
      shared.notices.show(Notices::Kind::information,
                          "Your pictures are no longer trained on: these images have other classes.");
    }
  }
  if (own.train_too == on_ && (!on_ || own.version() == version_)) return;
  on_ = own.train_too;
  version_ = own.version();
  command::TrainAlso change;
  for (const OwnPicturePtr& picture : own.all()) {
    if (on_ && class_of(*picture) >= 0) change.pictures.push_back(picture);
  }
  commands.send(std::move(change));
}

}  // namespace lab::ui
