// Every way to compute a convolution against its definition, written out in loops and in double precision.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/random.h"
#include "nn/kernels/direct_convolution.h"
#include "nn/kernels/repeated_convolution.h"
#include "nn/kernels/winograd_convolution.h"

using namespace lab;

namespace {

std::vector<float> random_numbers(int count, std::uint32_t seed) {
  std::vector<float> numbers(static_cast<std::size_t>(count));
  fill_uniform({seed, 5}, numbers);
  for (float& x : numbers) x -= 0.5F;
  return numbers;
}

struct Sizes {
  int channels, filters;
};

struct Wanted {
  std::vector<double> output, image_gradient, kernel_gradient;
};

/// What the definition says; dL/d output is `dy`.
Wanted by_definition(const Window2D& window, int filters, const std::vector<float>& image,
                     const std::vector<float>& kernel, const std::vector<float>& bias, const std::vector<float>& dy) {
  Wanted wanted;
  wanted.output.resize(dy.size());
  wanted.image_gradient.resize(image.size());
  wanted.kernel_gradient.resize(kernel.size());
  for (int row = 0; row < window.rows.out; ++row) {
    for (int column = 0; column < window.columns.out; ++column) {
      for (int f = 0; f < filters; ++f) {
        const auto at = static_cast<std::size_t>((row * window.columns.out + column) * filters + f);
        wanted.output[at] = static_cast<double>(bias[static_cast<std::size_t>(f)]);
        for (int ky = 0; ky < window.rows.size; ++ky) {
          for (int kx = 0; kx < window.columns.size; ++kx) {
            const int y = window.rows.start(row) + ky;
            const int x = window.columns.start(column) + kx;
            if (y < 0 || x < 0 || y >= window.rows.in || x >= window.columns.in) continue;
            for (int c = 0; c < window.channels; ++c) {
              const auto pixel = static_cast<std::size_t>((y * window.columns.in + x) * window.channels + c);
              const auto weight =
                  static_cast<std::size_t>(((ky * window.columns.size + kx) * window.channels + c) * filters + f);
              const auto g = static_cast<double>(dy[at]);
              wanted.output[at] += static_cast<double>(kernel[weight]) * static_cast<double>(image[pixel]);
              wanted.image_gradient[pixel] += g * static_cast<double>(kernel[weight]);
              wanted.kernel_gradient[weight] += g * static_cast<double>(image[pixel]);
            }
          }
        }
      }
    }
  }
  return wanted;
}

void check_close(const std::vector<float>& got, const std::vector<double>& wanted) {
  REQUIRE(got.size() == wanted.size());
  double worst = 0.0;
  double largest = 1.0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(got[i]) - wanted[i]));
    largest = std::max(largest, std::abs(wanted[i]));
  }
  CHECK(worst <= 3e-6 * largest);
}

/// Gives each pixel the value of the first one of its block.
void repeat_pixels(const Window2D& window, Extent repeats, std::vector<float>& image) {
  const auto at = [&](int y, int x, int c) {
    return static_cast<std::size_t>((y * window.columns.in + x) * window.channels + c);
  };
  for (int y = 0; y < window.rows.in; ++y) {
    for (int x = 0; x < window.columns.in; ++x) {
      for (int c = 0; c < window.channels; ++c) {
        image[at(y, x, c)] = image[at(y - y % repeats.height, x - x % repeats.width, c)];
      }
    }
  }
}

/// Adds up the gradients of each block of pixels in its first one, and forgets the others.
template <class T>
void gather_blocks(const Window2D& window, Extent repeats, std::vector<T>& gradient) {
  for (int y = 0; y < window.rows.in; ++y) {
    for (int x = 0; x < window.columns.in; ++x) {
      for (int c = 0; c < window.channels; ++c) {
        const int first = (y - y % repeats.height) * window.columns.in + x - x % repeats.width;
        const int pixel = y * window.columns.in + x;
        if (first == pixel) continue;
        T& moved = gradient[static_cast<std::size_t>(pixel * window.channels + c)];
        gradient[static_cast<std::size_t>(first * window.channels + c)] += moved;
        moved = T{};
      }
    }
  }
}

