#pragma once

#include <string>

#include "ui/panel.h"

namespace lab::ui {

/// How far loading or generating data is; a request that failed becomes a notice.
class DataProgressPanel : public Panel {
 public:
  using Panel::Panel;
  void draw(const Snapshot& snapshot, Commands& commands) override;

 private:
  std::string error_;  ///< the one already told
};

}  // namespace lab::ui
