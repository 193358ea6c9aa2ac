#pragma once

#include <doctest/doctest.h>

#include "experiment/presets.h"
#include "train/observatory.h"
#include "train/trainer.h"

namespace lab_test {

/// Small synthetic images: a bright square whose place is the class. Enough for a network to learn something.
inline lab::ImageSet squares(int count, int first = 0) {
  lab::ImageSet set;
  set.pixels.resize(static_cast<std::size_t>(count) * 784);
  for (int i = 0; i < count; ++i) {
    const int label = (first + i) % 10;
    const int left = 2 + 5 * (label % 5);
    const int top = label < 5 ? 5 : 16;
    for (int y = top; y < top + 6; ++y) {
      for (int x = left; x < left + 4; ++x)
        set.pixels[static_cast<std::size_t>(i * 784 + y * 28 + x)] = static_cast<std::uint8_t>(200 + i % 56);
    }
    set.labels.push_back(static_cast<std::uint8_t>(label));
  }
  return set;
}

inline lab::DatasetPtr square_data(int train = 300, int test = 70) {
  return std::make_shared<const lab::Dataset>(lab::Dataset{"Squares", squares(train), squares(test, 3)});
}

inline lab::ExperimentSpec small_spec(const char* preset, int epochs) {
  lab::ExperimentSpec spec = *lab::find_preset(preset);
  spec.epochs = epochs;
  return spec;
}

/// Applies a command that must be accepted.
inline void apply(lab::Trainer& trainer, const lab::Command& command) {
  const lab::Status status = trainer.apply(command);
  INFO(status.error().message);
  REQUIRE(status.ok());
}

inline void run(lab::Trainer& trainer) {
  apply(trainer, lab::command::Train{});
  while (trainer.active()) trainer.advance();
}

}  // namespace lab_test
