#include "train/thread_choice.h"

#include <doctest/doctest.h>

#include <functional>

using namespace lab;

namespace {

/// Trains on batches of 64 for `seconds` of a machine on which `speed(threads)` samples are done in a second.
void train(ThreadChoice& choice, double seconds, const std::function<double(int)>& speed) {
  for (double passed = 0.0; passed < seconds;) {
    const double batch = 64.0 / speed(choice.threads());
    choice.trained(64, batch);
    passed += batch;
  }
}

double linear(int threads) { return 20'000.0 * threads; }
double saturated(int threads) { return 20'000.0 * (threads >= 2 ? 1.9 : 1.0); }
double worse(int threads) { return 20'000.0 / threads; }

}  // namespace

TEST_CASE("as many threads as help are found within a second, whatever the machine") {
  const auto found = [](int most, const std::function<double(int)>& speed) {
    ThreadChoice choice(most);
    choice.ask({.threads = 0});
    train(choice, speed(most) < 10'000.0 ? 2.0 : 1.0, speed);  // each turn has two batches, however long they take
    CHECK(choice.threads() == choice.settled());
    return choice.settled();
  };
  CHECK(found(8, linear) == 8);
  CHECK(found(8, saturated) == 2);
  CHECK(found(8, worse) == 1);
  CHECK(found(6, saturated) == 3);
  CHECK(found(2, linear) == 2);
  CHECK(found(2, worse) == 1);
  CHECK(found(1, linear) == 1);
}

TEST_CASE("all threads train until somebody asks, and so many as are asked for") {
  ThreadChoice choice(8);
  train(choice, 1.0, worse);
  CHECK(choice.threads() == 8);
  choice.ask({.threads = 3});
  train(choice, 1.0, worse);
  CHECK(choice.threads() == 3);
  CHECK_FALSE(choice.automatic());
  choice.ask({.threads = 100});
  CHECK(choice.threads() == 8);
}

TEST_CASE("sparing takes half of the threads at most, for as long as it lasts") {
  ThreadChoice choice(8);
  choice.ask({.threads = 0});
  train(choice, 1.0, linear);
  choice.ask({.threads = 0, .sparing = true});
  CHECK(choice.threads() == 4);
  choice.begin();
  train(choice, 1.0, saturated);
  CHECK(choice.threads() == 2);
  choice.begin();
  train(choice, 1.0, linear);
  CHECK(choice.threads() == 4);
  ThreadChoice one(1);
  one.ask({.threads = 0, .sparing = true});
  CHECK(one.threads() == 1);
}

TEST_CASE("what was measured at a bad moment is mended soon, and another load is noticed later") {
  ThreadChoice choice(4);
  choice.ask({.threads = 0});
  train(choice, 1.0, worse);
  CHECK(choice.settled() == 1);
  train(choice, 3.0, linear);
  CHECK(choice.settled() == 4);
  train(choice, 62.0, saturated);
  CHECK(choice.settled() == 2);
  train(choice, 62.0, linear);
  CHECK(choice.settled() == 4);
}

TEST_CASE("another network is measured anew") {
  ThreadChoice choice(4);
  choice.ask({.threads = 0});
  train(choice, 1.0, worse);
  CHECK(choice.threads() == 1);
  choice.begin();
  CHECK(choice.threads() == 4);
  train(choice, 1.0, linear);
  CHECK(choice.threads() == 4);
}
