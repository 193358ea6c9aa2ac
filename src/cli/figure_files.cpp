#include "cli/figure_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/assets.h"
#include "io/format.h"
#include "io/raster.h"
#include "io/svg.h"

namespace lab::cli {
namespace {

constexpr int kLeastDpi = 36;
constexpr int kMostDpi = 1200;

struct Format {
  const char* name;
  std::vector<std::uint8_t> (*encode)(const Drawing& drawing, int dpi);
};
constexpr std::array kFormats = {Format{"png", to_png}, Format{"svg", [](const Drawing& drawing, int) {
                                                                 const std::string text = to_svg(drawing);
                                                                 return std::vector<std::uint8_t>(text.begin(),
                                                                                                  text.end());
                                                               }}};

}  // namespace

void declare_figure_options(CLI::App& app, FigureOptions& o) {
  std::vector<std::string> names;
  names.reserve(kFormats.size());
  for (const Format& format : kFormats) names.emplace_back(format.name);
  app.add_option("--format", o.formats, "What figures are written as: png (the default), svg, or png,svg for both")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(names));
  app.add_option("--dpi", o.dpi, "Resolution of PNG figures in dots per inch; they are made for 6.7 inches of width")
      ->check(CLI::Range(kLeastDpi, kMostDpi))
      ->capture_default_str();
}

std::vector<std::string> words_of(const FigureOptions& options) {
  std::vector<std::string> words{"--dpi", std::to_string(options.dpi)};
  for (const std::string& format : options.formats) words.insert(words.end(), {"--format", format});
  return words;
}

Result<std::vector<std::uint8_t>> read_figure(const std::string& name) {
  auto bytes = read_file(name + ".png");
  return bytes ? bytes : read_file(name + ".svg");
}

FigureFiles::FigureFiles(FigureOptions options, Typeface type) : options_(std::move(options)), type_(std::move(type)) {}

Result<FigureFiles> FigureFiles::open(const FigureOptions& options) {
  std::array<std::vector<std::uint8_t>, 2> fonts;
  const std::array names = {"Inter-Regular.otf", "Inter-SemiBold.otf"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto bytes = read_file(asset_path(names[i]).string());
    if (!bytes)
      return Error{"Figures need the typeface Inter, which belongs beside the program: " + bytes.error().message};
    fonts[i] = std::move(*bytes);
  }
  auto type = Typeface::read(std::move(fonts[0]), std::move(fonts[1]));
  if (!type) return type.error();
  return FigureFiles(options, std::move(*type));
}

void FigureFiles::add(std::vector<OutputFile>& files, const std::string& name, const Drawing& drawing) const {
  const bool asked = !options_.formats.empty();
  for (const Format& format : kFormats) {
    const bool wanted = asked ? std::ranges::find(options_.formats, format.name) != options_.formats.end()
                              : std::string_view(format.name) == "png";
    if (wanted) files.emplace_back(name + "." + format.name, format.encode(drawing, options_.dpi));
  }
}

std::string FigureFiles::size_text(const OutputFile& file, const Drawing& drawing) const {
  if (!file.name.ends_with(".png")) {
    return format("%.2f x %.2f inches", static_cast<double>(drawing.width() / kUnitsPerInch),
                  static_cast<double>(drawing.height() / kUnitsPerInch));
  }
  const float scale = static_cast<float>(options_.dpi) / kUnitsPerInch;
  return format("%d x %d pixels", pixels_of(drawing.width(), scale), pixels_of(drawing.height(), scale));
}

}  // namespace lab::cli
