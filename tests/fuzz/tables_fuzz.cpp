// The results that come back from files: runs, sweeps, histories, grids and levels.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "expect.h"
#include "io/history_table.h"
#include "io/run_json.h"
#include "io/sweep_table.h"
#include "train/noise_sweep.h"
#include "train/sweep.h"

using lab::fuzz::expect;
using lab::fuzz::expect_sentence;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto run = lab::run_from_json("run.json", text);
  expect_sentence(run);
  if (run) expect_sentence(lab::run_from_json("run.json", lab::run_to_json(*run)));
  const auto plan = lab::sweep_plan_from_json("sweep.json", text);
  expect_sentence(plan);
  if (plan) expect_sentence(lab::plan_sweep(*plan));
  const auto history = lab::parse_history_csv("history.csv", text);
  expect_sentence(history);
  expect(!history || lab::parse_history_csv("history.csv", lab::history_csv(*history)));
  expect_sentence(lab::parse_axis(text));
  expect_sentence(lab::parse_levels("speckle", std::string(text)));
  return 0;
}
