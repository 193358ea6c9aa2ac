#include "core/spsc_queue.h"

#include <doctest/doctest.h>

#include <memory>
#include <thread>

using namespace lab;

TEST_CASE("a full queue refuses and leaves the item alone") {
  SpscQueue<std::unique_ptr<int>, 2> queue;
  auto one = std::make_unique<int>(1);
  auto two = std::make_unique<int>(2);
  auto three = std::make_unique<int>(3);
  CHECK(queue.push(one));
  CHECK(queue.push(two));
  CHECK_FALSE(queue.push(three));
  REQUIRE(three != nullptr);
  CHECK(**queue.pop() == 1);
  CHECK(queue.push(three));
  CHECK(**queue.pop() == 2);
  CHECK(**queue.pop() == 3);
  CHECK_FALSE(queue.pop().has_value());
}

TEST_CASE("items cross threads in order, none lost") {
  SpscQueue<int, 16> queue;
  constexpr int kCount = 20000;
  std::thread producer([&] {
    for (int i = 0; i < kCount; ++i) {
      int item = i;
      while (!queue.push(item)) std::this_thread::yield();
    }
  });
  for (int i = 0; i < kCount;) {
    if (const auto item = queue.pop()) {
      REQUIRE(*item == i);
      ++i;
    }
  }
  producer.join();
}
