#include "train/session.h"

#include <deque>
#include <optional>
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

/// What would be drawn for the network that this command brings; null where it brings none.
const DrawnKind* kind_after(const Command& command) {
  if (const auto* preset = std::get_if<command::SetPreset>(&command)) {
    const auto spec = find_preset(preset->name);
    return spec ? &drawn_kind_for(spec->input) : nullptr;
  }
  const auto* model = std::get_if<command::UseModel>(&command);
  return model != nullptr ? &drawn_kind_for(model->model->spec.input) : nullptr;
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
        loader(threads > 0, *options.memory),
        kind(&drawn_kind_for(spec.input)) {}

  int threads;
  ExperimentSpec spec;
  SnapshotPtr snapshot;
  std::unique_ptr<TrainerLoop> loop;
  DataLoader loader;
  std::deque<Command> queued;  // commands that found the loop's queue full, or wait for data
  std::deque<Command> urgent;  // those that go before them
  bool holding = false;        // until the first images of the kind that the queued commands need are there
  // What is drawn at present, or is under way: how many, and what; nothing where files are in use.
  struct Drawn {
    int train_size = 0;
    const DrawnKind* kind = nullptr;
  };
  std::optional<Drawn> drawn;
  std::optional<Drawn> before;         // what stays in use if the files under way come to nothing
  std::weak_ptr<const Dataset> given;  // the images that the trainer was given last
  std::uint64_t given_count = 0;       // how often it was given any
  bool rest_due = false;               // they are the first of a set
  bool drawing_rest = false;           // of which only the rest is drawn again, because files came between and failed

  void draw(int train_size) {
    drawing_rest = false;
    drawn = Drawn{train_size, kind};
    loader.start({.source = DataRequest::Source::generated, .train_size = train_size, .files = {}}, *kind);
  }

  /// The kind for the network that there will be when all commands are applied.
  const DrawnKind* kind = nullptr;

  /// Hands commands on for as long as the loop takes them.
  void deliver(std::deque<Command>& commands) const {
    while (!commands.empty() && loop->send(commands.front())) commands.pop_front();
  }
};

Session::Session(const Options& options) : impl_(std::make_unique<Impl>(options)) {}
Session::~Session() = default;

void Session::send(Command command) {
  auto& queued = impl_->queued;
  if (const DrawnKind* const kind = kind_after(command); kind != nullptr) {
    impl_->kind = kind;
    if (impl_->drawn && impl_->drawn->kind != kind) {
      impl_->draw(impl_->drawn->train_size);
      impl_->holding = true;
    }
  }
  if (queued.empty() && !impl_->holding && impl_->loop->send(command)) return;
  if (queued.empty() || !replaces(command, queued.back())) queued.push_back(std::move(command));
}

void Session::load(DataRequest request) {
  if (request.source == DataRequest::Source::generated) {
    impl_->draw(request.train_size);
    return;
  }
  if (request.source == DataRequest::Source::inverted) {
    const DatasetPtr files = impl_->given.lock();
    if (files && !impl_->drawn) impl_->loader.start_inverting(files);
    return;
  }
  if (impl_->drawn) impl_->before = std::exchange(impl_->drawn, std::nullopt);
  impl_->loader.start(std::move(request), *impl_->kind);
}

bool Session::tick(double budget_ms) {
  const bool loading = impl_->loader.tick(budget_ms, impl_->snapshot->memory.images);
  if (impl_->loader.take_wish_for_room()) impl_->urgent.emplace_back(command::DropData{});
  if (auto [data, rest] = impl_->loader.take(); data) {
    const bool first = data->to_come > 0;
    if (!(first && impl_->drawing_rest)) {
      impl_->given = data;
      ++impl_->given_count;
      impl_->urgent.emplace_back(command::UseData{std::move(data), rest || impl_->drawing_rest});
      impl_->rest_due = first;
      impl_->drawing_rest = false;
    }
    impl_->holding = false;
    impl_->before.reset();
  }
  if (!impl_->loader.progress().busy) {  // there are none, and the loader has said why
    impl_->holding = false;
    if (impl_->before) {
      impl_->drawn = std::exchange(impl_->before, std::nullopt);
      if (impl_->rest_due && impl_->drawn->kind == impl_->kind) {
        const std::string error = impl_->loader.progress().error;
        impl_->draw(impl_->drawn->train_size);
        impl_->drawing_rest = true;
        impl_->loader.repeat(error);
      }
    }
  }
  impl_->deliver(impl_->urgent);
  if (impl_->urgent.empty() && !impl_->holding) impl_->deliver(impl_->queued);
  SnapshotPtr newest = impl_->loop->tick(budget_ms);
  const bool changed = newest != nullptr;
  if (changed) impl_->snapshot = std::move(newest);
  const bool arrived = impl_->snapshot->loads == impl_->given_count && impl_->loader.arrived();
  return changed || loading || arrived;
}

bool Session::busy() const {
  return impl_->snapshot->generation == 0 || impl_->snapshot->state == TrainState::training ||
         impl_->snapshot->observing || impl_->loop->pending() || !impl_->queued.empty() || !impl_->urgent.empty() ||
         impl_->loader.progress().busy;
}

const Snapshot& Session::snapshot() const { return *impl_->snapshot; }
const DataProgress& Session::data_progress() const { return impl_->loader.progress(); }
int Session::threads() const { return impl_->threads; }

}  // namespace lab
