#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "experiment/saved_model.h"
#include "train/history.h"

namespace lab {

/// One way to take a network along, as a row of the menu that offers it.
struct ExportFormat {
  const char* name;    ///< "onnx", as scripts know it
  const char* title;   ///< "ONNX (.onnx)"
  const char* detail;  ///< what it is good for
  bool of_history;     ///< what the run was like, not the network: needs a finished epoch
};

/// All of them, in the order of the menu.
[[nodiscard]] std::vector<ExportFormat> export_formats();

/// The format of that name, or a sentence with the names that there are. `epochs`: how many are finished.
Result<ExportFormat> find_export_format(std::string_view name, std::size_t epochs);

/// A file to be handed to somebody.
struct ExportedFile {
  std::string name;  ///< "digit-denoiser.onnx"
  Bytes bytes;
};

/// Writes the network (or what happened in its `epochs`) in that format; a script and the weights that it reads are two
/// files in one ZIP archive, because browsers ask before they save a second file. Refuses unknown formats, weights that
/// are not numbers (a training that failed), and what the format's own writer refuses.
Result<ExportedFile> export_file(std::string_view format, const SavedModel& model,
                                 const std::vector<EpochRecord>& epochs);

}  // namespace lab
