#include "platform/observe.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "data/noise/noise.h"
#include "platform/json.h"
#include "train/observations.h"

namespace lab::platform {

/// One thing that can be asked for.
struct Observable {
  const char* name;
  OpenView view;                            ///< in which it is to be seen
  WantedKinds (*kinds)();                   ///< what it is made from
  std::array<const char*, 2> options;       ///< that it takes, or null
  json (*write)(const Observations& seen);  ///< null where the network has nothing of the kind
};

namespace {

template <class... Results>
WantedKinds kinds() {
  WantedKinds wanted;
  (wanted.add<Results>(), ...);
  return wanted;
}

json write(const Shape& shape) {
  if (shape.is_flat) return {shape.channels};
  return {shape.height, shape.width, shape.channels};
}

json write_picture(const Observations& seen) {
  const auto& preview = seen.get<Preview>();
  if (preview.count == 0) return nullptr;
  const auto first = [&](const std::vector<std::uint8_t>& images) {
    const auto size = std::min(images.size(), static_cast<std::size_t>(preview.shape.size()));
    return std::vector<int>(images.begin(), images.begin() + static_cast<std::ptrdiff_t>(size));
  };
  json picture = {
      {"shape", write(preview.shape)}, {"original", first(preview.original)}, {"noisy", first(preview.noisy)}};
  if (!preview.denoised.empty()) picture["denoised"] = first(preview.denoised);
  if (!preview.probabilities.empty()) picture["probabilities"] = numbers(preview.probabilities);
  return picture;
}

json write_code(const Observations& seen) {
  const auto& code = seen.get<Code>();
  if (code.values.empty()) return nullptr;
  const auto& units = seen.get<CodeUnits>();
  json dead = json::array();
  for (std::size_t unit = 0; unit < units.low.size(); ++unit) {
    if (units.is_dead(unit)) dead.push_back(unit);
  }
  return {{"values", numbers(code.values)}, {"dead", std::move(dead)}};
}

json write_map(const Observations& seen) {
  const auto& map = seen.get<CodeMap>();
  if (map.x.empty()) return nullptr;
  std::vector<int> index(map.x.size());
  std::iota(index.begin(), index.end(), 0);
  return {{"x", numbers(map.x)},
          {"y", numbers(map.y)},
          {"label", std::vector<int>(map.labels.begin(), map.labels.end())},
          {"index", index},
          {"explained", numbers(map.plane.explained)}};
}

json write_decoded(const Observations& seen) {
  const auto& decoded = seen.get<Decoded>();
  if (decoded.pixels.empty()) return nullptr;
  return {{"shape", write(decoded.shape)}, {"pixels", std::vector<int>(decoded.pixels.begin(), decoded.pixels.end())}};
}

json write_layer(const Observations& seen) {
  const auto& layer = seen.get<LayerActivations>();
  if (layer.values.empty()) return nullptr;
  return {{"name", layer.name}, {"shape", write(layer.shape)}, {"values", numbers(layer.values)}};
}

json write_weights(const Observations& seen) {
  const auto& weights = seen.get<LayerWeights>();
  if (weights.layer < 0) return nullptr;
  return {{"name", weights.layer_name + (weights.name.empty() ? "" : "/" + weights.name)},
          {"shape", weights.shape},
          {"values", numbers(weights.values)}};
}

json write_noise(const Observations& seen) {
  const auto& test = seen.get<NoiseCurves>();
  if (test.curves.empty()) return nullptr;
  const auto curve = [](const NoiseCurve& of) {
    const auto lines = [&](std::vector<float> NoiseCurve::Line::*measure) {
      return json{{"noisy", numbers(of.noisy.*measure)},
                  {"denoised", numbers(of.denoised.*measure)},
                  {"median", numbers(of.median.*measure)}};
    };
    return json{{"kind", of.kind},
                {"psnr", lines(&NoiseCurve::Line::psnr)},
                {"ssim", lines(&NoiseCurve::Line::ssim)},
                {"accuracy", lines(&NoiseCurve::Line::accuracy)}};
  };
  json noise = curve(test.curves.front());
  noise["levels"] = numbers(test.levels);
  json others = json::array();
  for (std::size_t i = 1; i < test.curves.size(); ++i) others.push_back(curve(test.curves[i]));
  noise["others"] = std::move(others);
  return noise;
}

constexpr std::array kObservables = {
    Observable{"picture", OpenView::denoise, kinds<Preview>, {"picture", "own"}, write_picture},
    Observable{"code", OpenView::code, kinds<Code, CodeUnits>, {"picture", "own"}, write_code},
    Observable{"map", OpenView::code, kinds<CodeMap>, {}, write_map},
    Observable{"decoded", OpenView::code, kinds<Decoded>, {"code"}, write_decoded},
    Observable{"layer", OpenView::network, kinds<LayerActivations>, {"index", "picture"}, write_layer},
    Observable{"weights", OpenView::network, kinds<LayerWeights>, {"index"}, write_weights},
    Observable{"noise", OpenView::noise, kinds<NoiseCurves>, {"kinds"}, write_noise}};

template <class Names>
std::string listed(const Names& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += names[i];
  }
  return list;
}

std::string observable_names() {
  std::vector<std::string> names;
  for (const Observable& observable : kObservables) names.emplace_back(observable.name);
  return listed(names);
}

std::string option_names(const Observable& observable) {
  std::vector<std::string> names;
  for (const char* option : observable.options) {
    if (option != nullptr) names.emplace_back(option);
  }
  return names.empty() ? "it takes none" : "it takes " + listed(names);
}

/// A whole number of [0, count).
Result<int> number_option(const std::string& name, const json& value, int count) {
  if (value.is_number_integer() && value.get<double>() >= 0 && value.get<double>() < count) return value.get<int>();
  return Error{"\"" + name + "\" must be a whole number from 0 to " + std::to_string(count - 1) + "."};
}

Status read_option(const std::string& name, const json& value, const Snapshot& snapshot, const ui::Shared& shared,
                   Attention& attention) {
  if (name == "picture") {
    const auto index = number_option(name, value, snapshot.test_count);
    if (!index) return index.error();
    attention.spotlight = *index;
  } else if (name == "own") {
    const auto pictures = shared.own_pictures.all();
    if (pictures.empty()) return Error{"There are no pictures of your own yet."};
    const auto index = number_option(name, value, static_cast<int>(pictures.size()));
    if (!index) return index.error();
    attention.spotlight = Pick(pictures[static_cast<std::size_t>(*index)]);
  } else if (name == "index") {
    const auto index = number_option(name, value, snapshot.summary ? static_cast<int>(snapshot.summary->size()) : 0);
    if (!index) return index.error();
    attention.layer = *index;
  } else if (name == "code") {
    if (!is_numbers(value) || static_cast<int>(value.size()) != snapshot.code_size)
      return Error{"\"code\" must be the numbers of a code; this network's has " + std::to_string(snapshot.code_size) +
                   "."};
    attention.code = value.get<std::vector<float>>();
  } else {  // kinds
    if (!value.is_array()) return Error{R"("kinds" must be a list of kinds of noise, as in ["gaussian", "masking"].)"};
    for (const json& kind : value) {
      const std::string text = kind.is_string() ? kind.get<std::string>() : dump(kind);
      if (find_noise(text) == nullptr) return Error{"There is no noise \"" + text + "\"."};
      attention.noise_kinds.push_back(text);
    }
  }
  return {};
}

}  // namespace

