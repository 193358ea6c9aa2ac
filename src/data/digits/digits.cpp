#include "data/digits/digits.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "data/class_runs.h"
#include "data/digits/raster.h"
#include "data/digits/sketch.h"

namespace lab {
namespace {

using digits::Point;
using digits::Sketch;
using digits::Track;

const digits::Way& choose_way(int digit, const DigitStyle& style, RandomSequence& random) {
  const auto all = digits::ways();
  const auto of_digit = [digit](const digits::Way& way) { return way.digit == digit; };
  const auto first = std::find_if(all.begin(), all.end(), of_digit);
  const auto last = std::find_if_not(first, all.end(), of_digit);
  // `variety` scales the rarer ways against the commonest.
  float total = first->weight;
  for (auto way = first + 1; way != last; ++way) total += way->weight * style.variety;
  float left = random.uniform() * total - first->weight;
  for (auto way = first + 1; way != last && left >= 0.0F; ++way) {
    left -= way->weight * style.variety;
    if (left < 0.0F) return *way;
  }
  return *first;
}

// Everything that happens to a digit as a whole, from the way it was sketched to the way it stands on the paper.
class Hand {
 public:
  Hand(int digit, const DigitStyle& style, Sketch& sketch) {
    // Simple forms come out steadier.
    constexpr std::array<float, 10> kLoose = {0.8F, 0.5F, 1.0F, 1.0F, 1.0F, 1.0F, 1.0F, 0.9F, 1.0F, 1.0F};
    const float loose = kLoose[static_cast<std::size_t>(digit)];
    // Proportions of top against bottom: where the middle lies, and which half is wider.
    midline_ = sketch.vary(0.0F, 0.12F);
    taper_ = sketch.vary(0.0F, 0.10F);
    // Elastic bending: for each direction two waves of about one period over the digit.
    for (Wave& wave : waves_) {
      wave.fx = sketch.between(-0.9F, 0.9F);
      wave.fy = sketch.between(-0.9F, 0.9F);
      wave.phase = sketch.between(0.0F, 1.0F);
      wave.amplitude = loose * style.bend * sketch.bell() * 0.7F;
    }
    for (std::size_t i = 0; i < 2; ++i) {
      Wave& tremble = tremble_[i];
      tremble.fx = sketch.between(1.5F, 3.5F);
      tremble.fy = sketch.between(1.5F, 3.5F);
      tremble.phase = sketch.between(0.0F, 1.0F);
      tremble.amplitude = style.wobble * sketch.bell();
    }
    const float width = style.width * std::clamp(1.0F + style.aspect * sketch.bell(), 0.4F, 1.8F);
    const float slant = style.slant + style.slant_spread * sketch.bell();
    float s = 0.0F;
    float c = 0.0F;
    digits::sin_cos_turns(style.rotation * sketch.bell() / 360.0F, s, c);
    // Width first, then slant, then rotation.
    xx_ = c * width;
    xy_ = -c * slant - s;
    yx_ = s * width;
    yy_ = -s * slant + c;
  }

  [[nodiscard]] Point place(Point p) const {
    float y = p.y + midline_ * p.y * (1.0F - p.y);
    float x = (p.x - 0.3F) * (1.0F + taper_ * (2.0F * p.y - 1.0F));
    y -= 0.5F;
    const float wx = x;
    const float wy = y;
    x += waves_[0].at(wx, wy) + waves_[1].at(wx, wy) + tremble_[0].at(wx, wy);
    y += waves_[2].at(wx, wy) + waves_[3].at(wx, wy) + tremble_[1].at(wx, wy);
    return {xx_ * x + xy_ * y, yx_ * x + yy_ * y};
  }

 private:
  struct Wave {
    float fx = 0.0F;
    float fy = 0.0F;
    float phase = 0.0F;
    float amplitude = 0.0F;

    [[nodiscard]] float at(float x, float y) const {
      float s = 0.0F;
      float c = 0.0F;
      digits::sin_cos_turns(fx * x + fy * y + phase, s, c);
      return amplitude * s;
    }
  };

