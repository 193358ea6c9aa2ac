#include "io/exports.h"

#include <algorithm>
#include <utility>

#include "data/zip.h"
#include "io/history_table.h"
#include "io/keras_script.h"
#include "io/model_file.h"
#include "io/npy.h"
#include "io/onnx.h"
#include "io/pytorch_script.h"
#include "io/safetensors.h"
#include "io/weights.h"

namespace lab {
namespace {

/// What a writer gets: the network with its weights, and the file's name without its ending.
struct Source {
  const ExperimentSpec& spec;
  const Network& network;
  const std::string& stem;
};

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Result<Bytes> model(const Source& from) { return write_model(from.spec, from.network); }
Result<Bytes> onnx(const Source& from) { return write_onnx(from.spec, from.network); }
Result<Bytes> npz(const Source& from) { return write_npz(weights_of(from.network)); }
Result<Bytes> safetensors(const Source& from) { return write_safetensors(weights_of(from.network)); }

/// The script and its weights, which it looks for beside itself.
using ScriptWriter = Result<std::string> (*)(const ExperimentSpec&, const Network&, const std::string&);
Result<Bytes> zipped(const Source& from, ScriptWriter write, const char* ending) {
  const std::string weights = from.stem + ".npz";
  const auto script = write(from.spec, from.network, weights);
  if (!script) return script.error();
  const ZipEntry files[] = {{from.stem + ending, bytes_of(*script)}, {weights, write_npz(weights_of(from.network))}};
  return write_zip(files);
}
Result<Bytes> keras(const Source& from) { return zipped(from, write_keras_script, "-keras.py"); }
Result<Bytes> pytorch(const Source& from) { return zipped(from, write_pytorch_script, "-pytorch.py"); }

struct Row {
  ExportFormat format;
  const char* ending;
  Result<Bytes> (*write)(const Source&);  ///< null: the history, which is written from other things
};

constexpr Row kRows[] = {
    {{"model", "Model (.aelab)", "Opens here and in the command line", false}, ".aelab", model},
    {{"onnx", "ONNX (.onnx)", "For ONNX Runtime and many others", false}, ".onnx", onnx},
    {{"npz", "Weights for NumPy (.npz)", "Under the names that Keras gives them", false}, ".npz", npz},
    {{"safetensors", "Weights (.safetensors)", "The same names, for other tools", false}, ".safetensors", safetensors},
    {{"keras", "Keras script (.zip)", "Network, training and weights", false}, "-keras.zip", keras},
    {{"pytorch", "PyTorch script (.zip)", "Network, training and weights", false}, "-pytorch.zip", pytorch},
    {{"history", "History (.csv)", "The losses of all epochs, as a table", true}, "-history.csv", nullptr},
};

const Row* find_row(std::string_view name) {
  const auto* row = std::ranges::find(kRows, name, [](const Row& r) { return std::string_view(r.format.name); });
  return row == std::end(kRows) ? nullptr : row;
}

/// The name of the experiment as a file may be called anywhere. Opened models may have any name.
std::string stem_of(const std::string& name) {
  std::string stem;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    stem += plain ? c : '-';
  }
  return stem.empty() ? "model" : stem;
}

}  // namespace

std::vector<ExportFormat> export_formats() {
  std::vector<ExportFormat> formats;
  for (const Row& row : kRows) formats.push_back(row.format);
  return formats;
}

Result<ExportFormat> find_export_format(std::string_view name, std::size_t epochs) {
  const Row* row = find_row(name);
  if (row == nullptr) {
    std::string sentence = "There is no format \"" + std::string(name) + "\"; there are ";
    for (const Row& other : kRows) {
      if (&other != kRows) sentence += &other == std::end(kRows) - 1 ? " and " : ", ";
      sentence += other.format.name;
    }
    return Error{sentence + "."};
  }
  if (row->format.of_history && epochs == 0) return Error{"No epoch is finished yet, so there is no history to save."};
  return row->format;
}

Result<ExportedFile> export_file(std::string_view format, const SavedModel& model,
                                 const std::vector<EpochRecord>& epochs) {
  if (const auto found = find_export_format(format, epochs.size()); !found) return found.error();
  const Row& row = *find_row(format);
  const std::string stem = stem_of(model.spec.name);
  if (row.write == nullptr) return ExportedFile{stem + row.ending, bytes_of(history_csv(epochs))};
  if (!is_finite(model)) {
    return Error{"This training has failed: its weights are not numbers any more, so there is nothing to save."};
  }
  const auto network = network_of(model, 1);
  if (!network) return network.error();
  auto bytes = row.write({model.spec, *network, stem});
  if (!bytes) return bytes.error();
  return ExportedFile{stem + row.ending, std::move(*bytes)};
}

}  // namespace lab
