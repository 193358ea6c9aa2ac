#include "data/csv.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "core/bytes.h"
#include "core/release.h"
#include "data/named_file.h"
#include "data/number_images.h"

namespace lab {
namespace {

constexpr std::size_t kLeastColumns = 9;
constexpr std::size_t kMostColumns = 1U << 18;
constexpr std::size_t kLongestNumber = 48;

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

/// Takes a line off the front, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0 && line.back() != '\t') {
    line.remove_suffix(1);
  }
  return line;
}

char separator_of(std::string_view line) {
  for (const char c : {';', '\t', ','}) {
    if (line.find(c) != std::string_view::npos) return c;
  }
  return ' ';
}

/// Takes what is before the next separator off the front, without blanks and quotes around it.
std::string_view take_cell(std::string_view& line, char separator) {
  if (separator == ' ') line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const std::size_t end = std::min(line.find(separator), line.size());
  std::string_view cell = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  const auto around = [](char c) { return c == ' ' || c == '"'; };
  while (!cell.empty() && around(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && around(cell.back())) cell.remove_suffix(1);
  return cell;
}

std::optional<double> number_of(std::string_view cell) {
  if (cell.empty() || cell.size() >= kLongestNumber) return {};
  if (cell.size() <= 9 && std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; })) {
    int whole = 0;  // nearly all of them
    for (const char c : cell) whole = whole * 10 + (c - '0');
    return whole;
  }
  if (std::isalpha(static_cast<unsigned char>(cell.back())) != 0) return {};  // no NaN, no infinity
  const std::string text(cell);
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !(std::abs(value) <= std::numeric_limits<float>::max())) return {};
  return value;
}

std::vector<std::string_view> cells_of(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  while (!line.empty() && cells.size() < kMostColumns) cells.push_back(take_cell(line, separator));
  return cells;
}

bool all_numbers(const std::vector<std::string_view>& cells) {
  return std::ranges::all_of(cells, [](std::string_view cell) { return number_of(cell).has_value(); });
}

/// Numbers as bytes for as long as all of them fit into bytes, then as float32.
class Numbers {
 public:
  void reserve(std::size_t count) { array_.bytes.reserve(count); }
  void add(double value) {
    const auto byte = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
    if (array_.type.size == 1 && byte != value) widen();
    if (array_.type.size == 1) {
      array_.bytes.push_back(byte);
    } else {
      put_u32(array_.bytes, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
    }
  }
  NumberArray take(std::string name, std::vector<int> shape) {
    array_.name = std::move(name);
    array_.shape = std::move(shape);
    return std::move(array_);
  }

 private:
  void widen() {
    const std::vector<std::uint8_t> bytes = std::exchange(array_.bytes, {});
    array_.type = {NumberType::Kind::floating, 4, false};
    array_.bytes.reserve(bytes.capacity() * 4);
    for (const std::uint8_t byte : bytes) put_u32(array_.bytes, std::bit_cast<std::uint32_t>(float{1} * byte));
  }

  NumberArray array_;
};

/// Which columns are pixels, which the labels.
struct Columns {
  std::vector<bool> pixel;
  std::size_t label = kMostColumns;  ///< none
};

Columns columns_of(const std::vector<std::string_view>& header, std::size_t count) {
  Columns columns{.pixel = std::vector<bool>(count, true)};
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string name = lower_case(header[i]);
    if (name == "label" || name == "labels" || name == "class" || name == "target" || name == "y") columns.label = i;
    if (name.empty() || name == "id" || name == "index") columns.pixel[i] = false;
  }
  if (columns.label < count) columns.pixel[columns.label] = false;
  return columns;
}

}  // namespace

bool looks_like_csv(std::span<const std::uint8_t> bytes) {
  std::string_view text = text_of(bytes);
  if (text.substr(0, 4096).find('\0') != std::string_view::npos) return false;
  for (int line = 0; line < 2; ++line) {
    const std::string_view row = take_line(text);
    const auto cells = cells_of(row, separator_of(row));
    if (cells.size() >= kLeastColumns && all_numbers(cells)) return true;
  }
  return false;
}

Result<CsvImages> parse_csv(const std::string& name, std::vector<std::uint8_t> bytes) {
  std::string_view text = text_of(bytes);
  std::string_view rest = text;
  std::string_view first = take_line(rest);
  const char separator = separator_of(first);
  std::vector<std::string_view> header = cells_of(first, separator);
  const std::size_t width = header.size();
  int line_number = 0;
  if (all_numbers(header)) {
    header.clear();
  } else {
    text = rest;
    ++line_number;
  }
  Columns columns = columns_of(header, width);
  const auto pixels_now = [&] { return static_cast<int>(std::ranges::count(columns.pixel, true)); };
  if (columns.label == kMostColumns && !image_shape_of_row(pixels_now()) && image_shape_of_row(pixels_now() - 1)) {
    // Where the first column never changes and the last does, the last holds the labels.
    std::string_view sample = text;
    bool first_changes = false;
    bool last_changes = false;
    std::string_view a, z;
    for (int i = 0; i < 1000 && !sample.empty(); ++i) {
      const auto cells = cells_of(take_line(sample), separator);
      if (cells.size() != width) break;
      first_changes = first_changes || (i > 0 && cells.front() != a);
      last_changes = last_changes || (i > 0 && cells.back() != z);
      a = cells.front();
      z = cells.back();
    }
    columns.label = last_changes && !first_changes ? width - 1 : 0;
    columns.pixel[columns.label] = false;
  }

  Numbers pixels;
  Numbers labels;
  pixels.reserve(text.size() / 2 + 1);
  int rows = 0;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    ++line_number;
    if (line.empty()) continue;
    std::size_t column = 0;
    for (; !line.empty() && column < width; ++column) {
      if (!columns.pixel[column] && column != columns.label) {
        take_cell(line, separator);
        continue;
      }
      const auto value = number_of(take_cell(line, separator));
      if (!value) {
        return Error{name + " has something in line " + std::to_string(line_number) + ", column " +
                     std::to_string(column + 1) + ", that is no number."};
      }
      (column == columns.label ? labels : pixels).add(*value);
    }
    if (column != width || !line.empty()) {
      return Error{name + " has lines of different lengths: line " + std::to_string(line_number) + " has not " +
                   std::to_string(width) + " columns."};
    }
    ++rows;
  }
  release(bytes);
  CsvImages table{pixels.take(name, {rows, pixels_now()}), {}};
  if (columns.label < width) table.labels.push_back(labels.take(name + " (labels)", {rows}));
  return table;
}

}  // namespace lab
