#pragma once

#include <functional>
#include <vector>

#include "core/result.h"
#include "core/thread_pool.h"
#include "data/image_set.h"
#include "experiment/experiment_spec.h"
#include "nn/network.h"

namespace lab {

/// How a deep autoencoder is trained layer by layer.
struct StackingOptions {
  int pretrain_epochs = 5;        ///< for each pair of layers
  float pretrain_masking = 0.0F;  ///< share of a layer's inputs set to 0 while it is pretrained, 0 to 1
};

/// One epoch of pretraining one pair of layers.
struct PretrainRecord {
  int layer = 0;          ///< which pair, counted from 1 at the outside
  int epoch = 0;          ///< of this pair, from 1
  float loss = 0.0F;      ///< the pair's own, on its inputs: the spec's loss on images, mean squared error on codes
  float val_loss = 0.0F;  ///< likewise, on the test images' codes, nothing masked
  /// The spec's loss on test images of the stack as it stands: all pairs pretrained so far, one inside the other.
  float stack_val_loss = 0.0F;
  double seconds = 0.0;
};

/// What has been pretrained: parameters for the whole network, flat, as Network::parameters().
struct Pretrained {
  std::vector<PretrainRecord> records;
  std::vector<float> parameters;
  bool complete = false;  ///< false: it was stopped before the end
};

/// How many pairs of layers the network has if it is a dense autoencoder that mirrors itself (784 - a - b - a - 784);
/// otherwise a sentence that says what is in the way.
Result<int> stack_depth(const ExperimentSpec& spec);

/// Trains each encoder layer with its mirror layer as a small autoencoder on the codes of the layers before it, the
/// outermost first (Bengio, Lamblin, Popovici, Larochelle: "Greedy layer-wise training of deep networks", NIPS 2006,
/// section 4, with autoencoders). The outermost pair sees the spec's noise, as the whole will; deeper pairs see codes
/// of clean images. Masking makes every pair a denoising autoencoder of its own (Vincent et al., JMLR 11, 2010). Batch
/// size and optimizer are the spec's, the learning rate is constant; an epoch has as many steps as one of the whole
/// network. `on_epoch` hears of every epoch; `stopped` is asked before every batch.
Result<Pretrained> pretrain_stack(const ExperimentSpec& spec, const Dataset& data, const StackingOptions& options,
                                  ThreadPool& pool, const std::function<void(const PretrainRecord&)>& on_epoch,
                                  const std::function<bool()>& stopped);

}  // namespace lab
