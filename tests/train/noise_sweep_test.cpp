#include "train/noise_sweep.h"

#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::square_data;

namespace {

const auto kGoOn = [] { return false; };

/// A network that changes nothing.
Network identity() {
  const LayerSpec layer("activation", {{"activation", std::string("linear")}});
  auto network = Network::plan({Shape::flat(784), {layer}, "mse"}, 32);
  REQUIRE(network.ok());
  return std::move(*network);
}

bool refused(const Result<NoiseSweepResult>& result, const char* part) {
  return !result.ok() && result.error().message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("levels are numbers that the kind of noise takes") {
  const auto levels = parse_levels("salt-pepper", "0:1:11");
  REQUIRE(levels.ok());
  REQUIRE(levels->size() == 11);
  CHECK((*levels)[3] == doctest::Approx(0.3));
  CHECK(parse_levels("speckle", "2")->front() == 2.0F);
  CHECK_FALSE(parse_levels("salt-pepper", "2").ok());
  CHECK_FALSE(parse_levels("snow", "1").ok());
  CHECK_FALSE(parse_levels("gaussian", "much").ok());
  CHECK_FALSE(parse_levels("gaussian", "").ok());
}

TEST_CASE("a network that changes nothing scores as the noisy images do; noise costs quality and accuracy") {
  const DatasetPtr data = square_data();
  Trainer classifier(lab_test::small_spec("mlp", 20), 1);
  lab_test::apply(classifier, command::UseData{data});
  lab_test::run(classifier);

  Network nothing = identity();
  ThreadPool pool(2);
  const NoiseSweepOptions options{
      .noise = "salt-pepper", .levels = {0.0F, 0.2F, 1.0F}, .images = 50, .baselines = {"median"}};
  const auto result = noise_sweep(nothing, classifier.network(), *data, options, pool, kGoOn);
  REQUIRE(result.ok());
  CHECK(result->images == 50);
  CHECK(result->clean_accuracy > 0.95);
  REQUIRE(result->levels.size() == 3);
  for (const NoiseLevelResult& level : result->levels) {
    REQUIRE(level.scores.size() == 3);
    CHECK(level.scores[0].name == "noisy");
    CHECK(level.scores[1].psnr == level.scores[0].psnr);
    CHECK(level.scores[1].ssim == level.scores[0].ssim);
    CHECK(level.scores[1].accuracy == level.scores[0].accuracy);
    CHECK(level.scores[1].shown == level.scores[0].shown);
    CHECK(level.scores[0].shown.size() == 4 * 784);
  }
  const auto& [clean, some, all] = std::tie(result->levels[0], result->levels[1], result->levels[2]);
  CHECK(clean.scores[0].psnr == doctest::Approx(100.0));
  CHECK(clean.scores[0].ssim == doctest::Approx(1.0));
  CHECK(clean.scores[0].accuracy == result->clean_accuracy);
  CHECK(clean.scores[0].shown == result->shown);
  CHECK(some.scores[0].psnr < 20.0);
  CHECK(some.scores[2].name == "median");
  CHECK(some.scores[2].psnr > some.scores[0].psnr + 3.0);
  CHECK(all.scores[0].psnr < some.scores[0].psnr);
  CHECK(all.scores[0].accuracy < 0.5);

  const auto alone = noise_sweep(nothing, nullptr, *data, options, pool, kGoOn);
  CHECK(std::isnan(alone->levels[0].scores[0].accuracy));
  CHECK(std::isnan(alone->clean_accuracy));
  CHECK(alone->levels[1].scores[2].psnr == some.scores[2].psnr);
}

TEST_CASE("the noise is that with which a Trainer of the same seed validates") {
  const DatasetPtr data = square_data();
  ExperimentSpec spec = lab_test::small_spec("sp-dae", 1);
  spec.seed = 5;
  Trainer trainer(spec, 1);
  lab_test::apply(trainer, command::UseData{data});
  const Quality quality = *observe_now<Quality>(*trainer.subject());
  Network nothing = identity();
  ThreadPool pool(1);
  const auto result =
      noise_sweep(nothing, nullptr, *data, {.noise = "salt-pepper", .levels = {0.4F}, .seed = 5}, pool, kGoOn);
  REQUIRE(result.ok());
  CHECK(result->levels[0].scores[0].psnr == doctest::Approx(static_cast<double>(quality.psnr_noisy)).epsilon(1e-5));
}

TEST_CASE("a noise sweep refuses what it cannot judge, and stops when it is told to") {
  const DatasetPtr data = square_data(20, 10);
  Network nothing = identity();
  Trainer classifier(lab_test::small_spec("mlp", 1), 1);
  ThreadPool pool(1);
  const NoiseSweepOptions options{.levels = {0.1F, 0.2F}};
  CHECK(refused(noise_sweep(*classifier.network(), nullptr, *data, options, pool, kGoOn), "names classes"));
  CHECK(refused(noise_sweep(nothing, &nothing, *data, options, pool, kGoOn), "redraws"));
  CHECK(refused(noise_sweep(nothing, nullptr, *data, {.noise = "snow"}, pool, kGoOn), "snow"));
  CHECK(refused(noise_sweep(nothing, nullptr, *data, {.baselines = {"magic"}}, pool, kGoOn), "median"));
  Dataset unlabelled = *data;
  unlabelled.test.labels.clear();
  CHECK(refused(noise_sweep(nothing, classifier.network(), unlabelled, options, pool, kGoOn), "labels"));
  Dataset small = *data;
  for (ImageSet* set : {&small.train, &small.test}) set->shape = Shape::image(14, 14, 1);
  CHECK(refused(noise_sweep(nothing, nullptr, small, options, pool, kGoOn), "(14, 14, 1)"));

  int asked = 0;
  const auto result = noise_sweep(nothing, nullptr, *data, options, pool, [&] { return ++asked > 1; });
  REQUIRE(result.ok());
  CHECK(result->levels.size() == 1);
}
