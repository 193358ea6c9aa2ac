#include "ui/panels/draw_panel.h"

#include "ui/widgets.h"

namespace lab::ui {

void DrawPanel::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Your picture"); }

}  // namespace lab::ui
