#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lab {

enum class Weight : std::uint8_t { regular, semibold };

/// The fonts of figures: how wide text is, and what its letters look like, as pixels and as outlines. Every figure
/// measures text by it, so that the pixels and the SVG of one figure agree. Immutable; callable from any thread.
class Typeface {
 public:
  /// From the contents of two font files, TrueType or OpenType. Refused: bytes that are no font.
  static Result<Typeface> read(std::vector<std::uint8_t> regular, std::vector<std::uint8_t> semibold);

  /// How far a line of UTF-8 text reaches from its origin, with kerning, in the unit of `size`: of the em square.
  [[nodiscard]] float width(std::string_view text, float size, Weight weight = Weight::regular) const;
  /// The height of a capital letter above the line.
  [[nodiscard]] float cap_height(float size) const;

  struct PlacedGlyph {
    int glyph;
    float x;  ///< of its origin, in ems from the origin of the text
  };
  [[nodiscard]] std::vector<PlacedGlyph> glyphs(std::string_view text, Weight weight) const;

  /// How much of each pixel a glyph covers, 0 to 255, row by row.
  struct Coverage {
    int left = 0, top = 0, width = 0, height = 0;  ///< in pixels, y pointing down
    std::vector<std::uint8_t> levels;
  };
  /// The glyph at `size` pixels per em with its origin at (x, y); turned: reading from below to above.
  [[nodiscard]] Coverage coverage(int glyph, Weight weight, float size, float x, float y, bool turned) const;

  /// The outline as the data of an SVG path, in units of which units_per_em() make an em, y pointing up.
  [[nodiscard]] std::string outline(int glyph, Weight weight) const;
  [[nodiscard]] float units_per_em(Weight weight) const;

 private:
  struct Fonts;
  explicit Typeface(std::shared_ptr<const Fonts> fonts);

  std::shared_ptr<const Fonts> fonts_;
};

}  // namespace lab
