#include "core/thread_name.h"

#if defined(__linux__)
#include <pthread.h>
#endif

namespace lab {
namespace {

thread_local const char* name_of_this = "main";

}  // namespace

void name_thread(const char* name) {
  name_of_this = name;
#if defined(__linux__)
  pthread_setname_np(pthread_self(), name);
#endif
}

const char* thread_name() { return name_of_this; }

}  // namespace lab
