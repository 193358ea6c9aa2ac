#pragma once

#include <memory>
#include <optional>
#include <string>

#include "data/photo/photo.h"
#include "train/session.h"

namespace lab::ui {

/// A picture that somebody has opened, dropped, pasted or photographed, while it is made one of his own.
struct BroughtPhoto {
  std::shared_ptr<const Photo> photo;  ///< null: there is none
  std::string name;                    ///< for people
  std::optional<DataRequest> file;     ///< the same as a data set: its pieces
};

}  // namespace lab::ui
