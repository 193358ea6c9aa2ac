#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/icons.h"
#include "ui/shared.h"

namespace lab::ui {

/// What can be open below the large pictures, one at a time.
///
/// To add a view: a value of OpenView (train/attention.h), a line in the table of view_list.cpp, and its panels: a file
/// pair in views/ each, and a line in panel_list.cpp that names the view.
struct ViewEntry {
  OpenView view;
  const char* name;   ///< in the page's address and for scripts
  const char* title;  ///< for people
  const char* help;
  Icon icon;
  const char* spot;  ///< "view-code", see Spot
};

/// In the order of their tabs and keys: the first has the key 1.
[[nodiscard]] std::span<const ViewEntry> views();

/// Null if there is none of that name.
[[nodiscard]] const ViewEntry* find_view(std::string_view name);
/// The sentence for that.
[[nodiscard]] std::string no_view(const std::string& name);
[[nodiscard]] const ViewEntry& entry_of(OpenView view);

/// Opens it, and tells the trainer what is looked at now.
void open_view(Shared& shared, Commands& commands, OpenView view);

/// Tabs in a row that starts at the cursor.
void draw_view_tabs(Shared& shared, Commands& commands);

/// The same for thumbs: icons with a word below, over the whole width of the current window.
void draw_view_bar(Shared& shared, Commands& commands, float height);

}  // namespace lab::ui
