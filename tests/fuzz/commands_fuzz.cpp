// What scripts and addresses say to the page: each line is read as a command, as a question, and as the settings to
// start with.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "expect.h"
#include "experiment/presets.h"
#include "platform/commands.h"
#include "platform/observe.h"
#include "platform/status.h"

namespace {

using lab::fuzz::expect_sentence;

/// Of a page that has its data, with a code and three layers.
lab::Snapshot small_snapshot() {
  lab::Snapshot snapshot;
  snapshot.spec = std::make_shared<const lab::ExperimentSpec>(lab::presets().front());
  snapshot.summary = std::make_shared<const std::vector<lab::SummaryRow>>(3);
  snapshot.class_names = std::make_shared<const std::vector<std::string>>();
  snapshot.test_count = 500;
  snapshot.train_count = 2500;
  snapshot.code_size = 2;
  return snapshot;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lab::Snapshot snapshot = small_snapshot();
  lab::ui::Shared shared;
  lab::platform::Observe observe;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    lab::ui::Commands commands;
    expect_sentence(lab::platform::run_command(line, snapshot, shared, commands));
    const auto question = observe.ask(line, snapshot, shared, commands);
    expect_sentence(question);
    if (question) observe.answer(*question);
    std::string complaint;
    const auto options = lab::platform::read_start_options(line, complaint);
    lab::fuzz::expect(lab::find_preset(options.preset).ok());
  }
  return 0;
}
