#include "cli/list.h"

#include <cstdio>

#include "experiment/presets.h"

namespace lab::cli {

std::function<int()> declare_list(CLI::App& /*app*/) {
  return [] {
    for (const ExperimentSpec& preset : presets()) {
      std::printf("%-22s %s: %s\n", preset.name.c_str(), preset.title.c_str(), preset.summary.c_str());
    }
    return 0;
  };
}

}  // namespace lab::cli
