#pragma once

#include "core/result.h"
#include "core/thread_pool.h"
#include "data/image_set.h"
#include "experiment/saved_model.h"
#include "nn/network.h"
#include "train/observatory.h"

namespace lab {

/// A saved model and images as observers look at them, without a training: observe_now() with what look() gives makes
/// outside the page what is to be seen in it.
class ModelSubject {
 public:
  /// The noise is that with which a Trainer of this `seed` validates. Refused: images of another size than the model
  /// takes, or none.
  static Result<ModelSubject> make(SavedModel model, DatasetPtr data, std::uint64_t seed);

  /// Valid until the next call, and no longer than this.
  [[nodiscard]] Subject look(const Attention& attention);

  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const ExperimentSpec& spec() const { return spec_; }
  [[nodiscard]] const Dataset& data() const { return *data_; }

 private:
  ModelSubject(ExperimentSpec spec, Network network, DatasetPtr data);

  std::unique_ptr<ThreadPool> pool_;
  ExperimentSpec spec_;
  Network network_;
  DatasetPtr data_;
};

}  // namespace lab
