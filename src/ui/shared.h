#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "train/session.h"
#include "ui/brought_photo.h"
#include "ui/drawing.h"
#include "ui/field_edits.h"
#include "ui/image_view.h"
#include "ui/notices.h"
#include "ui/own_pictures.h"
#include "ui/pointer.h"
#include "ui/room_check.h"
#include "ui/theme.h"

namespace lab::ui {

enum class Scheme { automatic, dark, light };

/// What a person has chosen about the view. Nothing here changes the training.
struct View {
  Scheme scheme = Scheme::automatic;
  bool system_dark = true;  ///< what the browser prefers; used by Scheme::automatic
  bool show_difference = false;
  ColorMap color_map = ColorMap::grey;
  bool log_loss = false;
  bool plot_accuracy = false;
  bool help_open = false;
  bool show_between = false;  ///< on a desktop, beside the map: two pictures and what lies between them
  bool own_open = false;      ///< somebody draws, or looks through pictures of his own
  Attention attention;        ///< what is looked at; see look.h for changing it

  [[nodiscard]] bool dark() const { return scheme == Scheme::automatic ? system_dark : scheme == Scheme::dark; }
};

/// Which engine runs, and why that one; set once at start.
struct EngineInfo {
  std::string variant;  ///< "threads" or "single"
  std::string reason;   ///< a sentence
};

/// How the page is arranged this frame.
enum class Arrangement {
  desktop,   ///< evidence left, controls right
  portrait,  ///< one column, the three images stay on top
  landscape  ///< a phone held sideways: images left, everything else scrolls on the right
};

/// A rectangle in CSS pixels; no width means none.
struct CssRect {
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const CssRect&) const = default;
};

/// Where something stands this frame, under the name that scripts and tests know it by.
struct Spot {
  const char* name;
  CssRect rect;
};

/// One way to keep the network, as the platform knows them: the user interface knows no file formats.
struct SaveChoice {
  std::string format;  ///< for Commands::save()
  std::string title;   ///< "ONNX (.onnx)"
  std::string detail;  ///< what it is good for
  bool needs_epoch;    ///< there is nothing to write before the first epoch is finished
  std::string spot;    ///< "save-onnx", see Spot
};

/// While theme.figure(): the card that is drawn, and where a panel of several cards has put it (device pixels).
struct Figure {
  std::string_view card;  ///< its name, see card_menu.h
  ImVec2 from, to;
  ImVec2 room;  ///< how large a frame it needs
};

/// What all panels read besides the snapshot, and the few things they share. One object per page, main thread only.
struct Shared {
  Theme theme;
  View view;
  EngineInfo engine;
  DataProgress data;
  std::vector<SaveChoice> save_choices;  ///< set once at start
  ImageView images;
  Pointer pointer;
  OwnPictures own_pictures;
  Drawing drawing;
  BroughtPhoto brought;
  bool has_camera = false;    ///< Picker::camera can be had; set once at start
  bool has_licences = false;  ///< likewise Picker::licences
  FieldEdits edits;
  RoomCheck room_check;
  Notices notices;
  Arrangement arrangement = Arrangement::desktop;
  ImVec2 page;            ///< device pixels
  const char* card = "";  ///< the name of the one that is being drawn
  Figure figure;
  std::array<CssRect, kPickers> pickers;  ///< where the buttons for them are this frame
  std::vector<Spot> spots;

  void note_spot(const char* name, ImVec2 from, ImVec2 to) {
    if (theme.figure()) return;  // where things lie there is nothing to those who use the page
    const float scale = theme.scale();
    spots.push_back({name, {from.x / scale, from.y / scale, (to.x - from.x) / scale, (to.y - from.y) / scale}});
  }
  /// The same for the item drawn last, unless it is scrolled out of view.
  void note_item(const char* name) {
    if (ImGui::IsItemVisible()) note_spot(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  }
  /// The item drawn last is the button for that picker, as far as it is to be seen.
  void note_picker(Picker picker) {
    if (!ImGui::IsItemVisible() || theme.figure()) return;
    const ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    const float scale = theme.scale();
    const float left = std::max(from.x, list.GetClipRectMin().x);
    const float top = std::max(from.y, list.GetClipRectMin().y);
    const float right = std::min(to.x, list.GetClipRectMax().x);
    const float bottom = std::min(to.y, list.GetClipRectMax().y);
    if (right <= left || bottom <= top) return;
    pickers[static_cast<std::size_t>(picker)] = {left / scale, top / scale, (right - left) / scale,
                                                 (bottom - top) / scale};
  }
};

/// What a network's answer is called: it removes noise, or only rebuilds what it saw.
inline const char* result_title(const Snapshot& snapshot) {
  return snapshot.spec->has_noise() ? "Denoised" : "Rebuilt";
}

}  // namespace lab::ui
