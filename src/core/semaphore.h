#pragma once

#include <semaphore.h>

#include <cerrno>

namespace lab {

/// A counting semaphore whose post() never blocks, so that the page's main thread may wake a worker. POSIX, because the
/// standard library's own wait polls with a timer where WebAssembly is the target.
class Semaphore {
 public:
  Semaphore() { sem_init(&semaphore_, 0, 0); }
  ~Semaphore() { sem_destroy(&semaphore_); }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void post() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0 && errno == EINTR) {
    }
  }

 private:
  sem_t semaphore_;
};

}  // namespace lab
