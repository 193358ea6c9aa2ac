#include "train/observations/noise_curves.h"

#include <doctest/doctest.h>

#include <cmath>

#include "data/median_filter.h"
#include "nn/metrics.h"
#include "train/judge.h"
#include "train/noise_sweep.h"
#include "train/trainer_fixture.h"

using namespace lab;

namespace {

constexpr int kImages = 30;

/// A trainer that has learned a little.
struct Trained {
  explicit Trained(const char* preset) : trainer(lab_test::small_spec(preset, 2), 2) {
    lab_test::apply(trainer, command::UseData{lab_test::square_data(60, kImages)});
    lab_test::run(trainer);
  }
  [[nodiscard]] Subject subject(const std::vector<std::string>& kinds = {}) {
    return *trainer.subject({.view = OpenView::noise, .noise_kinds = kinds});
  }
  Trainer trainer;
};

/// A classifier of the squares.
ModelPtr classifier() {
  Trainer trainer(lab_test::small_spec("mlp", 3), 1);
  lab_test::apply(trainer, command::UseData{lab_test::square_data()});
  lab_test::run(trainer);
  const auto weights = trainer.network()->parameters();
  return std::make_shared<const SavedModel>(SavedModel{trainer.spec(), {weights.begin(), weights.end()}});
}

std::vector<float> all_levels() {
  std::vector<float> levels;
  for (int i = 0; i < NoiseCurves::kLevels; ++i) levels.push_back(static_cast<float>(i) / 10.0F);
  return levels;
}

void check_line(const NoiseCurve::Line& line, const NoiseSweepResult& sweep, std::size_t score) {
  REQUIRE(line.psnr.size() == sweep.levels.size());
  for (std::size_t i = 0; i < sweep.levels.size(); ++i) {
    const RestorationScore& wanted = sweep.levels[i].scores[score];
    CHECK(line.psnr[i] == doctest::Approx(wanted.psnr).epsilon(1e-4));
    CHECK(line.ssim[i] == doctest::Approx(wanted.ssim).epsilon(1e-4));
    CHECK(line.accuracy[i] == doctest::Approx(wanted.accuracy));
  }
}

}  // namespace

TEST_CASE("the noise test shows what a noise sweep measures, to the same random numbers") {
  Trained trained("sp-dae");
  Judge judge(MemoryBudget::of_machine());
  REQUIRE(judge.use(classifier()).ok());
  Subject subject = trained.subject({"gaussian", "sp", "salt-pepper"});  // one that does not exist, one in use
  subject.judge = &judge;
  const auto curves = observe_now<NoiseCurves>(subject);
  CHECK(curves->images == kImages);
  CHECK(curves->levels == all_levels());
  REQUIRE(curves->curves.size() == 2);
  for (const NoiseCurve& curve : curves->curves) {
    CAPTURE(curve.kind);
    const auto sweep = noise_sweep(
        *trained.trainer.network(), judge.network(), *trained.trainer.data(),
        {.noise = curve.kind, .levels = all_levels(), .seed = trained.trainer.spec().seed, .baselines = {"median"}},
        trained.trainer.pool(), [] { return false; });
    REQUIRE(sweep.ok());
    CHECK(curve.images == sweep->images);
    check_line(curve.noisy, *sweep, 0);
    check_line(curve.denoised, *sweep, 1);
    check_line(curve.median, *sweep, 2);
    CHECK(curves->clean_accuracy == doctest::Approx(sweep->clean_accuracy));
  }
  CHECK(curves->curves[0].kind == "salt-pepper");
  CHECK(curves->curves[1].kind == "gaussian");
  CHECK(curves->curves[0].noisy.psnr != curves->curves[1].noisy.psnr);
}

TEST_CASE("figures of the noise test are those of single images") {
  Trained trained("lab-dae");
  const Subject subject = trained.subject();
  const auto curves = observe_now<NoiseCurves>(subject);
  const NoiseCurve& curve = curves->curves.front();
  CHECK(curve.kind == trained.trainer.spec().noise.kind);
  CHECK(curve.noisy.accuracy.empty());
  CHECK(std::isnan(curves->clean_accuracy));
  double noisy_psnr = 0.0;
  double median_ssim = 0.0;
  double denoised_psnr = 0.0;
  constexpr std::size_t kLevel = 3;
  for (int i = 0; i < kImages; ++i) {
    std::vector<float> clean(784);
    subject.read(i, false, clean.data());
    std::vector<float> noisy = clean;
    NoiseSpec noise = trained.trainer.spec().noise;
    noise.level = 0.3F;
    subject.add_noise(i, noise, noisy.data());
    std::vector<float> filtered(784);
    median_filter(subject.test.shape(), noisy, filtered);
    noisy_psnr += static_cast<double>(psnr(mean_squared_error(clean, noisy))) / kImages;
    median_ssim += static_cast<double>(ssim(subject.test.shape(), clean, filtered)) / kImages;
    const ConstMatrixView restored = subject.network.predict(subject.pool, ConstMatrixView(noisy.data(), 784, 1), 0,
                                                             static_cast<int>(subject.network.layers().size()));
    denoised_psnr += static_cast<double>(psnr(mean_squared_error(clean, {restored.data(), 784}))) / kImages;
  }
  CHECK(curve.noisy.psnr[kLevel] == doctest::Approx(noisy_psnr).epsilon(1e-4));
  CHECK(curve.median.ssim[kLevel] == doctest::Approx(median_ssim).epsilon(1e-4));
  CHECK(curve.denoised.psnr[kLevel] == doctest::Approx(denoised_psnr).epsilon(1e-4));
}

