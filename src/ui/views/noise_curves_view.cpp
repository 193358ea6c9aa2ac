#include "ui/views/noise_curves_view.h"

#include "ui/widgets.h"

namespace lab::ui {

void NoiseCurvesView::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Noise test"); }

}  // namespace lab::ui
