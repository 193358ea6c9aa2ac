#include "train/observations/layer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <span>
#include <string>

#include "train/observations/layer_pictures.h"
#include "train/trainer_fixture.h"

using namespace lab;

namespace {

/// A trainer that has learned a little.
struct Trained {
  explicit Trained(const char* preset, int train = 60, int test = 30) : trainer(lab_test::small_spec(preset, 1), 1) {
    lab_test::apply(trainer, command::UseData{lab_test::square_data(train, test)});
    lab_test::run(trainer);
  }
  [[nodiscard]] Subject subject(int layer, int spotlight = 0) {
    return *trainer.subject({.spotlight = spotlight, .view = OpenView::network, .layer = layer});
  }
  template <class Result>
  [[nodiscard]] std::shared_ptr<const Result> see(int layer, int spotlight = 0) {
    return observe_now<Result>(subject(layer, spotlight));
  }
  [[nodiscard]] const NetworkLayer& layer(int index) {
    return trainer.network()->layers()[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] std::span<float> array(int index, const std::string& name) {
    for (const ParameterArray& array : layer(index).parameters) {
      if (array.name != name) continue;
      return trainer.network()->parameters().subspan(static_cast<std::size_t>(array.offset),
                                                     static_cast<std::size_t>(array.size));
    }
    FAIL("no such array");
    return {};
  }
  Trainer trainer;
};

std::vector<float> picture(const Subject& subject, int index) {
  std::vector<float> values(static_cast<std::size_t>(subject.test.shape().size()));
  subject.read(index, true, values.data());
  return values;
}

}  // namespace

TEST_CASE("activations of a dense layer are those calculated by hand") {
  Trained trained("lab-dae");
  const auto seen = trained.see<LayerActivations>(0, 7);
  CHECK(seen->layer == 0);
  CHECK(seen->name == "dense");
  CHECK(seen->shape == Shape::flat(32));
  CHECK(seen->picture == seen->shape);
  REQUIRE(seen->values.size() == 32);
  const std::vector<float> pixels = picture(trained.subject(0), 7);
  const auto kernel = trained.array(0, "kernel");
  const auto bias = trained.array(0, "bias");
  int zeros = 0;
  for (std::size_t unit = 0; unit < 32; ++unit) {
    double sum = static_cast<double>(bias[unit]);
    for (std::size_t i = 0; i < 784; ++i)
      sum += static_cast<double>(pixels[i]) * static_cast<double>(kernel[i * 32 + unit]);
    const float wanted = std::max(static_cast<float>(sum), 0.0F);
    CHECK(seen->values[unit] == doctest::Approx(wanted).epsilon(1e-4));
    zeros += seen->values[unit] == 0.0F ? 1 : 0;
  }
  CHECK(seen->zeros == doctest::Approx(static_cast<float>(zeros) / 32.0F));
  CHECK(feature_maps(*seen).count == 0);
}

TEST_CASE("the layer looked at is one of the network's") {
  Trained trained("lab-dae");
  CHECK(trained.see<LayerActivations>(-3)->layer == 0);
  CHECK(trained.see<LayerActivations>(99)->layer == 1);
  CHECK(trained.see<LayerUnits>(99)->layer == 1);
  CHECK(trained.see<LayerWeights>(99)->layer == 1);
}

TEST_CASE("the last layer's activations are the rebuilt picture, and are drawn as one") {
  Trained trained("lab-dae");
  const auto seen = trained.see<LayerActivations>(1, 4);
  const auto preview = observe_now<Preview>(trained.subject(1, 4));
  CHECK(seen->picture == preview->shape);
  CHECK(std::equal(seen->values.begin(), seen->values.end(), preview->denoised.begin(),
                   [](float value, std::uint8_t byte) { return std::abs(value * 255.0F - byte) <= 0.51F; }));
  CHECK(feature_maps(*seen).count == 1);
}

TEST_CASE("feature maps are the channels of the output, from the lowest value to the highest") {
  Trained trained("conv-dae", 16, 10);
  const auto seen = trained.see<LayerActivations>(1);
  REQUIRE(seen->shape == Shape::image(14, 14, 32));
  const LayerPictures maps = feature_maps(*seen);
  CHECK(maps.shape == Shape::image(14, 14, 1));
  REQUIRE(maps.count == 32);
  const auto [low, high] = std::ranges::minmax_element(seen->values);
  CHECK(maps.low == std::min(*low, 0.0F));
  CHECK(maps.high == *high);
  for (const std::size_t channel : {0U, 5U, 31U}) {
    for (std::size_t pixel = 0; pixel < 196; pixel += 13) {
      const float value = seen->values[pixel * 32 + channel];
      CHECK(maps.pixels[channel * 196 + pixel] == std::lround((value - maps.low) / (maps.high - maps.low) * 255.0F));
    }
  }
}

TEST_CASE("a unit's pictures are those of all test images that excite it most") {
  for (const char* preset : {"sp-dae", "conv-dae"}) {
    CAPTURE(preset);
    Trained trained(preset, 24, 100);
    const int layer = 0;
    const auto units = trained.see<LayerUnits>(layer);
    const Shape& shape = trained.layer(layer).output;
    CHECK(units->layer == layer);
    REQUIRE(units->images == 100);
    REQUIRE(units->top_count() == 8);
    REQUIRE(static_cast<int>(units->dead.size()) == shape.channels);
    // Each image by itself.
    std::vector<std::vector<float>> answers;
    for (int i = 0; i < 100; ++i) answers.push_back(trained.see<LayerActivations>(layer, i)->values);
    for (int unit = 0; unit < shape.channels; unit += 7) {
      CAPTURE(unit);
      const auto channels = static_cast<std::size_t>(shape.channels);
      std::vector<float> highest(100, -1e9F);
      bool dead = true;
      for (std::size_t i = 0; i < 100; ++i) {
        for (auto at = static_cast<std::size_t>(unit); at < answers[i].size(); at += channels) {
          highest[i] = std::max(highest[i], answers[i][at]);
          dead = dead && answers[i][at] == 0.0F;
        }
      }
      const auto u = static_cast<std::size_t>(unit);
      CHECK(units->dead[u] == dead);
      const std::span top = std::span(units->top).subspan(u * 8, 8);
      const std::span excitement = std::span(units->excitement).subspan(u * 8, 8);
      CHECK(std::set(top.begin(), top.end()).size() == 8);
      std::vector<float> sorted = highest;
      std::ranges::sort(sorted, std::greater());
      for (std::size_t rank = 0; rank < 8; ++rank) {
        REQUIRE(top[rank] >= 0);
        REQUIRE(top[rank] < 100);
        CHECK(excitement[rank] == doctest::Approx(highest[static_cast<std::size_t>(top[rank])]).epsilon(1e-4));
        CHECK(excitement[rank] == doctest::Approx(sorted[rank]).epsilon(1e-4));
      }
    }
    // The pictures are what the network sees.
    const std::vector<float> third = picture(trained.subject(layer), 3);
    REQUIRE(units->pixels->size() == 100 * third.size());
    CHECK(std::equal(
        third.begin(), third.end(), units->pixels->begin() + 3 * static_cast<std::ptrdiff_t>(third.size()),
        [](float value, std::uint8_t byte) { return std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F) == byte; }));
  }
}

