#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "train/history.h"

namespace lab {

/// "epoch,loss,val_loss,accuracy,val_accuracy,seconds", one line per epoch; unmeasured figures are left empty.
[[nodiscard]] std::string history_csv(const std::vector<EpochRecord>& epochs);

/// Reads a table that history_csv() wrote; empty cells count as not measured. The error begins with `name`.
Result<std::vector<EpochRecord>> parse_history_csv(const std::string& name, std::string_view csv);

}  // namespace lab
