#include <emscripten.h>

#include "platform/web/js_bridge.h"

// The page starts everything through the functions of js_bridge.cpp; this only keeps the program alive for them.
int main() {
  lab::platform::connect_page();
  emscripten_exit_with_live_runtime();
}
