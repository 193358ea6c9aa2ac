#include "cli/memory.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <memory>

#include "experiment/presets.h"
#include "train/run_memory.h"

namespace lab::cli {
namespace {

constexpr double kMebi = 1048576.0;

struct Options {
  std::vector<int> batches = {64, 128, 512};
  int images = 60000;
  double page = 0.0;
};

int print_memory(const Options& options) {
  // Images are kept as they came, whatever a network makes of them: MNIST's.
  const std::int64_t data = std::int64_t{options.images} * (28 * 28 + 1);
  std::printf("MiB of a run on %d images of 28 x 28, which take %.1f themselves\n%-22s", options.images,
              static_cast<double>(data) / kMebi, "");
  for (const int batch : options.batches) std::printf("  batch %5d", batch);
  std::printf("\n");
  for (ExperimentSpec spec : presets()) {
    std::printf("%-22s", spec.name.c_str());
    for (const int batch : options.batches) {
      spec.batch_size = batch;
      const auto outline = outline_network(spec);
      if (!outline) return fail(outline.error().message);
      const double needed = static_cast<double>(run_memory(*outline, spec, options.images)) / kMebi;
      const bool fits = options.page <= 0.0 || needed + static_cast<double>(data) / kMebi <= options.page;
      std::printf("  %10.1f%c", needed, fits ? ' ' : '*');
    }
    std::printf("\n");
  }
  if (options.page > 0.0)
    std::printf("* is refused where %.0f MiB are to be had for run and images together\n", options.page);
  return 0;
}

}  // namespace

std::function<int()> declare_memory(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("--batches", options->batches, "Batch sizes, separated by commas")->delimiter(',');
  app.add_option("--images", options->images, "Images to train and test with")->check(CLI::Range(1, 100'000'000));
  app.add_option("--of", options->page,
                 "Marks what does not fit in so many MiB, as window.lab.status().memory.totalMb says");
  return [options] { return print_memory(*options); };
}

}  // namespace lab::cli
