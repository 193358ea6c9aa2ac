#pragma once

#include "ui/commands.h"
#include "ui/shared.h"

namespace lab::ui {

/// The line on top of what stands beside the map: on a desktop the choice between the numbers and two pictures, and the
/// way back where somebody has set a code.
void draw_code_heading(Shared& shared, Commands& commands, const char* title);

}  // namespace lab::ui
