#pragma once

#include <cstdio>
#include <string>

#include "core/result.h"

namespace lab::cli {

// What a program prints: results on standard output (a list, a summary, JSON) with printf, what it tells meanwhile with
// say(), errors with fail().

/// Tells something to whoever watches, as printf does: on standard output, or on standard error where that carries JSON
/// (say_elsewhere()); nothing at all with --quiet.
[[gnu::format(printf, 1, 2)]] void say(const char* format, ...);

/// --quiet, from now on.
void say_nothing();
/// Standard output is for results alone, from now on.
void say_elsewhere();

/// Whether say() reaches a terminal, where a line may be drawn over.
[[nodiscard]] bool says_to_terminal();
/// Whether errors may be coloured: they reach a terminal, and NO_COLOR (no-color.org) is not set.
[[nodiscard]] bool errors_in_colour();

/// Where "-" stands for a file.
inline constexpr const char* kStdout = "-";
/// Writes to that file, or to standard output.
Status write_result(const std::string& path, const std::string& text);

}  // namespace lab::cli
