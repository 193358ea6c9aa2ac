#include "cli/digits.h"

#include <chrono>
#include <memory>
#include <string>

#include "cli/files.h"
#include "cli/number_range.h"
#include "cli/output.h"
#include "cli/text.h"
#include "data/digits/digits.h"
#include "data/digits/sheet.h"

namespace lab::cli {
namespace {

constexpr int kMaxDigits = 100'000;

struct Options {
  std::string out;
  int train = kSheetTrain;
  int test = kSheetTest;
  std::uint64_t seed = kSheetSeed;
  DigitStyle style;
};

int write_digits(const Options& options) {
  const auto begin = std::chrono::steady_clock::now();
  const Dataset digits = draw_sheet_digits(options.train, options.test, options.seed, options.style);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  const auto sheet = write_sheet(digits);
  if (const Status status = write_file(options.out, sheet); !status) return fail(status.error().message);
  const int count = options.train + options.test;
  say("%s: %s digits in %s bytes; %s digits/s on one core\n", options.out.c_str(), with_separators(count).c_str(),
      with_separators(static_cast<std::int64_t>(sheet.size())).c_str(),
      with_separators(static_cast<std::int64_t>(count / seconds.count())).c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_digits(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("out", o->out, "The PNG to write, such as assets/digits.png")->required();
  app.add_option("--train", o->train, "How many training digits")
      ->check(CLI::Range(1, kMaxDigits))
      ->capture_default_str();
  app.add_option("--test", o->test, "How many test digits")->check(CLI::Range(1, kMaxDigits))->capture_default_str();
  app.add_option("--seed", o->seed, "Names the random numbers")->capture_default_str();
  for (const DigitStyleField& field : digit_style_fields()) {
    std::string option = "--" + std::string(field.name);
    for (char& c : option) c = c == '_' ? '-' : c;
    app.add_option(option, o->style.*field.member, std::string(field.title))
        ->check(number_range(field.low, field.high))
        ->capture_default_str();
  }
  return [o] { return write_digits(*o); };
}

}  // namespace lab::cli
