#include "cli/interrupt.h"

#include <atomic>
#include <csignal>

namespace lab::cli {
namespace {

std::atomic<bool> flag{false};
static_assert(std::atomic<bool>::is_always_lock_free, "signal handlers may touch nothing else");

}  // namespace

void watch_interrupts() {
  std::signal(SIGINT, [](int) { flag = true; });
  std::signal(SIGTERM, [](int) { flag = true; });
}

bool interrupted() { return flag; }

}  // namespace lab::cli
