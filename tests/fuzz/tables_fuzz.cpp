// libFuzzer target for the results that come back from files: runs, sweeps, histories, grids and levels. Not part of
// the default tests. With clang, and B=build/native-debug configured with -DCMAKE_CXX_COMPILER=clang++ (or any build of
// the libraries by clang):
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Isrc tests/fuzz/tables_fuzz.cpp
//   $B/src/io/liblab_io.a
//     $B/src/train/liblab_train.a $B/src/experiment/liblab_experiment.a $B/src/data/liblab_data.a $B/src/nn/liblab_nn.a
//     $B/src/core/liblab_core.a -lz -o tables_fuzz
//   ./tables_fuzz -max_len=4096 CORPUS     # a folder with a run.json, a sweep.json, a history.csv
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/history_table.h"
#include "io/run_json.h"
#include "io/sweep_table.h"
#include "train/noise_sweep.h"
#include "train/sweep.h"

namespace {

template <class T>
void must_explain(const lab::Result<T>& result) {
  if (!result && result.error().message.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto run = lab::run_from_json("run.json", text);
  must_explain(run);
  if (run) must_explain(lab::run_from_json("run.json", lab::run_to_json(*run)));
  const auto plan = lab::sweep_plan_from_json("sweep.json", text);
  must_explain(plan);
  if (plan) must_explain(lab::plan_sweep(*plan));
  const auto history = lab::parse_history_csv("history.csv", text);
  must_explain(history);
  if (history && !lab::parse_history_csv("history.csv", lab::history_csv(*history))) std::abort();
  must_explain(lab::parse_axis(text));
  must_explain(lab::parse_levels("speckle", std::string(text)));
  return 0;
}
