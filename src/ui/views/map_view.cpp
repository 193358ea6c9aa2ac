#include "ui/views/map_view.h"

#include "ui/widgets.h"

namespace lab::ui {

void MapView::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Map"); }

}  // namespace lab::ui
