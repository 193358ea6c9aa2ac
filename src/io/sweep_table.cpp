#include "io/sweep_table.h"

#include <algorithm>
#include <cmath>

#include "experiment/field_text.h"
#include "experiment/fields.h"
#include "experiment/presets.h"
#include "io/figures.h"
#include "io/format.h"
#include "io/json_text.h"
#include "io/plot.h"

namespace lab {
namespace {

constexpr double kMaxReplicates = 10'000;

std::optional<std::string> value_from(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_boolean()) return value_text(json.get<bool>());
  if (json.is_number()) return value_text(json.get<double>());
  return {};
}

Status read_settings(const Json& json, SweepPlan& plan) {
  if (!json.is_object()) return Error{"\"settings\" must be an object of fields and values."};
  for (const auto& [field, value] : json.items()) {
    auto text = value_from(value);
    if (!text) return Error{"the setting " + field + " must be a number, a text, true or false."};
    plan.settings.emplace_back(field, std::move(*text));
  }
  return {};
}

Status read_grid(const Json& json, SweepPlan& plan) {
  if (!json.is_object()) return Error{"\"grid\" must be an object of fields and their values."};
  for (const auto& [field, values] : json.items()) {
    if (values.is_string()) {
      auto axis = parse_axis(field + "=" + values.get<std::string>());
      if (!axis) return axis.error();
      plan.axes.push_back(std::move(*axis));
      continue;
    }
    if (!values.is_array()) return Error{"the grid of " + field + " must be a list of values."};
    SweepAxis axis{field, {}};
    for (const Json& value : values) {
      auto text = value_from(value);
      if (!text) return Error{"the values of " + field + " must be numbers, texts, true or false."};
      axis.values.push_back(std::move(*text));
    }
    plan.axes.push_back(std::move(axis));
  }
  return {};
}

Status read_text(const Json& json, const char* key, std::string& out) {
  const auto it = json.find(key);
  if (it == json.end()) return {};
  if (!it->is_string()) return Error{std::string("\"") + key + "\" must be a text."};
  out = it->get<std::string>();
  return {};
}

Status read_plan(const Json& json, SweepPlan& plan) {
  if (Status status = read_text(json, "preset", plan.preset); !status) return status;
  if (Status status = read_text(json, "data", plan.data); !status) return status;
  if (Status status = read_text(json, "test", plan.test); !status) return status;
  if (plan.preset.empty()) return Error{"\"preset\" must name one of `lab list`."};
  if (const auto it = json.find("replicates"); it != json.end()) {
    const double count = it->is_number() ? it->get<double>() : 0.0;
    if (!(count >= 1.0 && count <= kMaxReplicates) || count != std::floor(count)) {
      return Error{"\"replicates\" must be a whole number from 1 to 10,000."};
    }
    plan.replicates = static_cast<int>(count);
  }
  if (const auto it = json.find("settings"); it != json.end()) {
    if (const Status status = read_settings(*it, plan); !status) return status;
  }
  const auto grid = json.find("grid");
  if (grid == json.end()) return Error{"\"grid\" is missing: the fields that change, with their values."};
  return read_grid(*grid, plan);
}

Json plan_json(const SweepPlan& plan) {
  Json settings = Json::object();
  for (const auto& [field, value] : plan.settings) settings[field] = value;
  Json grid = Json::object();
  for (const SweepAxis& axis : plan.axes) grid[axis.field] = axis.values;
  return {{"preset", plan.preset},         {"settings", settings}, {"grid", grid},
          {"replicates", plan.replicates}, {"data", plan.data},    {"test", plan.test}};
}

Json statistic_json(const Statistic& statistic) {
  return {{"mean", number(statistic.mean)}, {"deviation", number(statistic.deviation)}};
}

Json values_json(const SweepPlan& plan, const std::vector<std::string>& values) {
  Json json = Json::object();
  for (std::size_t a = 0; a < plan.axes.size() && a < values.size(); ++a) json[plan.axes[a].field] = values[a];
  return json;
}

/// The numbers of an axis, or none if some value is not a number.
std::vector<double> numbers_of(const std::vector<std::string>& values) {
  std::vector<double> numbers;
  for (const std::string& value : values) {
    const auto number = parse_number(value);
    if (!number) return {};
    numbers.push_back(*number);
  }
  return numbers;
}

/// "L2 factor" rather than "l2".
std::string field_title(const std::string& name) {
  const Field* field = find_field(name);
  return field != nullptr ? std::string(field->title) : name;
}

std::string mean_of(int runs) {
  if (runs == 1) return {};
  return "mean of " + std::to_string(runs) + " runs; bars: one standard deviation either way";
}

Plot plot_of(const SweepPlan& plan, std::span<const SweepPoint> points, const std::string& title,
             const std::string& y_title, Statistic SweepPoint::*figure) {
  Plot plot{.title = plan.preset + ": " + title,
            .x_title = field_title(plan.axes.front().field),
            .y_title = y_title,
            .series = {},
            .kind = PlotKind::marked};
  std::vector<std::string> labels;  // of the first axis, in the order of the grid
  for (const SweepPoint& point : points) {
    if (std::ranges::find(labels, point.values.front()) == labels.end()) labels.push_back(point.values.front());
  }
  const std::vector<double> numbers = numbers_of(labels);
  if (numbers.empty()) {
    plot.x_labels = labels;
  } else {
    const auto [low, high] = std::ranges::minmax(numbers);
    plot.log_x = low > 0.0 && high >= 100.0 * low;
  }
  for (const SweepPoint& point : points) {
    std::string name;
    for (std::size_t a = 1; a < point.values.size(); ++a) {
      name += (a > 1 ? ", " : "") + field_title(plan.axes[a].field) + " " + point.values[a];
    }
    if (name.empty()) name = mean_of(plan.replicates);
    auto series = std::ranges::find(plot.series, name, &PlotSeries::name);
    if (series == plot.series.end()) series = plot.series.insert(series, {name, {}, {}});
    const auto index = static_cast<std::size_t>(std::ranges::find(labels, point.values.front()) - labels.begin());
    series->x.push_back(numbers.empty() ? static_cast<double>(index) : numbers[index]);
    series->y.push_back((point.*figure).mean);
    series->error.push_back((point.*figure).deviation);
  }
  return plot;
}

}  // namespace

