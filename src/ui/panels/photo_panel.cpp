#include "ui/panels/photo_panel.h"

#include "ui/widgets.h"

namespace lab::ui {

void PhotoPanel::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Photo"); }

}  // namespace lab::ui
