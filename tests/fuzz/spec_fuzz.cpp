// Experiments as JSON and settings as text: an object is read as an experiment, anything else as lines FIELD=VALUE,
// which are set on the preset whose number is the first byte.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "expect.h"
#include "experiment/field_text.h"
#include "experiment/presets.h"
#include "experiment/spec_json.h"
#include "nn/network.h"

namespace {

using lab::fuzz::expect;
using lab::fuzz::expect_sentence;

void read_experiment(std::string_view text) {
  const auto spec = lab::spec_from_json(text);
  expect_sentence(spec);
  if (!spec) return;
  const std::string json = lab::spec_to_json(*spec);
  const auto again = lab::spec_from_json(json);
  expect(again && lab::spec_to_json(*again) == json);
  const auto outline = lab::Network::outline({spec->input, spec->layers, spec->loss}, 4);
  expect_sentence(outline);
  if (outline) expect(outline->memory_bytes(4) > 0);
}

void set_fields(std::string_view text) {
  if (text.empty()) return;
  const auto presets = lab::presets();
  lab::ExperimentSpec spec = presets[static_cast<unsigned char>(text.front()) % presets.size()];
  text.remove_prefix(1);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t sign = std::min(line.find('='), line.size());
    const std::string_view name = line.substr(0, sign);
    const lab::ExperimentSpec before = spec;
    const lab::Status status = lab::set_field_text(spec, name, line.substr(std::min(sign + 1, line.size())));
    expect_sentence(status);
    if (!status) {
      expect(spec == before);
      continue;
    }
    // What is told of a setting sets it again.
    const std::string value = lab::value_text(lab::find_field(name)->get(spec));
    expect(lab::set_field_text(spec, name, value) && lab::value_text(lab::find_field(name)->get(spec)) == value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.starts_with('{')) {
    read_experiment(text);
  } else {
    set_fields(text);
  }
  return 0;
}