TEST_CASE("fewer test images than a unit could have pictures of") {
  Trained trained("lab-dae", 20, 5);
  const auto units = trained.see<LayerUnits>(0);
  CHECK(units->images == 5);
  CHECK(units->top_count() == 5);
  for (std::size_t unit = 0; unit < 32; ++unit) {
    const std::span top = std::span(units->top).subspan(unit * 8, 5);
    CHECK(std::set(top.begin(), top.end()).size() == 5);
  }
}

TEST_CASE("units and channels without weights are dead") {
  {
    Trained trained("lab-dae");
    const auto kernel = trained.array(0, "kernel");
    for (std::size_t i = 5; i < kernel.size(); i += 32) kernel[i] = 0.0F;
    trained.array(0, "bias")[5] = -1.0F;
    CHECK(trained.see<LayerUnits>(0)->dead[5]);
    trained.array(0, "bias")[5] = 0.5F;
    CHECK_FALSE(trained.see<LayerUnits>(0)->dead[5]);
  }
  Trained trained("conv-dae", 16, 10);
  const auto kernel = trained.array(0, "kernel");
  for (std::size_t i = 9; i < kernel.size(); i += 32) kernel[i] = 0.0F;
  trained.array(0, "bias")[9] = 0.0F;
  CHECK(trained.see<LayerUnits>(0)->dead[9]);
  CHECK(trained.see<LayerUnits>(1)->dead[9]);  // pooled
}

