#include "ui/views/between_view.h"

#include "ui/widgets.h"

namespace lab::ui {

void BetweenView::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) {
  heading(theme(), "Between two pictures");
}

}  // namespace lab::ui
