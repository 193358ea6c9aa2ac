#include "io/model_subject.h"

#include <utility>

#include "io/model_file.h"

namespace lab {
namespace {

constexpr int kBatch = 64;

}  // namespace

ModelSubject::ModelSubject(ExperimentSpec spec, Network network, DatasetPtr data)
    : pool_(std::make_unique<ThreadPool>(1)),
      spec_(std::move(spec)),
      network_(std::move(network)),
      data_(std::move(data)) {}

Result<ModelSubject> ModelSubject::make(SavedModel model, DatasetPtr data, std::uint64_t seed) {
  if (data->test.size() == 0) return Error{"There are no test images."};
  auto network = network_of(model, kBatch);
  if (!network) return network.error();
  if (const Status fits = check_takes(network->input_shape(), data->test.shape, "model"); !fits) return fits.error();
  model.spec.seed = seed;
  return ModelSubject(std::move(model.spec), std::move(*network), std::move(data));
}

Subject ModelSubject::look(const Attention& attention) {
  return {*pool_, network_, *data_, data_->test, spec_, attention};
}

}  // namespace lab