/// Three images, so that gradients add up, scratch memory has been used before, and the last ones may run together.
void check_method(const ConvolutionMethod& method, const Window2D& window, int filters, Extent repeats) {
  constexpr int kImages = 3;
  const auto pixels = static_cast<std::size_t>(window.rows.in * window.columns.in * window.channels);
  const auto outputs = static_cast<std::size_t>(window.positions() * filters);
  const auto kernel = random_numbers(window.patch_size() * filters, 1);
  const auto bias = random_numbers(filters, 2);
  const auto dy = random_numbers(kImages * static_cast<int>(outputs), 3);
  std::vector<float> images;
  std::vector<double> wanted_output, wanted_image_gradient, wanted_kernel_gradient(kernel.size(), 0.25);
  for (std::uint32_t i = 0; i < kImages; ++i) {
    auto image = random_numbers(static_cast<int>(pixels), 10 + i);
    repeat_pixels(window, repeats, image);
    const std::vector<float> image_dy(dy.begin() + static_cast<std::ptrdiff_t>(i * outputs),
                                      dy.begin() + static_cast<std::ptrdiff_t>((i + 1) * outputs));
    Wanted wanted = by_definition(window, filters, image, kernel, bias, image_dy);
    gather_blocks(window, repeats, wanted.image_gradient);
    images.insert(images.end(), image.begin(), image.end());
    wanted_output.insert(wanted_output.end(), wanted.output.begin(), wanted.output.end());
    wanted_image_gradient.insert(wanted_image_gradient.end(), wanted.image_gradient.begin(),
                                 wanted.image_gradient.end());
    for (std::size_t k = 0; k < kernel.size(); ++k) wanted_kernel_gradient[k] += wanted.kernel_gradient[k];
  }
  const auto in_turns = [&](auto&& use) {
    for (int first = 0, count = 1; first < kImages; first += count, count = kImages - first) {
      count = std::min(count, method.images_at_once());
      use(static_cast<std::size_t>(first), count);
    }
  };

  std::vector<float> packed(static_cast<std::size_t>(method.packed_size()), 9.0F);
  std::vector<float> scratch(static_cast<std::size_t>(method.scratch()), 9.0F);
  method.pack(kernel.data(), bias.data(), true, packed.data());
  std::vector<float> output(wanted_output.size(), 7.0F);
  in_turns([&](std::size_t first, int count) {
    method.run(packed.data(), images.data() + first * pixels, count, output.data() + first * outputs, scratch.data());
  });
  check_close(output, wanted_output);

  for (const bool wants_image_gradient : {true, false}) {
    std::vector<float> image_gradient(images.size(), 7.0F);
    std::vector<float> kernel_gradient(kernel.size(), 0.25F);
    method.begin_gradients(scratch.data());
    in_turns([&](std::size_t first, int count) {
      method.add_gradients(packed.data(), images.data() + first * pixels, count, dy.data() + first * outputs,
                           wants_image_gradient ? image_gradient.data() + first * pixels : nullptr,
                           kernel_gradient.data(), scratch.data());
    });
    method.finish_gradients(kernel_gradient.data(), scratch.data());
    check_close(kernel_gradient, wanted_kernel_gradient);
    if (!wants_image_gradient) continue;
    for (std::size_t i = 0; i < kImages; ++i) {
      std::vector<float> one(image_gradient.begin() + static_cast<std::ptrdiff_t>(i * pixels),
                             image_gradient.begin() + static_cast<std::ptrdiff_t>((i + 1) * pixels));
      gather_blocks(window, repeats, one);
      std::ranges::copy(one, image_gradient.begin() + static_cast<std::ptrdiff_t>(i * pixels));
    }
    check_close(image_gradient, wanted_image_gradient);
  }
}

}  // namespace

TEST_CASE("a direct convolution is what the definition says, for any window, strides, channels and filters") {
  for (const Extent image : {Extent{7, 9}, Extent{6, 4}}) {
    for (const int size : {1, 2, 3, 4}) {
      for (const int stride : {1, 2, 3}) {
        for (const bool same : {true, false}) {
          for (const Sizes sizes : {Sizes{1, 5}, Sizes{8, 1}, Sizes{6, 3}, Sizes{3, 9}, Sizes{1, 8}, Sizes{1, 40}}) {
            CAPTURE(image.height);
            CAPTURE(size);
            CAPTURE(stride);
            CAPTURE(same);
            CAPTURE(sizes.channels);
            const auto window = plan_window(Shape::image(image.height, image.width, sizes.channels), size,
                                            std::min(size + 1, 4), stride, std::max(1, stride - 1), same);
            REQUIRE(window.ok());
            check_method(DirectConvolution(*window, sizes.filters), *window, sizes.filters, {});
          }
        }
      }
    }
  }
}

TEST_CASE("a convolution of repeated pixels is that of the large image, with its gradients gathered block by block") {
  for (const Extent repeats : {Extent{2, 2}, Extent{1, 3}, Extent{2, 1}, Extent{4, 3}}) {
    for (const Extent blocks : {Extent{1, 1}, Extent{3, 5}, Extent{4, 2}}) {
      for (const int size : {1, 2, 3, 5}) {
        for (const bool same : {true, false}) {
          for (const Sizes sizes : {Sizes{2, 9}, Sizes{8, 1}}) {
            CAPTURE(repeats.height);
            CAPTURE(repeats.width);
            CAPTURE(blocks.height);
            CAPTURE(size);
            CAPTURE(same);
            CAPTURE(sizes.channels);
            const Shape image =
                Shape::image(blocks.height * repeats.height, blocks.width * repeats.width, sizes.channels);
            const auto window = plan_window(image, size, std::max(1, size - 1), 1, 1, same);
            if (!window) continue;  // a window larger than the image
            check_method(RepeatedConvolution(*window, sizes.filters, repeats), *window, sizes.filters, repeats);
          }
        }
      }
    }
  }
}

TEST_CASE("Winograd's convolution is what the definition says, also where tiles reach over the edges") {
  for (const Extent image : {Extent{3, 3}, Extent{4, 6}, Extent{7, 9}, Extent{10, 4}, Extent{33, 30}}) {
    // Small ones run together, the last one in strips.
    for (const bool same : {true, false}) {
      for (const Sizes sizes : {Sizes{4, 8}, Sizes{8, 4}, Sizes{16, 20}, Sizes{16, 32}}) {
        CAPTURE(image.height);
        CAPTURE(same);
        CAPTURE(sizes.channels);
        const auto window = plan_window(Shape::image(image.height, image.width, sizes.channels), 3, 3, 1, 1, same);
        REQUIRE(window.ok());
        check_method(WinogradConvolution(*window, sizes.filters), *window, sizes.filters, {});
      }
    }
  }
}
