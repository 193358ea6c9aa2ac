#include "core/memory_budget.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using namespace lab;

TEST_CASE("a share is granted whole or not at all, and given back when it goes") {
  MemoryBudget budget(100, "page");
  MemoryShare a(budget);
  REQUIRE(a.resize(60));
  {
    MemoryShare b(budget);
    CHECK(b.most() == 40);
    CHECK_FALSE(b.resize(41));
    CHECK(b.bytes() == 0);
    REQUIRE(b.resize(40));
    CHECK(budget.promised() == 100);
    CHECK_FALSE(a.resize(61));
    CHECK(a.resize(10));
    CHECK(a.most() == 60);
  }
  CHECK(budget.promised() == 10);
  MemoryShare moved(std::move(a));
  CHECK(moved.bytes() == 10);
  moved = MemoryShare(budget);
  CHECK(budget.promised() == 0);
}

TEST_CASE("a share that is split is still all there") {
  MemoryBudget budget(100, "page");
  MemoryShare whole(budget);
  REQUIRE(whole.resize(60));
  {
    const MemoryShare part = whole.split(25);
    CHECK(part.bytes() == 25);
    CHECK(whole.bytes() == 35);
    const MemoryShare rest = whole.split(50);
    CHECK(rest.bytes() == 35);
    CHECK(whole.bytes() == 0);
    CHECK(budget.promised() == 60);
    whole.absorb(whole.split(0));
    whole.absorb(MemoryShare(budget));
    CHECK(whole.bytes() == 0);
    MemoryShare again = MemoryShare(budget);
    REQUIRE(again.resize(40));
    whole.absorb(std::move(again));
    CHECK(whole.bytes() == 40);
    CHECK(budget.promised() == 100);
  }
  CHECK(whole.bytes() == 40);
  REQUIRE(whole.resize(0));
  CHECK(budget.promised() == 0);
}

TEST_CASE("what is held keeps its share as long as anybody shares it") {
  MemoryBudget budget(100, "page");
  MemoryShare share(budget);
  REQUIRE(share.resize(30));
  std::shared_ptr<const std::vector<int>> held = hold(std::vector<int>{1, 2, 3}, std::move(share));
  auto other = held;
  held.reset();
  CHECK(other->at(2) == 3);
  CHECK(budget.promised() == 30);
  other.reset();
  CHECK(budget.promised() == 0);
}

TEST_CASE("threads that ask at once never get more than there is") {
  MemoryBudget budget(1000, "page");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&budget] {
      for (int i = 0; i < 20'000; ++i) {
        MemoryShare share(budget);
        if (share.resize(300 + i % 100) && budget.promised() > 1000) FAIL("too much was promised");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(budget.promised() == 0);
}

TEST_CASE("sizes are said as people read them") {
  CHECK(mebibytes_needed(0) == "0.0 MiB");
  CHECK(mebibytes_needed(90'000) == "0.1 MiB");
  CHECK(mebibytes_there(90'000) == "0.0 MiB");
  CHECK(mebibytes_there(-1) == "0.0 MiB");
  CHECK(mebibytes_needed(1 << 20) == "1 MiB");
  CHECK(mebibytes_needed(327'000'000) == "312 MiB");
  CHECK(mebibytes_there(327'000'000) == "311 MiB");
  CHECK(MemoryBudget::of_machine().total() > 64 << 20);
}
