// What is to be named, as children draw it. Each function draws one thing in its own units (brush.h), with all its
// proportions, and its colours, left to chance within what can still be told from the others.

#include "data/scenes/things.h"

#include <array>

#include "data/digits/sketch.h"

namespace lab::scenes {
namespace {

constexpr Colour kYellow{0.98F, 0.82F, 0.15F};
constexpr Colour kOrange{0.95F, 0.50F, 0.10F};
constexpr Colour kRed{0.85F, 0.15F, 0.15F};
constexpr Colour kPink{0.95F, 0.50F, 0.70F};
constexpr Colour kPurple{0.55F, 0.25F, 0.70F};
constexpr Colour kBlue{0.15F, 0.35F, 0.85F};
constexpr Colour kSky{0.45F, 0.70F, 0.95F};
constexpr Colour kGreen{0.15F, 0.60F, 0.20F};
constexpr Colour kBrown{0.45F, 0.28F, 0.12F};
constexpr Colour kCream{0.95F, 0.90F, 0.78F};
constexpr Colour kWhite{0.96F, 0.96F, 0.96F};
constexpr Colour kGrey{0.55F, 0.57F, 0.60F};
constexpr Colour kDark{0.12F, 0.12F, 0.16F};

Point on_circle(float turns, float radius) {
  float s = 0.0F;
  float c = 0.0F;
  digits::sin_cos_turns(turns, s, c);
  return {radius * c, radius * s};
}

// A disc with rays: pointed ones that begin at it, or bars with a gap.
void sun(Brush& b) {
  const Colour colour = b.colour(b.one_of({kYellow, kYellow, kOrange, kRed}));
  const int rays = 8 + b.below(6);
  const float disc = b.vary(0.52F, 0.08F);
  const bool bars = b.chance(0.5F);
  const float from = bars ? disc + 0.14F : disc - 0.05F;
  const float half = bars ? 0.055F : b.vary(0.17F, 0.04F);  // of a ray's foot
  const float turned = b.between(0.0F, 1.0F);
  const auto count = static_cast<float>(rays);
  for (int i = 0; i < rays; ++i) {
    const float turns = turned + static_cast<float>(i) / count;
    const float length = b.vary(1.0F, 0.07F);
    const Point foot = on_circle(turns, from);
    const Point tip = on_circle(turns, length);
    const Point side = on_circle(turns + 0.25F, half);
    if (bars) {
      b.line(foot, tip, 2.0F * half);
    } else {
      b.polygon({{foot.x + side.x, foot.y + side.y}, tip, {foot.x - side.x, foot.y - side.y}});
    }
  }
  b.fill(b.chance(0.3F) ? b.colour(kOrange) : colour);
  b.ellipse({}, disc, disc);
  b.fill(colour);
}

void tree(Brush& b) {
  const Colour crown = b.colour(b.one_of({kGreen, kGreen, {0.35F, 0.65F, 0.15F}, kOrange}));
  const float half = b.vary(0.11F, 0.03F);
  const int kind = b.below(3);
  b.polygon({{-half, 0.0F}, {half, 0.0F}, {half * 1.3F, 1.0F}, {-half * 1.3F, 1.0F}});
  b.fill(b.colour(kBrown));
  if (kind == 0) {  // a fir: triangles, each wider than the one above it
    const int storeys = 2 + b.below(2);
    const float step = 1.1F / static_cast<float>(storeys);
    const float wide = b.vary(0.72F, 0.08F);
    for (int i = storeys - 1; i >= 0; --i) {
      const float top = -1.0F + step * static_cast<float>(i) * 0.9F;
      const float low = -1.0F + step * static_cast<float>(i + 1) * 1.25F;
      const float out = wide * (0.6F + 0.4F * static_cast<float>(i + 1) / static_cast<float>(storeys));
      b.polygon({{0.0F, top}, {out, low}, {-out, low}});
      b.fill(crown);
    }
    return;
  }
  if (kind == 1) {  // a cloud of leaves
    const int puffs = 4 + b.below(3);
    const float turned = b.between(0.0F, 1.0F);
    for (int i = 0; i < puffs; ++i) {
      const Point at = on_circle(turned + static_cast<float>(i) / static_cast<float>(puffs), b.vary(0.36F, 0.05F));
      const float radius = b.vary(0.36F, 0.05F);
      b.ellipse({at.x, at.y * 0.8F - 0.32F}, radius, radius);
    }
    b.ellipse({0.0F, -0.3F}, 0.4F, 0.4F);
  } else {
    const float rx = b.vary(0.55F, 0.12F);
    b.ellipse({0.0F, -0.32F}, rx, b.vary(0.66F, 0.06F));
  }
  b.fill(crown);
  if (b.chance(0.3F)) {  // fruit
    const Colour fruit = b.one_of({kRed, kYellow, kPink});
    for (int i = 0; i < 4; ++i) {
      const float away = b.between(0.1F, 0.42F);
      const Point at = on_circle(b.between(0.0F, 1.0F), away);
      b.ellipse({at.x, at.y - 0.32F}, 0.085F, 0.085F);
    }
    b.fill(fruit);
  }
}

void house(Brush& b) {
  const Colour wall = b.colour(b.one_of({kCream, kWhite, kOrange, kSky, kPink}));
  const float half = b.vary(0.68F, 0.12F);
  const float eaves = b.vary(-0.12F, 0.12F);
  const float over = half + b.vary(0.16F, 0.06F);
  if (b.chance(0.5F)) {
    const float x = half * 0.5F * (b.chance(0.5F) ? 1.0F : -1.0F);
    b.rectangle(x - 0.1F, -0.85F, x + 0.1F, eaves);
    b.fill(b.colour(kBrown));
  }
  b.rectangle(-half, eaves - 0.02F, half, 0.9F);
  b.fill(wall);
  const Colour roof = b.colour(b.one_of({kRed, kBrown, kGrey, kBlue}));
  if (b.chance(0.7F)) {
    b.polygon({{-over, eaves}, {0.0F, b.vary(-0.95F, 0.08F)}, {over, eaves}});
  } else {
    b.polygon({{-over, eaves}, {-half * 0.6F, -0.8F}, {half * 0.6F, -0.8F}, {over, eaves}});
  }
  b.fill(roof);
  const float side = b.chance(0.5F) ? 1.0F : -1.0F;
  const float door = side * half * b.vary(0.42F, 0.12F);
  b.rectangle(door - 0.15F, 0.32F, door + 0.15F, 0.9F);
  b.fill(b.colour(kBrown));
  const float window = -side * half * 0.45F;
  const float low = eaves + 0.5F;
  b.rectangle(window - 0.19F, low - 0.3F, window + 0.19F, low + 0.04F);
  if (b.chance(0.4F)) b.rectangle(-window - 0.15F, low - 0.38F, -window + 0.15F, low - 0.1F);
  b.fill(b.one_of({kSky, kYellow, kDark, kWhite}));
}

void boat(Brush& b) {
  const Colour hull = b.colour(b.one_of({kRed, kBrown, kWhite, kBlue}));
  const float deck = b.vary(0.32F, 0.05F);
  const float keel = b.vary(0.86F, 0.06F);
  const float slope = b.vary(0.34F, 0.08F);
  if (b.chance(0.65F)) {  // under sail
    const float mast = b.vary(-0.08F, 0.12F);
    b.rectangle(mast - 0.05F, -1.0F, mast + 0.05F, deck);
    b.fill(b.colour(kBrown));
    const Colour sail = b.colour(b.one_of({kWhite, kCream, kRed, kYellow}));
    const float out = b.vary(0.72F, 0.10F);
    const float foot = deck - 0.12F;
    b.polygon({{mast + 0.08F, -0.95F}, {mast + out, foot}, {mast + 0.08F, foot}});
    b.fill(sail);
    if (b.chance(0.75F)) {
      b.polygon({{mast - 0.08F, b.vary(-0.75F, 0.12F)}, {mast - out * 0.8F, foot}, {mast - 0.08F, foot}});
      b.fill(b.chance(0.5F) ? sail : b.colour(kWhite));
    }
  } else {  // with a cabin and funnels
    const int funnels = 1 + b.below(2);
    for (int i = 0; i < funnels; ++i) {
      const float x = static_cast<float>(i) * 0.36F - 0.12F;
      b.rectangle(x - 0.11F, -0.75F, x + 0.11F, deck);
    }
    b.fill(b.colour(kRed));
    const float half = b.vary(0.52F, 0.06F);
    b.rectangle(-half, b.vary(-0.16F, 0.08F), half, deck);
    b.fill(b.colour(kWhite));
    for (int i = -1; i <= 1; ++i) b.ellipse({static_cast<float>(i) * 0.3F, 0.1F}, 0.09F, 0.09F);
    b.fill(b.one_of({kBlue, kDark, kSky}));
  }
  b.polygon({{-1.0F, deck}, {1.0F, deck}, {1.0F - slope, keel}, {slope - 1.0F, keel}});
  b.fill(hull);
  if (b.chance(0.4F)) {
    b.rectangle(-0.86F, deck + 0.12F, 0.86F, deck + 0.22F);
    b.fill(b.any_colour());
  }
}

void fish(Brush& b) {
  const Colour body = b.colour(b.one_of({kOrange, kBlue, kRed, kGrey, kYellow}));
  const Colour fins = b.chance(0.5F) ? body : b.colour(kOrange);
  const float facing = b.chance(0.5F) ? 1.0F : -1.0F;
  const float tall = b.vary(0.48F, 0.10F);
  const float tail = b.vary(0.46F, 0.09F);
  b.polygon({{-facing * 0.42F, 0.0F}, {-facing, -tail}, {-facing * 0.82F, 0.0F}});
  b.polygon({{-facing * 0.42F, 0.0F}, {-facing, tail}, {-facing * 0.82F, 0.0F}});
  b.polygon({{-facing * 0.3F, -tall * 0.6F}, {facing * 0.25F, -tall * 0.7F}, {-facing * 0.3F, -tall - 0.28F}});
  if (b.chance(0.6F)) {
    b.polygon({{-facing * 0.15F, tall * 0.7F}, {facing * 0.2F, tall * 0.7F}, {-facing * 0.2F, tall + 0.22F}});
  }
  b.fill(fins);
  b.ellipse({facing * 0.2F, 0.0F}, 0.72F, tall);
  b.fill(body);
  const int stripes = b.below(4);
  if (stripes > 1) {
    for (int i = 0; i < stripes; ++i) {
      const float x = facing * (0.25F - 0.3F * static_cast<float>(i));
      b.line({x, -tall * 0.7F}, {x, tall * 0.7F}, 0.13F);
    }
    b.fill(b.one_of({kWhite, kDark, kYellow, kSky}));
  }
  const Point eye{facing * 0.62F, -tall * 0.3F};
  b.ellipse(eye, 0.14F, 0.14F);
  b.fill(kWhite);
  b.ellipse(eye, 0.075F, 0.075F);
  b.fill(kDark);
}

void flower(Brush& b) {
  const Colour petal = b.colour(b.one_of({kRed, kPink, kPurple, kWhite, kYellow}));
  const Point middle{b.vary(0.0F, 0.08F), b.vary(-0.36F, 0.05F)};
  const float bow = b.vary(0.0F, 0.12F);
  const Point knee{bow, 0.35F};
  const Colour green = b.colour(kGreen);
  b.line(middle, knee, 0.12F);
  b.line(knee, {0.0F, 1.0F}, 0.12F);
  const float side = b.chance(0.5F) ? 1.0F : -1.0F;
  b.ellipse({bow + side * 0.26F, 0.52F}, 0.27F, 0.11F, -side * 0.08F);
  if (b.chance(0.5F)) b.ellipse({bow - side * 0.24F, 0.7F}, 0.25F, 0.10F, side * 0.09F);
  b.fill(green);
  const int petals = 5 + b.below(4);
  const float turned = b.between(0.0F, 1.0F);
  const float reach = b.vary(0.36F, 0.03F);
  const float wide = 1.25F / static_cast<float>(petals) + 0.02F;
  for (int i = 0; i < petals; ++i) {
    const float turns = turned + static_cast<float>(i) / static_cast<float>(petals);
    const Point at = on_circle(turns, reach);
    b.ellipse({middle.x + at.x, middle.y + at.y}, 0.27F, wide, turns);
  }
  b.fill(petal);
  const float heart = b.vary(0.18F, 0.03F);
  b.ellipse(middle, heart, heart);
  b.fill(b.colour(b.one_of({kYellow, kBrown, kOrange})));
}

void balloon(Brush& b) {
  const Colour colour = b.colour(b.one_of({kRed, kBlue, kYellow, kPink, kPurple, kGreen}));
  if (b.chance(0.6F)) {  // a child's balloon on a string
    const float sway = b.vary(0.0F, 0.2F);
    b.line({0.0F, 0.3F}, {sway, 0.65F}, 0.075F);
    b.line({sway, 0.65F}, {-sway * 0.5F, 1.0F}, 0.075F);
    b.fill(b.one_of({kDark, kWhite, kGrey}));
    b.polygon({{0.0F, 0.2F}, {0.15F, 0.44F}, {-0.15F, 0.44F}});
    const float rx = b.vary(0.54F, 0.05F);
    b.ellipse({0.0F, -0.36F}, rx, 0.64F);
    b.fill(colour);
    b.ellipse({-rx * 0.4F, -0.62F}, 0.10F, 0.17F, 0.1F);
    b.fill(kWhite, 0.75F);
    return;
  }
  // with a basket
  const float rx = b.vary(0.64F, 0.04F);
  b.polygon({{-0.30F, 0.2F}, {-0.22F, 0.2F}, {-0.12F, 0.75F}, {-0.18F, 0.75F}});
  b.polygon({{0.30F, 0.2F}, {0.22F, 0.2F}, {0.12F, 0.75F}, {0.18F, 0.75F}});
  b.rectangle(-0.2F, 0.68F, 0.2F, 1.0F);
  b.fill(b.colour(kBrown));
  b.ellipse({0.0F, -0.34F}, rx, 0.66F);
  b.polygon({{-rx * 0.92F, -0.1F}, {rx * 0.92F, -0.1F}, {0.24F, 0.48F}, {-0.24F, 0.48F}});
  b.fill(colour);
  if (b.chance(0.7F)) {
    b.ellipse({0.0F, -0.34F}, rx * 0.36F, 0.66F);
    b.polygon({{-rx * 0.34F, -0.1F}, {rx * 0.34F, -0.1F}, {0.1F, 0.48F}, {-0.1F, 0.48F}});
    b.fill(b.colour(b.one_of({kYellow, kWhite, kOrange})));
  }
}

void car(Brush& b) {
  const Colour body = b.colour(b.one_of({kRed, kBlue, kYellow, kWhite, kGrey, kGreen}));
  const float facing = b.chance(0.5F) ? 1.0F : -1.0F;
  const float belt = b.vary(0.02F, 0.06F);
  const float roof = b.vary(-0.52F, 0.08F);
  const float wheel = b.vary(0.24F, 0.03F);
  const bool van = b.chance(0.25F);
  const float rear = -facing * (van ? 0.92F : b.vary(0.70F, 0.10F));
  b.polygon({{rear, belt + 0.05F},
             {van ? rear : rear * 0.72F, roof},
             {facing * (van ? 0.45F : 0.22F), roof},
             {facing * 0.58F, belt + 0.05F}});
  b.rectangle(-0.98F, belt, 0.98F, 0.52F);
  b.fill(body);
  const Colour glass = b.one_of({kSky, kDark, kWhite});
  b.polygon({{rear * 0.78F, belt},
             {van ? rear * 0.78F : rear * 0.62F, roof + 0.14F},
             {-facing * 0.12F, roof + 0.14F},
             {-facing * 0.12F, belt}});
  b.polygon(
      {{0.0F, belt}, {0.0F, roof + 0.14F}, {facing * (van ? 0.36F : 0.18F), roof + 0.14F}, {facing * 0.42F, belt}});
  b.fill(glass);
  for (const float x : {-0.52F, 0.52F}) b.ellipse({x, 0.52F}, wheel, wheel);
  b.fill(kDark);
  for (const float x : {-0.52F, 0.52F}) b.ellipse({x, 0.52F}, wheel * 0.45F, wheel * 0.45F);
  b.fill(kGrey);
  if (b.chance(0.6F)) {
    b.ellipse({facing * 0.9F, belt + 0.16F}, 0.09F, 0.09F);
    b.fill(kYellow);
  }
}

void mushroom(Brush& b) {
  const Colour cap = b.colour(b.one_of({kRed, kRed, kBrown, kOrange, kPurple}));
  const float top = b.vary(0.18F, 0.04F);
  const float bottom = b.vary(0.30F, 0.06F);
  b.polygon({{-top, -0.1F}, {top, -0.1F}, {bottom, 0.95F}, {-bottom, 0.95F}});
  b.fill(b.colour(kCream));
  const float rx = b.vary(0.86F, 0.10F);
  const float ry = b.vary(0.88F, 0.14F);
  const float rim = b.vary(0.08F, 0.06F);
  b.dome({0.0F, rim}, rx, ry);
  b.fill(cap);
  if (b.chance(0.75F)) {
    const float dot = b.vary(0.13F, 0.03F);
    b.ellipse({b.vary(-0.42F, 0.08F), rim - 0.26F}, dot, dot);
    b.ellipse({b.vary(0.05F, 0.08F), rim - ry * 0.68F}, dot, dot);
    b.ellipse({b.vary(0.45F, 0.08F), rim - 0.28F}, dot, dot);
    if (b.chance(0.5F)) b.ellipse({b.vary(0.02F, 0.06F), rim - 0.2F}, dot, dot);
    b.fill(b.one_of({kWhite, kWhite, kCream, kYellow}));
  }
}

void star(Brush& b) {
  const Colour colour = b.colour(b.one_of({kYellow, kYellow, kWhite, kRed, kSky}));
  const float turned = b.between(-0.06F, 0.06F) - 0.25F;
  const float inner = b.vary(0.44F, 0.07F);
  const auto draw = [&](float scale) {
    for (int i = 0; i < 5; ++i) {
      const float turns = turned + 0.2F * static_cast<float>(i);
      const Point left = on_circle(turns - 0.1F, inner * scale);
      const Point right = on_circle(turns + 0.1F, inner * scale);
      // Beyond the middle, so that the points overlap and no seams are left between them.
      b.polygon({on_circle(turns, scale), right, on_circle(turns + 0.5F, 0.4F * inner * scale), left});
    }
  };
  draw(1.0F);
  b.fill(colour);
  if (b.chance(0.3F)) {  // a smaller one on it
    draw(0.5F);
    b.fill(b.any_colour());
  }
}

constexpr std::array kThings = {
    Thing{"sun", false, sun},        Thing{"tree", true, tree}, Thing{"house", true, house},
    Thing{"boat", true, boat},       Thing{"fish", true, fish}, Thing{"flower", true, flower},
    Thing{"balloon", true, balloon}, Thing{"car", true, car},   Thing{"mushroom", true, mushroom},
    Thing{"star", false, star},
};

}  // namespace

std::span<const Thing> things() { return kThings; }

}  // namespace lab::scenes
