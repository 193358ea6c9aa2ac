#include "ui/panels/noise_panel.h"

#include <string_view>

#include "data/noise/noise.h"
#include "ui/field_controls.h"
#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {

void NoisePanel::draw(const Snapshot& snapshot, Commands& commands) {
  const FieldScope scope{shared_, snapshot, commands};
  heading(theme(), "Noise");
  const Field* field = find_field("noise");
  if (field == nullptr) return;
  const FieldView value = shared_.edits.value(snapshot, *field);
  const auto* name = std::get_if<std::string_view>(&value);
  const NoiseKind* kind = name != nullptr ? find_noise(*name) : nullptr;
  if (kind == nullptr) return;

  field_choice(scope, "noise", noise_kinds());
  if (kind->max_level <= 0.0F) return;

  SliderOptions options;
  options.maximum = static_cast<double>(kind->max_level);
  options.caption = "Level";
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, 0.0F);
  field_slider(scope, "noise_level", options);
  ImGui::PopStyleVar();
  muted_text(theme(), Text("%.*s", static_cast<int>(kind->level_title.size()), kind->level_title.data()));
  field_toggle(scope, "noise_fresh", "Fresh every epoch");
}

}  // namespace lab::ui
