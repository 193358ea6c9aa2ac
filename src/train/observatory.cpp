#include "train/observatory.h"

#include <chrono>
#include <utility>
#include <variant>

namespace lab {
namespace {

// While training, all observations together take a share of one in so many.
constexpr int kShare = 20;
// How long one kind may work in one round, while training and otherwise.
constexpr std::chrono::milliseconds kPart{2};
constexpr std::chrono::milliseconds kLongPart{8};
// While training, the judge learns in so many parts of the time, once.
constexpr int kLessons = 4;

}  // namespace

Observatory::Observatory(Trainer& trainer, int judge_digits)
    : trainer_(trainer), judge_(trainer.budget(), judge_digits) {}

Status Observatory::apply(const Command& command) {
  if (const auto* attend = std::get_if<command::Attend>(&command)) {
    attention_ = attend->attention;
    return {};
  }
  if (const auto* question = std::get_if<command::Observe>(&command)) {
    answer(*question);
    return {};
  }
  const auto* use = std::get_if<command::UseJudge>(&command);
  const Status status = use != nullptr ? judge_.use(use->model) : trainer_.apply(command);
  judge_refused_ = use != nullptr && !status;
  if (!status) {
    refusal_ = status.error().message;
    ++refusals_;
  }
  return status;
}

void Observatory::answer(const command::Observe& question) {
  auto results = std::make_unique<Observations>();
  if (auto subject = trainer_.subject(question.attention)) {
    subject->judge = &judge_;
    std::size_t kind = 0;
    const auto make = [&]<class Result>(const Slot<Result>& /*slot*/) {
      if (question.kinds.has[kind++]) results->set(observe_now<Result>(*subject));
    };
    std::apply([&](const auto&... slots) { (make(slots), ...); }, slots_);
  }
  question.to->put(std::move(results));
}

SnapshotPtr Observatory::snapshot() {
  auto snapshot = trainer_.snapshot();
  snapshot->generation = ++generation_;
  snapshot->seen = results_;
  snapshot->judge = judge_.state();
  snapshot->refusal = refusal_;
  snapshot->refusals = refusals_;
  if (judge_refused_) snapshot->message = refusal_;
  snapshot->observing = more_;
  return snapshot;
}

bool Observatory::Schedule::weights_changed(const Source& now, const Watched& watched) const {
  // What was made while they changed may not be what it would be now.
  return watched.weights && (source.run != now.run || source.loads != now.loads || source.epoch != now.epoch ||
                             source.step != now.step || source.training != now.training);
}

bool Observatory::Schedule::question_changed(const Source& now, const Watched& watched) const {
  if (source.run != now.run || source.loads != now.loads) return watched.noise || watched.attention != nullptr;
  return (watched.noise && source.noise != now.noise) || (watched.judge && source.judge != now.judge) ||
         (watched.attention != nullptr && watched.attention(source.attention, now.attention));
}

bool Observatory::due(const Schedule& schedule) const {
  return Clock::now() - schedule.last >= kShare * wanted_ * schedule.cost;
}

bool Observatory::tend(Schedule& schedule, const Watched& watched, const Source& now, FunctionRef<bool(bool)> make) {
  const bool training = trainer_.active();
  const bool asked = schedule.question_changed(now, watched);
  // Weights that change while a result is made blur it a little; that of a run at rest is exact.
  const bool anew = asked || (schedule.weights_changed(now, watched) && (!training || !schedule.under_way));
  if (!anew && !schedule.under_way) return false;
  if (training && !asked && !due(schedule)) return false;

  const auto begin = Clock::now();
  const auto end = begin + (training ? kPart : kLongPart);
  if (anew) schedule.source = now;
  bool first = anew;
  do {
    schedule.under_way = !make(first);
    first = false;
  } while (schedule.under_way && Clock::now() < end);
  schedule.last = Clock::now();
  schedule.cost = schedule.last - begin;
  if (training) seconds_while_training_ += std::chrono::duration<double>(schedule.cost).count();
  return schedule.under_way && !training;
}

template <class Result>
bool Observatory::tend(Slot<Result>& slot, const Subject& subject, const Source& now) {
  if (!slot.observer->wanted(subject)) return false;
  return tend(slot, slot.observer->watched(), now, [&](bool first) {
    auto result = slot.observer->observe(subject, first);
    if (!result) return false;
    results_.set(std::move(result));
    return true;
  });
}

bool Observatory::teach(const Subject& subject) {
  if (attention_.view != OpenView::noise) {
    judge_.rest();
    return false;
  }
  const bool asked = subject.spec.reconstructs() && judge_.suits(subject.test, subject.data.class_names).ok();
  if (!asked || !judge_.can_learn()) return false;
  const auto begin = Clock::now();
  if (subject.training && begin - lessons_.last < (kLessons - 1) * lessons_.cost) return false;
  do {
    judge_.learn(subject.pool);
  } while (Clock::now() - begin < kLongPart && judge_.can_learn());
  lessons_.last = Clock::now();
  lessons_.cost = lessons_.last - begin;
  return !subject.training;
}

bool Observatory::observe() {
  auto subject = trainer_.subject(attention_);
  const bool anew = trainer_.run() != run_ || !subject;
  if (anew) results_ = {};
  // What is half made looks at images that may be gone.
  if (anew || trainer_.loads() != loads_) {
    run_ = trainer_.run();
    loads_ = trainer_.loads();
    std::apply([](auto&... slots) { ((slots.under_way = false, slots.observer->forget()), ...); }, slots_);
  }
  more_ = false;
  if (!subject) return false;
  subject->judge = &judge_;
  const Source now{.run = run_,
                   .loads = loads_,
                   .epoch = trainer_.epoch(),
                   .step = trainer_.step(),
                   .training = subject->training,
                   .noise = trainer_.spec().noise,
                   .judge = judge_.version(),
                   .attention = attention_};
  const auto count = [&](const auto&... slots) { return (0 + ... + (slots.observer->wanted(*subject) ? 1 : 0)); };
  wanted_ = std::apply(count, slots_);
  std::apply([&](auto&... slots) { ((more_ |= tend(slots, *subject, now)), ...); }, slots_);
  more_ |= teach(*subject);
  return more_;
}

}  // namespace lab
