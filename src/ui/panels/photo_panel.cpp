#include "ui/panels/photo_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "data/fit_shape.h"
#include "ui/format.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array<const char*, 2> kWays = {"Find a digit", "As it is"};
constexpr std::array<const char*, 4> kSteps = {"Photo", "Even light", "Ink", "Digit"};
constexpr float kKeyStep = 0.04F;  // of the slider

bool takes_colour(const Snapshot& snapshot) {
  const auto image = image_shape_of(snapshot.spec->input);
  return image && image->channels == 3;
}

}  // namespace

PhotoPanel::PhotoPanel(Shared& shared)
    : Panel(shared), photo_sheet_(shared.images), steps_sheet_(shared.images), result_sheet_(shared.images) {}

void PhotoPanel::begin(const Snapshot& snapshot, Commands& commands) {
  begun_ = Remembered(shared_.brought.photo);
  settings_ = {};
  picture_ = nullptr;
  // Networks of colour pictures want the picture, and what is as small as a digit's image mostly is one.
  as_it_is_ = shared_.brought.photo->is_small() || takes_colour(snapshot);
  find(commands);
}

void PhotoPanel::find(Commands& commands) {
  found_ = std::make_shared<const FoundDigit>(shared_.brought.photo->find(settings_));
  show(commands);
}

void PhotoPanel::show(Commands& commands) {
  if (!as_it_is_ && !found_->found) return discard(commands);
  OwnPicture picture{as_it_is_ ? shared_.brought.photo->as_it_is() : found_->digit, shared_.brought.name};
  if (picture_) picture.image.labels = picture_->image.labels;
  auto made = std::make_shared<const OwnPicture>(std::move(picture));
  shared_.own_pictures.replace(picture_, made);
  picture_ = std::move(made);
  look_at(shared_, commands, Pick(picture_));
}

void PhotoPanel::discard(Commands& commands) {
  const OwnPicturePtr picture = std::exchange(picture_, nullptr);
  if (picture == nullptr) return;
  shared_.own_pictures.remove(picture);
  if (shared_.view.attention.spotlight.own == picture)
    look_at(shared_, commands, Pick(shared_.view.attention.spotlight.index));
}

void PhotoPanel::close() {
  shared_.brought = {};
  found_ = nullptr;
  picture_ = nullptr;
}

void PhotoPanel::draw_steps() {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float gap = theme().px(8);
  const float cell = std::floor((ImGui::GetContentRegionAvail().x - 3 * gap) / 4);
  const float rounding = theme().px(4);
  const Photo& photo = *shared_.brought.photo;
  photo_sheet_.show(shared_.brought.photo, photo.shown().shape, photo.shown().pixels);
  steps_sheet_.show(found_, found_->shown, {found_->evened, found_->ink});
  if (picture_) result_sheet_.show(picture_, picture_->image.shape, picture_->image.pixels);

  // Wide and high pictures lie in the middle of a square.
  const Shape& shape = photo.shown().shape;
  const auto longer = static_cast<float>(std::max(shape.width, shape.height));
  const ImVec2 size{std::max(1.0F, std::floor(cell * static_cast<float>(shape.width) / longer)),
                    std::max(1.0F, std::floor(cell * static_cast<float>(shape.height) / longer))};
  for (int step = 0; step < 4; ++step) {
    if (as_it_is_ && (step == 1 || step == 2)) continue;
    const int place = as_it_is_ && step == 3 ? 1 : step;
    const ImVec2 at{from.x + static_cast<float>(place) * (cell + gap), from.y};
    const char* const name = as_it_is_ && step == 3 ? "Picture" : kSteps[static_cast<std::size_t>(step)];
    list.AddText(theme().regular(), m.text_small, at, c.text_muted, name);
    const ImVec2 top{at.x, at.y + m.text_small + theme().px(4)};
    list.AddRectFilled(top, {top.x + cell, top.y + cell}, c.control, rounding);
    const ImVec2 corner{std::round(top.x + (cell - size.x) / 2), std::round(top.y + (cell - size.y) / 2)};
    const ImVec2 end{corner.x + size.x, corner.y + size.y};
    if (step == 0) shared_.images.add(photo_sheet_, 0, ColorMap::grey, corner, end, rounding);
    if (step == 1 || step == 2) shared_.images.add(steps_sheet_, step - 1, ColorMap::grey, corner, end, rounding);
    if (step == 3 && picture_)
      shared_.images.add(result_sheet_, 0, ColorMap::grey, top, {top.x + cell, top.y + cell}, rounding);
    shared_.images.flush(list);
    if ((step == 0 || step == 2) && !as_it_is_ && found_->found) {
      const auto& box = found_->box;
      const float out = theme().px(2);
      list.AddRect({corner.x + box.left * size.x - out, corner.y + box.top * size.y - out},
                   {corner.x + box.right * size.x + out, corner.y + box.bottom * size.y + out}, c.accent, theme().px(2),
                   0, theme().px(1.5F));
    }
  }
  ImGui::Dummy({ImGui::GetContentRegionAvail().x, m.text_small + theme().px(4) + cell});
  shared_.note_item("photo-steps");
}

