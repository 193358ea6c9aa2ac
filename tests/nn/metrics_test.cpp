#include "nn/metrics.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

using lab::Shape;

namespace {

/// Pixels (i * factor) % modulus / (modulus - 1): the same in NumPy.
std::vector<float> pattern(const Shape& shape, int factor, int modulus) {
  std::vector<float> out;
  for (int i = 0; i < shape.size(); ++i) {
    out.push_back(static_cast<float>(i * factor % modulus) / static_cast<float>(modulus - 1));
  }
  return out;
}

std::vector<float> mixed(const std::vector<float>& a, float share, const std::vector<float>& b, float offset) {
  std::vector<float> out;
  for (std::size_t i = 0; i < a.size(); ++i) out.push_back(share * a[i] + (1.0F - share) * b[i] + offset);
  return out;
}

}  // namespace

TEST_CASE("mean squared error and PSNR by hand") {
  const std::vector<float> a = {0.0F, 0.5F, 1.0F, 1.0F};
  const std::vector<float> b = {0.2F, 0.5F, 1.0F, 0.6F};
  CHECK(lab::mean_squared_error(a, b) == doctest::Approx(0.05));
  CHECK(lab::psnr(0.01F) == doctest::Approx(20.0));
  CHECK(lab::psnr(1.0F) == doctest::Approx(0.0));
  CHECK(lab::psnr(0.0F) == doctest::Approx(100.0));
}

TEST_CASE("SSIM agrees with its definition written out in NumPy") {
  // For every window position and channel, in double precision, with w the normalised outer product of
  // exp(-x^2 / (2 * 1.5^2)), x = -5 .. 5 (fewer where an axis is shorter):
  //   mp = (w * p).sum(); mq = (w * q).sum()
  //   vp = (w * (p - mp)**2).sum(); vq = (w * (q - mq)**2).sum(); cov = (w * (p - mp) * (q - mq)).sum()
  //   (2*mp*mq + C1) * (2*cov + C2) / ((mp**2 + mq**2 + C1) * (vp + vq + C2)), C1 = 0.01**2, C2 = 0.03**2
  // and the mean of all. The images are a = pattern(37, 101), b = pattern(53, 97), 0.5 a + 0.25 and 0.8 a + 0.2 b.
  struct Reference {
    Shape shape;
    double other, flatter, mixture;
  };
  for (const Reference& reference :
       {Reference{Shape::image(11, 11, 1), 0.0809280302304529, 0.8013856468669331, 0.9617989936615092},
        Reference{Shape::image(28, 28, 1), -0.012631289782056831, 0.8014669516437649, 0.9512718802138933},
        Reference{Shape::image(16, 20, 3), -0.00938575174088529, 0.7931534715692108, 0.9257845270023771},
        Reference{Shape::image(28, 5, 1), 0.08738503388333704, 0.8015507902969954, 0.9569066735645004}}) {
    CAPTURE(reference.shape.to_string());
    const auto a = pattern(reference.shape, 37, 101);
    const auto b = pattern(reference.shape, 53, 97);
    const std::vector<float> zero(a.size());
    const auto close = [](double value) { return doctest::Approx(value).epsilon(2e-5); };
    CHECK(lab::ssim(reference.shape, a, b) == close(reference.other));
    CHECK(lab::ssim(reference.shape, a, mixed(a, 0.5F, zero, 0.25F)) == close(reference.flatter));
    CHECK(lab::ssim(reference.shape, a, mixed(a, 0.8F, b, 0.0F)) == close(reference.mixture));
  }
}

TEST_CASE("SSIM is 1 for equal images, symmetric, and made for any shape") {
  for (const Shape& shape : {Shape::image(28, 28, 1), Shape::image(1, 1, 3), Shape::image(3, 40, 2), Shape::flat(50)}) {
    const auto a = pattern(shape, 7, 31);
    const auto b = pattern(shape, 5, 23);
    CHECK(lab::ssim(shape, a, a) == doctest::Approx(1.0));
    CHECK(lab::ssim(shape, a, b) == doctest::Approx(lab::ssim(shape, b, a)));
  }
  const std::vector<float> black(784, 0.0F);
  const std::vector<float> white(784, 1.0F);
  // No structure at all: only the luminance term is left, C1 / (1 + C1).
  CHECK(lab::ssim(Shape::image(28, 28, 1), black, white) == doctest::Approx(1e-4 / (1.0 + 1e-4)));
}
