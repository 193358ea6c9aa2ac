#include "ui/views/noise_levels_view.h"

#include "ui/widgets.h"

namespace lab::ui {

void NoiseLevelsView::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) {
  heading(theme(), "From little noise to much");
}

}  // namespace lab::ui
