#include "io/axes.h"

#include "io/drawing_fixture.h"

using namespace lab;
using lab_test::typeface;

namespace {

Axes axes() {
  return {{60.0F, 10.0F, 200.0F, 100.0F},
          {"Epoch", 0.0, 10.0, linear_ticks(0.0, 10.0, 10)},
          {"Loss (nats)", 0.0, 1.0, linear_ticks(0.0, 1.0, 5)}};
}

}  // namespace

TEST_CASE("values have their places between the ends of the axes, y upwards") {
  CHECK(axes().x_of(0.0) == 60.0F);
  CHECK(axes().x_of(10.0) == 260.0F);
  CHECK(axes().y_of(0.0) == 110.0F);
  CHECK(axes().y_of(1.0) == 10.0F);
  CHECK(axes().place(5.0, 0.5).x == 160.0F);
}

TEST_CASE("labels and titles keep to the room that is reckoned for them") {
  const float left = room_left_of(typeface(), axes().y);
  const float below = room_below(axes().x);
  Axes placed = axes();
  placed.area.x = left + 2.0F;
  Drawing drawing(typeface(), placed.area.right() + 10.0F, placed.area.bottom() + below + 2.0F, "t");
  draw_grid(drawing, placed, true);
  draw_axes(drawing, placed);
  lab_test::check_tidy(drawing);
  CHECK(lab_test::text_of(drawing, "Loss (nats)").style.turned);
  CHECK_FALSE(lab_test::text_of(drawing, "Epoch").style.turned);
}

TEST_CASE("labels that would touch are left out, their marks are not") {
  Axes narrow = axes();
  narrow.x.ticks = linear_ticks(0.0, 100.0, 100);
  narrow.x.high = 100.0;
  Drawing drawing(typeface(), 300.0F, 200.0F, "t");
  draw_axes(drawing, narrow);
  lab_test::check_tidy(drawing);
  CHECK(lab_test::all_of<drawn::Text>(drawing).size() < 40);
  CHECK(lab_test::all_of<drawn::Rule>(drawing).size() > 100);
}
