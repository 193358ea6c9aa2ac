#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "experiment/presets.h"
#include "random_images.h"

namespace lab_bench {

/// What the lab and its peers are compared by.
inline const std::vector<std::string> kCompared = {"lab-dae",  "sp-dae",        "dense-ae-deep",
                                                   "conv-dae", "cifar-conv-ae", "cnn"};

/// The experiments that the words after the second of a command line name, each PRESET or PRESET:BATCH; without any,
/// `usual`.
inline std::vector<lab::ExperimentSpec> workloads(int count, char** words,
                                                  const std::vector<std::string>& usual = kCompared) {
  std::vector<std::string> names(words + std::min(count, 2), words + count);
  if (names.empty()) names = usual;
  std::vector<lab::ExperimentSpec> specs;
  for (const std::string& name : names) {
    const std::size_t colon = name.find(':');
    auto spec = lab::find_preset(name.substr(0, colon));
    if (!spec) {
      std::fprintf(stderr, "%s\n", spec.error().message.c_str());
      continue;
    }
    if (colon != std::string::npos) spec->batch_size = std::atoi(name.c_str() + colon + 1);
    spec->epochs = 1'000'000;
    specs.push_back(*spec);
  }
  return specs;
}

/// 2,560 random images to train on, and some to test with.
inline lab::DatasetPtr random_data(const lab::Shape& shape, int test_images = 1) {
  constexpr int kTrainImages = 2560;
  return std::make_shared<const lab::Dataset>(
      lab::Dataset{"Random", random_images(shape, kTrainImages), random_images(shape, test_images)});
}

}  // namespace lab_bench
