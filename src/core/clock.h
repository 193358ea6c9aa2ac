#pragma once

#include <chrono>

namespace lab {

/// Steady: what is measured does not jump when the system's time is set.
using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace lab
