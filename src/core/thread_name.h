#pragma once

namespace lab {

/// Names the calling thread, for debuggers and for tests that want a certain one. A literal of at most 15 letters.
void name_thread(const char* name);

/// The name of the calling thread; "main" where nobody gave one.
[[nodiscard]] const char* thread_name();

}  // namespace lab
