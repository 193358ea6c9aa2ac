#include "ui/panels/preset_panel.h"

#include "experiment/presets.h"
#include "ui/format.h"
#include "ui/menus.h"
#include "ui/widgets.h"

namespace lab::ui {

void draw_preset_picker(Shared& shared, const Snapshot& snapshot, Commands& commands, float width) {
  const Theme& theme = shared.theme;
  const bool open = begin_dropdown(theme, "##preset", snapshot.spec->title.c_str(), width, theme.px(420));
  if (!open) {
    tooltip(theme, snapshot.spec->summary.c_str());
    return;
  }
  for (const PresetGroup& group : preset_groups()) {
    menu_heading(theme, Text("%.*s", static_cast<int>(group.title.size()), group.title.data()));
    for (const ExperimentSpec& preset : group.presets) {
      ImGui::PushID(&preset);
      if (menu_item(theme, preset.title.c_str(), preset.summary.c_str(), preset.name == snapshot.spec->name)) {
        commands.send(command::SetPreset{preset.name});
      }
      ImGui::PopID();
    }
  }
  end_dropdown();
}

bool PresetPanel::visible(const Snapshot& /*snapshot*/) const { return shared_.arrangement != Arrangement::desktop; }

void PresetPanel::draw(const Snapshot& snapshot, Commands& commands) {
  heading(theme(), "Experiment");
  draw_preset_picker(shared_, snapshot, commands, ImGui::GetContentRegionAvail().x);
  if (!snapshot.spec->summary.empty()) wrapped_text(theme(), snapshot.spec->summary.c_str());
}

}  // namespace lab::ui
