#pragma once

#include <string>
#include <string_view>

#include "core/memory_budget.h"
#include "core/result.h"
#include "platform/frame_meter.h"
#include "train/session.h"
#include "ui/shared.h"

namespace lab::platform {

/// The JSON of window.lab.status(): figures that were not measured are null.
[[nodiscard]] std::string status_json(const Snapshot& snapshot, const DataProgress& data, const ui::Shared& shared,
                                      const FrameFigures& figures, const MemoryBudget& memory);

/// What a page must be started with to come back to this one, for read_start_options(): preset, data, and the fields
/// that differ from the preset's. Own images and weights are not part of it.
[[nodiscard]] std::string settings_json(const Snapshot& snapshot, const ui::View& view);

/// What the address of the page asks for.
struct StartOptions {
  std::string preset = "digit-denoiser";
  std::string theme;
  std::string view;                   ///< ViewEntry::name, or empty
  int judge_digits = Judge::kDigits;  ///< that the judge of restored pictures learns from
  int generated = 0;                  ///< so many generated images instead of the standard set
  int threads = 0;                    ///< that train; 0: as many as help
  std::vector<Command> fields;        ///< SetField each
};
/// Wrong parts are left out; `complaint` then names them, in a sentence each.
[[nodiscard]] StartOptions read_start_options(std::string_view text, std::string& complaint);

}  // namespace lab::platform
