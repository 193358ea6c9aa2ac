#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/files.h"
#include "core/result.h"
#include "io/drawing.h"

namespace lab::cli {

/// What the commands that draw figures have in common: how these become files.
struct FigureOptions {
  std::vector<std::string> formats;  ///< "png", "svg"; empty: nothing was asked for, which is PNG
  int dpi = 192;                     ///< of PNG files
};
void declare_figure_options(CLI::App& app, FigureOptions& options);
/// The words of a command line that ask for them.
[[nodiscard]] std::vector<std::string> words_of(const FigureOptions& options);

/// The contents of NAME.png or NAME.svg, whichever a command has written; refused where there is none.
Result<std::vector<std::uint8_t>> read_figure(const std::string& name);

/// Makes files of drawings, and holds the typeface that they need.
class FigureFiles {
 public:
  /// Reads the typeface that lies beside the program; refused where it does not.
  static Result<FigureFiles> open(const FigureOptions& options);

  /// For drawings; lives as long as this.
  [[nodiscard]] const Typeface& type() const { return type_; }

  /// Adds a file for each format: "history" becomes history.png and history.svg.
  void add(std::vector<OutputFile>& files, const std::string& name, const Drawing& drawing) const;

  /// "1280 x 740 pixels" or, of a format that has none, "6.67 x 3.85 inches".
  [[nodiscard]] std::string size_text(const OutputFile& file, const Drawing& drawing) const;

 private:
  FigureFiles(FigureOptions options, Typeface type);

  FigureOptions options_;
  Typeface type_;
};

}  // namespace lab::cli
