#pragma once

namespace lab::ui {

/// Compiles and links a GL program from the sources of its two stages (see shaders/).
[[nodiscard]] unsigned make_gl_program(const char* vertex, const char* fragment);

}  // namespace lab::ui
