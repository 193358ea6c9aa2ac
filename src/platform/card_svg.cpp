#include "platform/card_svg.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "io/format.h"
#include "io/svg_parts.h"
#include "ui/image_view.h"

namespace lab::platform {
namespace {

constexpr float kNear = 0.02F;           // pixels: two places that are the same
constexpr std::size_t kRoundLeast = 12;  // corners of a circle
constexpr int kFewImages = 60;           // whose pixels may be enlarged
constexpr int kZoom = 8;

// Where Inter is not installed, `textLength` keeps the words as wide as they are.
constexpr const char* kRoot =
    R"( font-family="Inter, Helvetica, Arial, sans-serif" style="font-variant-numeric:tabular-nums")";

Paint paint_of(ImU32 color) {
  const auto channel = [color](unsigned shift) { return static_cast<std::uint8_t>(color >> shift & 255U); };
  return {{channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)},
          static_cast<float>(channel(IM_COL32_A_SHIFT)) / 255.0F};
}

ImVec2 middle(ImVec2 a, ImVec2 b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }

float length(ImVec2 a, ImVec2 b) { return std::hypot(b.x - a.x, b.y - a.y); }

ImRect box_of(const std::vector<ImVec2>& points) {
  ImRect box(points.front(), points.front());
  for (const ImVec2 at : points) box.Add(at);
  return box;
}

/// ImGui draws everything as triangles. Without anti-aliasing they are fans of one colour: the parts of a line have
/// four corners, and those of one line follow each other; filled shapes have as many as it takes; glyphs are squares
/// that show a place of the fonts' texture, by which they are known.
class Writer {
 public:
  explicit Writer(const CardDrawing& drawing) : drawing_(drawing), unit_(1.0F / drawing.theme.scale()) {
    write_box({drawing.from, drawing.to}, drawing.background);
  }

  void write(const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const std::size_t begin = body_.size();
      cut_off_ = false;
      clip_ = ImRect(command.ClipRect);
      if (command.UserCallback != nullptr) {
        write_images(command);
      } else {
        write_shapes(list, command);
      }
      end_line();
      end_text();
      if (!cut_off_ || body_.size() == begin) continue;
      const int name = ++clips_;
      body_.insert(begin, format("<clipPath id=\"c%d\"><rect%s/></clipPath>\n<g clip-path=\"url(#c%d)\">\n", name,
                                 svg_attributes(area(clip_)).c_str(), name));
      body_ += "</g>\n";
    }
  }

  [[nodiscard]] std::string file() const {
    return svg_document(area({drawing_.from, drawing_.to}), drawing_.title, kRoot, body_);
  }

 private:
  /// Parts of one line.
  struct Line {
    std::vector<ImVec2> points;   ///< none: there is no line
    std::vector<ImVec2> corners;  ///< of the first part
    float width = 0.0F;
    ImU32 color = 0;
  };
  /// Words of one line.
  struct Run {
    std::string words;  ///< none: there is no run
    ImFontBaked* font = nullptr;
    ImU32 color = 0;
    float scale = 1.0F;
    float left = 0.0F, right = 0.0F, baseline = 0.0F;
  };

  [[nodiscard]] double units(float pixels) const {
    return std::round(100.0 * static_cast<double>(pixels * unit_)) / 100.0;
  }
  [[nodiscard]] Area area(const ImRect& box) const {
    return {box.Min.x * unit_, box.Min.y * unit_, box.GetWidth() * unit_, box.GetHeight() * unit_};
  }

  /// Whether any of it is to be seen; notes what the command's rectangle cuts off.
  bool shows(const ImRect& box) {
    constexpr float kSlack = 0.75F;  // half a line's width, at the edge
    ImRect clip = clip_;
    clip.ClipWith({drawing_.from, drawing_.to});
    if (!clip.Overlaps(box)) return false;
    clip = clip_;
    clip.Expand(kSlack);
    cut_off_ = cut_off_ || !clip.Contains(box);
    return true;
  }

