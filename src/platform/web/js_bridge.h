#pragma once

namespace lab::platform {

/// Makes the functions that the page calls part of the program; main() calls it once.
void connect_page();

}  // namespace lab::platform
