#pragma once

#include "ui/shared.h"

namespace lab::ui {

/// Where the digits come from: the built-in sheet, freshly generated ones, or files of one's own.
class DataMenu {
 public:
  explicit DataMenu(Shared& shared) : shared_(shared) {}

  /// A button that opens the choices.
  void draw_button(const char* label, float width, const Snapshot& snapshot, Commands& commands);
  /// The choices, inside a menu that is open.
  void draw_items(const Snapshot& snapshot, Commands& commands);

 private:
  Shared& shared_;
};

/// Asks for the built-in digits; `sheet` is the PNG.
[[nodiscard]] DataRequest built_in_digits(const std::vector<std::uint8_t>& sheet);
inline constexpr int kMostGenerated = 60000;
/// Asks for `count` freshly generated training digits, 1 to kMostGenerated.
[[nodiscard]] DataRequest generated_digits(int count);

}  // namespace lab::ui