  void write_images(const ImDrawCmd& command) {
    ui::ImageView::each_image(command, [this](const ui::ImageView::Placed& image) {
      const std::vector<std::uint8_t>& pixels = image.picture.pixels;
      const ImRect box(image.from, image.to);
      if (pixels.empty() || !shows(box)) return;
      if (pixels.size() > 3) {
        body_ += svg_image(area(box), image.picture, image.count > kFewImages ? 1 : kZoom);
      } else {
        // One pixel is a mark: points of the map are such.
        write_circle(box.GetCenter(), box.GetWidth() / 2, IM_COL32(pixels[0], pixels[1], pixels[2], 255));
      }
    });
  }

  /// Ends an element.
  void end(const char* kind, ImU32 color) { body_ += svg_painted(kind, paint_of(color)) + "/>\n"; }

  void write_box(const ImRect& box, ImU32 color) {
    body_ += "<rect" + svg_attributes(area(box));
    end("fill", color);
  }

  void write_circle(ImVec2 center, float radius, ImU32 color) {
    body_ += format(R"(<circle cx="%.9g" cy="%.9g" r="%.9g")", units(center.x), units(center.y), units(radius));
    end("fill", color);
  }

  /// An element that end() ends.
  void begin_path(const std::vector<ImVec2>& points, bool closed) {
    char letter = 'M';
    body_ += "<path d=\"";
    for (const ImVec2 at : points) {
      body_ += format("%c%.9g %.9g", letter, units(at.x), units(at.y));
      letter = 'L';
    }
    body_ += closed ? "Z\"" : "\"";
  }

  void write_shapes(const ImDrawList& list, const ImDrawCmd& command) {
    const ImVec2 white = ImGui::GetDrawListSharedData()->TexUvWhitePixel;
    const ImDrawVert* const vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* at = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* const last = at + command.ElemCount;
    std::vector<ImVec2> corners;
    while (at < last) {
      const ImDrawIdx* const first = at;
      corners.clear();
      corners.push_back(vertices[at[0]].pos);
      corners.push_back(vertices[at[1]].pos);
      do {
        corners.push_back(vertices[at[2]].pos);
        at += 3;
      } while (at < last && at[0] == first[0] && at[1] == at[-1]);
      const ImDrawVert& vertex = vertices[first[0]];
      if (vertex.uv.x == white.x && vertex.uv.y == white.y) {
        end_text();
        write_shape(corners, vertex.col);
      } else {
        end_line();
        write_glyph(vertex, vertices[first[2]]);
      }
    }
  }

  void write_shape(const std::vector<ImVec2>& corners, ImU32 color) {
    const bool slanted =
        corners.size() == 4 && length(middle(corners[0], corners[2]), middle(corners[1], corners[3])) > kNear;
    if (corners.size() == 4 && !slanted) {
      const ImVec2 from = middle(corners[0], corners[3]);
      const ImVec2 to = middle(corners[1], corners[2]);
      const float width = length(corners[0], corners[3]);
      if (length(from, to) < kNear || width < kNear) return;
      const bool goes_on = !line_.points.empty() && line_.color == color && std::fabs(line_.width - width) < kNear &&
                           length(line_.points.back(), from) < kNear;
      if (!goes_on) {
        end_line();
        line_.points.push_back(from);
        line_.corners = corners;
        line_.width = width;
        line_.color = color;
      }
      line_.points.push_back(to);
      return;
    }
    end_line();
    const ImRect box = box_of(corners);
    if (!shows(box)) return;
    const ImVec2 center = box.GetCenter();
    const float radius = box.GetWidth() / 2;
    const bool round = corners.size() >= kRoundLeast && std::fabs(box.GetHeight() / 2 - radius) < 0.05F * radius &&
                       std::ranges::all_of(corners, [&](ImVec2 at) {
                         return std::fabs(length(center, at) - radius) < 0.02F * radius + kNear;
                       });
    if (round) return write_circle(center, radius, color);
    begin_path(corners, true);
    end("fill", color);
  }

