#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/thread_pool.h"
#include "data/image_set.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"
#include "train/attention.h"
#include "train/samples.h"

namespace lab {

class Judge;

/// What observers look at, between two batches. A view: valid during one call.
struct Subject {
  ThreadPool& pool;
  Network& network;
  const Dataset& data;
  FittedImages test;  ///< data.test as the network takes it; at least one image
  const ExperimentSpec& spec;
  Attention attention;
  bool training = false;   ///< its weights change between two calls
  Judge* judge = nullptr;  ///< of restored pictures; or null

  /// Which image of `test` an index in `attention` stands for.
  [[nodiscard]] int test_index(int index) const { return ((index % test.size()) + test.size()) % test.size(); }

  /// Writes the picture as the network takes it, with the noise of test images or without: test.shape().size() floats.
  /// One's own is fitted as files are; where that cannot be done it is black.
  void read(const Pick& pick, bool noisy, float* out) const;

  /// Adds the noise that this picture would get if that were the noise of test images.
  void add_noise(const Pick& pick, const NoiseSpec& noise, float* image) const;

  /// Its class, -1 where it has none.
  [[nodiscard]] int label(const Pick& pick) const;

  /// Whether the network takes long: of such ones observers take fewer images, which would keep a page without threads
  /// waiting.
  [[nodiscard]] bool is_large() const {
    constexpr std::int64_t kLarge = 20'000;  // activations per image; dense networks stay far below
    return network.activations_per_sample() > kLarge;
  }

  /// How many of the first test images figures are made from.
  [[nodiscard]] int judged_images() const { return std::min(test.size(), is_large() ? 100 : 500); }

  /// The noise that test images get.
  [[nodiscard]] NoiseDraw test_noise() const { return {.noise = spec.noise, .seed = spec.seed, .test = true}; }
};

/// What an observation is made from besides images and network: it is made anew when a part of it that it watches has
/// changed. Of the attention it watches those parts of which `attention` says that they differ; see watches().
struct Watched {
  bool weights = true;
  bool noise = false;
  bool judge = false;                                                          ///< who judges
  bool (*attention)(const Attention& before, const Attention& now) = nullptr;  ///< null: nothing of it
};

/// For Watched::attention: whether one of these members differs, as in watches<&Attention::layer, &Attention::unit>.
template <auto... members>
bool watches(const Attention& before, const Attention& now) {
  return (... || (before.*members != now.*members));
}

/// One kind of thing that can be seen of a network: makes immutable results, in parts where one takes long. Lives on
/// the trainer's thread.
///
/// To add one: write observations/<name>.{h,cpp} with its result, a struct whose default means "nothing yet" and that
/// has a static make_observer(), and add the result to ObservationKinds in observations.h.
template <class Result>
class Observer {
 public:
  virtual ~Observer() = default;
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  [[nodiscard]] virtual Watched watched() const = 0;

  /// Whether anybody looks; otherwise it is neither made nor kept up to date.
  [[nodiscard]] virtual bool wanted(const Subject& /*subject*/) const { return true; }

  /// A run has begun: whatever is kept of another network or of other images no longer holds.
  virtual void forget() {}

  /// Begins anew (`first`) or goes on, for some milliseconds at most; the result when it is done, null when there is
  /// more to do. Between two calls for one result the weights may change, but nothing else that is watched.
  virtual std::shared_ptr<const Result> observe(const Subject& subject, bool first) = 0;
};

}  // namespace lab
