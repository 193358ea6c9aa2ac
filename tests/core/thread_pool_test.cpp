#include "core/thread_pool.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>
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

TEST_CASE("some of the threads can be used, and others later") {
  ThreadPool pool(4);
  CHECK(pool.threads() == 4);
  for (const int threads : {2, 1, 4, 3, 9, 0}) {
    CAPTURE(threads);
    pool.use(threads);
    CHECK(pool.threads() == std::clamp(threads, 1, 4));
    for (int job = 0; job < 100; ++job) {
      std::atomic<int> sum{0};
      pool.run(20, [&](int i) { sum += i; });
      REQUIRE(sum == 190);
    }
    // Long enough for the others to fall asleep.
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  CHECK(pool.most_threads() == 4);
}

TEST_CASE("a thread on a core that is ten times slower leaves the last tasks to the others") {
  using namespace std::chrono_literals;
  ThreadPool pool(3);
  pool.slow_down_last(10.0);
  std::array<std::thread::id, 6> ran;
  const auto run = [&](int count) {
    pool.run(count, [&](int i) {
      ran[static_cast<std::size_t>(i) % ran.size()] = std::this_thread::get_id();
      std::this_thread::sleep_for(200us);
    });
  };
  for (int job = 0; job < 2000 && pool.slowness(2) < 4.0F; ++job) run(3);
  REQUIRE(pool.slowness(2) >= 4.0F);
  // The third share of three tasks is the slow thread's. It is told from the others by that share, which it took while
  // jobs were timed; from now on two threads run everything.
  int threads = 0;
  for (int job = 0; job < 20; ++job) {
    run(6);
    const std::set<std::thread::id> different(ran.begin(), ran.end());
    threads += static_cast<int>(different.size()) > 2 ? 1 : 0;
  }
  CHECK(threads <= 2);  // in a job that is timed it takes part
  pool.slow_down_last(1.0);
  for (int job = 0; job < 2000 && pool.slowness(2) > 2.0F; ++job) run(6);
  CHECK(pool.slowness(2) < 2.0F);
}