TEST_CASE("the pictures are made once for a run, and anew for other noise") {
  Trained trained("sp-dae");
  const auto observer = LayerUnits::make_observer();
  const auto see = [&](int layer) {
    std::shared_ptr<const LayerUnits> result;
    for (bool first = true; !result; first = false) result = observer->observe(trained.subject(layer), first);
    return result->pixels;
  };
  const auto before = see(0);
  CHECK(see(2) == before);
  lab_test::apply(trained.trainer, command::SetField{"noise_level", 0.1});
  const auto after = see(2);
  CHECK(*after != *before);
}

TEST_CASE("weights are the network's own, with their norms and their histogram") {
  Trained trained("dense-ae-deep");
  const auto seen = trained.see<LayerWeights>(1);
  CHECK(seen->layer_name == "dense_1");
  CHECK(seen->name == "kernel");
  CHECK(seen->shape == std::vector<int>{512, 32});
  CHECK(seen->kind == KernelKind::rows);
  const auto kernel = trained.array(1, "kernel");
  CHECK(std::ranges::equal(seen->values, kernel));
  CHECK(std::ranges::equal(seen->bias, trained.array(1, "bias")));
  float reach = 0.0F;
  for (const float value : kernel) reach = std::max(reach, std::fabs(value));
  CHECK(seen->reach == reach);
  std::array<int, LayerWeights::kBins> histogram{};
  for (const float value : kernel) {
    const double share = (static_cast<double>(value) / static_cast<double>(reach) + 1.0) / 2.0;
    ++histogram[static_cast<std::size_t>(std::min(static_cast<int>(share * LayerWeights::kBins), 40))];
  }
  int differ = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) differ += std::abs(histogram[bin] - seen->histogram[bin]);
  CHECK(differ <= 4);  // values on a border
  CHECK(std::accumulate(seen->histogram.begin(), seen->histogram.end(), 0) == 512 * 32);
  REQUIRE(seen->norms.size() == 32);
  for (std::size_t unit = 0; unit < 32; ++unit) {
    double sum = 0.0;
    for (std::size_t i = 0; i < 512; ++i)
      sum += static_cast<double>(kernel[i * 32 + unit]) * static_cast<double>(kernel[i * 32 + unit]);
    CHECK(seen->norms[unit] == doctest::Approx(std::sqrt(sum)).epsilon(1e-5));
  }
}

TEST_CASE("kernels are ordered by number or by norm") {
  LayerWeights weights;
  weights.norms = {1.0F, 3.0F, 2.0F, 3.0F, std::nanf("")};
  CHECK(kernel_order(weights, KernelOrder::number) == std::vector{0, 1, 2, 3, 4});
  CHECK(kernel_order(weights, KernelOrder::norm) == std::vector{1, 3, 2, 0, 4});
}

