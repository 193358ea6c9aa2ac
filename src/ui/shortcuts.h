#pragma once

#include "ui/shared.h"

namespace lab::ui {

/// The page's keys (the help panel lists them). Keys that the focused control uses itself are left to it.
void handle_shortcuts(Shared& shared, const Snapshot& snapshot, Commands& commands);

/// Whether that character was typed in this frame: which key has it depends on the keyboard's layout.
[[nodiscard]] bool typed(ImWchar character);

}  // namespace lab::ui
