#pragma once

#include <string>

#include "core/result.h"
#include "nn/schedules.h"

namespace lab {

/// A Python function factor(epoch) of the schedule, two blank lines after it; nothing for a constant learning rate. It
/// reads EPOCHS and the module math.
Result<std::string> python_schedule(const ScheduleSpec& schedule);

}  // namespace lab
