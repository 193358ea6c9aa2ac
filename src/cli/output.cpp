#include "cli/output.h"

#include <unistd.h>

#include <cstdarg>
#include <cstdlib>
#include <string_view>

#include "cli/files.h"

namespace lab::cli {
namespace {

std::FILE* listener = stdout;  // null: nobody

bool is_terminal(std::FILE* file) {
  const char* kind = std::getenv("TERM");
  return isatty(fileno(file)) != 0 && (kind == nullptr || std::string_view(kind) != "dumb");
}

}  // namespace

void say(const char* format, ...) {
  if (listener == nullptr) return;
  std::va_list arguments;
  va_start(arguments, format);
  std::vfprintf(listener, format, arguments);
  va_end(arguments);
  std::fflush(listener);
}

void say_nothing() { listener = nullptr; }
void say_elsewhere() {
  if (listener != nullptr) listener = stderr;
}

bool says_to_terminal() { return listener != nullptr && is_terminal(listener); }

bool errors_in_colour() {
  const char* unwanted = std::getenv("NO_COLOR");
  return is_terminal(stderr) && (unwanted == nullptr || *unwanted == '\0');
}

Status write_result(const std::string& path, const std::string& text) {
  if (path != kStdout) return write_file(path, text);
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return whole ? Status() : Error{"Standard output cannot be written."};
}

}  // namespace lab::cli
