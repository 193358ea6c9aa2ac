#include "ui/format.h"

#include <cmath>
#include <cstdio>

namespace lab::ui {
namespace {

constexpr const char* kEnDash = "\xE2\x80\x93";

}  // namespace

Text::Text(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is, by va_start
  std::vsnprintf(text_, sizeof text_, format, arguments);
  va_end(arguments);
}

Text format_count(double value) {
  if (!std::isfinite(value)) return Text("%s", kEnDash);
  char digits[32];
  const int length = std::snprintf(digits, sizeof digits, "%.0f", value);
  char grouped[48];
  int out = 0;
  for (int i = 0; i < length; ++i) {
    const int left = length - i;
    if (i > 0 && left % 3 == 0 && digits[i - 1] != '-') grouped[out++] = ',';
    grouped[out++] = digits[i];
  }
  grouped[out] = '\0';
  return Text("%s", grouped);
}

Text format_number(float value, int decimals) {
  if (!std::isfinite(value)) return Text("%s", kEnDash);
  return Text("%.*f", decimals, static_cast<double>(value));
}

Text format_short(double value) {
  if (!std::isfinite(value)) return Text("%s", kEnDash);
  if (value != 0.0 && std::fabs(value) < 0.0001) return Text("%.1e", value);
  return Text("%.*g", 3, value);
}

Text format_decibel(float value) {
  if (!std::isfinite(value)) return Text("%s", kEnDash);
  return Text(
      "%.1f\xC2\xA0"
      "dB",
      static_cast<double>(value));
}

}  // namespace lab::ui
