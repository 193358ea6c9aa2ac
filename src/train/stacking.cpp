#include "train/stacking.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/clock.h"
#include "core/random.h"
#include "train/samples.h"
#include "train/snapshot.h"

namespace lab {
namespace {

constexpr int kMinCapacity = 64;  // room for passes over many images even when batches are tiny

/// What a pair of layers is trained on: images, or the codes that the layers before make of clean ones.
struct Inputs {
  const ImageSet* images = nullptr;
  Matrix codes;  // used where there are no images
  NoiseDraw noise;

  void fill(std::span<const std::uint32_t> indices, MatrixView input, MatrixView target) const {
    if (images != nullptr) return fill_samples(*images, noise, indices, input, target, {});
    for (std::size_t i = 0; i < indices.size(); ++i) {
      input.col(static_cast<Eigen::Index>(i)) = codes.col(static_cast<Eigen::Index>(indices[i]));
    }
    if (target.cols() > 0) target = input;
  }
};

/// A pair of layers as a network of its own.
struct Pair {
  int layer;  // counted from 0 at the outside
  Network network;
};

int train_count(const ExperimentSpec& spec, const Dataset& data) {
  return spec.train_size > 0 ? std::min(spec.train_size, data.train.size()) : data.train.size();
}

/// The encoders 0 .. depth - 1 and their mirrors, one inside the other.
NetworkSpec stack_of(const ExperimentSpec& spec, int depth) {
  NetworkSpec stack{spec.input, {}, spec.loss};
  const auto count = static_cast<int>(spec.layers.size());
  for (int i = 0; i < count; ++i) {
    if (i < depth || i >= count - depth) stack.layers.push_back(spec.layers[static_cast<std::size_t>(i)]);
  }
  return stack;
}

Result<Pair> make_pair_of(const ExperimentSpec& spec, const Network& whole, int layer) {
  const auto index = static_cast<std::size_t>(layer);
  const Shape input = layer == 0 ? spec.input : whole.layers()[index - 1].output;
  NetworkSpec pair{
      input, {spec.layers[index], spec.layers[spec.layers.size() - 1 - index]}, layer == 0 ? spec.loss : "mse"};
  auto network = Network::plan(pair, std::max(spec.batch_size, kMinCapacity));
  if (!network) return network.error();
  network->initialize(spec.seed + static_cast<std::uint64_t>(layer));
  return Pair{layer, std::move(*network)};
}

std::span<float> parameters_of(Network& network, std::size_t layer) {
  const auto& arrays = network.layers()[layer].parameters;
  return network.parameters().subspan(static_cast<std::size_t>(arrays.front().offset),
                                      static_cast<std::size_t>(network.layers()[layer].parameter_count));
}

void copy_layer(Network& from, std::size_t from_layer, Network& to, std::size_t to_layer) {
  std::ranges::copy(parameters_of(from, from_layer), parameters_of(to, to_layer).begin());
}

class Pretraining {
 public:
  Pretraining(const ExperimentSpec& spec, const Dataset& data, const StackingOptions& options, ThreadPool& pool,
              Network whole)
      : spec_(spec), options_(options), pool_(pool), whole_(std::move(whole)), test_images_(&data.test) {
    train_.images = &data.train;
    train_.noise = {.noise = spec.noise, .seed = spec.seed};
    test_.images = &data.test;
    test_.noise = {.noise = spec.noise, .seed = spec.seed, .test = true};
    train_count_ = train_count(spec, data);
  }

  /// Makes the codes that the next pair is trained on.
  void go_deeper(Network& pair) {
    train_.codes = encode(train_, train_count_, pair);
    test_.codes = encode(test_, test_images_->size(), pair);
    train_.images = test_.images = nullptr;
  }