std::string sweep_plan_to_json(const SweepPlan& plan) { return json_text(plan_json(plan)); }

Result<SweepPlan> sweep_plan_from_json(const std::string& name, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return Error{name + " is not a sweep: it is not a JSON object."};
  SweepPlan plan;
  if (const Status status = read_plan(json, plan); !status) return Error{name + ": " + status.error().message};
  return plan;
}

std::string sweep_csv(const SweepPlan& plan, std::span<const SweepPoint> points) {
  std::string csv;
  for (const SweepAxis& axis : plan.axes) csv += axis.field + ",";
  csv += "runs,failed,missing,val_loss_mean,val_loss_sd,val_accuracy_mean,val_accuracy_sd\n";
  for (const SweepPoint& point : points) {
    for (const std::string& value : point.values) csv += value + ",";
    csv += std::to_string(point.val_loss.count) + "," + std::to_string(point.failed) + "," +
           std::to_string(point.missing) + "," + csv_cell(point.val_loss.mean) + "," +
           csv_cell(point.val_loss.deviation) + "," + csv_cell(point.val_accuracy.mean) + "," +
           csv_cell(point.val_accuracy.deviation) + "\n";
  }
  return csv;
}

std::string sweep_json(const SweepPlan& plan, std::span<const SweepPoint> points, std::span<const SweepRun> runs,
                       std::span<const std::optional<SweepOutcome>> outcomes) {
  Json json_points = Json::array();
  for (const SweepPoint& point : points) {
    json_points.push_back({{"values", values_json(plan, point.values)},
                           {"runs", point.val_loss.count},
                           {"failed", point.failed},
                           {"missing", point.missing},
                           {"val_loss", statistic_json(point.val_loss)},
                           {"val_accuracy", statistic_json(point.val_accuracy)}});
  }
  Json json_runs = Json::array();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!outcomes[i]) continue;
    json_runs.push_back({{"name", runs[i].name},
                         {"values", values_json(plan, runs[i].values)},
                         {"seed", runs[i].spec.seed},
                         {"failed", outcomes[i]->failed},
                         {"epochs", outcomes[i]->last.epoch},
                         {"val_loss", number(static_cast<double>(outcomes[i]->last.val_loss))},
                         {"val_accuracy", number(static_cast<double>(outcomes[i]->last.val_accuracy))}});
  }
  const Json json = {{"sweep", plan_json(plan)}, {"points", json_points}, {"runs", json_runs}};
  return json_text(json);
}

Drawing sweep_plot(const Typeface& type, const SweepPlan& plan, std::span<const SweepPoint> points,
                   bool with_accuracy) {
  const auto preset = find_preset(plan.preset);
  const std::string loss = loss_axis(preset ? preset->loss : "");
  std::vector<Plot> plots;
  if (with_accuracy)
    plots.push_back(
        plot_of(plan, points, "validation accuracy", "Accuracy (share of images)", &SweepPoint::val_accuracy));
  plots.push_back(plot_of(plan, points, "validation loss", loss, &SweepPoint::val_loss));
  return draw_plots(type, plots);
}

}  // namespace lab
