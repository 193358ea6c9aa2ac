#include "platform/status.h"

#include <algorithm>
#include <utility>

#include "core/version.h"
#include "experiment/fields.h"
#include "experiment/presets.h"
#include "platform/heap.h"
#include "platform/json.h"
#include "ui/panels/data_menu.h"
#include "ui/view_list.h"

namespace lab::platform {
namespace {

/// In MiB: what the heap has given out, what is promised to run and data, and how much may be.
json memory_json(const MemoryBudget& budget) {
  const auto mebi = [](auto bytes) { return number(static_cast<float>(bytes) / 1048576.0F); };
  const HeapFigures heap = heap_figures();
  return {{"usedMb", mebi(heap.used)},
          {"largestGapMb", mebi(heap.largest_gap)},
          {"plannedMb", mebi(budget.promised())},
          {"totalMb", mebi(budget.total())}};
}

/// The trainer's state; "loading" while there is nothing to train on yet.
const char* state_of(const Snapshot& snapshot, const DataProgress& data) {
  const bool loading = snapshot.state == TrainState::ready && snapshot.train_count == 0 && data.busy;
  return loading ? "loading" : to_string(snapshot.state);
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
      {"version", version()},
      {"variant", shared.engine.variant},
      {"threads", snapshot.threads},
      {"mostThreads", snapshot.most_threads},
      {"threadsAutomatic", snapshot.threads_automatic},
      {"state", state_of(snapshot, data)},
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
      {"observing", snapshot.observing},
      {"codeChosen", !shared.view.attention.code.empty()},
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
  return dump(status);
}

std::string settings_json(const Snapshot& snapshot, const ui::View& view) {
  json settings = {{"preset", snapshot.spec->name}};
  if (snapshot.generated > 0 && snapshot.generated != ui::standard_set(snapshot).train)
    settings["generated"] = snapshot.generated;
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
  return dump(settings);
}

StartOptions read_start_options(std::string_view text, std::string& complaint) {
  StartOptions options;
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) return options;
  const auto complain = [&complaint](const std::string& sentence) {
    complaint += (complaint.empty() ? "" : " ") + sentence;
  };
  if (const auto refused = object.find("refused"); refused != object.end() && refused->is_array()) {
    for (const json& sentence : *refused) {
      if (sentence.is_string()) complain(sentence.get<std::string>());
    }
  }
  options.theme = text_of(object, "theme");
  options.view = text_of(object, "view");
  if (!options.view.empty() && ui::find_view(options.view) == nullptr) {
    complain(ui::no_view(options.view));
    options.view.clear();
  }
  if (const std::string name = text_of(object, "preset"); !name.empty()) {
    if (const Result<ExperimentSpec> preset = find_preset(name); preset) {
      options.preset = name;
    } else {
      complain(preset.error().message);
    }
  }
  options.generated = std::clamp(integer_of(object, "generated", 0), 0, ui::kMostGenerated);
  options.judge_digits = std::clamp(integer_of(object, "judge_digits", Judge::kDigits), 1, ui::kMostGenerated);
  options.threads = std::max(0, integer_of(object, "threads", 0));
  const auto found = object.find("fields");
  if (found == object.end() || !found->is_object()) return options;
  // Tried on the preset: what a field takes may depend on those before it.
  auto spec = find_preset(options.preset);
  for (const auto& [name, value] : found->items()) {
    if (find_field(name) == nullptr) {
      complain("The address asks for \"" + name + "\", which is not a setting.");
      continue;
    }
    const Result<FieldValue> converted = to_field_value(value);
    if (!converted) continue;
    if (const Status status = set_field(*spec, name, *converted); !status) {
      complain("The address asks for " + name + "=" + (value.is_string() ? value.get<std::string>() : dump(value)) +
               ". " + status.error().message);
      continue;
    }
    options.fields.emplace_back(command::SetField{name, *converted});
  }
  return options;
}

}  // namespace lab::platform
