#pragma once

#include <cstdint>

#include "train/observations/code_map.h"
#include "ui/shared.h"

namespace lab::ui {

/// The legend of classes: a press shows only that class, more of them follow, and without any all are shown again.
class ClassFilter {
 public:
  static constexpr std::uint32_t kAll = ~std::uint32_t{0};

  /// One bit for each class that is shown.
  [[nodiscard]] std::uint32_t shown() const { return shown_; }
  void show_all() { shown_ = kAll; }

  /// How high draw() will be in that width; 0 where there are no classes, or too many for a legend.
  [[nodiscard]] static float height(const Shared& shared, const CodeMap& map, float width);
  /// Takes the room at the cursor.
  void draw(Shared& shared, const CodeMap& map, float width);

 private:
  struct Grid {
    int count, columns;
    float width, height;  // of each
  };
  static Grid grid_of(const Shared& shared, const CodeMap& map, float width);
  void toggle(int label, int count);

  std::uint32_t shown_ = kAll;
};

/// What a class is called: its name, or its number.
[[nodiscard]] const char* class_name(const CodeMap& map, int label);

}  // namespace lab::ui
