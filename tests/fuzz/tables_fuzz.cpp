// libFuzzer target for the results that come back from files: runs, sweeps, histories, grids and levels. Not part of
// the default tests. With clang, in bash, after a native build (which knows where the libraries are):
//   I="$(grep -oE -- '-isystem [^ ]+' build/native/compile_commands.json | sort -u)"
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize=nonnull-attribute -w -Isrc $I
//     tests/fuzz/tables_fuzz.cpp src/{core,nn,nn/kernels,nn/layers,data,experiment,train,io}/*.cpp src/data/*/*.cpp
//     -pthread -o tables_fuzz
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
