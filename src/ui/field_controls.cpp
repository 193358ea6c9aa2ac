#include "ui/field_controls.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/format.h"
#include "ui/menus.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

const std::string kFine;

double number_of(const FieldScope& scope, const Field& field) {
  const FieldView value = scope.shared.edits.value(scope.snapshot, field);
  const double* number = std::get_if<double>(&value);
  return number != nullptr ? *number : 0.0;
}

/// The line above a slider: what it is on the left, its value on the right, and a mark where a change restarts the run.
void title_row(const FieldScope& scope, const Field& field, const char* caption, const char* value,
               bool refused = false) {
  const Theme& theme = scope.shared.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText(from, c.text, caption);
  if (field.effect == Field::Effect::restarts) {
    const float size = m.icon * 0.72F;
    draw_icon(list, Icon::reset,
              {from.x + ImGui::CalcTextSize(caption).x + theme.px(8) + size / 2, from.y + std::round(m.text_body / 2)},
              size, c.text_muted);
  }
  draw_right(list, theme.semibold(), m.text_body, refused ? c.bad : c.text, from.x + width, from.y, value);
  ImGui::Dummy({width, m.text_body});
  const bool says_so = field.effect != Field::Effect::restarts || field.help.find("restart") != std::string_view::npos;
  tooltip(theme, Text("%.*s%s", static_cast<int>(field.help.size()), field.help.data(),
                      says_so ? "" : " Changing it restarts the run."));
}

}  // namespace

void field_change(const FieldScope& scope, const Field& field, FieldValue value) {
  if (field.effect == Field::Effect::restarts && scope.snapshot.step > 0) {
    FieldValue before = value_of(field.get(*scope.snapshot.spec));
    std::string sentence(field.title);
    sentence += " changed, so the run begins again.";
    scope.shared.notices.show(Notices::Kind::information, std::move(sentence),
                              command::SetField{std::string(field.name), std::move(before)});
  }
  scope.shared.edits.change(field, std::move(value), scope.commands);
}

void field_slider(const FieldScope& scope, std::string_view name, const SliderOptions& options) {
  const Field* field = find_field(name);
  if (field == nullptr) return;
  const double value = number_of(scope, *field);
  const bool logarithmic = options.scale == Scale::logarithmic;
  const auto to_axis = [&](double x) { return logarithmic ? std::log(x) : x; };
  const double low = to_axis(options.minimum);
  const double high = to_axis(options.maximum);
  const double clamped = std::clamp(value, options.minimum, options.maximum);
  auto position = static_cast<float>((to_axis(clamped) - low) / (high - low));

  ImGui::PushID(field);
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, scope.shared.theme.touch() ? 0.0F : scope.shared.theme.px(2));
  const Text title("%.*s", static_cast<int>(field->title.size()), field->title.data());
  title_row(scope, *field, options.caption != nullptr ? options.caption : title.c_str(),
            logarithmic ? format_short(value) : format_number(static_cast<float>(value), 2));
  ImGui::PopStyleVar();
  const SliderResult moved = slider(scope.shared.theme, "##slider", position, static_cast<float>(options.key_step));
  scope.shared.note_item(field->name.data());
  ImGui::PopID();
  if (!moved.changed && !moved.released) return;

  double chosen = low + (high - low) * static_cast<double>(position);
  if (logarithmic) {
    // Two significant digits are plenty for a learning rate, and read well.
    chosen = std::exp(chosen);
    const double unit = std::pow(10.0, std::floor(std::log10(chosen)) - 1.0);
    chosen = std::round(chosen / unit) * unit;
  } else {
    chosen = std::round(chosen * 100.0) / 100.0;
  }
  chosen = std::clamp(chosen, options.minimum, options.maximum);
  const bool restarts = field->effect == Field::Effect::restarts;
  if (restarts && !moved.released) {
    scope.shared.edits.hold(*field, chosen);
  } else if (restarts ? std::fabs(chosen - std::get<double>(field->get(*scope.snapshot.spec))) > 1e-9
                      : chosen != value) {
    field_change(scope, *field, chosen);
  } else if (restarts) {
    scope.shared.edits.forget(*field);
  }
}

