#include "ui/views/layers_view.h"

#include "ui/widgets.h"

namespace lab::ui {

void LayersView::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Network"); }

}  // namespace lab::ui
