// In the place of Dear ImGui's imgui_tables.cpp. Nothing here is drawn by its tables or columns, which are a fiftieth
// of the program that a visitor downloads; these are the functions that the rest of ImGui calls where there is a table.

#include <imgui_internal.h>

namespace ImGui {

void EndColumns() {}
void EndTable() {}
void PopColumnsBackground() {}
void PushColumnsBackground() {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable* /*table*/) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData* /*data*/) {}
void TablePopBackgroundChannel() {}
void TablePopColumnChannel() {}
void TablePushBackgroundChannel() {}
void TablePushColumnChannel(int /*column*/) {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
