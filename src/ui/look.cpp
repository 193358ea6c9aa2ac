#include "ui/look.h"

#include <utility>

namespace lab::ui {

void attend(const Shared& shared, Commands& commands) { commands.send(command::Attend{shared.view.attention}); }

void look_at(Shared& shared, Commands& commands, Pick picture) {
  if (picture.own) picture.index = shared.view.attention.spotlight.index;
  shared.view.attention.spotlight = std::move(picture);
  shared.view.attention.code.clear();
  attend(shared, commands);
}

void look_at_drawing(Shared& shared, Commands& commands) {
  Drawing& drawing = shared.drawing;
  OwnPicturePtr picture = drawing.picture();
  // Once it has a class it keeps that, whatever is drawn or wiped out.
  const OwnPicturePtr kept = shared.own_pictures.now(drawing.kept());
  if (picture && kept && class_of(*kept) >= 0)
    picture = picture->image.pixels == kept->image.pixels ? kept : with_class(*picture, class_of(*kept));
  look_at(shared, commands, picture ? Pick(picture) : Pick(shared.view.attention.spotlight.index));
  if (drawing.pen_down()) return;
  if (picture) {
    if (kept != picture) shared.own_pictures.replace(kept, picture);
  } else if (drawing.kept()) {
    shared.own_pictures.remove(drawing.kept());
  }
  drawing.keep_as(picture);
}

void open_own(Shared& shared, Commands& commands, bool open) {
  shared.view.own_open = open;
  if (!open) shared.brought = {};
  if (open && !shared.drawing.empty()) look_at_drawing(shared, commands);
}

void show_digit(Shared& shared, const Snapshot& snapshot, Commands& commands, int spotlight) {
  if (snapshot.test_count <= 0) return;
  const int index = (spotlight % snapshot.test_count + snapshot.test_count) % snapshot.test_count;
  int& first = shared.view.attention.strip_first;
  if (index < first || index >= first + Preview::kStrip) first = index / Preview::kStrip * Preview::kStrip;
  look_at(shared, commands, index);
}

void show_other_digits(Shared& shared, const Snapshot& snapshot, Commands& commands) {
  const int next = shared.view.attention.strip_first + Preview::kStrip;
  show_digit(shared, snapshot, commands, next < snapshot.test_count ? next : 0);
}

void set_code(Shared& shared, Commands& commands, std::vector<float> code) {
  shared.view.attention.code = std::move(code);
  attend(shared, commands);
}

}  // namespace lab::ui