  /// False when it was stopped.
  bool train_epoch(Pair& pair, int epoch, const std::function<bool()>& stopped) {
    std::vector<std::uint32_t> order(static_cast<std::size_t>(train_count_));
    std::iota(order.begin(), order.end(), 0U);
    // Numbers of their own for each pair, so that no pair sees the images in the order of another.
    const auto turn = static_cast<std::uint64_t>(pair.layer) * static_cast<std::uint64_t>(options_.pretrain_epochs) +
                      static_cast<std::uint64_t>(epoch);
    if (spec_.shuffle) shuffle(random_key(spec_.seed, Stream::shuffle, turn, 1), order);
    train_.noise.epoch = static_cast<int>(turn);
    LossTotals totals;
    for (int first = 0; first < train_count_; first += spec_.batch_size) {
      if (stopped()) return false;
      const int count = std::min(spec_.batch_size, train_count_ - first);
      const auto batch = std::span<const std::uint32_t>(order).subspan(static_cast<std::size_t>(first),
                                                                       static_cast<std::size_t>(count));
      const auto fill = [&](int from, MatrixView input, MatrixView target, std::span<std::uint8_t> /*labels*/) {
        const auto indices = batch.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(input.cols()));
        train_.fill(indices, input, target);
        mask(turn, indices, input);
      };
      totals += pair.network.train_step(pool_, count, spec_.optimizer, fill);
    }
    loss_ = static_cast<float>(totals.loss / train_count_);
    return true;
  }

  float validate(Network& pair) { return evaluate(pair, test_); }

  /// The spec's loss of the pairs up to `depth`, one inside the other, on the test images.
  Result<float> validate_stack(int depth) {
    auto stack = Network::plan(stack_of(spec_, depth), std::max(spec_.batch_size, kMinCapacity));
    if (!stack) return stack.error();
    const std::size_t count = whole_.layers().size();
    for (std::size_t i = 0; i < static_cast<std::size_t>(depth); ++i) {
      copy_layer(whole_, i, *stack, i);
      copy_layer(whole_, count - 1 - i, *stack, stack->layers().size() - 1 - i);
    }
    Inputs images;
    images.images = test_images_;
    images.noise = {.noise = spec_.noise, .seed = spec_.seed, .test = true};
    return evaluate(*stack, images);
  }

  [[nodiscard]] float loss() const { return loss_; }
  Network& whole() { return whole_; }

 private:
  float evaluate(Network& network, const Inputs& inputs) {
    const int count = test_images_->size();
    LossTotals totals;
    for (int first = 0; first < count; first += network.max_batch()) {
      const int n = std::min(network.max_batch(), count - first);
      totals += network.evaluate(
          pool_, n, [&](int from, MatrixView input, MatrixView target, std::span<std::uint8_t> /*labels*/) {
            std::vector<std::uint32_t> indices(static_cast<std::size_t>(input.cols()));
            std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first + from));
            inputs.fill(indices, input, target);
          });
    }
    return static_cast<float>(totals.loss / count);
  }

  /// The pair's codes of what it is trained on, without noise.
  Matrix encode(const Inputs& inputs, int count, Network& pair) {
    Inputs clean;
    clean.images = inputs.images;
    Matrix codes(pair.layers()[0].output.size(), count);
    Matrix batch(pair.input_shape().size(), pair.max_batch());
    for (int first = 0; first < count; first += pair.max_batch()) {
      const int n = std::min(pair.max_batch(), count - first);
      MatrixView view(batch.data(), batch.rows(), n);
      if (inputs.images != nullptr) {
        std::vector<std::uint32_t> indices(static_cast<std::size_t>(n));
        std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
        clean.fill(indices, view, MatrixView(nullptr, 0, 0));
      } else {
        view = inputs.codes.middleCols(first, n);
      }
      codes.middleCols(first, n) = pair.predict(pool_, ConstMatrixView(view.data(), view.rows(), n), 0, 1);
    }
    return codes;
  }

  void mask(std::uint64_t turn, std::span<const std::uint32_t> indices, MatrixView input) const {
    if (options_.pretrain_masking <= 0.0F) return;
    const NoiseSpec masking{.kind = "masking", .level = options_.pretrain_masking, .fresh = true, .clip = false};
    for (std::size_t i = 0; i < indices.size(); ++i) {
      // Drawn anew every epoch; the purpose keeps these numbers apart from the noise on images.
      corrupt(masking, random_key(spec_.seed, Stream::dropout, turn, indices[i]),
              {input.col(static_cast<Eigen::Index>(i)).data(), static_cast<std::size_t>(input.rows())});
    }
  }

  const ExperimentSpec& spec_;
  const StackingOptions& options_;
  ThreadPool& pool_;
  Network whole_;
  const ImageSet* test_images_;
  Inputs train_, test_;
  int train_count_ = 0;
  float loss_ = 0.0F;
};

}  // namespace

