// Times the kernels of training on one thread, beside the multiply-add peak of the same core in the same run, and what
// two threads cost. Prints one JSON object a line: {"what": ..., "unit": ..., "median": ..., "min": ..., "max": ...}.
//
//   lab_kernel_bench [WORD]   only those whose names contain the word
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/cache_lines.h"
#include "core/clock.h"
#include "core/thread_pool.h"
#include "core/vec.h"
#include "data/image_set.h"
#include "data/noise/noise.h"
#include "multiply_adds.h"
#include "nn/kernels/convolution_method.h"
#include "nn/losses.h"
#include "nn/optimizers.h"
#include "nn/products.h"
#include "train/samples.h"

namespace {

using lab::Clock;
using lab::Matrix;
using lab::seconds_since;

constexpr int kRounds = 7;
constexpr double kSecondsPerRound = 0.1;

struct Bench {
  std::string what;
  std::string unit;
  double amount;  // units of one call, for instance 1e-9 floating point operations
  std::function<void()> call;
};

std::string wanted;  // part of the names of those to time

/// Calls per second: the fastest, middle and slowest round.
void report(const Bench& bench) {
  if (bench.what.find(wanted) == std::string::npos) return;
  bench.call();
  int calls = 1;
  for (;;) {
    const auto start = Clock::now();
    for (int i = 0; i < calls; ++i) bench.call();
    const double seconds = seconds_since(start);
    if (seconds > kSecondsPerRound / 2) {
      calls = std::max(1, static_cast<int>(calls * kSecondsPerRound / seconds));
      break;
    }
    calls *= 2;
  }
  std::vector<double> rates;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = Clock::now();
    for (int i = 0; i < calls; ++i) bench.call();
    rates.push_back(bench.amount * calls / seconds_since(start));
  }
  std::ranges::sort(rates);
  std::printf("{\"what\": \"%s\", \"unit\": \"%s\", \"median\": %.4g, \"min\": %.4g, \"max\": %.4g}\n",
              bench.what.c_str(), bench.unit.c_str(), rates[kRounds / 2], rates.front(), rates.back());
  std::fflush(stdout);
}

void multiply_add_peak() {
  constexpr int kSteps = 4096;
  static volatile float sink;
  report({"128-bit multiply-add peak", "GFLOP/s", kSteps * lab::kMultiplyAddChains * 4 * 2e-9,
          [] { sink = lab::multiply_adds(kSteps, sink); }});
}

Matrix random_matrix(int rows, int columns) {
  Matrix m(rows, columns);
  std::uint32_t state = 12345;
  for (float& value : m.reshaped()) {
    state = state * 1664525U + 1013904223U;
    value = static_cast<float>(state >> 8U) * 0x1p-24F - 0.5F;
  }
  return m;
}

/// The three products of a dense layer with `units` outputs and `inputs` inputs.
void dense_products(int units, int inputs, int shard, int batch) {
  const Matrix kernel = random_matrix(units, inputs);
  const Matrix input = random_matrix(inputs, batch);
  const Matrix output = random_matrix(units, batch);
  Matrix shard_output(units, shard);
  Matrix shard_input(inputs, shard);
  Matrix gradient(units, inputs);
  const std::string shape = std::to_string(inputs) + "-" + std::to_string(units);
  const double flops = 2e-9 * units * inputs;
  const auto x = input.leftCols(shard);
  const auto dy = output.leftCols(shard);
  // One pixel in five, as in a digit. Counts the multiplications by zero too, so that it shows what they save.
  const Matrix pixels = (input.array() < 0.3F).select(0.0F, input);
  const auto digits = pixels.leftCols(shard);
  report({"forward " + shape, "GFLOP/s", flops * shard, [&] { lab::multiply(kernel, x, shard_output); }});
  report({"  Eigen", "GFLOP/s", flops * shard, [&] { shard_output.noalias() = kernel * x; }});
  report({"  of digits", "GFLOP/s", flops * shard, [&] { lab::multiply(kernel, digits, shard_output); }});
  report({"input gradient " + shape, "GFLOP/s", flops * shard,
          [&] { lab::multiply_left_transposed(kernel, dy, shard_input); }});
  report({"  Eigen", "GFLOP/s", flops * shard, [&] { shard_input.noalias() = kernel.transpose() * dy; }});
  report({"kernel gradient " + shape, "GFLOP/s", flops * batch,
          [&] { lab::multiply_right_transposed(output, input, gradient); }});
  report({"  Eigen", "GFLOP/s", flops * batch, [&] { gradient.noalias() = output * input.transpose(); }});
  report({"  of digits", "GFLOP/s", flops * batch, [&] { lab::multiply_right_transposed(output, pixels, gradient); }});
}

