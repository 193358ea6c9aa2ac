// A training step allocates nothing. Under AddressSanitizer every malloc is counted, elsewhere every operator new;
// debug builds also arm Eigen's own check.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <thread>

#include "nn/network_fixture.h"

#if defined(__SANITIZE_ADDRESS__)
// As <sanitizer/allocator_interface.h> declares it; GCC's packages come without that header.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*, std::size_t),
                                                         void (*free_hook)(const volatile void*));
#endif

using namespace lab;
using lab_test::dense;

namespace {

std::atomic<int> allocations{0};

#if defined(__SANITIZE_ADDRESS__)
const int kHook = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t) { allocations.fetch_add(1, std::memory_order_relaxed); },
    [](const volatile void*) {});
#endif

/// Waits until the helper of a pool of two threads runs: starting a thread allocates.
void await_helper(ThreadPool& pool) {
  std::atomic<int> there{0};
  pool.run(2, [&](int) {
    ++there;
    while (there.load() < 2) std::this_thread::yield();
  });
}

}  // namespace

#if !defined(__SANITIZE_ADDRESS__)
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
#endif

TEST_CASE("the counter counts") {
  const int before = allocations.load();
  const auto kept = std::make_unique<std::vector<int>>(100);
  CHECK(kept->size() == 100);
  CHECK(allocations.load() > before);
}

TEST_CASE("a training step allocates nothing, for any loss and batch") {
  for (const int count : {1, 7, 64, 128}) {
    for (const char* loss : {"binary_crossentropy", "mse", "categorical_crossentropy"}) {
      CAPTURE(count);
      CAPTURE(loss);
      const bool classes = std::string(loss) == "categorical_crossentropy";
      Network network = lab_test::plan(
          {Shape::flat(784),
           {dense(512, "relu"), dense(32, "relu"), dense(classes ? 10 : 784, classes ? "softmax" : "sigmoid")},
           loss},
          count);
      network.initialize(1);
      const lab_test::FixedBatch batch(784, network.output_shape().size(), count);
      ThreadPool pool(2);
      await_helper(pool);
      const OptimizerSpec adam;
      (void)network.train_step(pool, count, adam, batch);
      const int before = allocations.load();
#ifdef EIGEN_RUNTIME_NO_MALLOC
      Eigen::internal::set_is_malloc_allowed(false);
#endif
      (void)network.train_step(pool, count, adam, batch);
      (void)network.evaluate(pool, count, batch);
#ifdef EIGEN_RUNTIME_NO_MALLOC
      Eigen::internal::set_is_malloc_allowed(true);
#endif
      CHECK(allocations.load() == before);
    }
  }
}

TEST_CASE("nor does a step of convolutions, normalization and layers that draw numbers") {
  const auto conv = [](const char* kind, double strides) {
    return LayerSpec(kind, {{"filters", 4.0},
                            {"kernel_size", 3.0},
                            {"strides", strides},
                            {"padding", std::string("same")},
                            {"activation", std::string("relu")}});
  };
  const NetworkSpec spec{Shape::image(12, 12, 2),
                         {conv("conv2d", 1.0),
                          {"batch_normalization", {}},
                          {"max_pooling2d", {}},
                          {"gaussian_noise", {{"stddev", 0.1}}},
                          conv("conv2d_transpose", 2.0),
                          {"average_pooling2d", {}},
                          {"up_sampling2d", {{"interpolation", std::string("bilinear")}}},
                          {"flatten", {}},
                          {"dropout", {{"rate", 0.5}}},
                          dense(20, "sigmoid"),
                          {"kl_sparsity", {{"weight", 0.01}}},
                          {"sampling", {{"beta", 0.01}}},
                          dense(288, "sigmoid")},
                         "binary_crossentropy"};
  Network network = lab_test::plan(spec, 16);
  network.initialize(1);
  const lab_test::FixedBatch batch(288, 288, 16);
  ThreadPool pool(2);
  await_helper(pool);
  OptimizerSpec optimizer;
  optimizer.global_clip_norm = 1.0F;
  (void)network.train_step(pool, 16, optimizer, batch);
  const int before = allocations.load();
#ifdef EIGEN_RUNTIME_NO_MALLOC
  Eigen::internal::set_is_malloc_allowed(false);
#endif
  (void)network.train_step(pool, 16, optimizer, batch);
  (void)network.evaluate(pool, 16, batch);
#ifdef EIGEN_RUNTIME_NO_MALLOC
  Eigen::internal::set_is_malloc_allowed(true);
#endif
  CHECK(allocations.load() == before);
}
