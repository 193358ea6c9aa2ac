#include "core/thread_pool.h"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using namespace lab;

TEST_CASE("every task of every job runs exactly once") {
  for (const int threads : {1, 2, 3, 8}) {
    CAPTURE(threads);
    ThreadPool pool(threads);
    CHECK(pool.threads() == threads);
    for (int job = 0; job < 500; ++job) {
      std::vector<int> runs(static_cast<std::size_t>(job % 17), 0);  // plain ints: a second run would be a data race
      pool.run(static_cast<int>(runs.size()), [&](int i) { ++runs[static_cast<std::size_t>(i)]; });
      for (const int count : runs) REQUIRE(count == 1);
    }
  }
}

TEST_CASE("helpers that went to sleep wake for the next job") {
  ThreadPool pool(4);
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::atomic<int> sum{0};
    pool.run(100, [&](int i) { sum += i; });
    CHECK(sum == 4950);
  }
}

TEST_CASE("a job ends only when its longest task does, however long the others have waited") {
  ThreadPool pool(3);
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> finished{0};
    pool.run(3, [&](int i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(i == round % 3 ? 20 : 0));
      ++finished;
    });
    CHECK(finished == 3);
  }
}
