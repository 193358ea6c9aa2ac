#include "core/mailbox.h"

#include <doctest/doctest.h>

#include <thread>

using namespace lab;

TEST_CASE("a mailbox holds the newest message only") {
  Mailbox<int> box;
  CHECK(box.take() == nullptr);
  box.put(std::make_unique<int>(1));
  box.put(std::make_unique<int>(2));
  CHECK(*box.take() == 2);
  CHECK(box.take() == nullptr);
  box.put(std::make_unique<int>(3));  // dropped by the destructor: the leak checker watches
}

TEST_CASE("a reader sees messages in order while a writer replaces them") {
  Mailbox<int> box;
  constexpr int kLast = 20000;
  std::thread writer([&] {
    for (int i = 1; i <= kLast; ++i) box.put(std::make_unique<int>(i));
  });
  int newest = 0;
  while (newest < kLast) {
    if (const auto message = box.take()) {
      REQUIRE(*message > newest);
      newest = *message;
    }
  }
  writer.join();
}
