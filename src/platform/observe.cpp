#include "platform/observe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <utility>
#include <vector>

#include "data/noise/noise.h"
#include "platform/json.h"
#include "train/observations.h"

namespace lab::platform {

/// An object of JSON as text: long lists of numbers would take a tree of JSON several times their memory.
class Writer {
 public:
  /// Begins a value of that name, which the caller writes next.
  Writer& name(const char* name) {
    text_ += text_.empty() ? "{" : ",";
    text_ += std::string("\"") + name + "\":";
    return *this;
  }
  void raw(const std::string& value) { text_ += value; }
  void text(const std::string& value) { raw(dump(value)); }
  void numbers(std::span<const float> values) {
    list(values, [](char* out, std::size_t size, float value) {
      if (!std::isfinite(value)) return std::snprintf(out, size, "null");
      return std::snprintf(out, size, "%.7g", static_cast<double>(value));
    });
  }
  template <class Integer>
  void integers(std::span<const Integer> values) {
    list(values, [](char* out, std::size_t size, Integer value) {
      return std::snprintf(out, size, "%d", static_cast<int>(value));
    });
  }
  void shape(const Shape& shape) {
    const std::array<int, 3> sizes = {shape.height, shape.width, shape.channels};
    integers(std::span<const int>(sizes).subspan(shape.is_flat ? 2 : 0));
  }

  /// The object; empty where nothing was written.
  [[nodiscard]] std::string take() { return text_.empty() ? text_ : std::move(text_) + "}"; }

 private:
  template <class Value, class Print>
  void list(std::span<const Value> values, Print&& print) {
    text_ += "[";
    for (const Value& value : values) {
      char number[32];
      if (&value != values.data()) text_ += ",";
      text_.append(number, static_cast<std::size_t>(print(number, sizeof number, value)));
    }
    text_ += "]";
  }

  std::string text_;
};

/// One thing that can be asked for.
struct Observable {
  const char* name;
  OpenView view;                                        ///< in which it is to be seen
  WantedKinds (*kinds)();                               ///< what it is made from
  std::array<const char*, 2> options;                   ///< that it takes, or null
  void (*write)(const Observations& seen, Writer& to);  ///< nothing where the network has nothing of the kind
};

namespace {

template <class... Results>
WantedKinds kinds() {
  WantedKinds wanted;
  (wanted.add<Results>(), ...);
  return wanted;
}

using Bytes = std::span<const std::uint8_t>;

void write_picture(const Observations& seen, Writer& to) {
  const auto& preview = seen.get<Preview>();
  if (preview.count == 0) return;
  const auto size = static_cast<std::size_t>(preview.shape.size());
  const auto first = [&](const char* name, Bytes images) {
    if (!images.empty()) to.name(name).integers(images.first(std::min(images.size(), size)));
  };
  to.name("shape").shape(preview.shape);
  first("original", preview.original);
  first("noisy", preview.noisy);
  first("denoised", preview.denoised);
  if (!preview.probabilities.empty()) to.name("probabilities").numbers(preview.probabilities);
}

void write_code(const Observations& seen, Writer& to) {
  const auto& code = seen.get<Code>();
  if (code.values.empty()) return;
  const auto& units = seen.get<CodeUnits>();
  std::vector<int> dead;
  for (std::size_t unit = 0; unit < units.low.size(); ++unit) {
    if (units.is_dead(unit)) dead.push_back(static_cast<int>(unit));
  }
  to.name("values").numbers(code.values);
  to.name("dead").integers(std::span<const int>(dead));
}

void write_map(const Observations& seen, Writer& to) {
  const auto& map = seen.get<CodeMap>();
  if (map.x.empty()) return;
  std::vector<int> index(map.x.size());
  std::iota(index.begin(), index.end(), 0);
  to.name("x").numbers(map.x);
  to.name("y").numbers(map.y);
  to.name("label").integers(Bytes(map.labels));
  to.name("index").integers(std::span<const int>(index));
  to.name("explained").numbers(map.plane.explained);
}

void write_decoded(const Observations& seen, Writer& to) {
  const auto& decoded = seen.get<Decoded>();
  if (decoded.pixels.empty()) return;
  to.name("shape").shape(decoded.shape);
  to.name("pixels").integers(Bytes(decoded.pixels));
}

void write_layer(const Observations& seen, Writer& to) {
  const auto& layer = seen.get<LayerActivations>();
  if (layer.values.empty()) return;
  to.name("name").text(layer.name);
  to.name("shape").shape(layer.shape);
  to.name("values").numbers(layer.values);
}

void write_weights(const Observations& seen, Writer& to) {
  const auto& weights = seen.get<LayerWeights>();
  if (weights.layer < 0) return;
  to.name("name").text(weights.layer_name + (weights.name.empty() ? "" : "/" + weights.name));
  to.name("shape").integers(std::span<const int>(weights.shape));
  to.name("values").numbers(weights.values);
}

void write_curve(const NoiseCurve& curve, Writer& to) {
  const auto lines = [&](const char* name, std::vector<float> NoiseCurve::Line::*measure) {
    Writer of;
    of.name("noisy").numbers(curve.noisy.*measure);
    of.name("denoised").numbers(curve.denoised.*measure);
    of.name("median").numbers(curve.median.*measure);
    to.name(name).raw(of.take());
  };
  to.name("kind").text(curve.kind);
  lines("psnr", &NoiseCurve::Line::psnr);
  lines("ssim", &NoiseCurve::Line::ssim);
  lines("accuracy", &NoiseCurve::Line::accuracy);
}

void write_noise(const Observations& seen, Writer& to) {
  const auto& test = seen.get<NoiseCurves>();
  if (test.curves.empty()) return;
  to.name("levels").numbers(test.levels);
  write_curve(test.curves.front(), to);
  std::string others;
  for (std::size_t i = 1; i < test.curves.size(); ++i) {
    Writer other;
    write_curve(test.curves[i], other);
    others += (i > 1 ? "," : "") + other.take();
  }
  to.name("others").raw("[" + others + "]");
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
  names.reserve(std::size(kObservables));
  for (const Observable& observable : kObservables) names.emplace_back(observable.name);
  return listed(names);
}

Error no_option(const Observable& observable, const std::string& wrong) {
  std::vector<std::string> names;
  for (const char* option : observable.options) {
    if (option != nullptr) names.emplace_back(option);
  }
  return {"\"" + std::string(observable.name) + "\" has no option \"" + wrong + "\"; it takes " +
          (names.empty() ? "none" : listed(names)) + "."};
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
    for (const auto& item : options->items()) {
      const std::string& option = item.key();
      const auto is = [&](const char* known) { return known != nullptr && option == known; };
      if (std::ranges::none_of(what->options, is)) return no_option(*what, option);
      const Status status = read_option(option, item.value(), snapshot, shared, attention);
      if (!status) return status.error();
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
  if (found == questions_.end()) return R"({"error":"This question has been answered."})";
  const auto seen = found->answer->take();
  if (!seen) return {};
  Writer value;
  found->what->write(*seen, value);
  const std::string name = found->what->name;
  questions_.erase(found);
  const std::string text = value.take();
  Writer answer;
  if (text.empty()) {
    answer.name("error").text("This network has no \"" + name + "\" to show, or there are no images yet.");
  } else {
    answer.name("value").raw(text);
  }
  return answer.take();
}

}  // namespace lab::platform