  void end_line() {
    std::vector<ImVec2>& points = line_.points;
    if (points.empty()) return;
    ImRect box = box_of(points);
    if (points.size() == 2) {
      const std::vector<ImVec2>& c = line_.corners;
      box = box_of(c);
      if (!shows(box)) {
        // Nothing of it is to be seen.
      } else if (std::fabs((c[0].x - c[1].x) * (c[0].y - c[1].y)) < kNear * kNear) {
        write_box(box, line_.color);
      } else {
        begin_path(c, true);
        end("fill", line_.color);
      }
    } else if (box.Expand(line_.width / 2); shows(box)) {
      const bool closed = length(points.front(), points.back()) < kNear;
      if (closed) points.pop_back();
      begin_path(points, closed);
      body_ += format(R"( fill="none" stroke-linejoin="round" stroke-width="%.9g")", units(line_.width));
      end("stroke", line_.color);
    }
    points.clear();
  }

  void write_glyph(const ImDrawVert& first, const ImDrawVert& opposite) {
    const ImVec2 place = middle(first.uv, opposite.uv);
    auto& fonts = ImGui::GetIO().Fonts->Builder->BakedPool;
    for (int i = 0; i < fonts.Size; ++i) {
      if (fonts[i].WantDestroy != 0) continue;
      for (const ImFontGlyph& glyph : fonts[i].Glyphs) {
        if (glyph.Visible == 0 || place.x < glyph.U0 || place.x > glyph.U1 || place.y < glyph.V0 || place.y > glyph.V1)
          continue;
        return add_glyph(fonts[i], glyph, first, opposite);
      }
    }
  }

  void add_glyph(ImFontBaked& font, const ImFontGlyph& glyph, const ImDrawVert& first, const ImDrawVert& opposite) {
    const float scale = (opposite.pos.y - first.pos.y) / (glyph.Y1 - glyph.Y0);
    const float left = first.pos.x - glyph.X0 * scale;
    const float baseline = first.pos.y + (std::round(font.Ascent) - glyph.Y0) * scale;
    const float space = font.GetCharAdvance(' ') * scale;
    // It goes on with the run at once, or after the space between two words, which draws nothing.
    const float gap = left - run_.right;
    const bool after_space = std::fabs(gap - space) < 0.15F * space;
    if (run_.font != &font || run_.color != first.col || std::fabs(run_.baseline - baseline) > 0.5F ||
        (std::fabs(gap) > 0.15F * space && !after_space))
      end_text();
    if (run_.words.empty()) {
      run_.font = &font;
      run_.color = first.col;
      run_.scale = scale;
      run_.left = left;
      run_.baseline = baseline;
    } else if (after_space) {
      run_.words += ' ';
    }
    char letter[5];
    ImTextCharToUtf8(letter, glyph.Codepoint);
    run_.words += letter;
    run_.right = left + glyph.AdvanceX * scale;
  }

  void end_text() {
    if (run_.words.empty()) return;
    const float size = run_.font->Size * run_.scale;
    if (shows({run_.left, run_.baseline - size / 2, run_.right, run_.baseline})) {
      const bool bold = run_.font->ContainerFont == drawing_.theme.semibold();
      body_ += format(R"(<text x="%.9g" y="%.9g" font-size="%.9g" textLength="%.9g" lengthAdjust="spacingAndGlyphs"%s)",
                      units(run_.left), units(run_.baseline), units(size / ui::kLineHeightEm),
                      units(run_.right - run_.left), bold ? " font-weight=\"600\"" : "");
      body_ += svg_painted("fill", paint_of(run_.color)) + ">" + svg_escaped(run_.words) + "</text>\n";
    }
    run_.words.clear();
  }

  const CardDrawing& drawing_;
  float unit_;  ///< of a device pixel, in CSS pixels
  std::string body_;
  Line line_;
  Run run_;
  ImRect clip_;
  bool cut_off_ = false;
  int clips_ = 0;
};

}  // namespace

std::string to_svg(const CardDrawing& drawing) {
  Writer writer(drawing);
  for (const ImDrawList* list : drawing.data.CmdLists) writer.write(*list);
  return writer.file();
}

}  // namespace lab::platform
