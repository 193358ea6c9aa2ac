#pragma once

#include <cstdarg>

namespace lab::ui {

/// A short text without heap allocation, so that a frame that shows numbers allocates nothing.
class Text {
 public:
  Text() { text_[0] = '\0'; }
#if defined(__GNUC__)
  __attribute__((format(printf, 2, 3)))
#endif
  explicit Text(const char* format, ...);

  [[nodiscard]] const char* c_str() const { return text_; }
  operator const char*() const { return text_; }  // NOLINT: implicit on purpose

 private:
  char text_[160];
};

/// 12345 -> "12,345".
[[nodiscard]] Text format_count(double value);
/// A loss, accuracy or learning rate: `decimals` digits, or an en dash where nothing was measured.
[[nodiscard]] Text format_number(float value, int decimals);
/// As short as four significant digits allow: 0.001, 0.00032, 2.5.
[[nodiscard]] Text format_short(double value);
/// "21.3 dB", or an en dash.
[[nodiscard]] Text format_decibel(float value);

}  // namespace lab::ui
