#include "train/judge.h"

#include <algorithm>
#include <utility>

#include "data/digits/digits.h"
#include "experiment/presets.h"
#include "nn/schedules.h"
#include "train/run_memory.h"

namespace lab {
namespace {

constexpr int kBatch = 32;           // small, so that no step keeps anybody waiting
constexpr int kJudged = 16;          // images that it names at a time
constexpr std::uint64_t kSeed = 97;  // of no digits that anything else here is trained on or tested with
constexpr int kClasses = 10;

/// Whether classes that are called so are the ten digits; classes without names are taken for them.
bool are_digits(const std::vector<std::string>& names) {
  if (names.empty()) return true;
  if (names.size() != kClasses) return false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].ends_with(std::to_string(i))) return false;
  }
  return true;
}

}  // namespace

ExperimentSpec judge_spec(int digits) {
  auto preset = find_preset("cnn");
  ExperimentSpec spec = preset ? *std::move(preset) : ExperimentSpec{};
  // One pass over many digits with a rate that ends at zero learns most in a given time.
  spec.optimizer = {.kind = "adam", .learning_rate = 0.003F};
  spec.schedule.kind = "one-cycle";
  spec.batch_size = kBatch;
  spec.epochs = 1;
  spec.train_size = std::max(digits, kBatch);
  spec.seed = kSeed;
  return spec;
}

Judge::Judge(MemoryBudget& memory, int digits)
    : spec_(judge_spec(digits)),
      steps_(spec_.train_size / kBatch),
      budget_(memory),
      student_memory_(memory),
      network_memory_(memory) {}

Status Judge::use(const ModelPtr& model) {
  if (model && model->spec.reconstructs()) return Error{"A judge names classes; this model redraws images."};
  if (model) {
    if (!is_finite(*model)) return Error{"Some weights of this model are not numbers: its training had failed."};
    const auto outline = outline_network(model->spec);
    if (!outline) return outline.error();
    if (outline->parameter_count() != static_cast<int>(model->parameters.size())) {
      return Error{"The weights of this model do not fit its network."};
    }
  }
  const bool own = model && model->spec == spec_;
  if (own) {
    learned_ = model;
    student_.reset();
    (void)student_memory_.resize(0);
  } else {
    opened_ = model;
  }
  network_.reset();
  (void)network_memory_.resize(0);
  ++version_;
  return {};
}

Status Judge::suits(const FittedImages& images, const std::vector<std::string>& class_names) const {
  const auto& labels = images.labels();
  if (labels.empty()) return Error{"The test pictures have no classes, so nobody can say which are named rightly."};
  const int highest = *std::ranges::max_element(labels);
  if (!opened_) {
    const bool digits = images.shape() == spec_.input && highest < kClasses && are_digits(class_names);
    if (digits) return {};
    return Error{"The judge here knows grey digits of 28 x 28 pixels only; open a classifier for these pictures."};
  }
  if (const Status status = check_takes(opened_->spec.input, images.shape(), "judge"); !status) return status;
  const auto outline = outline_network(opened_->spec);
  if (!outline) return outline.error();
  if (highest < outline->output_shape().size()) return {};
  return Error{"The judge knows " + std::to_string(outline->output_shape().size()) +
               " classes, and the test pictures have more."};
}

bool Judge::build(std::optional<Network>& network, MemoryShare& memory, const ExperimentSpec& spec, int batch) {
  if (network) return true;
  auto outline = Network::outline({spec.input, spec.layers, spec.loss}, batch);
  if (!outline) {
    refusal_ = outline.error().message;
    return false;
  }
  const std::int64_t needed = outline->memory_bytes(batch);
  if (!memory.resize(needed)) {
    refusal_ =
        "No judge: " + no_room(needed, {.run = memory.most(), .total = budget_.total(), .owner = budget_.owner()},
                               "a smaller network or batch makes room for it")
                           .message;
    return false;
  }
  refusal_.clear();
  network.emplace(*std::move(outline));
  network->allocate();
  return true;
}

bool Judge::can_learn() {
  if (opened_ || learned_) return false;
  const bool begins = !student_;
  if (!build(student_, student_memory_, spec_, kBatch)) return false;
  if (begins) {
    student_->initialize(spec_.seed);
    step_ = 0;
  }
  return true;
}

void Judge::learn(ThreadPool& pool) {
  if (!can_learn()) return;
  // The rate may be high only as long as the schedule says so.
  OptimizerSpec optimizer = spec_.optimizer;
  optimizer.learning_rate *= static_cast<float>(
      find_schedule(spec_.schedule.kind)
          ->factor(spec_.schedule, {.epoch = static_cast<double>(step_) / steps_, .total_epochs = 1.0}));
  const auto first_of_batch = static_cast<std::uint64_t>(step_) * kBatch;
  (void)student_->train_step(
      pool, kBatch, optimizer, [&](int first, MatrixView input, MatrixView /*target*/, std::span<std::uint8_t> labels) {
        const auto count = static_cast<int>(input.cols());
        const ImageSet digits = make_digits(count, spec_.seed, {}, first_of_batch + static_cast<std::uint64_t>(first));
        std::ranges::transform(digits.pixels, input.data(),
                               [](std::uint8_t p) { return static_cast<float>(p) / 255.0F; });
        std::ranges::copy(digits.labels, labels.begin());
      });
  if (++step_ == steps_) finish_learning();
}

void Judge::finish_learning() {
  const std::span<const float> weights = std::as_const(*student_).parameters();
  learned_ = std::make_shared<const SavedModel>(SavedModel{spec_, {weights.begin(), weights.end()}});
  student_.reset();
  (void)student_memory_.resize(0);
  ++version_;
}

Network* Judge::network() {
  if (!model()) return nullptr;
  const bool begins = !network_;
  if (!build(network_, network_memory_, model()->spec, kJudged)) return nullptr;
  if (begins) std::ranges::copy(model()->parameters, network_->parameters().begin());
  return &*network_;
}

void Judge::rest() {
  network_.reset();
  (void)network_memory_.resize(0);
}

JudgeState Judge::state() const {
  return {.model = model(),
          .learned = learned_,
          .progress = learned_ ? 1.0F : static_cast<float>(step_) / static_cast<float>(steps_),
          .refusal = refusal_};
}

}  // namespace lab
