#include "io/history_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "train/snapshot.h"

namespace lab {
namespace {

constexpr std::string_view kHeader = "epoch,loss,val_loss,accuracy,val_accuracy,seconds";

std::string format(const char* pattern, double value) {
  char text[32];
  std::snprintf(text, sizeof text, pattern, value);
  return text;
}

/// Up to `separator`, which is taken off too.
std::string_view take(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

/// False if the cell is neither a number nor empty.
bool read_cell(std::string_view cell, double& out) {
  out = static_cast<double>(kNotMeasured);
  if (cell.empty()) return true;
  const std::string text(cell);
  char* end = nullptr;
  out = std::strtod(text.c_str(), &end);
  return *end == '\0';
}

}  // namespace

std::string history_csv(const std::vector<EpochRecord>& epochs) {
  std::string csv = std::string(kHeader) + "\n";
  const auto cell = [](float value) {
    return std::isfinite(value) ? format("%.7g", static_cast<double>(value)) : std::string();
  };
  for (const auto& r : epochs) {
    csv += std::to_string(r.epoch) + "," + cell(r.loss) + "," + cell(r.val_loss) + "," + cell(r.accuracy) + "," +
           cell(r.val_accuracy) + "," + format("%.3f", r.seconds) + "\n";
  }
  return csv;
}

Result<std::vector<EpochRecord>> parse_history_csv(const std::string& name, std::string_view csv) {
  if (take(csv, '\n') != kHeader) return Error{name + " is not a history, as `lab train --out` writes it."};
  std::vector<EpochRecord> epochs;
  while (!csv.empty()) {
    std::string_view line = take(csv, '\n');
    if (line.empty()) continue;
    std::array<double, 6> cells{};
    bool good = std::ranges::count(line, ',') + 1 == static_cast<std::ptrdiff_t>(cells.size());
    for (double& cell : cells) good = read_cell(take(line, ','), cell) && good;
    if (!good || !(cells[0] >= 1.0 && cells[0] <= 1e9)) {
      return Error{name + ": line " + std::to_string(epochs.size() + 2) + " is not a row of a history."};
    }
    epochs.push_back({.epoch = static_cast<int>(cells[0]),
                      .loss = static_cast<float>(cells[1]),
                      .val_loss = static_cast<float>(cells[2]),
                      .accuracy = static_cast<float>(cells[3]),
                      .val_accuracy = static_cast<float>(cells[4]),
                      .seconds = cells[5]});
  }
  return epochs;
}

}  // namespace lab
