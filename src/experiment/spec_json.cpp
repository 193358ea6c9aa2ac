#include "experiment/spec_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "nn/layer_kinds.h"

namespace lab {
namespace {

using Json = nlohmann::ordered_json;

Json shape_to_json(const Shape& shape) {
  return shape.is_flat ? Json::array({shape.channels}) : Json::array({shape.height, shape.width, shape.channels});
}

Json layer_to_json(const LayerSpec& layer) {
  Json json = {{"kind", layer.kind()}};
  for (const auto& [name, value] : layer.settings()) {
    std::visit([&, &key = name](const auto& v) { json[key] = v; }, value);
  }
  return json;
}

/// Reads typed members of one JSON object and remembers the first thing that was wrong, so that reading stays a flat
/// list.
class Reader {
 public:
  Reader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
    if (!json.is_object()) fail(where_ + " must be an object");
  }

  void read(const char* key, std::string& out) {
    if (const Json* value = find(key, &Json::is_string, "a text")) out = value->get<std::string>();
  }
  void read(const char* key, bool& out) {
    if (const Json* value = find(key, &Json::is_boolean, "true or false")) out = value->get<bool>();
  }
  void read(const char* key, float& out) {
    const Json* value = find(key, &Json::is_number, "a number");
    if (value == nullptr) return;
    out = value->get<float>();
    if (!std::isfinite(out)) fail("\"" + std::string(key) + "\" of " + where_ + " is too large");
  }
  void read(const char* key, int& out) {
    double number = out;
    if (read_whole(key, number, -2147483648.0, 2147483647.0)) out = static_cast<int>(number);
  }
  void read(const char* key, std::uint64_t& out) {
    double number = 0;
    if (read_whole(key, number, 0.0, 9007199254740991.0)) out = static_cast<std::uint64_t>(number);
  }
  /// The member, or null.
  const Json* member(const char* key) const {
    const auto it = json_.is_object() ? json_.find(key) : json_.end();
    return json_.is_object() && it != json_.end() ? &*it : nullptr;
  }
  void fail(std::string what) {
    if (error_.empty()) error_ = "The experiment cannot be read: " + std::move(what) + ".";
  }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  const Json* find(const char* key, bool (Json::*is_type)() const noexcept, const char* wanted) {
    const Json* value = member(key);
    if (value == nullptr || (value->*is_type)()) return value;
    fail("\"" + std::string(key) + "\" of " + where_ + " must be " + wanted);
    return nullptr;
  }
  bool read_whole(const char* key, double& out, double low, double high) {
    const Json* value = find(key, &Json::is_number, "a number");
    if (value == nullptr) return false;
    out = value->get<double>();
    if (out >= low && out <= high && out == std::floor(out)) return true;
    fail("\"" + std::string(key) + "\" of " + where_ + " must be a whole number in range");
    return false;
  }

  const Json& json_;
  std::string where_;
  std::string error_;
};

Result<Shape> shape_from_json(const Json& json) {
  const auto is_size = [](const Json& v) {
    return v.is_number_integer() && v.get<std::int64_t>() >= 1 && v.get<std::int64_t>() <= 4096;
  };
  const bool good =
      json.is_array() && (json.size() == 1 || json.size() == 3) && std::all_of(json.begin(), json.end(), is_size);
  if (!good) return Error{"The experiment cannot be read: \"input\" must be [size] or [height, width, channels]."};
  if (json.size() == 1) return Shape::flat(json[0].get<int>());
  return Shape::image(json[0].get<int>(), json[1].get<int>(), json[2].get<int>());
}

Result<LayerSpec> layer_from_json(const Json& json) {
  const Json* kind = json.is_object() && json.contains("kind") ? &json["kind"] : nullptr;
  if (kind == nullptr || !kind->is_string()) return Error{"The experiment cannot be read: a layer has no \"kind\"."};
  LayerSpec layer(kind->get<std::string>(), {});
  for (const auto& [name, value] : json.items()) {
    if (name == "kind") continue;
    if (value.is_number()) {
      layer.set(name, value.get<double>());
    } else if (value.is_string()) {
      layer.set(name, value.get<std::string>());
    } else {
      return Error{"The experiment cannot be read: \"" + name + "\" of a layer must be a number or a text."};
    }
  }
  return layer;
}

}  // namespace

