#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/memory_budget.h"
#include "core/result.h"
#include "core/thread_pool.h"
#include "experiment/saved_model.h"
#include "nn/network.h"
#include "train/samples.h"

namespace lab {

/// What the page shows of a Judge; part of every snapshot.
struct JudgeState {
  ModelPtr model;         ///< who judges; null while it learns
  ModelPtr learned;       ///< what it has learned here, or was given as that: for whoever keeps it; or null
  float progress = 0.0F;  ///< of its learning, from 0 to 1
  std::string refusal;    ///< why it cannot learn, a sentence; or empty
};

/// What the judge that learns here is, and what it learns from.
[[nodiscard]] ExperimentSpec judge_spec(int digits);

/// Names the pictures that a network has restored, so that one sees what restoring is worth: the course's convolutional
/// classifier, which learns once, from digits that it draws for itself, or a classifier that somebody opened. Learns
/// batch by batch on the trainer's thread, as everything else here belongs there.
class Judge {
 public:
  static constexpr int kDigits = 40'000;  ///< that it learns from: some 97 of 100 test digits are then named rightly

  /// Its networks come out of `memory`, which must outlive it.
  explicit Judge(MemoryBudget& memory, int digits = kDigits);

  /// Lets that classifier judge; null: the one that learns here. One of judge_spec() counts as what was learned here,
  /// so that it can be kept. Refused if it names no classes or its weights do not fit; then nothing has changed.
  Status use(const ModelPtr& model);

  /// Whether it can judge these images, once it has learned: a sentence says why not.
  [[nodiscard]] Status suits(const FittedImages& images, const std::vector<std::string>& class_names) const;

  /// Whether learn() has anything to do. False too where there is no memory for it (JudgeState::refusal).
  [[nodiscard]] bool can_learn();
  /// One batch.
  void learn(ThreadPool& pool);

  /// Who judges; null while it learns, and where there is no memory for it.
  [[nodiscard]] Network* network();
  /// Grows whenever somebody else judges.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Nobody asks at the moment: gives back what can be made again.
  void rest();

  [[nodiscard]] JudgeState state() const;

 private:
  /// Takes the network of a model; false where there is no memory for it.
  bool build(std::optional<Network>& network, MemoryShare& memory, const ExperimentSpec& spec, int batch);
  [[nodiscard]] const ModelPtr& model() const { return opened_ ? opened_ : learned_; }
  void finish_learning();

  ExperimentSpec spec_;
  int steps_ = 0;  ///< batches that it learns from
  int step_ = 0;   ///< of them are done
  MemoryBudget& budget_;
  MemoryShare student_memory_;
  MemoryShare network_memory_;
  std::optional<Network> student_;  ///< while it learns
  std::optional<Network> network_;  ///< of model()
  ModelPtr learned_;
  ModelPtr opened_;
  std::uint64_t version_ = 0;
  std::string refusal_;
};

}  // namespace lab
