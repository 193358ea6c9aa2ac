#pragma once

#include "core/memory_budget.h"
#include "core/result.h"
#include "data/named_file.h"
#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/ui.h"

namespace lab::platform {

class Window;

/// The card that is asked for, as it is to be seen now, in the page's colours and without what can only be pressed: a
/// PNG of at least two pixels for a CSS pixel, or an SVG. The error says why there is none. Between two frames of the
/// page, which notices nothing of it; main thread only, with the page's WebGL 2 context current.
Result<NamedFile> card_file(const ui::CardRequest& request, ui::Ui& ui, Window& window, const Snapshot& snapshot,
                            ui::Commands& commands, MemoryBudget& memory);

}  // namespace lab::platform
