// One seed, one history: the number of threads must not change a single bit.
#include <doctest/doctest.h>

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