TEST_CASE("a classifier is its own judge, and one without noise is tested on some") {
  Trained trained("mlp");
  const auto curves = observe_now<NoiseCurves>(trained.subject());
  const NoiseCurve& curve = curves->curves.front();
  CHECK(curve.kind == "salt-pepper");
  CHECK(curve.denoised.psnr.empty());
  REQUIRE(curve.noisy.accuracy.size() == NoiseCurves::kLevels);
  // Its accuracy without noise is what validation says.
  CHECK(curve.noisy.accuracy[0] == doctest::Approx(trained.trainer.epochs().back().val_accuracy));
  CHECK(curve.noisy.accuracy[10] < 0.6F);
}

TEST_CASE("while weights change a result comes after a few pictures, and each one renews a few more") {
  Trained trained("sp-dae");
  Subject subject = trained.subject();
  const auto wanted = observe_now<NoiseCurves>(subject);
  subject.training = true;
  const auto observer = NoiseCurves::make_observer();
  const auto next = [&](bool first) {
    std::shared_ptr<const NoiseCurves> result;
    for (; !result; first = false) result = observer->observe(subject, first);
    return result;
  };
  int images = 0;
  for (int i = 0; i < 8; ++i) {
    const auto curves = next(true);
    CHECK(curves->images >= images);
    CHECK((i > 0 || curves->images < kImages));
    images = curves->images;
  }
  CHECK(images == kImages);
  // Weights that have not changed give what they give at rest, whatever the order.
  CHECK(next(true)->curves.front().denoised.psnr == wanted->curves.front().denoised.psnr);
}

TEST_CASE("the judge learns while somebody looks at the noise test, and its network goes when nobody does") {
  MemoryBudget memory(std::int64_t{1} << 30, "test");
  Trainer trainer(lab_test::small_spec("sp-dae", 1000), 1, memory);
  Observatory observatory(trainer, 64);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(300, kImages)});
  const auto look_at = [&](OpenView view) {
    REQUIRE(observatory.apply(command::Attend{{.view = view}}));
    while (observatory.observe()) {
    }
  };
  look_at(OpenView::denoise);
  const std::int64_t without = memory.promised();
  CHECK(observatory.snapshot()->judge.progress == 0.0F);
  look_at(OpenView::noise);
  CHECK(observatory.snapshot()->judge.learned != nullptr);
  CHECK(memory.promised() > without);
  const auto seen = observatory.snapshot()->seen.share<NoiseCurves>();
  REQUIRE(seen != nullptr);
  CHECK(seen->images == kImages);
  CHECK(seen->curves.front().denoised.accuracy.size() == NoiseCurves::kLevels);
  look_at(OpenView::denoise);
  CHECK(memory.promised() == without);
  // It learns beside a training, too, and what that leaves is put right when the training rests.
  lab_test::apply(trainer, command::Train{});
  REQUIRE(observatory.apply(command::Attend{{.view = OpenView::noise}}));
  for (int i = 0; i < 5; ++i) {
    trainer.advance();
    CHECK_FALSE(observatory.observe());
  }
  lab_test::apply(trainer, command::Pause{});
  look_at(OpenView::noise);
  const auto exact = observe_now<NoiseCurves>(*trainer.subject({.view = OpenView::noise}));
  CHECK(observatory.snapshot()->seen.get<NoiseCurves>().curves.front().denoised.psnr ==
        exact->curves.front().denoised.psnr);
}

TEST_CASE("a picture at all levels begins clean and, at the training's level, is the one shown large") {
  Trained trained("sp-dae");  // 40 % of the pixels
  const Attention attention{.spotlight = 7, .view = OpenView::noise};
  const auto levels = observe_now<NoiseLevels>(*trained.trainer.subject(attention));
  const auto preview = observe_now<Preview>(*trained.trainer.subject(attention));
  const auto part = [](const std::vector<std::uint8_t>& images, std::ptrdiff_t index) {
    return std::vector<std::uint8_t>(images.begin() + index * 784, images.begin() + (index + 1) * 784);
  };
  REQUIRE(levels->noisy.size() == 784 * NoiseCurves::kLevels);
  CHECK(part(levels->noisy, 0) == part(preview->original, 0));
  CHECK(part(levels->noisy, 4) == part(preview->noisy, 0));
  CHECK(part(levels->denoised, 4) == part(preview->denoised, 0));
  CHECK(levels->median.size() == levels->noisy.size());
  Trained classifier("mlp");
  CHECK(observe_now<NoiseLevels>(classifier.subject())->denoised.empty());
}
