#pragma once

#include <atomic>
#include <memory>

namespace lab {

/// Holds the newest of a stream of messages from one thread to another: putting replaces what was not yet taken. One
/// atomic exchange each way; never blocks.
template <class T>
class Mailbox {
 public:
  Mailbox() = default;
  ~Mailbox() { delete slot_.load(); }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  void put(std::unique_ptr<T> message) {
    const std::unique_ptr<T> replaced(slot_.exchange(message.release(), std::memory_order_acq_rel));
  }

  /// Null when nothing new has come.
  [[nodiscard]] std::unique_ptr<T> take() {
    return std::unique_ptr<T>(slot_.exchange(nullptr, std::memory_order_acq_rel));
  }

 private:
  std::atomic<T*> slot_{nullptr};
};

}  // namespace lab
