#include "io/format.h"

#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace lab {

std::string format(const char* pattern, ...) {
  std::va_list arguments;
  va_start(arguments, pattern);
  char text[512];
  std::vsnprintf(text, sizeof text, pattern, arguments);  // NOLINT(clang-analyzer-valist.Uninitialized): it is started
  va_end(arguments);
  return text;
}

std::string csv_cell(double value) { return std::isfinite(value) ? format("%.7g", value) : std::string(); }

}  // namespace lab
