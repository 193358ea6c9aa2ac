// One seed, one history: the number of threads must not change a single bit.
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "experiment/presets.h"
#include "nn/network_fixture.h"

using namespace lab;
using lab_test::dense;

TEST_CASE("training is bit-identical for 1, 2, 3 and 8 threads") {
  for (const int count : {16, 64, 100, 128}) {
    CAPTURE(count);
    std::vector<float> wanted;
    std::vector<double> wanted_losses;
    for (const int threads : {1, 2, 3, 8}) {
      CAPTURE(threads);
      Network network = lab_test::plan(
          {Shape::flat(784), {dense(64, "relu"), dense(24, "tanh"), dense(784, "sigmoid")}, "binary_crossentropy"},
          count);
      network.initialize(9);
      ThreadPool pool(threads);
      const lab_test::FixedBatch batch(784, 784, count);
      const OptimizerSpec adam;
      std::vector<double> losses;
      for (int step = 0; step < 6; ++step) losses.push_back(network.train_step(pool, count, adam, batch).loss);
      const std::vector<float> parameters(network.parameters().begin(), network.parameters().end());
      if (wanted.empty()) {
        wanted = parameters;
        wanted_losses = losses;
      }
      CHECK(parameters == wanted);
      CHECK(losses == wanted_losses);
    }
  }
}

namespace {

/// Parameters and losses after some steps of a preset on batches of that size.
std::pair<std::vector<float>, std::vector<double>> trained(const ExperimentSpec& spec, int threads, int count) {
  Network network = lab_test::plan({spec.input, spec.layers, spec.loss}, count);
  network.initialize(3);
  ThreadPool pool(threads);
  const int target = network.loss().needs_labels ? 0 : network.output_shape().size();
  lab_test::FixedBatch batch(network.input_shape().size(), target, count);
  std::vector<double> losses;
  for (int step = 0; step < 2; ++step) losses.push_back(network.train_step(pool, count, spec.optimizer, batch).loss);
  losses.push_back(network.evaluate(pool, count, batch).loss);
  return {{network.parameters().begin(), network.parameters().end()}, losses};
}

}  // namespace

TEST_CASE("shards of any size come to the same bits, whatever the layers") {
  for (const ExperimentSpec& spec : presets()) {
    CAPTURE(spec.name);
    for (const int count : {9, 43}) {
      CAPTURE(count);
      const auto alone = trained(spec, 1, count);
      for (const int threads : {2, 16}) {
        CAPTURE(threads);
        CHECK(trained(spec, threads, count) == alone);
      }
    }
  }
}
