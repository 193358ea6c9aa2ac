#include "ui/panels/tray_panel.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "data/fit_shape.h"
#include "data/png.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/menus.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// Digits' images stay what they are; others are brought to one size.
constexpr std::array<Shape, 2> kThumbnails = {Shape{28, 28, 1, false}, Shape{56, 56, 3, false}};
constexpr float kCell = 44.0F;  // CSS pixels
constexpr int kDigitClasses = 10;

constexpr std::array<const char*, OwnPictures::kMost> kSpots = {
    "tray-1",  "tray-2",  "tray-3",  "tray-4",  "tray-5",  "tray-6",  "tray-7",  "tray-8",
    "tray-9",  "tray-10", "tray-11", "tray-12", "tray-13", "tray-14", "tray-15", "tray-16",
    "tray-17", "tray-18", "tray-19", "tray-20", "tray-21", "tray-22", "tray-23", "tray-24"};

/// What a class is called among the images that are there.
Text class_name(const Snapshot& snapshot, int label) {
  const auto at = static_cast<std::size_t>(label);
  if (label < 0) return Text("No class");
  if (snapshot.class_names && at < snapshot.class_names->size()) return Text("%s", (*snapshot.class_names)[at].c_str());
  return Text("class %d", label);
}

std::vector<std::uint8_t> as_png(const ImageSet& image) {
  return encode_png({image.shape.width, image.shape.height, image.shape.channels, image.pixels});
}

/// A name for its file: that of the picture, as far as file systems take it, or what it shows.
std::string file_name(const OwnPicture& picture) {
  std::string name;
  for (const char letter : picture.name) {
    const bool taken = static_cast<unsigned char>(letter) < ' ' ||
                       std::string_view("/\\:*?\"<>|").find(letter) != std::string_view::npos;
    name += taken ? '-' : letter;
  }
  if (name.empty()) name = class_of(picture) < 0 ? "picture" : "class " + std::to_string(class_of(picture));
  return name + ".png";
}

}  // namespace

TrayPanel::TrayPanel(Shared& shared) : Panel(shared), sheets_{ImageSheet(shared.images), ImageSheet(shared.images)} {}

void TrayPanel::make_thumbnails() {
  const OwnPictures& own = shared_.own_pictures;
  if (std::exchange(version_, own.version()) == own.version()) return;
  thumbnails_.clear();
  std::array<std::vector<std::uint8_t>, 2> pixels;
  for (const OwnPicturePtr& picture : own.all()) {
    const ImageSet& image = picture->image;
    const std::size_t sheet = image.shape == kThumbnails[0] ? 0 : 1;
    const auto bytes = static_cast<std::size_t>(kThumbnails[sheet].size());
    auto& to = pixels[sheet];
    thumbnails_.push_back({sheet, static_cast<int>(to.size() / bytes)});
    to.resize(to.size() + bytes);
    const auto place = std::span(to).last(bytes);
    const auto fitting = ImageFitting::plan(image.shape, kThumbnails[sheet]);
    if (fitting && fitting->changes()) {
      fitting->apply(image.image(0), place);
    } else if (fitting) {
      std::ranges::copy(image.image(0), place.begin());
    }
  }
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels_[i] = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels[i]));
}

void TrayPanel::draw_ways_in(Commands& commands) {
  const float between = theme().px(8);
  const bool camera = shared_.has_camera && theme().touch();
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = camera ? std::floor((room - between) / 2) : room;
  // What lies over the button in a page would lie over menus and dialogues too.
  const bool free = !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) && !shared_.view.help_open;
  const bool photo = button(theme(), "Open a photo", ButtonLook::secondary, Icon::data, {width, 0});
  shared_.note_item("tray-photo");
  if (free) shared_.note_picker(Picker::photo);
  tooltip(theme(), "A picture of a digit; or drop it anywhere here, or paste it (Ctrl+V)");
  if (photo) commands.choose(Picker::photo);
  if (!camera) return;
  ImGui::SameLine(0.0F, between);
  const bool taken = button(theme(), "Camera", ButtonLook::secondary, Icon::camera, {width, 0});
  shared_.note_item("tray-camera");
  if (free) shared_.note_picker(Picker::camera);
  if (taken) commands.choose(Picker::camera);
}

