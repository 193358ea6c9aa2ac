// The ways to write the digits, from how people are taught to write and how they then do. Coordinates: 0 to 1 from top
// to bottom, 0 to about 0.65 from left to right, upright; slant, width and pen come later.
//
// Every draw from the random sequence must happen in the same order with every compiler, so no call here has two
// draws among its arguments: points and arcs are given in braces, which are evaluated from left to right.

#include "data/digits/sketch.h"

namespace lab::digits {
namespace {

// 0: an oval drawn counterclockwise from somewhere at the top, not quite closed or with the ends overlapping.
void zero_oval(Sketch& s) {
  const float from = s.vary(-70.0F, 30.0F);
  const float overlap = s.vary(4.0F, 22.0F);
  const float rx = s.vary(0.33F, 0.05F);
  s.arc({0.35F, 0.5F, rx, 0.5F, from, from - 360.0F - overlap, s.vary(1.0F, 0.06F), s.vary(0.10F, 0.08F)});
}

// 0 that ends with a curl inside or across the top.
void zero_curl(Sketch& s) {
  const float from = s.vary(-60.0F, 25.0F);
  const float rx = s.vary(0.33F, 0.05F);
  s.arc({0.35F, 0.5F, rx, 0.5F, from, from - s.vary(400.0F, 20.0F), s.vary(0.75F, 0.1F), 0.1F});
}

void one_stroke(Sketch& s) {
  const float bow = s.vary(0.0F, 0.02F);
  const float twist = s.vary(0.0F, 0.01F);
  const float lean = s.vary(0.04F, 0.04F);
  s.start({0.3F + lean, 0.0F});
  s.fine({0.3F + bow + twist + lean * 0.33F, 0.33F});
  s.fine({0.3F + bow - twist - lean * 0.33F, 0.67F});
  s.to({0.3F - lean, 1.0F});
}

void one_flag(Sketch& s) {
  s.start({s.vary(0.10F, 0.05F), s.vary(0.24F, 0.05F)});
  s.corner({0.33F, 0.0F});
  s.to({0.33F, 0.5F});
  s.to({0.33F, 1.0F});
}

void one_flag_foot(Sketch& s) {
  one_flag(s);
  const float half = s.vary(0.25F, 0.05F);
  const float tilt = s.vary(0.0F, 0.02F);
  s.start({0.33F - half, 0.99F + tilt});
  s.to({0.33F + half, 0.99F - tilt});
}

// The hook of a 2: over the top and down to the left, up to but without the lower left point.
void two_hook(Sketch& s) {
  const float top = s.vary(0.24F, 0.05F);
  const float rx = s.vary(0.225F, 0.05F);
  s.arc({0.30F, top, rx, top, s.vary(-165.0F, 22.0F), s.vary(25.0F, 12.0F)});
  s.to({s.vary(0.44F, 0.04F), s.vary(0.62F, 0.04F)});
}

void two_plain(Sketch& s) {
  two_hook(s);
  const float low = s.vary(0.95F, 0.03F);
  s.corner({s.vary(0.04F, 0.05F), low});
  s.to({0.3F, low - s.vary(0.03F, 0.03F)});
  s.to({s.vary(0.66F, 0.09F), s.vary(0.93F, 0.06F)});
}

void two_loop(Sketch& s) {
  two_hook(s);
  const float rx = s.vary(0.15F, 0.05F);
  const float ry = s.vary(0.115F, 0.04F);
  const float x = s.vary(0.14F, 0.03F);
  const float y = s.vary(0.96F, 0.03F) - ry;
  s.fine({x + rx * 0.6F, y + ry * 0.5F});
  s.fine({x - rx * 0.2F, y + ry});
  s.fine({x - rx, y});
  s.fine({x, y - ry});
  s.fine({x + rx + 0.10F, y});
  s.fine({x + rx + 0.26F, y + 0.05F});
  s.to({s.vary(0.70F, 0.08F), s.vary(0.89F, 0.07F)});
}

void two_flat(Sketch& s) {
  s.start({s.vary(0.06F, 0.04F), s.vary(0.10F, 0.05F)});
  s.to({0.3F, 0.03F});
  s.to({s.vary(0.55F, 0.04F), s.vary(0.08F, 0.04F)});
  if (s.chance(0.5F)) s.make_corner();
  s.to({s.vary(0.40F, 0.04F), 0.45F});
  s.corner({s.vary(0.05F, 0.04F), 0.95F});
  s.to({0.3F, s.vary(0.93F, 0.03F)});
  s.to({s.vary(0.64F, 0.06F), s.vary(0.95F, 0.04F)});
}

// The lower bowl of a 3 or 5, entered from its top left.
struct Bowl {
  float cx;
  float top;
  float rx;
  float from;  ///< angles, as in an arc
  float to;
};

void bowl(Sketch& s, const Bowl& b) {
  const float ry = (1.0F - b.top) * 0.5F;
  s.arc({b.cx, b.top + ry, b.rx, ry, b.from, b.to});
}

void three_round(Sketch& s) {
  const float waist = s.vary(0.47F, 0.05F);
  const float rx = s.vary(0.24F, 0.05F);
  s.arc({0.28F, waist * 0.42F, rx, waist * 0.42F, s.vary(-155.0F, 22.0F), s.vary(45.0F, 14.0F)});
  const float x = s.vary(0.25F, 0.06F);
  s.corner({x, waist + s.vary(0.01F, 0.015F)});
  bowl(s, {s.vary(0.29F, 0.04F), waist - 0.01F, s.vary(0.32F, 0.05F), s.vary(-62.0F, 10.0F), s.vary(128.0F, 20.0F)});
}

// 3 with a small loop at the waist.
void three_loop(Sketch& s) {
  const float waist = s.vary(0.46F, 0.04F);
  const float rx = s.vary(0.25F, 0.04F);
  s.arc({0.28F, waist * 0.5F, rx, waist * 0.5F, s.vary(-148.0F, 20.0F), s.vary(60.0F, 15.0F)});
  const float x = s.vary(0.18F, 0.04F);
  s.fine({x, waist + 0.03F});
  s.fine({x - 0.06F, waist});
  s.fine({x, waist - 0.03F});
  bowl(s, {0.26F, waist, s.vary(0.29F, 0.04F), -60.0F, s.vary(130.0F, 22.0F)});
}

void three_flat(Sketch& s) {
  s.start({s.vary(0.06F, 0.04F), s.vary(0.05F, 0.03F)});
  s.to({0.3F, 0.02F});
  s.corner({s.vary(0.54F, 0.04F), s.vary(0.03F, 0.02F)});
  const float waist = s.vary(0.40F, 0.05F);
  s.corner({s.vary(0.24F, 0.05F), waist});
  bowl(s, {0.26F, waist, s.vary(0.29F, 0.04F), s.vary(-65.0F, 10.0F), s.vary(132.0F, 22.0F)});
}

// The right-hand stroke of a 4.
void four_stem(Sketch& s, float x, float top) {
  const float lean = s.vary(0.09F, 0.04F);
  s.start({x + lean, top});
  s.to({x + s.vary(0.0F, 0.01F), 0.5F + top * 0.5F});
  s.to({x - lean, 1.0F});
}

void four_open(Sketch& s) {
  const float bar = s.vary(0.53F, 0.06F);
  const float left = s.vary(0.02F, 0.03F);
  const float stem = s.vary(0.50F, 0.05F);
  s.start({left + s.vary(0.14F, 0.05F), s.vary(0.03F, 0.05F)});
  s.to({left + s.vary(0.07F, 0.02F), bar * 0.55F});
  s.corner({left, bar});
  s.to({0.3F, bar - s.vary(0.01F, 0.02F)});
  s.to({stem + s.vary(0.13F, 0.07F), bar - s.vary(0.03F, 0.04F)});
  four_stem(s, stem, s.vary(0.06F, 0.08F));
}

void four_cup(Sketch& s) {
  const float bar = s.vary(0.50F, 0.05F);
  const float stem = s.vary(0.50F, 0.05F);
  s.start({s.vary(0.10F, 0.04F), s.vary(0.02F, 0.04F)});
  s.to({s.vary(0.05F, 0.03F), bar * 0.55F});
  s.to({s.vary(0.14F, 0.04F), bar * 0.96F});
  s.to({stem * 0.65F, bar});
  s.to({stem, bar - s.vary(0.08F, 0.04F)});
  four_stem(s, stem, s.vary(0.03F, 0.06F));
}

void four_closed(Sketch& s) {
  const float bar = s.vary(0.62F, 0.05F);
  const float stem = s.vary(0.45F, 0.04F);
  s.start({stem + s.vary(0.0F, 0.02F), 0.02F});
  s.to({stem * 0.5F, bar * 0.55F});
  s.corner({s.vary(0.02F, 0.02F), bar});
  s.to({0.3F, bar});
  s.to({stem + s.vary(0.17F, 0.06F), bar - s.vary(0.01F, 0.02F)});
  four_stem(s, stem, 0.0F);
}

// 4 without lifting the pen: the bar turns up into the stem.
void four_running(Sketch& s) {
  const float bar = s.vary(0.52F, 0.05F);
  const float stem = s.vary(0.48F, 0.05F);
  s.start({s.vary(0.18F, 0.06F), s.vary(0.03F, 0.04F)});
  s.to({s.vary(0.09F, 0.03F), bar * 0.6F});
  s.corner({s.vary(0.03F, 0.03F), bar});
  s.to({stem * 0.6F, bar - 0.06F});
  s.to({stem + 0.03F, bar - 0.22F});
  s.corner({stem + s.vary(0.06F, 0.03F), s.vary(0.10F, 0.07F)});
  s.to({stem, 0.55F});
  s.to({stem - s.vary(0.05F, 0.03F), 1.0F});
}

void five_two_strokes(Sketch& s) {
  const float waist = s.vary(0.49F, 0.05F);
  const float x = s.vary(0.09F, 0.04F);
  s.start({x + s.vary(0.03F, 0.03F), s.vary(0.04F, 0.03F)});
  s.corner({x, waist});
  bowl(s, {s.vary(0.24F, 0.03F), waist - 0.04F, s.vary(0.27F, 0.05F), s.vary(-95.0F, 15.0F), s.vary(142.0F, 26.0F)});
  const float tilt = s.vary(0.035F, 0.03F);
  s.start({x + s.vary(0.03F, 0.04F), 0.04F + tilt});
  s.to({s.vary(0.67F, 0.10F), 0.01F - tilt});
}

void five_one_stroke(Sketch& s) {
  const float waist = s.vary(0.49F, 0.05F);
  const float x = s.vary(0.09F, 0.04F);
  s.start({s.vary(0.67F, 0.10F), s.vary(0.0F, 0.03F)});
  s.to({0.38F, 0.02F});
  s.corner({x + s.vary(0.05F, 0.03F), s.vary(0.04F, 0.03F)});
  s.corner({x, waist});
  bowl(s, {s.vary(0.24F, 0.03F), waist - 0.04F, s.vary(0.27F, 0.05F), s.vary(-95.0F, 15.0F), s.vary(142.0F, 26.0F)});
}

void five_curved(Sketch& s) {
  s.start({s.vary(0.60F, 0.07F), s.vary(0.04F, 0.04F)});
  s.to({0.34F, 0.02F});
  s.to({s.vary(0.15F, 0.03F), s.vary(0.18F, 0.03F)});
  s.to({s.vary(0.15F, 0.03F), s.vary(0.42F, 0.03F)});
  s.to({s.vary(0.38F, 0.04F), s.vary(0.53F, 0.03F)});
  s.to({s.vary(0.50F, 0.04F), s.vary(0.77F, 0.03F)});
  s.to({s.vary(0.30F, 0.03F), 0.98F});
  s.to({s.vary(0.04F, 0.05F), s.vary(0.90F, 0.05F)});
}

void six_round(Sketch& s) {
  const float ry = s.vary(0.22F, 0.04F);
  const float rx = s.vary(0.22F, 0.04F);
  const float cy = 1.0F - ry;
  s.start({s.vary(0.34F, 0.08F), 0.0F});
  s.to({s.vary(0.18F, 0.04F), s.vary(0.22F, 0.03F)});
  s.to({s.vary(0.09F, 0.03F), s.vary(0.50F, 0.03F)});
  s.arc({0.35F, cy, rx, ry, 165.0F, s.vary(-190.0F, 30.0F), s.vary(0.87F, 0.08F), s.vary(0.28F, 0.2F)});
}

// 6 with a straight back.
void six_straight(Sketch& s) {
  const float rx = s.vary(0.20F, 0.04F);
  const float ry = s.vary(0.20F, 0.04F);
  const float x = s.vary(0.35F, 0.03F);
  const float y = 0.99F - ry;
  s.start({s.vary(0.28F, 0.08F), 0.0F});
  s.to({s.vary(0.15F, 0.04F), 0.38F});
  s.to({s.vary(0.08F, 0.02F), s.vary(0.74F, 0.05F)});
  s.to({s.vary(0.12F, 0.03F), 0.95F});
  s.arc({x, y, rx, ry, 90.0F, s.vary(-195.0F, 25.0F), s.vary(0.9F, 0.08F), s.vary(0.30F, 0.2F)});
}

void seven_stem(Sketch& s, float x) {
  const float bow = s.vary(-0.01F, 0.03F);
  const float foot = s.vary(0.33F, 0.08F);
  s.to({foot + (x - foot) * 0.55F - bow, 0.45F});
  s.to({foot, 1.0F});
}

void seven_plain(Sketch& s) {
  const float tilt = s.vary(0.03F, 0.04F);
  s.start({s.vary(0.0F, 0.04F), 0.04F + tilt});
  s.to({0.3F, s.vary(0.05F, 0.02F)});
  const float x = s.vary(0.56F, 0.05F);
  s.corner({x, 0.05F - tilt});
  seven_stem(s, x);
}

void seven_serif(Sketch& s) {
  const float left = s.vary(0.03F, 0.03F);
  s.start({left - s.vary(0.01F, 0.03F), s.vary(0.23F, 0.08F)});
  s.corner({left, s.vary(0.06F, 0.03F)});
  s.to({0.3F, 0.05F});
  const float x = s.vary(0.56F, 0.05F);
  s.corner({x, s.vary(0.03F, 0.03F)});
  seven_stem(s, x);
}

void seven_bar(Sketch& s) {
  if (s.chance(0.3F)) {
    seven_serif(s);
  } else {
    seven_plain(s);
  }
  const float y = s.vary(0.50F, 0.05F);
  const float tilt = s.vary(0.02F, 0.03F);
  s.start({s.vary(0.14F, 0.04F), y + tilt});
  s.to({s.vary(0.60F, 0.06F), y - tilt});
}

void seven_round(Sketch& s) {
  s.start({s.vary(0.03F, 0.03F), s.vary(0.20F, 0.06F)});
  s.to({s.vary(0.12F, 0.03F), s.vary(0.05F, 0.03F)});
  s.to({0.35F, s.vary(0.02F, 0.02F)});
  const float x = s.vary(0.55F, 0.04F);
  s.to({x, s.vary(0.12F, 0.04F)});
  s.to({x - 0.07F, 0.45F});
  s.to({s.vary(0.33F, 0.08F), 1.0F});
}

// 8 as an S closed from below: over the top to the left, across, around the bottom and back up.
void eight_s(Sketch& s) {
  const float waist = s.vary(0.48F, 0.06F);
  const float top = s.vary(0.22F, 0.04F);
  const float low = s.vary(0.165F, 0.04F);
  const float lean = s.vary(0.01F, 0.03F);
  const float x = 0.30F;
  const float middle = (waist + 1.0F) * 0.5F;
  s.start({x + lean + top * s.vary(1.0F, 0.25F), s.vary(0.14F, 0.06F)});
  s.to({x + lean + s.vary(0.05F, 0.04F), 0.0F});
  s.fine({x + lean - top * 0.75F, waist * 0.18F});
  s.to({x + lean - top, waist * 0.50F});
  s.to({x, waist});
  s.to({x - lean + low, middle});
  s.fine({x - lean + low * 0.7F, 0.93F});
  s.fine({x - lean, 1.0F});
  s.fine({x - lean - low * 0.75F, 0.93F});
  s.to({x - lean - low * 0.9F, middle + 0.06F});
  s.to({x + s.vary(0.02F, 0.03F), waist + 0.01F});
  s.to({x + lean + top * s.vary(0.95F, 0.15F), waist * 0.45F});
  s.to({x + lean + top * s.vary(0.9F, 0.35F), s.vary(0.07F, 0.08F)});
}

// 8 whose first stroke comes in from far on the right, and which need not close.
void eight_tail(Sketch& s) {
  const float waist = s.vary(0.50F, 0.06F);
  const float top = s.vary(0.20F, 0.04F);
  const float low = s.vary(0.165F, 0.04F);
  const float x = 0.28F;
  const float middle = (waist + 1.0F) * 0.5F;
  s.start({x + s.vary(0.42F, 0.10F), s.vary(0.06F, 0.07F)});
  s.to({x + top * 0.7F, s.vary(0.05F, 0.03F)});
  s.to({x - top * 0.5F, waist * 0.22F});
  s.to({x - top * 0.8F, waist * 0.55F});
  s.to({x, waist});
  s.to({x + low, middle});
  s.to({x, 1.0F});
  s.to({x - low, middle + 0.06F});
  s.to({x + s.vary(0.02F, 0.03F), waist + 0.01F});
  s.to({x + top * s.vary(0.9F, 0.2F), waist * s.vary(0.50F, 0.1F)});
  s.to({x + top * s.vary(1.1F, 0.4F), s.vary(0.12F, 0.08F)});
}

// 8 begun at the waist or the top and drawn the other way round.
void eight_closed(Sketch& s) {
  const float waist = s.vary(0.47F, 0.06F);
  const float top = s.vary(0.21F, 0.04F);
  const float low = s.vary(0.165F, 0.04F);
  const float lean = s.vary(0.01F, 0.03F);
  const float x = 0.30F;
  const float middle = (waist + 1.0F) * 0.5F;
  s.start({x + lean + s.vary(0.05F, 0.06F), s.vary(0.01F, 0.03F)});
  s.fine({x + lean - top * 0.75F, waist * 0.16F});
  s.to({x + lean - top, waist * 0.48F});
  s.to({x, waist});
  s.to({x - lean + low, middle});
  s.fine({x - lean + low * 0.7F, 0.93F});
  s.fine({x - lean, 1.0F});
  s.fine({x - lean - low * 0.75F, 0.93F});
  s.to({x - lean - low * 0.9F, middle + 0.04F});
  s.to({x + 0.01F, waist});
  s.to({x + lean + top, waist * 0.45F});
  s.fine({x + lean + top * 0.7F, waist * 0.14F});
  s.to({x + lean + s.vary(0.0F, 0.08F), s.vary(0.01F, 0.03F)});
}

void eight_circles(Sketch& s) {
  const float waist = s.vary(0.46F, 0.04F);
  const float from = s.vary(-80.0F, 30.0F);
  s.arc({0.3F, waist * 0.5F, s.vary(0.20F, 0.03F), waist * 0.5F, from, from - 365.0F});
  const float ry = (1.0F - waist) * 0.5F;
  const float again = s.vary(-90.0F, 30.0F);
  s.lift();
  s.arc({0.3F, waist + ry, s.vary(0.24F, 0.03F), ry, again, again - 365.0F});
}

struct NineLoop {
  float x;
  float rx;
  float ry;
  float lean;
};

void nine_loop(Sketch& s, const NineLoop& loop) {
  s.start({loop.x + loop.rx * s.vary(0.9F, 0.12F), s.vary(0.08F, 0.05F)});
  s.arc({loop.x, loop.ry, loop.rx, loop.ry, s.vary(-70.0F, 15.0F), s.vary(-350.0F, 15.0F), s.vary(0.97F, 0.06F),
         loop.lean});
}

void nine_straight(Sketch& s) {
  const float rx = s.vary(0.195F, 0.04F);
  const float ry = s.vary(0.235F, 0.04F);
  const float lean = s.vary(0.30F, 0.2F);
  const float x = 0.28F;
  nine_loop(s, {x, rx, ry, lean});
  const float right = x + rx;
  s.corner({right + s.vary(0.04F, 0.03F), s.vary(0.10F, 0.06F)});
  s.to({right - 0.01F, 0.5F});
  s.to({right - s.vary(0.09F, 0.06F), 1.0F});
}

void nine_curved(Sketch& s) {
  const float rx = s.vary(0.23F, 0.04F);
  const float ry = s.vary(0.24F, 0.04F);
  const float lean = s.vary(0.20F, 0.2F);
  const float x = 0.28F;
  nine_loop(s, {x, rx, ry, lean});
  const float right = x + rx;
  s.corner({right + s.vary(0.03F, 0.02F), s.vary(0.10F, 0.05F)});
  s.to({right, 0.55F});
  s.to({right - s.vary(0.06F, 0.03F), s.vary(0.84F, 0.03F)});
  s.to({s.vary(0.28F, 0.04F), 1.0F});
  s.to({s.vary(0.12F, 0.06F), s.vary(0.95F, 0.03F)});
}

// 9 in one sweep: the loop runs into the tail without a turn.
void nine_sweep(Sketch& s) {
  const float rx = s.vary(0.195F, 0.04F);
  const float ry = s.vary(0.23F, 0.04F);
  const float lean = s.vary(0.30F, 0.2F);
  s.start({0.44F, s.vary(0.36F, 0.05F)});
  s.arc({0.28F, ry, rx, ry, s.vary(60.0F, 20.0F), 340.0F, 1.0F, lean});
  s.to({0.47F, 0.5F});
  s.to({s.vary(0.37F, 0.07F), 1.0F});
}

constexpr Way kWays[] = {
    {0, 0.85F, zero_oval},        {0, 0.15F, zero_curl},                                                              //
    {1, 0.92F, one_stroke},       {1, 0.03F, one_flag},        {1, 0.05F, one_flag_foot},                             //
    {2, 0.42F, two_plain},        {2, 0.45F, two_loop},        {2, 0.13F, two_flat},                                  //
    {3, 0.75F, three_round},      {3, 0.12F, three_loop},      {3, 0.13F, three_flat},                                //
    {4, 0.50F, four_open},        {4, 0.25F, four_cup},        {4, 0.05F, four_closed},   {4, 0.05F, four_running},   //
    {5, 0.45F, five_two_strokes}, {5, 0.25F, five_one_stroke}, {5, 0.30F, five_curved},                               //
    {6, 0.65F, six_round},        {6, 0.35F, six_straight},                                                           //
    {7, 0.40F, seven_plain},      {7, 0.23F, seven_serif},     {7, 0.14F, seven_bar},     {7, 0.23F, seven_round},    //
    {8, 0.52F, eight_s},          {8, 0.28F, eight_closed},    {8, 0.12F, eight_tail},    {8, 0.08F, eight_circles},  //
    {9, 0.62F, nine_straight},    {9, 0.10F, nine_curved},     {9, 0.28F, nine_sweep},                                //
};

}  // namespace

std::span<const Way> ways() { return kWays; }

}  // namespace lab::digits
