#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "platform/frame_meter.h"
#include "train/session.h"
#include "ui/shared.h"

namespace lab::platform {

/// The JSON of window.lab.status(): figures that were not measured are null.
[[nodiscard]] std::string status_json(const Snapshot& snapshot, const DataProgress& data, const ui::Shared& shared,
                                      const FrameFigures& figures);

/// Carries out one command of window.lab.command(): what concerns the training goes into `commands`, what concerns the
/// view into `shared`. The error says what is wrong with it; then nothing has changed.
Status run_command(std::string_view json, const Snapshot& snapshot, ui::Shared& shared, ui::Commands& commands);

/// What the address of the page asks for.
struct StartOptions {
  std::string preset;
  std::string theme;
  std::vector<Command> fields;  ///< SetField each
};
/// Wrong parts are left out; `complaint` then says which.
[[nodiscard]] StartOptions read_start_options(std::string_view json, std::string& complaint);

}  // namespace lab::platform
