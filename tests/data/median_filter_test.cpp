#include "data/median_filter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "core/random.h"
#include "data/folder.h"
#include "data/noise/noise.h"
#include "data_folder.h"

using lab::Shape;

namespace {

int reflect(int i, int n) {
  if (n == 1) return 0;
  if (i < 0) return -i;
  return i < n ? i : 2 * (n - 1) - i;
}

std::vector<float> slow_median(const Shape& shape, const std::vector<float>& in) {
  std::vector<float> out(in.size());
  const auto at = [&](int y, int x, int c) {
    const int index = (reflect(y, shape.height) * shape.width + reflect(x, shape.width)) * shape.channels + c;
    return static_cast<std::size_t>(index);
  };
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      for (int c = 0; c < shape.channels; ++c) {
        std::array<float, 9> nine{};
        std::size_t n = 0;
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) nine.at(n++) = in[at(y + dy, x + dx, c)];
        }
        std::nth_element(nine.begin(), nine.begin() + 4, nine.end());
        out[at(y, x, c)] = nine[4];
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the median filter agrees with sorting nine pixels, for every shape") {
  for (const Shape& shape :
       {Shape::image(28, 28, 1), Shape::image(32, 32, 3), Shape::image(1, 1, 1), Shape::image(2, 2, 2),
        Shape::image(1, 7, 1), Shape::image(7, 1, 3), Shape::image(3, 50, 1)}) {
    CAPTURE(shape.to_string());
    std::vector<float> in(static_cast<std::size_t>(shape.size()));
    for (std::uint32_t k = 0; k < 20; ++k) {
      lab::fill_uniform({k, 1}, in);
      if (k % 2 == 1) {
        for (float& v : in) v = std::floor(v * 4.0F);  // many equal values
      }
      std::vector<float> out(in.size(), -1.0F);
      lab::median_filter(shape, in, out);
      REQUIRE(out == slow_median(shape, in));
    }
  }
}

TEST_CASE("the median filter keeps a straight edge and removes single pixels") {
  const Shape shape = Shape::image(8, 8, 1);
  std::vector<float> in(64);
  for (std::size_t i = 0; i < 64; ++i) in[i] = i % 8 < 4 ? 0.0F : 1.0F;
  const std::vector<float> edge = in;
  in[9] = 1.0F;
  in[30] = 0.0F;
  std::vector<float> out(64);
  lab::median_filter(shape, in, out);
  CHECK(out == edge);
}

// The figures of an independent implementation (shared/golden: lab-dae, sp-dae) on MNIST's 10,000 test images; 2,000 of
// them with other noise agree to a few hundredths.
TEST_CASE("noise and median filter have the reference PSNR on MNIST") {
  const std::string folder = lab_test::data_folder("mnist");
  if (folder.empty()) {
    MESSAGE("skipped: no data");
    return;
  }
#ifndef __EMSCRIPTEN__
  const auto set = lab::load_path(folder);
  REQUIRE(set.ok());
  const auto psnr = [](const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(static_cast<double>(a[i] - b[i]), 2.0);
    return -10.0 * std::log10(sum / static_cast<double>(a.size()));
  };
  struct Reference {
    lab::NoiseSpec noise;
    double noisy;
    double median;
  };
  for (const Reference& reference : {Reference{{"gaussian", 0.5F, false, true}, 9.38, 14.19},
                                     Reference{{"salt-pepper", 0.4F, false, true}, 7.17, 13.32}}) {
    CAPTURE(reference.noise.kind);
    double noisy_psnr = 0.0;
    double median_psnr = 0.0;
    const int count = 10000;
    for (int i = 0; i < count; ++i) {
      const auto image = set->test.image(i);
      std::vector<float> clean(image.size());
      std::transform(image.begin(), image.end(), clean.begin(),
                     [](std::uint8_t p) { return static_cast<float>(p) / 255.0F; });
      std::vector<float> noisy = clean;
      lab::corrupt(reference.noise, lab::random_key(1, lab::Stream::noise, static_cast<std::uint64_t>(i)), noisy);
      std::vector<float> filtered(noisy.size());
      lab::median_filter(set->test.shape, noisy, filtered);
      noisy_psnr += psnr(noisy, clean) / count;
      median_psnr += psnr(filtered, clean) / count;
    }
    CHECK(std::abs(noisy_psnr - reference.noisy) < 0.02);
    CHECK(std::abs(median_psnr - reference.median) < 0.02);
  }
#endif
}