TEST_CASE("the first dense layer's kernels and the last one's are pictures") {
  Trained trained("lab-dae");
  const auto first = trained.see<LayerWeights>(0);
  CHECK(first->kind == KernelKind::from_pixels);
  CHECK(first->picture == Shape::image(28, 28, 1));
  const std::array which = {3, 30};
  const LayerPictures pictures = kernel_pictures(*first, which);
  CHECK(pictures.count == 2);
  CHECK(pictures.shape == Shape::image(28, 28, 1));
  const auto level = [](float value, float reach) { return std::lround(128.0F + 127.0F * value / reach); };
  const auto kernel = trained.array(0, "kernel");
  for (std::size_t pixel = 0; pixel < 784; pixel += 5)
    CHECK(std::abs(pictures.pixels[784 + pixel] - level(kernel[pixel * 32 + 30], first->reach)) <= 1);

  const auto last = trained.see<LayerWeights>(1);
  CHECK(last->kind == KernelKind::to_pixels);
  REQUIRE(last->norms.size() == 32);  // one for each number of the code
  const auto decoder = trained.array(1, "kernel");
  const LayerPictures drawn = kernel_pictures(*last, which);
  double sum = 0.0;
  for (std::size_t pixel = 0; pixel < 784; ++pixel) {
    sum += std::pow(static_cast<double>(decoder[std::size_t{3} * 784 + pixel]), 2);
    CHECK(std::abs(drawn.pixels[pixel] - level(decoder[std::size_t{3} * 784 + pixel], last->reach)) <= 1);
  }
  CHECK(last->norms[3] == doctest::Approx(std::sqrt(sum)).epsilon(1e-5));
}

TEST_CASE("a convolution's kernels are fields of patches") {
  Trained trained("conv-dae", 16, 10);
  const auto seen = trained.see<LayerWeights>(2);
  CHECK(seen->kind == KernelKind::patches);
  CHECK(seen->shape == std::vector<int>{3, 3, 32, 32});
  const std::array which = {11};
  const LayerPictures pictures = kernel_pictures(*seen, which);
  REQUIRE(pictures.shape == Shape::image(23, 23, 1));  // 32 inputs in a field of 6 x 6
  const auto kernel = trained.array(2, "kernel");
  double sum = 0.0;
  for (std::size_t input = 0; input < 32; ++input) {
    for (std::size_t y = 0; y < 3; ++y) {
      for (std::size_t x = 0; x < 3; ++x) {
        const float value = kernel[((y * 3 + x) * 32 + input) * 32 + 11];
        sum += static_cast<double>(value) * static_cast<double>(value);
        const auto pixel = (input / 6 * 4 + y) * 23 + input % 6 * 4 + x;
        CHECK(std::abs(pictures.pixels[pixel] - std::lround(128.0F + 127.0F * value / seen->reach)) <= 1);
      }
    }
  }
  CHECK(seen->norms[11] == doctest::Approx(std::sqrt(sum)).epsilon(1e-5));
  CHECK(pictures.pixels[3] == 128);  // between two patches
}

TEST_CASE("a transposed convolution's filters are its third axis") {
  Trained trained("conv-dae-transposed", 16, 10);
  const auto seen = trained.see<LayerWeights>(7);
  REQUIRE(seen->kind == KernelKind::transposed_patches);
  REQUIRE(seen->shape == std::vector<int>{3, 3, 32, 16});
  CHECK(seen->norms.size() == 32);
  const auto kernel = trained.array(7, "kernel");
  double sum = 0.0;
  for (std::size_t pixel = 0; pixel < 9; ++pixel) {
    for (std::size_t input = 0; input < 16; ++input)
      sum += std::pow(static_cast<double>(kernel[(pixel * 32 + 4) * 16 + input]), 2);
  }
  CHECK(seen->norms[4] == doctest::Approx(std::sqrt(sum)).epsilon(1e-5));
  const std::array which = {4};
  const LayerPictures pictures = kernel_pictures(*seen, which);
  REQUIRE(pictures.shape == Shape::image(15, 15, 1));
  const float value = kernel[((std::size_t{1} * 3 + 2) * 32 + 4) * 16 + 6];  // row 1, column 2, from channel 6
  CHECK(std::abs(pictures.pixels[(std::size_t{4} + 1) * 15 + 8 + 2] -
                 std::lround(128.0F + 127.0F * value / seen->reach)) <= 1);
}

