#include "train/session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "experiment/presets.h"
#include "train/trainer_fixture.h"

using namespace lab;

namespace {

/// Ticks as a page would until `condition` holds; fails after a minute.
template <class Condition>
void tick_until(Session& session, Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    if (!session.tick(4.0)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

DataRequest generated(int count) {
  return {.source = DataRequest::Source::generated, .train_size = count, .files = {}};
}

void load(Session& session) {
  session.load(generated(300));
  tick_until(session, [&] { return session.snapshot().train_count == 300; });
}

}  // namespace

TEST_CASE("a session loads data, trains to the end and then rests") {
  for (const int threads : {0, 1, 2}) {
    CAPTURE(threads);
    Session session({.threads = threads, .preset = "lab-dae"});
    CHECK(session.snapshot().spec->name == "lab-dae");
    CHECK(session.busy());
    load(session);
    CHECK(session.snapshot().seen.get<Preview>().count == 11);
    session.send(command::SetField{"epochs", 3.0});
    session.send(command::Train{});
    tick_until(session, [&] { return session.snapshot().state == TrainState::finished; });
    CHECK(session.snapshot().history.epochs.size() == 3);
    tick_until(session, [&] { return !session.busy(); });
    const auto generation = session.snapshot().generation;
    for (int i = 0; i < 20; ++i) CHECK_FALSE(session.tick(4.0));
    CHECK(session.snapshot().generation == generation);
    CHECK(session.snapshot().threads == std::max(threads, 1));
  }
}

TEST_CASE("threads and slices give the same run, bit for bit") {
  std::vector<float> wanted;
  for (const int threads : {0, 1, 2, 3}) {
    Session session({.threads = threads, .preset = "sp-dae"});
    // Which tries two numbers of threads while it trains.
    if (threads == 3) session.send(command::UseThreads{.threads = 0});
    load(session);
    for (int i = 0; i < 7; ++i) session.send(command::Step{});
    tick_until(session, [&] { return session.snapshot().state == TrainState::paused && !session.busy(); });
    // Steps sent while one is under way merge into it, so ask for the rest one by one.
    while (session.snapshot().step < 7) {
      const int step = session.snapshot().step;
      session.send(command::Step{});
      tick_until(session,
                 [&] { return session.snapshot().step > step && session.snapshot().state == TrainState::paused; });
    }
    std::vector<float> losses;
    for (const LossPoint& point : session.snapshot().history.curve) losses.push_back(point.loss);
    CHECK(losses.size() == 6);  // the 44 images at the end of an epoch are no point of their own
    if (wanted.empty()) wanted = losses;
    CHECK(losses == wanted);
  }
}

TEST_CASE("commands are not lost when there are more than the queue holds") {
  Session session({.threads = 2, .preset = "lab-dae"});
  load(session);
  for (int i = 0; i < 2000; ++i) session.send(command::SetField{"noise_level", (i % 100) / 100.0});
  session.send(command::SetField{"noise_level", 0.125});
  tick_until(session, [&] { return !session.busy(); });
  CHECK(session.snapshot().spec->noise.level == 0.125F);
}

TEST_CASE("data that cannot be read is reported, and the data at hand stays") {
  for (const int threads : {0, 2}) {
    Session session({.threads = threads, .preset = "lab-dae"});
    load(session);
    session.load({.source = DataRequest::Source::files, .train_size = 0, .files = {{"holiday.txt", {'h', 'i'}}}});
    tick_until(session, [&] { return !session.data_progress().busy; });
    CHECK(session.data_progress().error.find("holiday.txt") != std::string::npos);
    CHECK(session.snapshot().train_count == 300);
  }
}

TEST_CASE("a new request replaces the one under way") {
  for (const int threads : {0, 2}) {
    Session session({.threads = threads, .preset = "lab-dae"});
    session.load({.source = DataRequest::Source::generated, .train_size = 60000, .files = {}});
    (void)session.tick(1.0);
    session.load({.source = DataRequest::Source::generated, .train_size = 240, .files = {}});
    tick_until(session, [&] { return session.snapshot().train_count > 0; });
    CHECK(session.snapshot().train_count == 240);
    CHECK(session.snapshot().test_count == 40);
  }
}

TEST_CASE("an unknown preset falls back to the first one") {
  const Session session({.threads = 0, .preset = "nonsense"});
  CHECK(session.snapshot().spec->name == presets().front().name);
}

TEST_CASE("copies of the network arrive while it trains, each as it was when it was asked for") {
  for (const int threads : {0, 2}) {
    CAPTURE(threads);
    Session session({.threads = threads, .preset = "lab-dae"});
    load(session);
    const auto ask = [&] {
      auto slot = std::make_shared<ModelSlot>();
      session.send(command::CopyModel{slot});
      return slot;
    };
    session.send(command::SetField{"epochs", 1000.0});
    session.send(command::Train{});
    const auto first = ask();
    session.send(command::SetPreset{"mlp"});
    const auto second = ask();
    tick_until(session, [&] { return !session.busy(); });
    const auto before = first->take();
    const auto after = second->take();
    REQUIRE(before != nullptr);
    REQUIRE(after != nullptr);
    CHECK((*before)->spec.name == "lab-dae");
    CHECK((*after)->spec.name == "mlp");
    const auto model = std::make_shared<const SavedModel>(**before);
    session.send(command::UseModel{model});
    tick_until(session, [&] { return session.snapshot().began_with == model; });
    CHECK(session.snapshot().spec->name == "lab-dae");
  }
}

TEST_CASE("data for which there is room only without those at hand make these go first") {
  for (const int threads : {0, 2}) {
    CAPTURE(threads);
    MemoryBudget memory(std::int64_t{5} << 20, "page");  // the run takes 2 MiB, 2,800 digits 2.1
    Session session({.threads = threads, .preset = "lab-dae", .memory = &memory});
    for (int i = 0; i < 3; ++i) {
      session.load(generated(2400 + i));
      tick_until(session, [&] { return session.snapshot().train_count == 2400 + i; });
      tick_until(session, [&] { return !session.busy(); });
      CHECK(session.data_progress().error.empty());
      CHECK(session.snapshot().memory.images == (2400 + i + 400) * 785);
    }
    CHECK(memory.promised() <= memory.total());
  }
}

TEST_CASE("data for which there is no room are refused with figures, and those at hand stay") {
  for (const int threads : {0, 2}) {
    CAPTURE(threads);
    MemoryBudget memory(std::int64_t{5} << 20, "page");
    Session session({.threads = threads, .preset = "lab-dae", .memory = &memory});
    session.load(generated(600));
    tick_until(session, [&] { return session.snapshot().train_count == 600; });
    session.load(generated(6000));
    tick_until(session, [&] { return !session.data_progress().busy; });
    const std::string& error = session.data_progress().error;
    INFO(error);
    CHECK(error.find("This needs 6 MiB, and ") == 0);
    CHECK(session.snapshot().train_count == 600);
    session.send(command::Train{});
    tick_until(session, [&] { return session.snapshot().step > 3; });
  }
}

TEST_CASE("images that stay in the bytes of their file stay promised") {
  constexpr int kImages = 2000;
  std::vector<std::uint8_t> file{0, 0, 8, 3, 0, 0, kImages / 256, kImages % 256, 0, 0, 0, 28, 0, 0, 0, 28};
  file.resize(file.size() + std::size_t{kImages} * 784);
  for (const int threads : {0, 2}) {
    CAPTURE(threads);
    MemoryBudget memory(std::int64_t{64} << 20, "page");
    Session session({.threads = threads, .preset = "lab-dae", .memory = &memory});
    tick_until(session, [&] { return !session.busy(); });
    const std::int64_t before = memory.promised();
    MemoryShare share(memory);
    REQUIRE(share.resize(static_cast<std::int64_t>(file.size())));
    session.load({.source = DataRequest::Source::files,
                  .train_size = 0,
                  .files = {{"train-images-idx3-ubyte", file}},
                  .memory = std::move(share)});
    tick_until(session, [&] { return session.snapshot().test_count > 0 && !session.busy(); });
    const std::int64_t images = session.snapshot().memory.images;
    CHECK(images >= kImages * 784);
    CHECK(memory.promised() - before >= images);
    CHECK(memory.promised() - before < images + 100'000);
  }
}

TEST_CASE("after a hundred changes of network and data as much is promised as after the first") {
  MemoryBudget memory(std::int64_t{64} << 20, "page");
  Session session({.threads = 2, .preset = "lab-dae", .memory = &memory});
  std::int64_t first = 0;
  for (int i = 0; i < 100; ++i) {
    session.send(command::SetPreset{i % 2 == 0 ? "sp-dae" : "lab-dae"});
    session.load(generated(40 + i % 2));
    tick_until(session, [&] { return session.snapshot().train_count == 40 + i % 2 && !session.busy(); });
    if (i == 1) first = memory.promised();
  }
  CHECK(memory.promised() == first);
}

TEST_CASE("the first images of a large set can be trained on while the rest is drawn, and nothing begins anew") {
  for (const int threads : {0, 2}) {
    CAPTURE(threads);
    Session session({.threads = threads, .preset = "lab-dae"});
    session.load(generated(12'000));
    tick_until(session, [&] { return session.snapshot().train_count > 0; });
    CHECK(session.data_progress().part_there);
    CHECK(session.snapshot().train_count == 12'000);
    CHECK(session.snapshot().test_count == 400);
    session.send(command::Train{});
    const auto run = session.snapshot().run;
    tick_until(session, [&] { return session.snapshot().test_count == 2000; });
    CHECK(session.snapshot().run == run);
    tick_until(session, [&] { return session.snapshot().epoch > 0; });
    CHECK(session.snapshot().run == run);
    CHECK(session.snapshot().train_count == 12'000);
  }
}

TEST_CASE("generated images are of the kind that the network is for, whatever is asked at once") {
  for (const int threads : {0, 2}) {
    CAPTURE(threads);
    Session session({.threads = threads, .preset = "lab-dae"});
    load(session);
    session.send(command::SetPreset{"cifar-conv-ae"});
    session.send(command::Train{});
    tick_until(session, [&] { return session.snapshot().step > 0; });
    CHECK(session.snapshot().spec->name == "cifar-conv-ae");
    CHECK(session.snapshot().data_name == "300 generated pictures");
    auto slot = std::make_shared<ModelSlot>();
    session.send(command::CopyModel{slot});
    session.send(command::SetPreset{"mlp"});
    tick_until(session, [&] { return session.snapshot().data_name == "300 generated digits"; });
    tick_until(session, [&] { return session.snapshot().spec->name == "mlp"; });
    // A model brings its kind too, and keeps its weights.
    const auto model = std::make_shared<const SavedModel>(**slot->take());
    session.send(command::UseModel{model});
    tick_until(session, [&] { return session.snapshot().began_with == model; });
    tick_until(session, [&] { return !session.busy(); });
    CHECK(session.snapshot().data_name == "300 generated pictures");
    CHECK(session.snapshot().began_with == model);
  }
}

TEST_CASE("somebody's own images stay when the preset changes, and refused files change nothing") {
  Session session({.threads = 0, .preset = "lab-dae"});
  load(session);
  session.load({.source = DataRequest::Source::files, .train_size = 0, .files = {{"holiday.txt", {'h', 'i'}}}});
  tick_until(session, [&] { return !session.data_progress().busy; });
  session.send(command::SetPreset{"cifar-conv-ae"});
  tick_until(session, [&] { return session.snapshot().data_name == "300 generated pictures"; });

  std::vector<std::uint8_t> file{0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 28, 0, 0, 0, 28};
  file.resize(file.size() + std::size_t{60} * 784);
  session.load({.source = DataRequest::Source::files, .train_size = 0, .files = {{"train-images-idx3-ubyte", file}}});
  tick_until(session, [&] { return !session.busy(); });
  const std::string own = session.snapshot().data_name;
  session.send(command::SetPreset{"dense-ae"});
  tick_until(session, [&] { return session.snapshot().spec->name == "dense-ae"; });
  tick_until(session, [&] { return !session.busy(); });
  CHECK(session.snapshot().data_name == own);
}

TEST_CASE("somebody's images are turned round and back, and drawn ones are not") {
  std::vector<std::uint8_t> file{0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 28, 0, 0, 0, 28};
  file.resize(file.size() + std::size_t{60} * 784, 250);
  for (const int threads : {0, 2}) {
    Session session({.threads = threads, .preset = "lab-dae"});
    load(session);
    session.load({.source = DataRequest::Source::inverted, .train_size = 0, .files = {}});
    tick_until(session, [&] { return !session.busy(); });
    CHECK_FALSE(session.snapshot().inverted);
    session.load({.source = DataRequest::Source::files, .train_size = 0, .files = {{"train-images-idx3-ubyte", file}}});
    tick_until(session, [&] { return session.snapshot().light_paper; });
    CHECK_FALSE(session.snapshot().inverted);
    for (const bool inverted : {true, false}) {
      session.load({.source = DataRequest::Source::inverted, .train_size = 0, .files = {}});
      tick_until(session, [&] { return session.snapshot().inverted == inverted; });
      CHECK(session.snapshot().light_paper == !inverted);
      CHECK(session.snapshot().train_count == 50);
    }
    session.send(command::SetPreset{"cifar-conv-ae"});
    tick_until(session, [&] { return session.snapshot().grey_for_colour; });
  }
}

TEST_CASE("data are under way until the trainer uses them") {
  for (const int threads : {0, 2}) {
    Session session({.threads = threads, .preset = "lab-dae"});
    session.load({.source = DataRequest::Source::generated, .train_size = 6'000, .files = {}});
    tick_until(session, [&] { return !session.data_progress().busy; });
    CHECK(session.snapshot().train_count == 6'000);
    CHECK(session.snapshot().test_count == 1'000);
  }
}

TEST_CASE("files that fail while the standard set is being drawn leave all of it in the end") {
  for (const int threads : {0, 2}) {
    Session session({.threads = threads, .preset = "lab-dae"});
    session.load({.source = DataRequest::Source::generated, .train_size = 10'000, .files = {}});
    // (Where this thread was kept waiting all of it may be there already.)
    tick_until(session, [&] { return session.data_progress().part_there || !session.data_progress().busy; });
    session.load({.source = DataRequest::Source::files, .train_size = 0, .files = {{"holiday.txt", {'h', 'i'}}}});
    tick_until(session, [&] { return !session.data_progress().error.empty(); });
    tick_until(session, [&] { return !session.data_progress().busy && !session.busy(); });
    CHECK(session.data_progress().error.find("holiday.txt") != std::string::npos);
    CHECK(session.snapshot().train_count == 10'000);
    const std::uint64_t run = session.snapshot().run;
    session.send(command::Train{});
    tick_until(session, [&] { return session.snapshot().step_in_epoch > 40; });
    CHECK(session.snapshot().run == run);
  }
}
