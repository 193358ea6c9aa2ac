#include "platform/status.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "experiment/fields.h"
#include "experiment/presets.h"
#include "io/exports.h"
#include "platform/heap.h"
#include "ui/look.h"
#include "ui/panels/data_menu.h"
#include "ui/view_list.h"

namespace lab::platform {
namespace {

using json = nlohmann::ordered_json;  // as experiment/spec_json.cpp: two kinds of JSON would be downloaded twice

constexpr int kMostGenerated = 60000;

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }
/// Floats as the short decimal that they are, not with the digits of the double they widen to.
json number(float value) {
  if (!std::isfinite(value)) return nullptr;
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", static_cast<double>(value));
  return std::strtod(text, nullptr);
}

/// In MiB: what the heap has given out, what is promised to run and data, and how much may be.
json memory_json(const MemoryBudget& budget) {
  const auto mebi = [](auto bytes) { return number(static_cast<float>(bytes) / 1048576.0F); };
  const HeapFigures heap = heap_figures();
  return {{"usedMb", mebi(heap.used)},
          {"largestGapMb", mebi(heap.largest_gap)},
          {"plannedMb", mebi(budget.promised())},
          {"totalMb", mebi(budget.total())}};
}

json to_json(const FieldValue& value) {
  return std::visit([](const auto& v) { return json(v); }, value);
}

Result<FieldValue> to_field_value(const json& value) {
  if (value.is_boolean()) return FieldValue(value.get<bool>());
  if (value.is_number()) return FieldValue(value.get<double>());
  if (value.is_string()) return FieldValue(value.get<std::string>());
  return Error{"A field's value must be a number, a text, or true or false."};
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The number under `key` as an int (out of range: the nearest one), `fallback` where there is none, and -1, which no
/// command takes, where it is something else.
int integer_of(const json& object, const char* key, int fallback) {
  const auto found = object.find(key);
  if (found == object.end()) return fallback;
  return found->is_number() ? static_cast<int>(std::clamp(found->get<double>(), -2e9, 2e9)) : -1;
}

Status set_field_command(const json& object, const Snapshot& snapshot, ui::Commands& commands) {
  const std::string name = text_of(object, "field");
  const auto value = object.find("value");
  if (value == object.end())
    return Error{R"("set" needs a field and a value, as in {type: "set", field: "noise_level", value: 0.3}.)"};
  const Result<FieldValue> converted = to_field_value(*value);
  if (!converted) return converted.error();
  // Tried on a copy, so that the caller hears at once what the trainer would refuse.
  ExperimentSpec copy = *snapshot.spec;
  if (const Status fine = set_field(copy, name, *converted); !fine) return fine;
  commands.set_field(name, *converted);
  return {};
}

Status data_command(const json& object, const ui::Shared& shared, ui::Commands& commands) {
  const std::string source = text_of(object, "source");
  if (source == "digits") {
    commands.load(ui::built_in_digits(shared.digit_sheet));
    return {};
  }
  if (source == "generated") {
    const int size = integer_of(object, "size", 10000);
    if (size < 1 || size > kMostGenerated) return Error{"The number of generated digits must lie between 1 and 60000."};
    commands.load(ui::generated_digits(size));
    return {};
  }
  return Error{R"(The data's source must be "digits" or "generated".)"};
}

std::string no_view(const std::string& name) {
  std::string sentence = "There is no view \"" + name + "\"; there are ";
  for (const ui::ViewEntry& entry : ui::views()) {
    if (&entry != ui::views().data()) sentence += &entry == &ui::views().back() ? " and " : ", ";
    sentence += entry.name;
  }
  return sentence + ".";
}

Status view_command(const json& object, ui::Shared& shared, ui::Commands& commands) {
  ui::View& view = shared.view;
  const std::string name = text_of(object, "name");
  const ui::ViewEntry* const entry = ui::find_view(name);
  if (!name.empty() && entry == nullptr) return Error{no_view(name)};
  const std::string third = text_of(object, "third");
  const std::string map = text_of(object, "colormap");
  if (!third.empty() && third != "denoised" && third != "difference")
    return Error{R"("third" must be "denoised" or "difference".)"};
  if (!map.empty() && map != "grey" && map != "viridis") return Error{R"("colormap" must be "grey" or "viridis".)"};
  if (!third.empty()) view.show_difference = third == "difference";
  if (!map.empty()) view.color_map = map == "viridis" ? ui::ColorMap::viridis : ui::ColorMap::grey;
  if (entry != nullptr) ui::open_view(shared, commands, entry->view);
  return {};
}

Status save_command(const std::string& name, const Snapshot& snapshot, ui::Commands& commands) {
  const auto format = find_export_format(name, snapshot.history.epochs.size());
  if (!format) return format.error();
  commands.save(format->name);
  return {};
}

Status theme_command(const std::string& value, ui::View& view) {
  if (value == "dark")
    view.scheme = ui::Scheme::dark;
  else if (value == "light")
    view.scheme = ui::Scheme::light;
  else if (value == "auto")
    view.scheme = ui::Scheme::automatic;
  else
    return Error{R"(The theme must be "dark", "light" or "auto".)"};
  return {};
}

Status preset_command(const json& object, ui::Commands& commands) {
  const Result<ExperimentSpec> preset = find_preset(text_of(object, "name"));
  if (!preset) return preset.error();
  commands.send(command::SetPreset{preset->name});
  return {};
}

Status show_command(const json& object, const Snapshot& snapshot, ui::Shared& shared, ui::Commands& commands) {
  const ui::View& view = shared.view;
  const int spotlight = integer_of(object, "spotlight", view.attention.spotlight.index);
  const int strip = integer_of(object, "stripFirst", view.attention.strip_first);
  if (spotlight < 0 || strip < 0 || spotlight >= snapshot.test_count || strip >= snapshot.test_count) {
    return Error{"There are " + std::to_string(snapshot.test_count) + " test images, counted from 0."};
  }
  shared.view.attention.strip_first = strip;
  ui::look_at(shared, commands, spotlight);
  return {};
}

}  // namespace

std::string status_json(const Snapshot& snapshot, const DataProgress& data, const ui::Shared& shared,
                        const FrameFigures& figures, const MemoryBudget& memory) {
  json fields_object = json::object();
  for (const Field& field : fields())
    fields_object[std::string(field.name)] = to_json(value_of(field.get(*snapshot.spec)));
  json spots = json::object();
  for (const auto& [name, rect] : shared.spots) {
    spots[name] = {{"x", number(rect.x)}, {"y", number(rect.y)}, {"w", number(rect.width)}, {"h", number(rect.height)}};
  }
  const json status = {
      {"variant", shared.engine.variant},
      {"threads", snapshot.threads},
      {"state", to_string(snapshot.state)},
      {"preset", snapshot.spec->name},
      {"seed", snapshot.spec->seed},
      {"epoch", snapshot.epoch},
      {"epochs", snapshot.epochs},
      {"step", snapshot.step},
      {"stepsPerEpoch", snapshot.steps_per_epoch},
      {"loss", number(snapshot.loss)},
      {"valLoss", number(snapshot.val_loss)},
      {"accuracy", number(snapshot.accuracy)},
      {"valAccuracy", number(snapshot.val_accuracy)},
      {"psnrNoisy", number(snapshot.seen.get<Quality>().psnr_noisy)},
      {"psnrDenoised", number(snapshot.seen.get<Quality>().psnr_denoised)},
      {"psnrMedian", number(snapshot.seen.get<Quality>().psnr_median)},
      {"samplesPerSecond", number(snapshot.samples_per_second)},
      {"parameters", snapshot.parameters},
      {"trainCount", snapshot.train_count},
      {"testCount", snapshot.test_count},
      {"dataName", snapshot.data_name},
      {"message", snapshot.message},
      {"notice", shared.notices.newest()},
      {"dataBusy", data.busy},
      {"dataError", data.error},
      {"spotlight", shared.view.attention.spotlight.own ? json(nullptr) : json(shared.view.attention.spotlight.index)},
      {"spotlightClass", snapshot.seen.get<Preview>().spotlight_class},
      {"view", ui::entry_of(shared.view.attention.view).name},
      {"noiseImages", snapshot.seen.get<NoiseCurves>().images},
      {"judge",
       {{"model", snapshot.judge.model ? json(snapshot.judge.model->spec.title) : json(nullptr)},
        {"progress", number(snapshot.judge.progress)},
        {"refusal", snapshot.judge.refusal}}},
      {"theme", shared.view.dark() ? "dark" : "light"},
      {"framesDrawn", figures.drawn},
      {"frameCpuMs", number(figures.cpu_ms)},
      {"frameCpuMs99", number(figures.slow_cpu_ms)},
      {"frameAllocations", figures.allocations},
      {"memory", memory_json(memory)},
      {"fields", std::move(fields_object)},
      {"ui", std::move(spots)},
  };
  return status.dump(-1, ' ', false, json::error_handler_t::replace);
}

Status run_command(std::string_view text, const Snapshot& snapshot, ui::Shared& shared, ui::Commands& commands) {
  const json object = json::parse(text, nullptr, false);
  std::string type = object.is_string() ? object.get<std::string>() : std::string();
  if (object.is_object()) type = text_of(object, "type");
  if (type.empty()) return Error{"A command is a word such as \"train\", or an object with a type."};
  const json& arguments = object.is_object() ? object : static_cast<const json&>(json::object());

  if (type == "train")
    commands.send(command::Train{});
  else if (type == "pause")
    commands.send(command::Pause{});
  else if (type == "step")
    commands.send(command::Step{});
  else if (type == "reset")
    commands.send(command::Reset{});
  else if (type == "reseed")
    commands.send(command::Reseed{});
  else if (type == "preset")
    return preset_command(arguments, commands);
  else if (type == "set")
    return set_field_command(arguments, snapshot, commands);
  else if (type == "data")
    return data_command(arguments, shared, commands);
  else if (type == "show")
    return show_command(arguments, snapshot, shared, commands);
  else if (type == "save")
    return save_command(text_of(arguments, "format"), snapshot, commands);
  else if (type == "theme")
    return theme_command(text_of(arguments, "value"), shared.view);
  else if (type == "view")
    return view_command(arguments, shared, commands);
  else
    return Error{"There is no command \"" + type +
                 "\"; there are train, pause, step, reset, reseed, preset, set, data, show, save, theme and view."};
  return {};
}

std::string settings_json(const Snapshot& snapshot, const ui::View& view) {
  json settings = {{"preset", snapshot.spec->name}};
  if (snapshot.generated > 0) settings["generated"] = snapshot.generated;
  if (view.scheme != ui::Scheme::automatic) settings["theme"] = view.scheme == ui::Scheme::dark ? "dark" : "light";
  if (view.attention.view != ui::View().attention.view) settings["view"] = ui::entry_of(view.attention.view).name;
  json changed = json::object();
  if (const auto preset = find_preset(snapshot.spec->name)) {
    for (const Field& field : fields()) {
      const FieldView value = field.get(*snapshot.spec);
      if (value != field.get(*preset)) changed[std::string(field.name)] = to_json(value_of(value));
    }
  }
  settings["fields"] = std::move(changed);
  return settings.dump(-1, ' ', false, json::error_handler_t::replace);
}

StartOptions read_start_options(std::string_view text, std::string& complaint) {
  StartOptions options;
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) return options;
  options.preset = text_of(object, "preset");
  options.theme = text_of(object, "theme");
  options.view = text_of(object, "view");
  if (!options.view.empty() && ui::find_view(options.view) == nullptr) {
    complaint = no_view(options.view);
    options.view.clear();
  }
  if (!options.preset.empty()) {
    if (const Result<ExperimentSpec> preset = find_preset(options.preset); !preset) {
      complaint = preset.error().message;
      options.preset.clear();
    }
  }
  options.generated = std::clamp(integer_of(object, "generated", 0), 0, kMostGenerated);
  options.judge_digits = std::clamp(integer_of(object, "judge_digits", Judge::kDigits), 1, kMostGenerated);
  const auto found = object.find("fields");
  if (found == object.end() || !found->is_object()) return options;
  for (const auto& [name, value] : found->items()) {
    if (find_field(name) == nullptr) {
      complaint = "The address asks for \"" + name + "\", which is not a setting.";
      continue;
    }
    if (const Result<FieldValue> converted = to_field_value(value); converted) {
      options.fields.emplace_back(command::SetField{name, *converted});
    }
  }
  return options;
}

}  // namespace lab::platform
