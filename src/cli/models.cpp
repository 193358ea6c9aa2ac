#include "cli/models.h"

#include <string_view>

#include "cli/files.h"
#include "experiment/presets.h"
#include "experiment/spec_json.h"

namespace lab::cli {

Result<ExperimentSpec> load_spec(const std::string& preset_or_file) {
  if (!preset_or_file.ends_with(".json")) return find_preset(preset_or_file);
  const auto json = read_text(preset_or_file);
  if (!json) return json.error();
  auto spec = spec_from_json(*json);
  if (!spec) return Error{preset_or_file + ": " + spec.error().message};
  return spec;
}

Result<SavedModel> load_model(const std::string& name, bool untrained) {
  if (untrained) {
    auto spec = load_spec(name);
    if (!spec) return spec.error();
    auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
    if (!network) return network.error();
    network->initialize(spec->seed);
    return SavedModel{std::move(*spec), {network->parameters().begin(), network->parameters().end()}};
  }
  const auto bytes = read_file(name);
  if (!bytes) return bytes.error();
  return read_model(name, *bytes);
}

}  // namespace lab::cli
