#include "cli/list.h"

#include <cstdio>

#include "experiment/presets.h"

namespace lab::cli {

std::function<int()> declare_list(CLI::App& /*app*/) {
  return [] {
    for (const PresetGroup& group : preset_groups()) {
      std::printf("%.*s\n", static_cast<int>(group.title.size()), group.title.data());
      for (const ExperimentSpec& preset : group.presets) {
        std::printf("  %-22s %s: %s\n", preset.name.c_str(), preset.title.c_str(), preset.summary.c_str());
      }
    }
    return 0;
  };
}

}  // namespace lab::cli
