#include "train/session.h"

#include <deque>
#include <utility>

#include "experiment/presets.h"
#include "train/data_loader.h"
#include "train/trainer_loop.h"

namespace lab {
namespace {

std::unique_ptr<TrainerLoop> make_loop(const ExperimentSpec& spec, const Session::Options& options) {
  const auto& [threads, preset, memory, judge_digits] = options;
  if (threads > 0) return std::make_unique<ThreadedLoop>(spec, threads, *memory, judge_digits);
  return std::make_unique<SlicedLoop>(spec, *memory, judge_digits);
}

/// Replaces a waiting command by the next one where that makes it pointless, so that a stream of them (a slider that is
/// moved while a long batch runs) does not pile up.
bool replaces(const Command& next, Command& waiting) {
  if (next.index() != waiting.index()) return false;
  const auto* field = std::get_if<command::SetField>(&next);
  if (field != nullptr && field->name != std::get<command::SetField>(waiting).name) return false;
  if (field == nullptr && !std::holds_alternative<command::Attend>(next)) return false;
  waiting = next;
  return true;
}

ExperimentSpec preset_or_first(const std::string& name) {
  const auto spec = find_preset(name);
  return spec ? *spec : presets().front();
}

/// What there is to show before the trainer has said anything.
SnapshotPtr first_snapshot(const ExperimentSpec& spec) {
  auto snapshot = std::make_unique<Snapshot>();
  snapshot->spec = std::make_shared<const ExperimentSpec>(spec);
  snapshot->epochs = spec.epochs;
  return snapshot;
}

}  // namespace

struct Session::Impl {
  explicit Impl(const Options& options)
      : threads(options.threads),
        spec(preset_or_first(options.preset)),
        snapshot(first_snapshot(spec)),
        loop(make_loop(spec, options)),
        loader(threads > 0, *options.memory) {}

  int threads;
  ExperimentSpec spec;
  SnapshotPtr snapshot;
  std::unique_ptr<TrainerLoop> loop;
  DataLoader loader;
  std::deque<Command> queued;  // commands that found the loop's queue full
};

Session::Session(const Options& options) : impl_(std::make_unique<Impl>(options)) {}
Session::~Session() = default;

void Session::send(Command command) {
  auto& queued = impl_->queued;
  if (queued.empty() && impl_->loop->send(command)) return;
  if (queued.empty() || !replaces(command, queued.back())) queued.push_back(std::move(command));
}

void Session::load(DataRequest request) { impl_->loader.start(std::move(request)); }

bool Session::tick(double budget_ms) {
  const bool loading = impl_->loader.tick(budget_ms, impl_->snapshot->memory.images);
  if (impl_->loader.take_wish_for_room()) send(command::DropData{});
  if (DatasetPtr data = impl_->loader.take()) send(command::UseData{std::move(data)});
  while (!impl_->queued.empty() && impl_->loop->send(impl_->queued.front())) impl_->queued.pop_front();
  SnapshotPtr newest = impl_->loop->tick(budget_ms);
  const bool changed = newest != nullptr;
  if (changed) impl_->snapshot = std::move(newest);
  return changed || loading;
}

bool Session::busy() const {
  return impl_->snapshot->generation == 0 || impl_->snapshot->state == TrainState::training ||
         impl_->snapshot->observing || impl_->loop->pending() || !impl_->queued.empty() ||
         impl_->loader.progress().busy;
}

const Snapshot& Session::snapshot() const { return *impl_->snapshot; }
const DataProgress& Session::data_progress() const { return impl_->loader.progress(); }
int Session::threads() const { return impl_->threads; }

}  // namespace lab
