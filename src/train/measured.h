#pragma once

#include <limits>

namespace lab {

/// "Not measured (yet)", shown as an en dash.
inline constexpr float kNotMeasured = std::numeric_limits<float>::quiet_NaN();

}  // namespace lab
