#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lab::cli {

/// What a row reached, read from the files that its command left in the row's folder.
struct Reached {
  std::string text;                                          ///< for the table
  int epochs = 0;                                            ///< 0: the row trains nothing
  double figure = std::numeric_limits<double>::quiet_NaN();  ///< what the goal is about
};

enum class Needs { nothing, digits, cifar };

/// One experiment of the course. To add one: a line in reproduce_rows().
struct ReproduceRow {
  std::string_view id;  ///< also the name of its folder: "A4"
  /// Words of a `lab` command. OUT/ is the folder of all rows, so OUT/A6/model.aelab is what row A6 left; DATA and
  /// CIFAR stand for the folders of images.
  std::string_view command;
  std::string_view quick;  ///< further words when every row shall take a moment only
  Needs needs;
  std::string_view published;
  Result<Reached> (*measure)(const ReproduceRow& row, const std::string& folder);
  double goal = std::numeric_limits<double>::quiet_NaN();  ///< the figure should be at least this
  int parameters = 0;                                      ///< as published; 0: not
  int not_trainable = 0;                                   ///< of them
};

/// Every row of the course, in an order in which each finds what it needs.
[[nodiscard]] std::span<const ReproduceRow> reproduce_rows();

}  // namespace lab::cli
