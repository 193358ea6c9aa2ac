#pragma once

namespace lab::cli {

/// From now on Ctrl-C (and a request to end) only sets a flag, so that what is finished can be kept.
void watch_interrupts();

/// Whether that has happened. Callable from any thread.
[[nodiscard]] bool interrupted();

}  // namespace lab::cli