void field_stops(const FieldScope& scope, std::string_view name, std::span<const int> stops) {
  const Field* field = find_field(name);
  if (field == nullptr || stops.size() < 2) return;
  const Theme& theme = scope.shared.theme;
  const int value = static_cast<int>(std::lround(number_of(scope, *field)));
  const auto last = static_cast<float>(stops.size() - 1);
  // A value between two stops (from the address, say) sits at the nearest one and is shown as it is.
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < stops.size(); ++i) {
    if (std::abs(stops[i] - value) < std::abs(stops[nearest] - value)) nearest = i;
  }

  ImGui::PushID(field);
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, theme.touch() ? 0.0F : theme.px(2));
  const Text title("%.*s", static_cast<int>(field->title.size()), field->title.data());
  // Said while the value is still held: what the trainer would refuse when the person lets go.
  const ImVec2 top = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool held = scope.shared.edits.holds(*field);
  const std::string& refusal = held ? scope.shared.room_check.refusal(scope.snapshot, *field, value) : kFine;
  title_row(scope, *field, title, format_count(value), !refusal.empty());
  ImGui::PopStyleVar();
  float position = static_cast<float>(nearest) / last;
  const SliderResult moved = slider(theme, "##slider", position, 1.0F / last);
  scope.shared.note_item(field->name.data());
  if (!refusal.empty()) warning(theme, top, width, refusal.c_str());
  ImGui::PopID();
  if (!moved.changed && !moved.released) return;

  const int chosen = moved.changed ? stops[static_cast<std::size_t>(std::lround(position * last))] : value;
  const bool wait = !moved.released;
  if (wait) {
    scope.shared.edits.hold(*field, static_cast<double>(chosen));
  } else if (static_cast<double>(chosen) != std::get<double>(field->get(*scope.snapshot.spec))) {
    field_change(scope, *field, static_cast<double>(chosen));
  } else {
    scope.shared.edits.forget(*field);
  }
}

void field_choice(const FieldScope& scope, std::string_view name, std::size_t count,
                  FunctionRef<Choice(std::size_t)> choice) {
  const Field* field = find_field(name);
  if (field == nullptr) return;
  const FieldView value = scope.shared.edits.value(scope.snapshot, *field);
  const auto* chosen = std::get_if<std::string_view>(&value);
  if (chosen == nullptr) return;
  const auto words = [](std::string_view view) { return Text("%.*s", static_cast<int>(view.size()), view.data()); };
  std::string_view shown = *chosen;
  for (std::size_t i = 0; i < count; ++i) {
    if (choice(i).name == *chosen) shown = choice(i).title;
  }
  std::string_view wanted;
  ImGui::PushID(field);
  if (begin_dropdown(scope.shared.theme, "##choice", words(shown), ImGui::GetContentRegionAvail().x)) {
    for (std::size_t i = 0; i < count; ++i) {
      const Choice other = choice(i);
      const bool is_chosen = other.name == *chosen;
      if (menu_item(scope.shared.theme, words(other.title), nullptr, is_chosen) && !is_chosen) wanted = other.name;
    }
    end_dropdown();
  } else {
    tooltip(scope.shared.theme, words(field->help));
  }
  ImGui::PopID();
  if (!wanted.empty()) field_change(scope, *field, std::string(wanted));
}

void field_toggle(const FieldScope& scope, std::string_view name, const char* caption) {
  const Field* field = find_field(name);
  if (field == nullptr) return;
  const FieldView value = scope.shared.edits.value(scope.snapshot, *field);
  const bool* on = std::get_if<bool>(&value);
  if (on == nullptr) return;
  if (toggle(scope.shared.theme, caption, *on)) field_change(scope, *field, !*on);
  tooltip(scope.shared.theme, Text("%.*s", static_cast<int>(field->help.size()), field->help.data()));
}

}  // namespace lab::ui
