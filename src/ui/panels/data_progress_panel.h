#pragma once

#include <string>

#include "ui/panel.h"

namespace lab::ui {

/// How far loading or generating data is. A request that failed, what became of the files, and images that the network
/// is not made for, become notices.
class DataProgressPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  void tell(const Snapshot& snapshot);

  // What has been told.
  std::string error_;
  std::string notes_;
  std::string mismatch_;
};

}  // namespace lab::ui
