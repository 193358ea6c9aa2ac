#include "cli/draw.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "cli/files.h"
#include "cli/number_range.h"
#include "cli/output.h"
#include "core/clock.h"
#include "core/text.h"
#include "data/digits/digits.h"
#include "data/drawn_set.h"
#include "data/png.h"
#include "data/scenes/scenes.h"

namespace lab::cli {
namespace {

constexpr int kMostPictures = 10'000;
constexpr int kMostColumns = 200;

struct Options {
  std::string out;
  int count = 200;
  int columns = 20;
  std::uint64_t seed = kStandardSeed;
  DigitStyle digits;
  SceneStyle scenes;
};

/// Images in rows, with a line of white between them.
Picture sheet_of(const ImageSet& set, int columns) {
  constexpr int kGap = 1;
  const Shape& shape = set.shape;
  const int rows = (set.size() + columns - 1) / columns;
  Picture sheet{columns * (shape.width + kGap) - kGap, rows * (shape.height + kGap) - kGap, shape.channels, {}};
  const auto row_bytes = static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(shape.channels);
  sheet.pixels.assign(row_bytes * static_cast<std::size_t>(sheet.height), 255);
  const auto line = static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.channels);
  for (int i = 0; i < set.size(); ++i) {
    const auto image = set.image(i);
    const auto left = static_cast<std::size_t>(i % columns) * static_cast<std::size_t>(shape.width + kGap) *
                      static_cast<std::size_t>(shape.channels);
    const auto above = static_cast<std::size_t>(i / columns) * static_cast<std::size_t>(shape.height + kGap);
    for (int y = 0; y < shape.height; ++y) {
      const auto row = static_cast<std::size_t>(y);
      std::copy_n(image.begin() + static_cast<std::ptrdiff_t>(row * line), line,
                  sheet.pixels.begin() + static_cast<std::ptrdiff_t>((above + row) * row_bytes + left));
    }
  }
  return sheet;
}

int draw(const Options& o, ImageSet (*make)(const Options&)) {
  const auto begin = Clock::now();
  const ImageSet set = make(o);
  const double seconds = seconds_since(begin);
  const Picture sheet = sheet_of(set, std::min(o.columns, o.count));
  if (const Status status = write_file(o.out, encode_png(sheet)); !status) return fail(status.error().message);
  say("%s: %d x %d pixels; %s pictures/s on one core\n", o.out.c_str(), sheet.width, sheet.height,
      with_separators(static_cast<std::int64_t>(o.count / seconds)).c_str());
  return 0;
}

/// The command for one kind of pictures, with an option for each field of its style.
template <class Style, class StyleField>
std::function<int()> declare(CLI::App& app, Style Options::*style, std::span<const StyleField> fields,
                             ImageSet (*make)(const Options&)) {
  auto o = std::make_shared<Options>();
  app.add_option("out", o->out, "The PNG to write")->required();
  app.add_option("--count", o->count, "How many")->check(CLI::Range(1, kMostPictures))->capture_default_str();
  app.add_option("--columns", o->columns, "How many in a row")
      ->check(CLI::Range(1, kMostColumns))
      ->capture_default_str();
  app.add_option("--seed", o->seed, "Names the random numbers")->capture_default_str();
  for (const StyleField& field : fields) {
    std::string option = "--" + std::string(field.name);
    std::ranges::replace(option, '_', '-');
    app.add_option(option, (*o).*style.*field.member, std::string(field.title))
        ->check(number_range(field.low, field.high))
        ->capture_default_str();
  }
  return [o, make] { return draw(*o, make); };
}

}  // namespace

std::function<int()> declare_digits(CLI::App& app) {
  return declare(app, &Options::digits, digit_style_fields(),
                 [](const Options& o) { return make_digits(o.count, o.seed, o.digits); });
}

std::function<int()> declare_pictures(CLI::App& app) {
  return declare(app, &Options::scenes, scene_style_fields(),
                 [](const Options& o) { return make_scenes(o.count, o.seed, o.scenes); });
}

}  // namespace lab::cli
