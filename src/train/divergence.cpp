#include "train/divergence.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"

namespace lab {
namespace {

/// A copy costs as much as a few samples of a small network do, and of large ones, whose products are fast, as many
/// more as there are weights. So often it takes less than three thousandths of the time.
std::int64_t samples_between_copies(const Network& network) { return 1024 + network.parameter_count() / 256; }

/// Stops at the first number that is not 0, so it costs nothing as long as all is well.
bool all_zero(const ConstMatrixView& values) {
  return std::all_of(values.data(), values.data() + values.size(), [](float value) { return value == 0.0F; });
}

/// The first hidden layer that makes nothing of something, or -1.
int dead_layer(const Network& network, int count) {
  if (all_zero(network.input(count))) return -1;
  const int last = static_cast<int>(network.layers().size()) - 1;
  for (int layer = 0; layer < last; ++layer) {
    if (all_zero(network.activations(layer, count))) return layer;
  }
  return -1;
}

}  // namespace

void DivergenceWatch::begin(const Network& network) {
  end();
  kept_.resize(static_cast<std::size_t>(network.parameter_count()));
}

std::optional<std::string> DivergenceWatch::judge(double loss) const {
  if (!std::isfinite(loss)) return "The loss is no longer a number";
  if (first_loss_ == 0.0 || loss <= kTimes * first_loss_) return {};
  return "The loss rose to " + short_number(loss, 3) + ", more than ten times what it is before anything is learned (" +
         short_number(first_loss_, 3) + ")";
}

std::optional<std::string> DivergenceWatch::check_batch(const Network& network, int count, const LossTotals& totals) {
  const double loss = totals.loss / count;
  const bool first = first_loss_ == 0.0;
  const double weight = first ? 1.0 : std::min(1.0, static_cast<double>(count) / kSamples);
  const double mean = loss_ + (loss - loss_) * weight;
  if (auto problem = judge(mean)) return problem;
  loss_ = mean;
  if (first) first_loss_ = std::max(loss, network.loss().untaught(network.output_shape().size()));

  const int dead = dead_layer(network, count);
  dead_samples_ = dead >= 0 ? dead_samples_ + count : 0;
  if (was_alive_ && dead_samples_ >= kSamples) {
    return "The layer " + network.layers()[static_cast<std::size_t>(dead)].name +
           " answers 0 to every image, so nothing more can be learned";
  }
  was_alive_ = was_alive_ || dead < 0;

  unkept_ += count;
  // On its way up a loss is not good any more, long before it is ten times too high.
  const bool good = dead < 0 && (any_loss_ || loss_ <= kept_loss_ + first_loss_ / kTimes);
  if (good && (keep_soon_ || unkept_ >= samples_between_copies(network))) {
    std::ranges::copy(network.parameters(), kept_.begin());
    has_kept_ = true;
    kept_loss_ = any_loss_ ? loss_ : std::min(kept_loss_, loss_);
    keep_soon_ = any_loss_ = false;
    unkept_ = 0;
  }
  return {};
}

std::optional<std::string> DivergenceWatch::check_validation(const Network& network, float loss) {
  // Averages that a layer keeps for later, as batch normalization does, may lag behind what it learns.
  const bool lags = network.trainable_count() < network.parameter_count();
  if (lags && std::isfinite(loss)) return {};
  return judge(static_cast<double>(loss));
}

bool DivergenceWatch::restore(Network& network) {
  dead_samples_ = 0;
  if (!has_kept_) return false;
  network.restore(kept_);
  loss_ = kept_loss_;
  return true;
}

}  // namespace lab