void TrayPanel::draw_thumbnails(Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  make_thumbnails();
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    if (!pixels_[i]->empty()) sheets_[i].show(pixels_[i], kThumbnails[i], *pixels_[i]);
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float cell = theme().px(kCell);
  const float least = theme().px(6);
  const int columns = std::max(1, static_cast<int>((width + least) / (cell + least)));
  const float gap =
      columns > 1 ? (width - static_cast<float>(columns) * cell) / static_cast<float>(columns - 1) : least;
  const auto all = shared_.own_pictures.all();
  const auto place = [&](std::size_t i) {
    const ImVec2 at = cell_at(from, static_cast<int>(i), columns, {cell + gap, cell + least});
    return ImVec2{std::round(at.x), at.y};
  };
  OwnPicturePtr pressed;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ImVec2 at = place(i);
    const ImVec2 to{at.x + cell, at.y + cell};
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::InvisibleButton("##picture", {cell, cell}, ImGuiButtonFlags_EnableNav)) pressed = all[i];
    const bool hovered = ImGui::IsItemHovered();
    if (!all[i]->name.empty()) tooltip(theme(), all[i]->name.c_str());
    ImGui::PopID();
    if (!ImGui::IsItemVisible()) continue;
    shared_.note_spot(kSpots[i], at, to);
    const bool chosen = shared_.view.attention.spotlight.own == all[i];
    if (chosen || hovered) {
      const float out = theme().px(2);
      list.AddRect({at.x - out, at.y - out}, {to.x + out, to.y + out}, chosen ? c.accent : c.axis, theme().px(7), 0,
                   theme().px(2));
    }
    const Thumbnail& thumbnail = thumbnails_[i];
    shared_.images.add(sheets_[thumbnail.sheet], thumbnail.index, shared_.view.color_map, at, to, theme().px(5));
  }
  shared_.images.flush(list);
  for (std::size_t i = 0; i < all.size(); ++i) {  // over the images
    const int label = class_of(*all[i]);
    if (label < 0) continue;
    const Text words("%d", label);
    const ImVec2 size = measure(theme().semibold(), m.text_small, words);
    const ImVec2 at = place(i);
    const ImVec2 corner{at.x + cell - size.x - theme().px(8), at.y + cell - size.y - theme().px(2)};
    list.AddRectFilled(corner, {at.x + cell, at.y + cell}, c.accent_fill, theme().px(5));
    list.AddText(theme().semibold(), m.text_small, {corner.x + theme().px(4), corner.y + theme().px(1)}, c.on_accent,
                 words);
  }
  const int rows = (static_cast<int>(all.size()) + columns - 1) / columns;
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({width, static_cast<float>(rows) * (cell + least) - least});
  if (pressed) look_at(shared_, commands, Pick(pressed));
}

void TrayPanel::draw_classes(const Snapshot& snapshot, Commands& commands, const OwnPicturePtr& picture, float width) {
  const int label = class_of(*picture);
  int chosen = label;
  const bool open = begin_dropdown(theme(), "##class", class_name(snapshot, label), width, 0.0F);
  if (open) {
    const int named = snapshot.class_names ? static_cast<int>(snapshot.class_names->size()) : 0;
    for (int i = -1; i < (named > 0 ? named : kDigitClasses); ++i) {
      ImGui::PushID(i);
      if (menu_item(theme(), class_name(snapshot, i), nullptr, i == label)) chosen = i;
      if (i == 3) shared_.note_item("tray-class-3");  // for tests
      ImGui::PopID();
    }
    end_dropdown();
  }
  if (chosen == label) return;
  OwnPicturePtr changed = with_class(*picture, chosen);
  shared_.own_pictures.replace(picture, changed);
  if (shared_.drawing.kept() == picture) shared_.drawing.keep_as(changed);
  look_at(shared_, commands, Pick(std::move(changed)));
}

