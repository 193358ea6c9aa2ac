#include "train/observations/preview.h"

#include <doctest/doctest.h>

#include "train/trainer_fixture.h"

using namespace lab;

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
