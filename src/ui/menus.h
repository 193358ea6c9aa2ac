#pragma once

#include <imgui.h>

#include "ui/theme.h"

/// Drop-down lists and menus in the theme's look.
namespace lab::ui {

/// A drop-down list with the theme's look; when it returns true, add menu_item()s and then end_dropdown(). The list is
/// `list_width` wide, or as wide as the field.
bool begin_dropdown(const Theme& theme, const char* id, const char* shown, float width, float list_width = 0.0F);
void end_dropdown();

/// One row of a drop-down or menu; `detail` is a second, muted line (or nullptr). True when picked.
bool menu_item(const Theme& theme, const char* title, const char* detail, bool chosen);

/// The title of a group of items.
void menu_heading(const Theme& theme, const char* title);

/// A menu that ImGui::OpenPopup(id) opened, its top right corner at `corner`; when it returns true, add menu_item()s
/// and then end_menu().
bool begin_menu(const Theme& theme, const char* id, ImVec2 corner, float width);
void end_menu();

}  // namespace lab::ui
