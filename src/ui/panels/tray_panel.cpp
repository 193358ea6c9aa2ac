#include "ui/panels/tray_panel.h"

#include "ui/widgets.h"

namespace lab::ui {

void TrayPanel::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) { heading(theme(), "Your pictures"); }

}  // namespace lab::ui
