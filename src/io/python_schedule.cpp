#include "io/python_schedule.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/python_text.h"
#include "io/table_row.h"

namespace lab {
namespace {

constexpr std::string_view kFunction = R"(def factor(epoch):
    """What the learning rate is multiplied by, so many epochs (with their fraction) after the start."""
    {body}


)";

constexpr std::string_view kOneCycle = R"(def cosine(begin, end, t):
        return end + (begin - end) * 0.5 * (1 + math.cos(math.pi * t))

    t = epoch / EPOCHS
    return cosine(1 / 25, 1, t / 0.3) if t < 0.3 else cosine(1, 1 / 250000, (t - 0.3) / 0.7))";

}  // namespace

Result<std::string> python_schedule(const ScheduleSpec& schedule) {
  constexpr std::array kBodies = {
      Code{"step", "return {decay} ** (epoch // {epochs})"},
      Code{"cosine", "return 0.5 * (1 + math.cos(math.pi * epoch / EPOCHS))"},
      Code{"one-cycle", kOneCycle},
  };
  if (schedule.kind == "constant") return std::string();
  const auto row = row_of(kBodies, schedule.kind, "schedule", "for Python");
  if (!row) return row.error();
  const std::string body = fill_template(row->code, {{"decay", python_number(schedule.decay)},
                                                     {"epochs", python_number(std::max(1, schedule.stage_epochs))}});
  return fill_template(kFunction, {{"body", body}});
}

}  // namespace lab
