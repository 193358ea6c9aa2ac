#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/shape.h"
#include "experiment/experiment_spec.h"
#include "experiment/saved_model.h"
#include "train/history.h"
#include "train/judge.h"
#include "train/measured.h"
#include "train/observations.h"
#include "train/run_memory.h"

namespace lab {

/// diverged: paused, because training went astray (see DivergenceWatch). failed: there is no network, or its first
/// weights cannot be trained on.
enum class TrainState { ready, training, paused, finished, diverged, failed };
[[nodiscard]] const char* to_string(TrainState state);

/// One row of the model summary, as Keras prints it.
struct SummaryRow {
  std::string name;    ///< "dense_1"
  std::string output;  ///< without the batch: "(32)"
  int parameters = 0;
  // For a drawing of it.
  std::string kind;   ///< NetworkLayer::kind: "dense"
  std::string title;  ///< "Dense"
  Shape shape;        ///< of the output
  bool code = false;  ///< that output is the code
};

/// The state of a training as the page sees it: immutable, made by the trainer thread, read by the page.
struct Snapshot {
  std::uint64_t generation = 0;  ///< grows with each snapshot
  std::uint64_t run = 0;         ///< grows when a run begins anew: plots and views start over
  std::uint64_t loads = 0;       ///< how often images were given (UseData), accepted or refused

  std::shared_ptr<const ExperimentSpec> spec;
  TrainState state = TrainState::ready;
  std::string message;         ///< why it failed or diverged, or why a command was refused; empty when all is well
  std::string refusal;         ///< why a command was refused last, even if others were accepted since
  std::uint64_t refusals = 0;  ///< how many were

  ModelPtr began_with;  ///< the model that UseModel began this run with; null where the weights began at random

  std::string data_name;
  std::shared_ptr<const std::vector<std::string>> class_names;  ///< Dataset::class_names; null before the first data
  int generated = 0;                                            ///< Dataset::generated
  bool inverted = false;                                        ///< Dataset::inverted
  bool light_paper = false;      ///< the images are dark on light, and the network is made for light on dark
  bool grey_for_colour = false;  ///< the images are somebody's and grey, and the network is made for colour
  int train_count = 0;           ///< images in use, with those that TrainAlso added
  int added_count = 0;           ///< how many of them it did
  int added_next = 0;            ///< how many it will have from the next epoch on
  int test_count = 0;
  int parameters = 0;
  int trainable_parameters = 0;
  std::shared_ptr<const std::vector<SummaryRow>> summary;
  int code_size = 0;  ///< numbers of a code; 0 where the network has none

  int epoch = 0;          ///< finished epochs
  int epochs = 0;         ///< the run stops after so many
  int step = 0;           ///< finished batches of the whole run
  int step_in_epoch = 0;  ///< finished batches of this epoch
  int steps_per_epoch = 0;
  float loss = kNotMeasured;      ///< mean over this epoch so far, or over the last one at its end (as Keras shows it)
  float accuracy = kNotMeasured;  ///< likewise
  float val_loss = kNotMeasured;  ///< after the last finished epoch
  float val_accuracy = kNotMeasured;        ///< likewise
  float samples_per_second = kNotMeasured;  ///< over the last second or so of training
  int threads = 1;                          ///< that train
  int most_threads = 1;                     ///< that may
  bool threads_automatic = false;           ///< as many as help, not as many as somebody said
  MemoryRoom memory;                        ///< what is left for a run, so that controls can tell what would be refused

  History history;         ///< finished epochs and the loss within epochs
  Observations seen;       ///< the newest, none of another run
  JudgeState judge;        ///< of restored pictures
  bool observing = false;  ///< more of them come although nothing is trained
};
using SnapshotPtr = std::unique_ptr<const Snapshot>;

}  // namespace lab