/// A convolution of as many images as its method likes at once, 3 x 3 with same padding, and its gradients; of nearest
/// upsampled images if it repeats pixels. Both count the multiplications of the definition, so that it shows what
/// methods save.
void convolutions(int size, int channels, int filters, int repeats = 1) {
  const auto window = *lab::plan_window(lab::Shape::image(size, size, channels), 3, 3, 1, 1, true);
  const auto method = lab::make_convolution_method(window, filters, {repeats, repeats});
  const int images = method->images_at_once();
  const Matrix image = random_matrix(channels, images * size * size);
  const Matrix kernel = random_matrix(filters, window.patch_size());
  const Matrix bias = random_matrix(filters, 1);
  const Matrix dy = random_matrix(filters, images * size * size);
  Matrix output(filters, images * size * size);
  Matrix image_gradient(channels, images * size * size);
  Matrix kernel_gradient = Matrix::Zero(filters, window.patch_size());
  std::vector<float> packed(static_cast<std::size_t>(method->packed_size()));
  std::vector<float> scratch(static_cast<std::size_t>(method->scratch()));
  const std::string shape = std::to_string(size) + "x" + std::to_string(size) + "x" + std::to_string(channels) +
                            " to " + std::to_string(filters) + (repeats == 1 ? "" : ", upsampled");
  const double flops = 2e-9 * filters * window.patch_size() * window.positions() * images;
  method->pack(kernel.data(), bias.data(), true, packed.data());
  report({"convolution " + shape, "GFLOP/s", flops,
          [&] { method->run(packed.data(), image.data(), images, output.data(), scratch.data()); }});
  method->begin_gradients(scratch.data());
  const auto gradients = [&](float* of_image) {
    method->add_gradients(packed.data(), image.data(), images, dy.data(), of_image, kernel_gradient.data(),
                          scratch.data());
  };
  report({"  gradients " + shape, "GFLOP/s", 2 * flops, [&] { gradients(image_gradient.data()); }});
  report({"  kernel gradient " + shape, "GFLOP/s", flops, [&] { gradients(nullptr); }});
}

/// What a training step does pixel by pixel and parameter by parameter.
void elementwise() {
  constexpr int kPixels = 784;
  constexpr int kSamples = 32;
  constexpr double kMegapixels = 1e-6 * kPixels * kSamples;
  const Matrix logits = random_matrix(kPixels, kSamples);
  Matrix targets = random_matrix(kPixels, kSamples);
  targets.array() += 0.5F;
  Matrix output = logits;
  Matrix gradient(kPixels, kSamples);
  const auto bce = lab::find_loss("binary_crossentropy")->fused;
  report({"sigmoid, cross-entropy and gradient", "Mpixel/s", kMegapixels, [&] {
            output = logits;
            bce({output.data(), kPixels, kSamples}, {{targets.data(), kPixels, kSamples}, {}}, 1.0F / kSamples,
                {gradient.data(), kPixels, kSamples});
          }});

  for (const char* kind : {"gaussian", "salt-pepper"}) {
    const lab::NoiseSpec noise{.kind = kind, .level = 0.4F, .fresh = true};
    report({std::string(kind) + " noise", "Mpixel/s", kMegapixels, [&] {
              for (int i = 0; i < kSamples; ++i) {
                lab::corrupt(noise, {1, static_cast<std::uint32_t>(i)},
                             {targets.data() + std::ptrdiff_t{i} * kPixels, kPixels});
              }
            }});
  }

  constexpr int kParameters = 8192;
  std::vector<float> arrays[4];
  for (auto& array : arrays) array.assign(kParameters, 0.01F);
  const auto adam = lab::find_optimizer("adam")->update;
  report({"Adam", "Mparameter/s", 1e-6 * kParameters, [&] {
            adam({}, 10, {arrays[0], arrays[1], arrays[2], arrays[3]});
          }});
}

/// What two threads cost that one does not pay: handing a job over, and weights that another core has changed.
void two_threads() {
  constexpr int kWeights = 1 << 17;
  lab::ThreadPool pool(2);
  // Between one task alone and one on each thread lies the hand-over.
  static volatile float results[2];
  const auto work = [](int which) { results[which] = lab::multiply_adds(4096, results[which]); };
  report({"a task", "thousand/s", 1e-3, [&] { pool.run(1, work); }});
  report({"a task on each of two threads", "thousand/s", 1e-3, [&] { pool.run(2, work); }});
  std::vector<float> weights(2 * kWeights);
  const auto half = [&](int which) {
    return std::span(weights).subspan(static_cast<std::size_t>(which) * kWeights, kWeights);
  };
  // Each task has its thread's weights, or those of the other one.
  const auto change = [&](int task) {
    lab::fetch_to_change(half(task));
    for (float& weight : half(task)) weight += 0.5F;
  };
  static volatile float sink;
  const auto read = [&](int which) {
    lab::Vec<4> sum = {};
    const auto from = half(which);
    for (std::size_t i = 0; i < from.size(); i += 4) sum += lab::load<4>(from.data() + i);
    sink = sink + sum[0];
  };
  const double megabytes = 2e-6 * kWeights * sizeof(float);
  report({"weights changed and read by the same core", "MB/s", megabytes, [&] {
            pool.run(2, change);
            pool.run(2, read);
          }});
  report({"weights changed by one core and read by another", "MB/s", megabytes, [&] {
            pool.run(2, change);
            pool.run(2, [&](int task) { read(1 - task); });
          }});
}

}  // namespace

int main(int count, char** words) {
  if (count > 1) wanted = words[1];
  multiply_add_peak();
  dense_products(32, 784, 32, 128);
  dense_products(784, 32, 32, 128);
  dense_products(128, 784, 32, 64);
  dense_products(96, 128, 32, 64);
  dense_products(784, 128, 32, 64);
  dense_products(512, 784, 32, 128);
  dense_products(784, 512, 32, 128);
  convolutions(28, 1, 32);
  convolutions(28, 32, 32);
  convolutions(28, 32, 32, 2);
  convolutions(28, 32, 1);
  convolutions(14, 32, 32);
  convolutions(32, 3, 16);
  convolutions(32, 16, 3);
  convolutions(16, 16, 8);
  convolutions(16, 8, 8, 2);
  convolutions(11, 32, 64);
  elementwise();
  two_threads();
  multiply_add_peak();
}
