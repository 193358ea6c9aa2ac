#include "train/observations/between.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "train/trainer_fixture.h"

using namespace lab;

namespace {

/// A picture of somebody's own: a diagonal.
OwnPicturePtr diagonal() {
  OwnPicture own;
  own.image.pixels.assign(784, 0);
  for (std::size_t i = 4; i < 24; ++i) own.image.pixels[i * 28 + i] = 255;
  return std::make_shared<const OwnPicture>(std::move(own));
}

/// What the network rebuilds from that picture without noise, 8-bit.
std::vector<std::uint8_t> rebuilt(const Subject& subject, const Pick& pick) {
  Matrix image(784, 1);
  subject.read(pick, false, image.data());
  const ConstMatrixView out = subject.network.predict(subject.pool, ConstMatrixView(image.data(), 784, 1), 0,
                                                      static_cast<int>(subject.network.layers().size()));
  return to_bytes({out.data(), 784});
}

std::vector<std::uint8_t> picture(const std::vector<std::uint8_t>& row, std::ptrdiff_t index) {
  return {row.begin() + index * 784, row.begin() + (index + 1) * 784};
}

}  // namespace

TEST_CASE("from one picture to another: the ends are their rebuilt pictures, and pixels are blended") {
  for (const char* preset : {"sp-dae", "conv-dae", "vae", "code-2d"}) {
    CAPTURE(preset);
    Trainer trainer(lab_test::small_spec(preset, 2), 1);
    lab_test::apply(trainer, command::UseData{lab_test::square_data(60, 30)});
    lab_test::run(trainer);
    for (const Pick& to : {Pick(6), Pick(diagonal())}) {
      const Subject subject = *trainer.subject({.view = OpenView::code, .between_from = 2, .between_to = to});
      const auto between = observe_now<Between>(subject);
      REQUIRE(between->through_code.size() == 784 * Between::kSteps);
      REQUIRE(between->through_pixels.size() == 784 * Between::kSteps);
      CHECK(picture(between->through_code, 0) == rebuilt(subject, 2));
      CHECK(picture(between->through_code, 10) == rebuilt(subject, to));

      const std::uint8_t* const a = &subject.data.test.pixels[2 * 784];
      Matrix b(784, 1);
      subject.read(to, false, b.data());
      float off = 0.0F;
      for (std::size_t pixel = 0; pixel < 784; ++pixel) {
        for (std::size_t step = 0; step < 11; ++step) {
          const float from = a[pixel];
          const float way = b(static_cast<Eigen::Index>(pixel), 0) * 255.0F - from;
          const float blended = from + static_cast<float>(step) / 10.0F * way;
          off = std::max(off, std::fabs(static_cast<float>(between->through_pixels[step * 784 + pixel]) - blended));
        }
      }
      CHECK(off <= 0.51F);

      // In the middle lies the picture of the mean of both codes.
      std::vector<float> middle(between->from.size());
      for (std::size_t i = 0; i < middle.size(); ++i) middle[i] = 0.5F * between->from[i] + 0.5F * between->to[i];
      const auto preview = observe_now<Preview>(*trainer.subject({.code = middle}));
      REQUIRE(preview->decoded);
      const std::vector<std::uint8_t> shown = picture(between->through_code, 5);
      int most = 0;
      for (std::size_t pixel = 0; pixel < 784; ++pixel)
        most = std::max(most, std::abs(int{shown[pixel]} - int{preview->denoised[pixel]}));
      CHECK(most <= 1);
    }
  }
}