TEST_CASE("tied weights are the owner's, turned") {
  Trained trained("tied-ae");
  const auto seen = trained.see<LayerWeights>(1);
  CHECK(seen->name == "kernel");
  CHECK(seen->shape == std::vector<int>{64, 784});
  CHECK(seen->kind == KernelKind::to_pixels);
  const auto kernel = trained.array(0, "kernel");
  for (std::size_t i = 0; i < 784; i += 3) {
    for (std::size_t unit = 0; unit < 64; unit += 5) CHECK(seen->values[unit * 784 + i] == kernel[i * 64 + unit]);
  }
  CHECK(std::ranges::equal(seen->bias, trained.array(1, "bias")));
}

TEST_CASE("batch normalization has vectors, and pooling has nothing") {
  Trained trained("cifar-conv-bn", 8, 4);
  const auto seen = trained.see<LayerWeights>(1);
  CHECK(seen->name == "gamma");
  CHECK(seen->kind == KernelKind::none);
  CHECK(seen->values.size() == 32);
  REQUIRE(seen->arrays.size() == 3);
  CHECK(seen->arrays[0].name == "beta");
  CHECK(seen->arrays[2].name == "moving_variance");
  CHECK(std::ranges::equal(seen->arrays[1].values, trained.array(1, "moving_mean")));
  CHECK(kernel_pictures(*seen, {}).pixels.empty());

  Trained pooling("conv-dae", 16, 10);
  const auto none = pooling.see<LayerWeights>(1);
  CHECK(none->name.empty());
  CHECK(none->layer_name == "max_pooling2d");
  CHECK(none->values.empty());
}

TEST_CASE("every layer of every preset can be looked at") {
  for (const ExperimentSpec& preset : presets()) {
    CAPTURE(preset.name);
    Trainer trainer(preset, 1);
    lab_test::apply(trainer, command::UseData{lab_test::square_data(4, 3)});
    const auto count = static_cast<int>(trainer.network()->layers().size());
    const auto snapshot = trainer.snapshot();
    REQUIRE(static_cast<int>(snapshot->summary->size()) == count);
    int codes = 0;
    for (int layer = 0; layer < count; ++layer) {
      CAPTURE(layer);
      const NetworkLayer& planned = trainer.network()->layers()[static_cast<std::size_t>(layer)];
      const SummaryRow& row = (*snapshot->summary)[static_cast<std::size_t>(layer)];
      CHECK(row.shape == planned.output);
      codes += row.code ? 1 : 0;
      const Subject subject = *trainer.subject({.view = OpenView::network, .layer = layer});
      const auto activations = observe_now<LayerActivations>(subject);
      CHECK(static_cast<int>(activations->values.size()) == planned.output.size());
      CHECK(activations->picture.size() == planned.output.size());
      CHECK(static_cast<int>(observe_now<LayerUnits>(subject)->dead.size()) == planned.output.channels);
      const auto weights = observe_now<LayerWeights>(subject);
      CHECK(weights->name.empty() == (planned.parameter_count == 0));
      const LayerPictures pictures = kernel_pictures(*weights, kernel_order(*weights, KernelOrder::norm));
      CHECK(pictures.pixels.size() == weights->norms.size() * static_cast<std::size_t>(pictures.shape.size()));
    }
    CHECK(codes == (preset.reconstructs() ? 1 : 0));
  }
}

TEST_CASE("of too many weights there is no copy") {
  ExperimentSpec spec = *find_preset("lab-dae");
  spec.layers[0].set("units", 2000.0);
  Trainer trainer(spec, 1);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(4, 3)});
  const auto seen = observe_now<LayerWeights>(*trainer.subject({.view = OpenView::network}));
  CHECK(seen->name == "kernel");
  CHECK(seen->shape == std::vector<int>{784, 2000});
  CHECK(seen->values.empty());
  CHECK(seen->kind == KernelKind::none);
}

TEST_CASE("layers are looked at only while the network is open") {
  Trained trained("lab-dae");
  const Subject closed = *trained.trainer.subject({});
  CHECK_FALSE(LayerActivations::make_observer()->wanted(closed));
  CHECK_FALSE(LayerUnits::make_observer()->wanted(closed));
  CHECK_FALSE(LayerWeights::make_observer()->wanted(closed));
  CHECK(LayerWeights::make_observer()->wanted(trained.subject(0)));
}