Result<int> stack_depth(const ExperimentSpec& spec) {
  const std::string refusal =
      "Only dense autoencoders that mirror themselves (784 - 256 - 64 - 256 - 784) can be "
      "stacked; ";
  if (!spec.reconstructs()) return Error{refusal + spec.name + " names classes."};
  for (const LayerSpec& layer : spec.layers) {
    if (layer.kind() != "dense") return Error{refusal + spec.name + " has a layer of the kind " + layer.kind() + "."};
  }
  const std::size_t count = spec.layers.size();
  if (count == 0 || count % 2 != 0) return Error{refusal + spec.name + " has an odd number of layers."};
  for (std::size_t i = 0; i + 1 < count / 2; ++i) {
    const double encoder = spec.layers[i].number("units", 0);
    const double decoder = spec.layers[count - 2 - i].number("units", 0);
    if (encoder != decoder) {
      return Error{refusal + "in " + spec.name + " layer " + std::to_string(i + 1) + " has " +
                   std::to_string(static_cast<int>(encoder)) + " units, but its mirror has " +
                   std::to_string(static_cast<int>(decoder)) + "."};
    }
  }
  return static_cast<int>(count / 2);
}

Result<Pretrained> pretrain_stack(const ExperimentSpec& spec, const Dataset& data, const StackingOptions& options,
                                  ThreadPool& pool, const std::function<void(const PretrainRecord&)>& on_epoch,
                                  const std::function<bool()>& stopped) {
  const auto depth = stack_depth(spec);
  if (!depth) return depth.error();
  if (options.pretrain_epochs < 1) return Error{"Pretraining needs at least one epoch for each pair of layers."};
  if (!(options.pretrain_masking >= 0.0F && options.pretrain_masking < 1.0F)) {
    return Error{"The share of masked inputs must lie between 0 and 1."};
  }
  if (data.train.size() == 0 || data.test.size() == 0)
    return Error{"There are no images to train on and to test with."};
  auto whole = Network::plan({spec.input, spec.layers, spec.loss}, 1);
  if (!whole) return whole.error();
  for (const ImageSet* images : {&data.train, &data.test}) {
    if (const Status status = check_takes(spec.input, images->shape, "network"); !status) return status.error();
  }
  whole->initialize(spec.seed);

  Pretraining training(spec, data, options, pool, std::move(*whole));
  Pretrained result;
  const auto give_up = [&] {
    const auto parameters = training.whole().parameters();
    result.parameters.assign(parameters.begin(), parameters.end());
    return std::move(result);
  };
  const std::size_t layers = spec.layers.size();
  for (int layer = 0; layer < *depth; ++layer) {
    auto pair = make_pair_of(spec, training.whole(), layer);
    if (!pair) return pair.error();
    for (int epoch = 0; epoch < options.pretrain_epochs; ++epoch) {
      const auto begin = Clock::now();
      const bool done = training.train_epoch(*pair, epoch, stopped);
      copy_layer(pair->network, 0, training.whole(), static_cast<std::size_t>(layer));
      copy_layer(pair->network, 1, training.whole(), layers - 1 - static_cast<std::size_t>(layer));
      if (!done) return give_up();
      if (!std::isfinite(training.loss())) {
        return Error{"The loss became infinite: the steps are too large. Lower the learning rate."};
      }
      const auto stack_loss = training.validate_stack(layer + 1);
      if (!stack_loss) return stack_loss.error();
      result.records.push_back({.layer = layer + 1,
                                .epoch = epoch + 1,
                                .loss = training.loss(),
                                .val_loss = training.validate(pair->network),
                                .stack_val_loss = *stack_loss,
                                .seconds = seconds_since(begin)});
      on_epoch(result.records.back());
    }
    if (layer + 1 < *depth) training.go_deeper(pair->network);
  }
  result.complete = true;
  return give_up();
}

}  // namespace lab