void TrayPanel::remove(Commands& commands, const OwnPicturePtr& picture) {
  OwnPictures& own = shared_.own_pictures;
  const std::size_t place = own.place_of(picture);
  own.remove(picture);
  if (shared_.drawing.kept() == picture) shared_.drawing.set({});
  if (const OwnPicturePtr next = own.at(place < own.all().size() ? place : place - 1)) {
    look_at(shared_, commands, Pick(next));
  } else {
    look_at(shared_, commands, Pick(shared_.view.attention.spotlight.index));
  }
  shared_.notices.show(Notices::Kind::information, "Deleted one of your pictures.",
                       [this, place, picture](Commands& then) {
                         shared_.own_pictures.insert(place, picture);
                         look_at(shared_, then, Pick(picture));
                       });
}

void TrayPanel::draw_chosen(const Snapshot& snapshot, Commands& commands, const OwnPicturePtr& picture) {
  const float between = theme().px(8);
  const float side = theme().size().control_height;
  draw_classes(snapshot, commands, picture, ImGui::GetContentRegionAvail().x - 2 * (side + between));
  shared_.note_item("tray-class");
  tooltip(theme(), "What it shows; pictures with a class can be trained on");
  ImGui::SameLine(0.0F, between);
  const bool save = button(theme(), "##save", ButtonLook::secondary, Icon::save, {side, side});
  shared_.note_item("tray-save");
  tooltip(theme(), "Save it as a PNG file");
  if (save) commands.download(file_name(*picture), as_png(picture->image));
  ImGui::SameLine(0.0F, between);
  const bool deleted = button(theme(), "##delete", ButtonLook::secondary, Icon::trash, {side, side});
  shared_.note_item("tray-delete");
  tooltip(theme(), "Delete it");
  if (deleted) remove(commands, picture);
}

void TrayPanel::draw_training(const Snapshot& snapshot) {
  OwnPictures& own = shared_.own_pictures;
  if (toggle(theme(), "Train on them too", own.train_too)) own.train_too = !own.train_too;
  shared_.note_item("tray-train");
  tooltip(theme(),
          "Adds those that have a class to the training images. They stay there when you reset or choose "
          "other images, until you switch this off.");
  const int next = snapshot.added_next;
  const char* const when = next == snapshot.added_count ? "" : ", from the next epoch on";
  if (!own.train_too && snapshot.added_count == 0) return;
  if (next > 0) {
    wrapped_text(theme(), Text("%d of them %s trained on besides %s other images%s.", next, next == 1 ? "is" : "are",
                               format_count(snapshot.train_count - snapshot.added_count).c_str(), when));
  } else if (!own.train_too) {
    wrapped_text(theme(), "They are trained on until this epoch ends.");
  } else {
    wrapped_text(theme(), "None of them has a class yet: choose a picture and say what it shows.");
  }
}

void TrayPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const Metrics& m = theme().size();
  const auto count = static_cast<int>(shared_.own_pictures.all().size());
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float right = from.x + ImGui::GetContentRegionAvail().x;
  heading(theme(), "Your pictures");
  if (count == 0) {
    wrapped_text(theme(),
                 "Draw a digit, or open, drop or paste a photo of one. It stays on this computer, "
                 "for your next visit.");
  } else {
    draw_right(*ImGui::GetWindowDrawList(), theme().regular(), m.text_small, theme().color().text_muted, right,
               from.y + std::round((m.text_heading - m.text_small) / 2),
               Text("%d of %d", count, static_cast<int>(OwnPictures::kMost)));
    draw_thumbnails(commands);
    const OwnPicturePtr& looked_at = shared_.view.attention.spotlight.own;
    if (const OwnPicturePtr picture = shared_.own_pictures.now(looked_at)) draw_chosen(snapshot, commands, picture);
    draw_training(snapshot);
  }
  draw_ways_in(commands);
}

}  // namespace lab::ui
