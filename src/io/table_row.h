#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/result.h"

namespace lab {

/// The row of that `name` in a table of what can be exported, or the sentence that says what is not there:
///   The noise "snow" cannot be written for Keras.        what: "noise", target: "for Keras"
template <class Row, std::size_t size>
Result<Row> row_of(const std::array<Row, size>& table, std::string_view name, const char* what, const char* target) {
  const auto* row = std::ranges::find(table, name, &Row::name);
  if (row != table.end()) return *row;
  std::string sentence("The ");
  sentence.append(what).append(" \"").append(name).append("\" cannot be written ").append(target).append(".");
  return Error{std::move(sentence)};
}

/// A row of the simplest kind: the words for something in another language.
struct Code {
  std::string_view name;
  std::string_view code;
};

}  // namespace lab
