#include "train/observations/preview.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "train/trainer_fixture.h"

using namespace lab;

TEST_CASE("a classifier's preview has the probabilities of all classes, of one's own picture too") {
  Trainer trainer(lab_test::small_spec("mlp", 1), 1);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(30, 15)});
  Attention attention;
  auto own = std::make_shared<OwnPicture>();
  own->image.pixels.assign(784, 90);
  attention.spotlight = Pick(own);
  for (const auto& preview :
       {observe_now<Preview>(*trainer.subject({})), observe_now<Preview>(*trainer.subject(attention))}) {
    REQUIRE(preview->probabilities.size() == 10);
    double sum = 0.0;
    for (const float share : preview->probabilities) {
      CHECK(share >= 0.0F);
      sum += static_cast<double>(share);
    }
    CHECK(sum == doctest::Approx(1.0));
    const auto most = std::ranges::max_element(preview->probabilities) - preview->probabilities.begin();
    CHECK(most == preview->predicted[0]);
  }
}

TEST_CASE("the preview shows the spotlight and ten more, wrapping at the end") {
  Trainer trainer(lab_test::small_spec("sp-dae", 1), 1);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(30, 15)});
  const auto preview = observe_now<Preview>(*trainer.subject({-1, 12}));
  CHECK(preview->count == 11);
  CHECK(preview->indices.front() == 14);
  CHECK(preview->indices[1] == 12);
  CHECK(preview->indices[4] == 0);
  CHECK(preview->original.size() == 11 * 784);
  CHECK(preview->noisy != preview->original);
  CHECK(preview->denoised.size() == 11 * 784);
}
