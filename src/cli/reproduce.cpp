#include "cli/reproduce.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/reproduce_rows.h"
#include "core/clock.h"
#include "io/format.h"
#include "io/json_text.h"

namespace lab::cli {
namespace {

struct Options {
  std::string data = "digits";
  std::string cifar = "pictures";
  std::vector<std::string> only;
  bool quick = false;
  std::vector<std::string> figures;  // --format and --dpi, as they were given
  std::string out;                   // empty: "results", or "results-quick"
  std::string beside;                // the folder of another reproduction, or empty
};

/// What is kept of a row once it is finished: row.json in its folder.
struct Finished {
  std::string command;
  Reached reached;
  double seconds = 0.0;
};

std::string command_text(const ReproduceRow& row, const Options& options) {
  std::string text(row.command);
  if (options.quick && !row.quick.empty()) text += " " + std::string(row.quick);
  return text;
}

std::string replaced(const std::string& word, const std::string& name, const std::string& value) {
  const bool is_it = word == name || (word.starts_with(name) && word.substr(name.size(), 1) == "/");
  return is_it ? value + word.substr(name.size()) : word;
}

/// The words that are run: places filled in, and the files asked for that the table does not mention.
std::vector<std::string> words_of(const ReproduceRow& row, const Options& options) {
  std::vector<std::string> words;
  std::istringstream text(command_text(row, options));
  for (std::string word; text >> word;) {
    word = replaced(word, "DATA", options.data);
    word = replaced(word, "CIFAR", options.cifar);
    words.push_back(replaced(word, "OUT", options.out));
  }
  const std::string folder = options.out + "/" + std::string(row.id);
  if (words.front() == "train") words.insert(words.end(), {"--out", folder, "--json", folder + "/run.json"});
  if (words.front() == "stack" || words.front() == "sweep") words.insert(words.end(), {"--out", folder});
  if (words.front() != "summary") words.insert(words.end(), options.figures.begin(), options.figures.end());
  return words;
}

/// The key by which a finished row is recognised: another command or other data is another experiment.
std::string key_of(const ReproduceRow& row, const Options& options) {
  const std::string& data = row.needs == Needs::cifar ? options.cifar : options.data;
  return command_text(row, options) + (row.needs == Needs::nothing ? "" : " | " + data);
}

std::string row_file(const ReproduceRow& row, const std::string& out) {
  return out + "/" + std::string(row.id) + "/row.json";
}

/// What is kept of a row in the folder `out`, whatever it was trained on.
std::optional<Finished> kept_row(const ReproduceRow& row, const std::string& out) {
  const auto kept = read_text(row_file(row, out));
  if (!kept) return {};
  const Json json = Json::parse(*kept, nullptr, false);
  if (!json.is_object()) return {};
  const auto command = json.find("command");
  const auto text = json.find("reached");
  if (command == json.end() || !command->is_string() || text == json.end() || !text->is_string()) return {};
  const double epochs = number_at(json, "/epochs");
  return Finished{command->get<std::string>(),
                  {.text = text->get<std::string>(),
                   .epochs = epochs >= 0 && epochs < 1e9 ? static_cast<int>(epochs) : 0,
                   .figure = number_at(json, "/figure")},
                  number_at(json, "/seconds")};
}

std::optional<Finished> finished_before(const ReproduceRow& row, const Options& options) {
  auto kept = kept_row(row, options.out);
  if (kept && kept->command != key_of(row, options)) kept.reset();
  return kept;
}

Status keep(const ReproduceRow& row, const Options& options, const Finished& finished) {
  const Json json = {{"command", finished.command},
                     {"reached", finished.reached.text},
                     {"epochs", finished.reached.epochs},
                     {"figure", number(finished.reached.figure)},
                     {"seconds", finished.seconds}};
  return write_file(row_file(row, options.out), json_text(json));
}

/// Runs one row; the sentence says why there is no result.
Result<Finished> run_row(const ReproduceRow& row, const Options& options) {
  const std::string folder = options.out + "/" + std::string(row.id);
  if (Status status = make_folder(folder); !status) return status.error();
  say("\n== %.*s: lab %s\n", static_cast<int>(row.id.size()), row.id.data(), command_text(row, options).c_str());
  const auto begin = Clock::now();
  const int code = run_command(words_of(row, options));
  const double seconds = seconds_since(begin);
  if (interrupted()) return Error{"interrupted"};
  if (code != 0) return Error{"failed with the exit code " + std::to_string(code)};
  auto reached = row.measure(row, folder);
  if (!reached) return reached.error();
  Finished finished{key_of(row, options), std::move(*reached), seconds};
  if (Status status = keep(row, options, finished); !status) return status.error();
  return finished;
}

std::string machine() {
  std::string text = std::to_string(std::thread::hardware_concurrency()) + " cores";
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (!line.starts_with("model name")) continue;
    const auto colon = line.find(": ");
    if (colon != std::string::npos) text += " (" + line.substr(colon + 2) + ")";
    break;
  }
  return text;
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  return format("%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

struct Line {
  const ReproduceRow* row;
  std::optional<Finished> finished;
  std::string why_not;  // where there is no result
};

std::string table_of(const std::vector<Line>& lines, const Options& options) {
  std::string text = "# What the experiments of the course reached here\n\nWritten by `lab reproduce` on " + today() +
                     ", on a machine with " + machine() + ". ";
  text += options.quick
              ? "A quick run on few images, to see that everything works: its figures mean nothing.\n"
              : "DATA is " + options.data + ", CIFAR " + options.cifar +
                    ", OUT the folder of the results. Losses and accuracies are those on test images after the last "
                    "epoch; seconds are of the whole command.\n";
  const bool beside = !options.beside.empty();
  if (beside) text += "Beside it stands what " + options.beside + " holds.\n";
  text += std::string("\n| row | published | goal | reached | ") + (beside ? "beside | " : "") +
          "epochs | seconds | command |\n| --- | --- | --- | --- | " + (beside ? "--- | " : "") + "--- | --- | --- |\n";
  for (const Line& line : lines) {
    const ReproduceRow& row = *line.row;
    std::string goal;
    if (std::isfinite(row.goal)) {
      goal = format("at least %.4g", row.goal);
      if (line.finished && !options.quick) goal += line.finished->reached.figure >= row.goal ? ": met" : ": missed";
    }
    text += "| " + std::string(row.id) + " | " + std::string(row.published) + " | " + goal + " | ";
    const auto other = beside ? kept_row(row, options.beside) : std::nullopt;
    const std::string there = beside ? (other ? other->reached.text : "") + " | " : "";
    if (line.finished) {
      const Reached& reached = line.finished->reached;
      text += reached.text + " | " + there + (reached.epochs > 0 ? std::to_string(reached.epochs) : "") + " | " +
              format("%.1f", line.finished->seconds);
    } else {
      text += line.why_not + " | " + there + "| ";
    }
    text += " | `lab " + command_text(row, options) + "` |\n";
  }
  return text;
}

bool wanted(const ReproduceRow& row, const Options& options) {
  if (options.only.empty()) return true;
  return std::ranges::find(options.only, row.id) != options.only.end();
}

int reproduce(const Options& options) {
  for (const std::string& id : options.only) {
    const auto rows = reproduce_rows();
    if (std::ranges::find(rows, id, &ReproduceRow::id) == rows.end()) return fail("There is no row called " + id + ".");
  }
  if (const Status status = make_folder(options.out); !status) return fail(status.error().message);
  watch_interrupts();
  const std::string table = options.out + "/RESULTS.md";
  std::vector<Line> lines;
  for (const ReproduceRow& row : reproduce_rows()) {
    lines.push_back({&row, finished_before(row, options), "not run yet"});
  }
  int failed = 0;
  for (Line& line : lines) {
    if (interrupted()) break;
    if (line.finished || !wanted(*line.row, options)) continue;
    auto result = run_row(*line.row, options);
    if (result) {
      say("-> %s\n", result->reached.text.c_str());
      line.finished = std::move(*result);
    } else {
      line.why_not = result.error().message;
      failed += interrupted() ? 0 : 1;
    }
    // After every row, so that a look at the table is never in vain.
    if (const Status status = write_file(table, table_of(lines, options)); !status) return fail(status.error().message);
  }
  if (const Status status = write_file(table, table_of(lines, options)); !status) return fail(status.error().message);
  say("\nWrote %s\n", table.c_str());
  if (interrupted()) return kInterruptedExit;
  return failed > 0 ? fail(std::to_string(failed) + (failed == 1 ? " row" : " rows") + " failed.") : 0;
}

}  // namespace

std::function<int()> declare_reproduce(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("--data", o->data, "Where the digits come from, as for `lab train`")->capture_default_str();
  app.add_option("--cifar", o->cifar,
                 "Where the colour pictures come from: a folder of CIFAR-10's binary batches, or `pictures`")
      ->capture_default_str();
  app.add_option("--only", o->only, "These rows alone: A4,C1 (others keep what they have)")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--quick", o->quick, "One epoch on few images: shows that every row runs");
  app.add_option("--beside", o->beside, "The folder of another reproduction, whose figures stand beside these")
      ->check(CLI::ExistingDirectory);
  auto figures = std::make_shared<FigureOptions>();
  declare_figure_options(app, *figures);
  app.add_option("--out", o->out,
                 "Folder for RESULTS.md and a folder per row; finished rows in it are kept (default: results, or "
                 "results-quick)");
  return [o, figures] {
    o->figures = words_of(*figures);
    if (o->out.empty()) o->out = o->quick ? "results-quick" : "results";
    return reproduce(*o);
  };
}

}  // namespace lab::cli
