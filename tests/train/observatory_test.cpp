#include "train/observatory.h"

#include <doctest/doctest.h>

#include <cmath>

#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::apply;

namespace {

/// Everything that is due of a trainer at rest.
SnapshotPtr all_of(Observatory& observatory) {
  while (observatory.observe()) {
  }
  return observatory.snapshot();
}

}  // namespace

TEST_CASE("what is seen of a trainer at rest is what it is now") {
  Trainer trainer(lab_test::small_spec("sp-dae", 3), 1);
  Observatory observatory(trainer);
  CHECK(all_of(observatory)->seen.get<Preview>().count == 0);
  apply(trainer, command::UseData{lab_test::square_data()});
  const auto check_current = [&] {
    const SnapshotPtr snapshot = all_of(observatory);
    CHECK_FALSE(snapshot->observing);
    CHECK(snapshot->seen.get<Preview>().denoised == observe_now<Preview>(*trainer.subject())->denoised);
    CHECK(snapshot->seen.get<Quality>().psnr_denoised == observe_now<Quality>(*trainer.subject())->psnr_denoised);
    CHECK(snapshot->seen.get<Quality>().psnr_noisy == observe_now<Quality>(*trainer.subject())->psnr_noisy);
  };
  check_current();
  apply(trainer, command::Train{});
  for (int i = 0; i < 7; ++i) {
    trainer.advance();
    (void)observatory.observe();
  }
  apply(trainer, command::Pause{});
  check_current();
  apply(trainer, command::SetField{"noise_level", 0.1});
  check_current();
  apply(trainer, command::Reset{});
  check_current();
  apply(trainer, command::UseData{lab_test::square_data(40, 20)});
  check_current();
}

TEST_CASE("nothing of another run is shown, and of a classifier only what it has") {
  Trainer trainer(lab_test::small_spec("sp-dae", 3), 1);
  Observatory observatory(trainer);
  apply(trainer, command::UseData{lab_test::square_data()});
  CHECK(std::isfinite(all_of(observatory)->seen.get<Quality>().psnr_denoised));
  apply(trainer, command::SetPreset{"mlp"});
  CHECK(std::isnan(all_of(observatory)->seen.get<Quality>().psnr_denoised));
  CHECK(observatory.snapshot()->seen.get<Preview>().predicted.size() == 11);
  apply(trainer, command::DropData{});
  CHECK(all_of(observatory)->seen.get<Preview>().count == 0);
}

TEST_CASE("while it trains, what somebody looks at is there at once") {
  Trainer trainer(lab_test::small_spec("sp-dae", 1000), 1);
  Observatory observatory(trainer);
  apply(trainer, command::UseData{lab_test::square_data()});
  apply(trainer, command::Train{});
  for (int i = 0; i < 20; ++i) {
    trainer.advance();
    REQUIRE(observatory.apply(command::Attend{{i, 0}}));
    (void)observatory.observe();
    CHECK(observatory.snapshot()->seen.get<Preview>().indices.front() == i);
  }
}
