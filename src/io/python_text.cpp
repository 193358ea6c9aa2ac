#include "io/python_text.h"

#include <array>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace lab {
namespace {

/// With as many digits as it takes to read `value` back. By printf and not std::to_chars, whose tables would be 40 kB
/// of the page's download.
template <class Number>
std::string shortest(Number value, int most_digits) {
  constexpr int kFewDigits = 6;  // printf leaves zeros at the end out
  std::array<char, 32> text{};
  for (int digits = kFewDigits; digits <= most_digits; ++digits) {
    std::snprintf(text.data(), text.size(), "%.*g", digits, static_cast<double>(value));
    if (static_cast<Number>(std::strtod(text.data(), nullptr)) == value) break;
  }
  return text.data();
}

}  // namespace

std::string python_number(float value) { return shortest(value, std::numeric_limits<float>::max_digits10); }
std::string python_number(double value) { return shortest(value, std::numeric_limits<double>::max_digits10); }
std::string python_number(int value) { return std::to_string(value); }

std::string python_string(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;  // UTF-8, as Python sources are
    }
  }
  return out + '"';
}

std::string python_prose(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
    out += plain ? c : ' ';
  }
  return out;
}

std::string python_tuple(Sides sides) {
  return "(" + python_number(sides.height) + ", " + python_number(sides.width) + ")";
}

std::string python_tuple(const Shape& shape) {
  return shape.is_flat ? "(" + python_number(shape.channels) + ",)" : shape.to_string();
}

std::string joined(std::span<const std::string> lines, std::string_view separator) {
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : separator).append(line);
  return text;
}

std::string fill_template(std::string_view text,
                          std::initializer_list<std::pair<std::string_view, std::string>> values) {
  std::string out;
  while (!text.empty()) {
    const std::pair<std::string_view, std::string>* found = nullptr;
    if (text.front() == '{') {
      for (const auto& value : values) {
        const std::string_view rest = text.substr(1);
        if (rest.starts_with(value.first) && rest.substr(value.first.size()).starts_with('}')) found = &value;
      }
    }
    if (found != nullptr) {
      out += found->second;
      text.remove_prefix(found->first.size() + 2);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace lab