Result<int> Observe::ask(std::string_view text, const Snapshot& snapshot, const ui::Shared& shared,
                         ui::Commands& commands) {
  const json object = json::parse(text, nullptr, false);
  const std::string name = object.is_object() ? text_of(object, "name") : std::string();
  const auto* const what = std::ranges::find(kObservables, std::string_view(name), &Observable::name);
  if (what == kObservables.end())
    return Error{"There is nothing called \"" + name + "\" to observe; there are " + observable_names() + "."};
  Attention attention = shared.view.attention;
  attention.view = what->view;
  attention.noise_kinds.clear();
  if (const auto options = object.find("options"); options != object.end() && options->is_object()) {
    for (const auto& [option, value] : options->items()) {
      const auto is = [&](const char* known) { return known != nullptr && option == known; };
      if (std::ranges::none_of(what->options, is))
        return Error{"\"" + name + "\" has no option \"" + option + "\"; " + option_names(*what) + "."};
      if (const Status status = read_option(option, value, snapshot, shared, attention); !status) return status.error();
    }
  }
  if (name == "decoded") {
    if (attention.code.empty())
      return Error{R"("decoded" needs the numbers of a code, as in observe("decoded", {code: [0.5, -1]}).)"};
    attention.codes = std::make_shared<const CodeList>(CodeList{snapshot.code_size, attention.code});
  }
  auto slot = std::make_shared<ObservationSlot>();
  questions_.push_back({++asked_, what, slot});
  commands.send(command::Observe{std::move(attention), what->kinds(), std::move(slot)});
  return asked_;
}

std::string Observe::answer(int question) {
  const auto found = std::ranges::find(questions_, question, &Question::number);
  if (found == questions_.end()) return dump({{"error", "This question has been answered."}});
  const auto seen = found->answer->take();
  if (!seen) return {};
  json value = found->what->write(*seen);
  const std::string name = found->what->name;
  questions_.erase(found);
  if (value.is_null())
    return dump({{"error", "This network has no \"" + name + "\" to show, or there are no images yet."}});
  return dump({{"value", std::move(value)}});
}

}  // namespace lab::platform
