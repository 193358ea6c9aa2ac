#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ui/shared.h"

/// What the program tells the page it runs in. The implementation, in js_bridge.cpp, is the only place that knows
/// JavaScript.
namespace lab::platform::js {

/// The first interactive frame is on the screen.
void ready();
/// Nothing more can be done; the page shows the sentence.
void fatal(const std::string& sentence);
/// Hands the person a file to keep.
void download(const std::string& name, std::span<const std::uint8_t> bytes);
/// Where the "Open files" button is; no width: nowhere.
void place_file_picker(const ui::CssRect& rect);
/// What a page that begins anew must be told to come back to this one (settings_json()).
void settings(const std::string& json);
/// The page's own background follows.
void theme(bool dark);

}  // namespace lab::platform::js
