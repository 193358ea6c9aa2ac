// Every way to compute a convolution against its definition, written out in loops and in double precision.
#include <doctest/doctest.h>

#include <cmath>
#include <memory>
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

/// Two images, so that gradients add up and scratch memory has been used before.
void check_method(const ConvolutionMethod& method, const Window2D& window, int filters, Extent repeats) {
  const int pixels = window.rows.in * window.columns.in * window.channels;
  const auto kernel = random_numbers(window.patch_size() * filters, 1);
  const auto bias = random_numbers(filters, 2);
  std::vector<float> packed(static_cast<std::size_t>(method.packed_size()), 9.0F);
  std::vector<float> scratch(static_cast<std::size_t>(method.scratch()), 9.0F);
  std::vector<float> kernel_gradient(kernel.size(), 0.25F);
  std::vector<double> wanted_kernel_gradient(kernel.size(), 0.25);
  std::vector<std::vector<float>> images;
  std::vector<Wanted> wanted;
  for (std::uint32_t i = 0; i < 2; ++i) {
    images.push_back(random_numbers(pixels, 10 + i));
    repeat_pixels(window, repeats, images.back());
    const auto dy = random_numbers(window.positions() * filters, 20 + i);
    wanted.push_back(by_definition(window, filters, images.back(), kernel, bias, dy));
    gather_blocks(window, repeats, wanted.back().image_gradient);
  }

  method.pack(kernel.data(), bias.data(), true, packed.data());
  for (std::size_t i = 0; i < images.size(); ++i) {
    std::vector<float> output(wanted[i].output.size(), 7.0F);
    method.run(packed.data(), images[i].data(), output.data(), scratch.data());
    check_close(output, wanted[i].output);
  }
  method.begin_gradients(scratch.data());
  for (std::size_t i = 0; i < images.size(); ++i) {
    const auto dy = random_numbers(window.positions() * filters, 20 + static_cast<std::uint32_t>(i));
    std::vector<float> image_gradient(images[i].size(), 7.0F);
    method.add_gradients(packed.data(), images[i].data(), dy.data(), i == 0 ? image_gradient.data() : nullptr,
                         kernel_gradient.data(), scratch.data());
    for (std::size_t k = 0; k < kernel.size(); ++k) wanted_kernel_gradient[k] += wanted[i].kernel_gradient[k];
    if (i > 0) continue;
    gather_blocks(window, repeats, image_gradient);
    check_close(image_gradient, wanted[i].image_gradient);
  }
  method.finish_gradients(kernel_gradient.data(), scratch.data());
  check_close(kernel_gradient, wanted_kernel_gradient);
}

}  // namespace

TEST_CASE("a direct convolution is what the definition says, for any window, strides, channels and filters") {
  for (const Extent image : {Extent{7, 9}, Extent{6, 4}}) {
    for (const int size : {1, 2, 3, 4}) {
      for (const int stride : {1, 2, 3}) {
        for (const bool same : {true, false}) {
          for (const Sizes sizes : {Sizes{1, 5}, Sizes{8, 1}, Sizes{6, 3}, Sizes{3, 9}}) {
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
  for (const Extent image : {Extent{3, 3}, Extent{4, 6}, Extent{7, 9}, Extent{25, 18}}) {  // the last in strips
    for (const bool same : {true, false}) {
      for (const Sizes sizes : {Sizes{4, 8}, Sizes{8, 4}, Sizes{16, 20}}) {
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
