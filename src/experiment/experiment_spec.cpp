#include "experiment/experiment_spec.h"

#include "nn/losses.h"

namespace lab {

bool ExperimentSpec::reconstructs() const {
  const LossKind* kind = find_loss(loss);
  return kind == nullptr || !kind->needs_labels;
}

}  // namespace lab
