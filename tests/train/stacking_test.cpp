#include "train/stacking.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "train/samples.h"
#include "train/trainer_fixture.h"

using namespace lab;
using lab_test::square_data;

namespace {

const auto kGoOn = [] { return false; };
const auto kHearNothing = [](const PretrainRecord&) {};

ExperimentSpec small_stack() {
  ExperimentSpec spec = lab_test::small_spec("stacked-ae", 4);
  for (const std::size_t outer : {0U, 2U}) spec.layers[outer].set("units", 48.0);
  spec.layers[1].set("units", 12.0);
  spec.batch_size = 32;
  return spec;
}

Result<Pretrained> pretrain(const ExperimentSpec& spec, const StackingOptions& options, int threads = 1) {
  ThreadPool pool(threads);
  return pretrain_stack(spec, *square_data(), options, pool, kHearNothing, kGoOn);
}

/// The spec's loss of these weights on the test images.
float loss_of(const ExperimentSpec& spec, const std::vector<float>& parameters) {
  auto network = Network::plan({spec.input, spec.layers, spec.loss}, 128);
  std::ranges::copy(parameters, network->parameters().begin());
  ThreadPool pool(1);
  const DatasetPtr data = square_data();
  const auto fill = [&](int first, MatrixView input, MatrixView target, std::span<std::uint8_t>) {
    std::vector<std::uint32_t> indices(static_cast<std::size_t>(input.cols()));
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
    fill_clean(data->test, indices, input);
    target = input;
  };
  return static_cast<float>(network->evaluate(pool, data->test.size(), fill).loss / data->test.size());
}

}  // namespace

TEST_CASE("the depth of a stack is its number of pairs; what does not mirror itself is refused") {
  CHECK(*stack_depth(*find_preset("stacked-ae")) == 2);
  CHECK(*stack_depth(*find_preset("sp-dae")) == 2);
  CHECK(*stack_depth(*find_preset("dense-ae")) == 1);
  const auto refused = [](const ExperimentSpec& spec, const char* part) {
    const auto depth = stack_depth(spec);
    return !depth.ok() && depth.error().message.find(part) != std::string::npos;
  };
  CHECK(refused(*find_preset("conv-ae"), "conv2d"));
  CHECK(refused(*find_preset("mlp"), "names classes"));
  ExperimentSpec spec = *find_preset("stacked-ae");
  spec.layers[0].set("units", 100.0);
  CHECK(refused(spec, "100 units, but its mirror has 256"));
  spec.layers.erase(spec.layers.begin());
  CHECK(refused(spec, "odd"));
}

TEST_CASE("every pair learns, and the weights are those of the stack that was measured") {
  const ExperimentSpec spec = small_stack();
  const auto result = pretrain(spec, {.pretrain_epochs = 6});
  REQUIRE(result.ok());
  CHECK(result->complete);
  REQUIRE(result->records.size() == 12);
  for (const std::size_t first : {0U, 6U}) {
    CHECK(result->records[first + 5].loss < 0.8F * result->records[first].loss);
    CHECK(result->records[first + 5].val_loss < result->records[first].val_loss);
  }
  CHECK(result->records[6].layer == 2);
  CHECK(result->records[6].epoch == 1);
  // The outermost pair is the stack; later the stack is the whole network.
  CHECK(result->records[5].stack_val_loss == result->records[5].val_loss);
  CHECK(loss_of(spec, result->parameters) == doctest::Approx(result->records.back().stack_val_loss).epsilon(1e-5));

  Trainer untrained(spec, 1);
  const auto start = untrained.network()->parameters();
  CHECK(result->records.back().stack_val_loss < 0.7F * loss_of(spec, {start.begin(), start.end()}));
}

TEST_CASE("pretraining is the same for any number of threads; masking and noise make it another") {
  const ExperimentSpec spec = small_stack();
  const StackingOptions options{.pretrain_epochs = 2};
  const auto first = pretrain(spec, options);
  REQUIRE(first.ok());
  CHECK(pretrain(spec, options, 3)->parameters == first->parameters);
  const auto masked = pretrain(spec, {.pretrain_epochs = 2, .pretrain_masking = 0.3F});
  CHECK(masked->parameters != first->parameters);
  CHECK(masked->records[0].loss > first->records[0].loss);
  ExperimentSpec noisy = spec;
  noisy.noise = {.kind = "gaussian", .level = 0.5F};
  CHECK(pretrain(noisy, options)->records[0].val_loss != first->records[0].val_loss);
}

TEST_CASE("pretraining can be stopped, and says what it cannot do") {
  const ExperimentSpec spec = small_stack();
  ThreadPool pool(1);
  int epochs = 0;
  const auto stopped = pretrain_stack(
      spec, *square_data(), {.pretrain_epochs = 3}, pool, [&](const PretrainRecord&) { ++epochs; },
      [&] { return epochs == 2; });
  REQUIRE(stopped.ok());
  CHECK_FALSE(stopped->complete);
  CHECK(stopped->records.size() == 2);
  CHECK_FALSE(pretrain(spec, {.pretrain_epochs = 0}).ok());
  CHECK_FALSE(pretrain(spec, {.pretrain_epochs = 1, .pretrain_masking = 1.5F}).ok());
  ExperimentSpec wide = spec;
  wide.input = Shape::flat(100);
  wide.layers.back().set("units", 100.0);
  CHECK(pretrain(wide, {}).error().message.find("(28, 28, 1)") != std::string::npos);
  ExperimentSpec wild = spec;
  wild.optimizer = {.kind = "sgd", .learning_rate = 1e6F};
  wild.loss = "mse";
  wild.layers.back().set("activation", std::string("linear"));
  CHECK(pretrain(wild, {}).error().message.find("learning rate") != std::string::npos);
}
