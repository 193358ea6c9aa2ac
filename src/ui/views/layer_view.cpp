#include "ui/views/layer_view.h"

#include "ui/widgets.h"

namespace lab::ui {

void LayerView::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Layer"); }

}  // namespace lab::ui
