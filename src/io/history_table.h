#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "train/history.h"

namespace lab {

/// Reads a table that history_csv() wrote; empty cells count as not measured. The error begins with `name`.
Result<std::vector<EpochRecord>> parse_history_csv(const std::string& name, std::string_view csv);

}  // namespace lab
