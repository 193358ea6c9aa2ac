#include "io/typeface.h"

#include <stb/stb_truetype.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "io/format.h"

namespace lab {
namespace {

struct Font {
  std::vector<std::uint8_t> bytes;
  stbtt_fontinfo info{};
  float em = 1.0F;  ///< pixels per font unit at one pixel per em
};

bool open(Font& font) {
  // The library looks at the first bytes without asking how many there are.
  constexpr std::size_t kHeader = 12;
  if (font.bytes.size() < kHeader) return false;
  const int start = stbtt_GetFontOffsetForIndex(font.bytes.data(), 0);
  if (start < 0 || stbtt_InitFont(&font.info, font.bytes.data(), start) == 0) return false;
  font.em = stbtt_ScaleForMappingEmToPixels(&font.info, 1.0F);
  return true;
}

/// Takes the first character off; what is not UTF-8 counts as one unknown character a byte.
char32_t take_character(std::string_view& text) {
  constexpr char32_t kUnknown = 0xFFFD;
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  const bool whole = (first < 0x80 || first >= 0xC2) && first < 0xF5 && length <= text.size() &&
                     std::ranges::all_of(text.substr(1, length - 1), [](char c) { return (c & 0xC0) == 0x80; });
  if (!whole) {
    text.remove_prefix(1);
    return kUnknown;
  }
  char32_t character = length == 1 ? first : first & (0x7FU >> length);
  for (const char c : text.substr(1, length - 1)) character = character << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  text.remove_prefix(length);
  return character;
}

/// A glyph's outline; the library's memory.
class Outline {
 public:
  Outline(const Font& font, int glyph) : font_(&font) {
    const int count = stbtt_GetGlyphShape(&font.info, glyph, &vertices_);
    all_ = {vertices_, static_cast<std::size_t>(std::max(count, 0))};
  }
  ~Outline() { stbtt_FreeShape(&font_->info, vertices_); }
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;

  [[nodiscard]] std::span<stbtt_vertex> all() const { return all_; }

 private:
  const Font* font_;
  stbtt_vertex* vertices_ = nullptr;
  std::span<stbtt_vertex> all_;
};

void turn(stbtt_vertex& vertex) {
  const auto quarter = [](stbtt_vertex_type& x, stbtt_vertex_type& y) {
    const stbtt_vertex_type before = x;
    x = static_cast<stbtt_vertex_type>(-y);
    y = before;
  };
  quarter(vertex.x, vertex.y);
  quarter(vertex.cx, vertex.cy);
  quarter(vertex.cx1, vertex.cy1);
}

}  // namespace

struct Typeface::Fonts {
  std::array<Font, 2> of_weight;

  [[nodiscard]] const Font& of(Weight weight) const { return of_weight[static_cast<std::size_t>(weight)]; }
};

Typeface::Typeface(std::shared_ptr<const Fonts> fonts) : fonts_(std::move(fonts)) {}

Result<Typeface> Typeface::read(std::vector<std::uint8_t> regular, std::vector<std::uint8_t> semibold) {
  auto fonts = std::make_shared<Fonts>();
  fonts->of_weight[0].bytes = std::move(regular);
  fonts->of_weight[1].bytes = std::move(semibold);
  for (Font& font : fonts->of_weight) {
    if (!open(font)) return Error{"The typeface of the figures is not a font."};
  }
  return Typeface(std::move(fonts));
}

std::vector<Typeface::PlacedGlyph> Typeface::glyphs(std::string_view text, Weight weight) const {
  const Font& font = fonts_->of(weight);
  std::vector<PlacedGlyph> placed;
  float x = 0.0F;
  int before = 0;
  while (!text.empty()) {
    const int glyph = stbtt_FindGlyphIndex(&font.info, static_cast<int>(take_character(text)));
    if (before != 0) x += static_cast<float>(stbtt_GetGlyphKernAdvance(&font.info, before, glyph)) * font.em;
    placed.push_back({glyph, x});
    int advance = 0;
    stbtt_GetGlyphHMetrics(&font.info, glyph, &advance, nullptr);
    x += static_cast<float>(advance) * font.em;
    before = glyph;
  }
  placed.push_back({-1, x});  // the end, for width()
  return placed;
}

float Typeface::width(std::string_view text, float size, Weight weight) const {
  return glyphs(text, weight).back().x * size;
}

float Typeface::cap_height(float size) const {
  const Font& font = fonts_->of(Weight::regular);
  int top = 0;
  stbtt_GetCodepointBox(&font.info, 'H', nullptr, nullptr, nullptr, &top);
  return static_cast<float>(top) * font.em * size;
}

Typeface::Coverage Typeface::coverage(int glyph, Weight weight, float size, float x, float y, bool turned) const {
  const Font& font = fonts_->of(weight);
  const Outline shape(font, glyph);
  if (shape.all().empty()) return {};
  const float scale = font.em * size;
  float low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  const auto reach = [&](stbtt_vertex_type at_x, stbtt_vertex_type at_y) {
    low_x = std::min(low_x, static_cast<float>(at_x));
    high_x = std::max(high_x, static_cast<float>(at_x));
    low_y = std::min(low_y, static_cast<float>(at_y));
    high_y = std::max(high_y, static_cast<float>(at_y));
  };
  for (stbtt_vertex& vertex : shape.all()) {
    if (turned) turn(vertex);
    reach(vertex.x, vertex.y);
    if (vertex.type >= STBTT_vcurve) reach(vertex.cx, vertex.cy);
    if (vertex.type == STBTT_vcubic) reach(vertex.cx1, vertex.cy1);
  }
  const float left = std::floor(x);
  const float top = std::floor(y);
  Coverage coverage;
  const int first_x = static_cast<int>(std::floor(low_x * scale + x - left));
  const int first_y = static_cast<int>(std::floor(-high_y * scale + y - top));
  coverage.width = static_cast<int>(std::ceil(high_x * scale + x - left)) - first_x;
  coverage.height = static_cast<int>(std::ceil(-low_y * scale + y - top)) - first_y;
  coverage.left = static_cast<int>(left) + first_x;
  coverage.top = static_cast<int>(top) + first_y;
  coverage.levels.resize(static_cast<std::size_t>(coverage.width) * static_cast<std::size_t>(coverage.height));
  stbtt__bitmap bitmap{coverage.width, coverage.height, coverage.width, coverage.levels.data()};
  constexpr float kFlatness = 0.1F;  // pixels by which an arc may differ
  stbtt_Rasterize(&bitmap, kFlatness, shape.all().data(), static_cast<int>(shape.all().size()), scale, scale, x - left,
                  y - top, first_x, first_y, 1, font.info.userdata);
  return coverage;
}

std::string Typeface::outline(int glyph, Weight weight) const {
  const Outline shape(fonts_->of(weight), glyph);
  std::string path;
  for (const stbtt_vertex& v : shape.all()) {
    switch (v.type) {
      case STBTT_vmove: path += format("%sM%d %d", path.empty() ? "" : "Z", v.x, v.y); break;
      case STBTT_vline: path += format("L%d %d", v.x, v.y); break;
      case STBTT_vcurve: path += format("Q%d %d %d %d", v.cx, v.cy, v.x, v.y); break;
      default: path += format("C%d %d %d %d %d %d", v.cx, v.cy, v.cx1, v.cy1, v.x, v.y); break;
    }
  }
  return path.empty() ? path : path + "Z";
}

float Typeface::units_per_em(Weight weight) const { return 1.0F / fonts_->of(weight).em; }

}  // namespace lab
