#include "io/history_table.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "experiment/field_text.h"
#include "io/format.h"
#include "train/snapshot.h"

namespace lab {
namespace {

constexpr std::string_view kHeader = "epoch,loss,val_loss,accuracy,val_accuracy,seconds";

/// Up to `separator`, which is taken off too.
std::string_view take(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

/// False if the cell is neither a number nor empty.
bool read_cell(std::string_view cell, double& out) {
  const auto number = parse_number(std::string(cell));
  out = number.value_or(static_cast<double>(kNotMeasured));
  return number || cell.empty();
}

}  // namespace

std::string history_csv(const std::vector<EpochRecord>& epochs) {
  std::string csv = std::string(kHeader) + "\n";
  for (const EpochRecord& r : epochs) {
    csv += std::to_string(r.epoch);
    for (const float figure : {r.loss, r.val_loss, r.accuracy, r.val_accuracy}) csv += "," + csv_cell(figure);
    csv += format(",%.3f\n", r.seconds);
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