void PhotoPanel::draw_settings(Commands& commands) {
  const Metrics& m = theme().size();
  const bool found = segmented(theme(), "ways", kWays, as_it_is_ ? 1 : 0, ImGui::GetContentRegionAvail().x) == 0;
  shared_.note_item("photo-as-it-is");
  if (found == as_it_is_) {
    as_it_is_ = !found;
    show(commands);
  }
  if (as_it_is_) return;
  if (!found_->found) {
    wrapped_text(theme(),
                 "No digit was found: nothing stands out from the paper as ink does. Try another threshold, the "
                 "switch below, or a photo that shows the digit larger.");
  }
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText(theme().regular(), m.text_body, from, theme().color().text, "Threshold");
  draw_right(list, theme().regular(), m.text_body, theme().color().text_muted,
             from.x + ImGui::GetContentRegionAvail().x, from.y,
             Text("%.0f %%", static_cast<double>(settings_.threshold) * 100.0));
  ImGui::Dummy({1, m.text_body});
  constexpr float kSpan = PhotoSettings::kMostFactor - PhotoSettings::kLeastFactor;
  float position = (settings_.threshold - PhotoSettings::kLeastFactor) / kSpan;
  const bool moved = slider(theme(), "##threshold", position, kKeyStep).changed;
  shared_.note_item("photo-threshold");
  tooltip(theme(), "How dark ink must be to count: 100 % is what parts ink and paper best (Otsu)");
  if (moved) {
    settings_.threshold = PhotoSettings::kLeastFactor + position * kSpan;
    find(commands);
  }
  const bool flipped = toggle(theme(), "Light ink on dark paper", found_->light);
  shared_.note_item("photo-light");
  if (flipped) {
    settings_.light = !found_->light;
    find(commands);
  }
}

void PhotoPanel::draw_buttons(Commands& commands) {
  const float between = theme().px(8);
  const float width = std::floor((ImGui::GetContentRegionAvail().x - between) / 2);
  const bool keep = button(theme(), "Keep", ButtonLook::secondary, Icon::check, {width, 0});
  shared_.note_item("photo-keep");
  tooltip(theme(), "It stays among your pictures");
  ImGui::SameLine(0.0F, between);
  const bool discarded = button(theme(), "Discard", ButtonLook::secondary, Icon::trash, {width, 0});
  shared_.note_item("photo-discard");
  bool train = false;
  if (shared_.brought.file && !shared_.brought.photo->is_small()) {
    train = button(theme(), "Train on pieces of it", ButtonLook::quiet, Icon::data, {-1, 0});
    shared_.note_item("photo-pieces");
    tooltip(theme(), "Cuts the picture into many small ones and takes these as the images to train and test with");
  }
  if (discarded || train) discard(commands);
  if (train) commands.load(*std::move(shared_.brought.file));
  if (keep || discarded || train) close();
}

void PhotoPanel::draw(const Snapshot& snapshot, Commands& commands) {
  if (!begun_.is(shared_.brought.photo)) begin(snapshot, commands);
  // Its class may have been set, or it may have been deleted, where all of them are shown.
  if (picture_ && (picture_ = shared_.own_pictures.now(picture_)) == nullptr) return close();
  heading(theme(), "Photo");
  draw_steps();
  draw_settings(commands);
  draw_buttons(commands);
}

}  // namespace lab::ui