std::string spec_to_json(const ExperimentSpec& spec) {
  Json layers = Json::array();
  for (const auto& layer : spec.layers) layers.push_back(layer_to_json(layer));
  const Json json = {
      {"name", spec.name},
      {"title", spec.title},
      {"summary", spec.summary},
      {"input", shape_to_json(spec.input)},
      {"layers", layers},
      {"code_layer", spec.code_layer},
      {"train_size", spec.train_size},
      {"noise",
       {{"kind", spec.noise.kind},
        {"level", spec.noise.level},
        {"fresh", spec.noise.fresh},
        {"clip", spec.noise.clip}}},
      {"loss", spec.loss},
      {"optimizer",
       {{"kind", spec.optimizer.kind},
        {"learning_rate", spec.optimizer.learning_rate},
        {"momentum", spec.optimizer.momentum},
        {"nesterov", spec.optimizer.nesterov},
        {"rho", spec.optimizer.rho},
        {"beta_1", spec.optimizer.beta_1},
        {"beta_2", spec.optimizer.beta_2},
        {"epsilon", spec.optimizer.epsilon},
        {"weight_decay", spec.optimizer.weight_decay},
        {"clip_value", spec.optimizer.clip_value},
        {"global_clip_norm", spec.optimizer.global_clip_norm}}},
      {"schedule",
       {{"kind", spec.schedule.kind}, {"decay", spec.schedule.decay}, {"stage_epochs", spec.schedule.stage_epochs}}},
      {"batch_size", spec.batch_size},
      {"epochs", spec.epochs},
      {"patience", spec.patience},
      {"shuffle", spec.shuffle},
      {"seed", spec.seed},
  };
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<ExperimentSpec> spec_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Error{"The experiment cannot be read: it is not JSON."};
  ExperimentSpec spec;
  Reader top(json, "the experiment");
  top.read("name", spec.name);
  top.read("title", spec.title);
  top.read("summary", spec.summary);
  top.read("code_layer", spec.code_layer);
  top.read("train_size", spec.train_size);
  top.read("loss", spec.loss);
  top.read("batch_size", spec.batch_size);
  top.read("epochs", spec.epochs);
  top.read("patience", spec.patience);
  top.read("shuffle", spec.shuffle);
  top.read("seed", spec.seed);
  if (!top.error().empty()) return Error{top.error()};

  if (const Json* input = top.member("input")) {
    auto shape = shape_from_json(*input);
    if (!shape) return shape.error();
    spec.input = *shape;
  }
  if (const Json* layers = top.member("layers")) {
    if (!layers->is_array()) return Error{"The experiment cannot be read: \"layers\" must be a list."};
    for (const Json& item : *layers) {
      auto layer = layer_from_json(item);
      if (!layer) return layer.error();
      spec.layers.push_back(std::move(*layer));
    }
  }
  if (const Json* json_noise = top.member("noise")) {
    Reader noise(*json_noise, "the noise");
    noise.read("kind", spec.noise.kind);
    noise.read("level", spec.noise.level);
    noise.read("fresh", spec.noise.fresh);
    noise.read("clip", spec.noise.clip);
    if (!noise.error().empty()) return Error{noise.error()};
    if (find_noise(spec.noise.kind) == nullptr) return Error{"There is no noise called \"" + spec.noise.kind + "\"."};
  }
  if (const Json* json_optimizer = top.member("optimizer")) {
    Reader optimizer(*json_optimizer, "the optimizer");
    optimizer.read("kind", spec.optimizer.kind);
    optimizer.read("learning_rate", spec.optimizer.learning_rate);
    optimizer.read("momentum", spec.optimizer.momentum);
    optimizer.read("nesterov", spec.optimizer.nesterov);
    optimizer.read("rho", spec.optimizer.rho);
    optimizer.read("beta_1", spec.optimizer.beta_1);
    optimizer.read("beta_2", spec.optimizer.beta_2);
    optimizer.read("epsilon", spec.optimizer.epsilon);
    optimizer.read("weight_decay", spec.optimizer.weight_decay);
    optimizer.read("clip_value", spec.optimizer.clip_value);
    optimizer.read("global_clip_norm", spec.optimizer.global_clip_norm);
    if (!optimizer.error().empty()) return Error{optimizer.error()};
  }
  if (const Json* json_schedule = top.member("schedule")) {
    Reader schedule(*json_schedule, "the schedule");
    schedule.read("kind", spec.schedule.kind);
    schedule.read("decay", spec.schedule.decay);
    schedule.read("stage_epochs", spec.schedule.stage_epochs);
    if (!schedule.error().empty()) return Error{schedule.error()};
    if (find_schedule(spec.schedule.kind) == nullptr) {
      return Error{"There is no schedule called \"" + spec.schedule.kind + "\"."};
    }
  }
  if (spec.code_layer < -1 || spec.code_layer >= static_cast<int>(spec.layers.size())) {
    return Error{"The experiment cannot be read: \"code_layer\" names no layer."};
  }
  return spec;
}

}  // namespace lab