  float midline_ = 0.0F;
  float taper_ = 0.0F;
  std::array<Wave, 4> waves_{};
  std::array<Wave, 2> tremble_{};
  float xx_ = 1.0F;
  float xy_ = 0.0F;
  float yx_ = 0.0F;
  float yy_ = 1.0F;
};

// The pen's radius swells and thins slowly along its way.
class Pen {
 public:
  Pen(int digit, const DigitStyle& style, Sketch& sketch) {
    // The same pen is relatively thicker in digits that people write small.
    constexpr std::array<float, 10> kThickness = {1.02F, 1.0F, 0.97F, 0.92F, 0.89F, 0.91F, 0.91F, 0.97F, 0.88F, 0.87F};
    // Skewed: there are more very thick pens than very thin ones.
    const float spread = 1.0F + style.pen_spread * sketch.bell();
    radius_ = std::clamp(
        style.pen_width * kThickness[static_cast<std::size_t>(digit)] * 0.5F * spread * (0.6F + 0.4F * spread), 0.55F,
        3.2F);
    depth_ = style.pressure * sketch.bell();
    frequency_ = sketch.between(0.2F, 0.8F);
    phase_ = sketch.between(0.0F, 1.0F);
  }

  [[nodiscard]] float radius(float travelled) const {
    float s = 0.0F;
    float c = 0.0F;
    digits::sin_cos_turns(frequency_ * travelled + phase_, s, c);
    return radius_ * (1.0F + depth_ * s);
  }

 private:
  float radius_ = 1.0F;
  float depth_ = 0.0F;
  float frequency_ = 0.0F;
  float phase_ = 0.0F;
};

void trace(const Sketch& sketch, const Hand& hand, const Pen& pen, Track& track) {
  float travelled = 0.0F;
  const auto add = [&](const Point& p, bool starts) {
    if (track.size == Track::kMaxPoints) return;
    const Point at = hand.place(p);
    track.dots[track.size++] = {at.x, at.y, pen.radius(travelled), starts};
  };
  for (std::size_t k = 0; k < sketch.strokes(); ++k) {
    const auto nodes = sketch.stroke(k);
    add(nodes[0].at, true);
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
      const Point& b = nodes[i].at;
      const Point& c = nodes[i + 1].at;
      const Point& a = i == 0 || nodes[i].corner ? b : nodes[i - 1].at;
      const Point& d = i + 2 == nodes.size() || nodes[i + 1].corner ? c : nodes[i + 2].at;
      const float dx = c.x - b.x;
      const float dy = c.y - b.y;
      const float length = std::sqrt(dx * dx + dy * dy);
      // Pieces of about 1.5 pixels.
      const int pieces = std::clamp(static_cast<int>(length * 13.0F) + 1, 1, 12);
      for (int j = 1; j <= pieces; ++j) {
        travelled += length / static_cast<float>(pieces);
        add(digits::spline(a, b, c, d, static_cast<float>(j) / static_cast<float>(pieces)), false);
      }
    }
  }
}

}  // namespace

void draw_digit(int digit, const DigitStyle& style, RandomSequence& random, std::span<std::uint8_t, 784> image) {
  assert(digit >= 0 && digit <= 9);
  const digits::Way& way = choose_way(digit, style, random);
  Sketch sketch(style, random);
  const Hand hand(digit, style, sketch);
  const Pen pen(digit, style, sketch);
  way.draw(sketch);
  Track track;
  trace(sketch, hand, pen, track);
  digits::fit_to_box(track);
  digits::draw_track(track, style.softness, image);
}

ImageSet make_digits(int count, std::uint64_t seed, const DigitStyle& style, std::uint64_t first_index) {
  return draw_class_runs(Shape::image(28, 28, 1), count, seed, Stream::digits, first_index,
                         [&style](int digit, RandomSequence& random, std::span<std::uint8_t> image) {
                           draw_digit(digit, style, random, image.first<784>());
                         });
}

std::vector<std::string> digit_names() {
  std::vector<std::string> names;
  names.reserve(10);
  for (int digit = 0; digit < 10; ++digit) names.push_back("digit " + std::to_string(digit));
  return names;
}

}  // namespace lab
