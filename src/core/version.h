#pragma once

namespace lab {

/// The program's version, "1.0.0": the one number in the top CMakeLists.txt.
[[nodiscard]] const char* version();

}  // namespace lab
