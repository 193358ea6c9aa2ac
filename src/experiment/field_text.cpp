#include "experiment/field_text.h"

#include <array>
#include <charconv>
#include <cstdlib>

namespace lab {
namespace {

Result<FieldValue> parse_value(const Field& field, const ExperimentSpec& spec, const std::string& text) {
  const FieldView current = field.get(spec);
  if (std::holds_alternative<std::string_view>(current)) return FieldValue(text);
  if (std::holds_alternative<bool>(current)) {
    if (text == "true" || text == "1") return FieldValue(true);
    if (text == "false" || text == "0") return FieldValue(false);
    return Error{std::string(field.title) + " must be true or false, not \"" + text + "\"."};
  }
  const auto number = parse_number(text);
  if (!number) return Error{std::string(field.title) + " must be a number, not \"" + text + "\"."};
  return FieldValue(*number);
}

}  // namespace

std::string value_text(const FieldView& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), std::get<double>(value));
  return {digits.data(), result.ptr};
}

std::optional<double> parse_number(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return {};
  return number;
}

Status set_field_text(ExperimentSpec& spec, std::string_view name, std::string_view text) {
  const Field* field = find_field(name);
  if (field == nullptr) return set_field(spec, name, 0.0);  // says which fields there are
  const auto value = parse_value(*field, spec, std::string(text));
  if (!value) return value.error();
  return set_field(spec, name, *value);
}

}  // namespace lab
