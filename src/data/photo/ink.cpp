#include "data/photo/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "data/resample.h"

namespace lab::photo {
namespace {

constexpr int kPaperSide = 64;  // the longer side of the picture that the paper is estimated from
constexpr int kPaperReach = 8;  // pixels of it: what is narrower than twice that is not paper
constexpr int kPaperBlur = 2;   // likewise, of the smoothing
constexpr int kPolaritySide = 32;
constexpr int kPolarityReach = 8;
constexpr int kDarkest = 24;      // paper is taken for at least that bright: what is black has no shade to divide by
constexpr int kSmoothFrom = 160;  // pixels: larger pictures are smoothed a little against the camera's noise
constexpr int kLeastContrast = 25;

std::size_t at(const Picture& picture, int x, int y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
}

Picture resized(const Picture& grey, int width, int height) {
  Picture out{width, height, 1, {}};
  out.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  Resampler(Shape::image(grey.height, grey.width, 1), Shape::image(height, width, 1)).apply(grey.pixels, out.pixels);
  return out;
}

/// The picture with `side` pixels on its longer side, unless it is smaller.
Picture reduced(const Picture& grey, int side) {
  const int longer = std::max(grey.width, grey.height);
  if (longer <= side) return grey;
  return resized(grey, std::max(1, grey.width * side / longer), std::max(1, grey.height * side / longer));
}

/// Applies `of` to the pixels within `reach` along one axis of each pixel: a pointer to the first, their stride and
/// their number.
template <class Of>
void along(Picture& picture, int reach, bool rows, const Of& of) {
  const int length = rows ? picture.width : picture.height;
  const int lines = rows ? picture.height : picture.width;
  std::vector<std::uint8_t> line(static_cast<std::size_t>(length));
  for (int l = 0; l < lines; ++l) {
    const auto place = [&](int i) { return rows ? at(picture, i, l) : at(picture, l, i); };
    for (int i = 0; i < length; ++i) line[static_cast<std::size_t>(i)] = picture.pixels[place(i)];
    for (int i = 0; i < length; ++i) {
      const auto first = line.begin() + std::max(i - reach, 0);
      const auto end = line.begin() + std::min(i + reach + 1, length);
      picture.pixels[place(i)] = of(first, end);
    }
  }
}

template <class Of>
void square(Picture& picture, int reach, const Of& of) {
  along(picture, reach, true, of);
  along(picture, reach, false, of);
}

void blur(Picture& picture, int reach) {
  square(picture, reach, [](auto first, auto end) {
    const auto count = static_cast<int>(end - first);
    return static_cast<std::uint8_t>((std::accumulate(first, end, 0) + count / 2) / count);
  });
}

int scaled(int pixels, int side) { return std::max(1, (pixels * side + kPaperSide / 2) / kPaperSide); }

/// Connected ink.
struct Piece {
  Box box;
  int pixels = 0;
  std::int64_t mass = 0;         ///< the sum of its strengths
  std::array<int, 4> at_edge{};  ///< pixels at the left, right, upper and lower edge of the picture

  [[nodiscard]] bool touches() const { return *std::ranges::max_element(at_edge) > 0; }
};

struct Pieces {
  std::vector<int> owner;  ///< per pixel: which piece, or -1
  std::vector<Piece> list;
};

/// The pieces of what is above `threshold`; pixels that touch at a corner are connected.
Pieces pieces_of(const Picture& strength, float threshold) {
  const int width = strength.width;
  const int height = strength.height;
  Pieces pieces;
  pieces.owner.assign(strength.pixels.size(), -1);
  std::vector<std::pair<int, int>> open;
  const auto enter = [&](int x, int y, int piece) {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const std::size_t here = at(strength, x, y);
    if (pieces.owner[here] >= 0 || static_cast<float>(strength.pixels[here]) <= threshold) return;
    pieces.owner[here] = piece;
    open.emplace_back(x, y);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      enter(x, y, static_cast<int>(pieces.list.size()));
      if (open.empty()) continue;
      Piece piece{.box = {x, y, x + 1, y + 1}};
      while (!open.empty()) {
        const auto [px, py] = open.back();
        open.pop_back();
        ++piece.pixels;
        piece.mass += strength.pixels[at(strength, px, py)];
        piece.box = {std::min(piece.box.left, px), std::min(piece.box.top, py), std::max(piece.box.right, px + 1),
                     std::max(piece.box.bottom, py + 1)};
        const std::array<bool, 4> edges = {px == 0, px == width - 1, py == 0, py == height - 1};
        for (std::size_t e = 0; e < edges.size(); ++e) piece.at_edge[e] += edges[e] ? 1 : 0;
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) enter(px + dx, py + dy, static_cast<int>(pieces.list.size()));
        }
      }
      pieces.list.push_back(piece);
    }
  }
  return pieces;
}

/// Whether the piece lies along the edges of the picture, as frames, tables and the shadow of a hand do.
bool is_border(const Piece& piece, const Picture& picture) {
  const std::array<int, 4> sides = {picture.height, picture.height, picture.width, picture.width};
  int along = 0;
  for (std::size_t e = 0; e < sides.size(); ++e) {
    along += piece.at_edge[e];
    if (piece.at_edge[e] * 5 > sides[e] * 4) return true;
  }
  return along * 5 > (sides[0] + sides[2]) * 4;  // two fifths of the way around
}

/// The piece that is the digit, or -1. One that is cut off by the edge of the picture counts where there is no whole
/// one.
int choose(const Pieces& pieces, const Picture& picture) {
  const int longer = std::max(picture.width, picture.height);
  const int least = std::max(5, longer * 3 / 100);
  int best = -1;
  for (std::size_t i = 0; i < pieces.list.size(); ++i) {
    const Piece& piece = pieces.list[i];
    if (piece.box.longer() < least || is_border(piece, picture)) continue;
    const auto better = [&](const Piece& than) {
      return piece.touches() != than.touches() ? !piece.touches() : piece.mass > than.mass;
    };
    if (best < 0 || better(pieces.list[static_cast<std::size_t>(best)])) best = static_cast<int>(i);
  }
  return best;
}

/// How far two boxes are from each other: the larger of both axes' gaps.
int gap(const Box& a, const Box& b) {
  return std::max({a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0});
}

/// A piece of that digit that the pen made on its own: smaller, and closer than another digit would stand.
bool belongs(const Piece& piece, const Piece& digit) {
  const int reach = digit.box.longer();
  return !piece.touches() && piece.pixels * 40 >= digit.pixels && piece.pixels * 5 <= digit.pixels * 3 &&
         piece.box.longer() * 5 <= reach * 4 && gap(piece.box, digit.box) * 20 <= reach * 3;
}

std::vector<int> histogram(const Picture& picture, const Box& box) {
  std::vector<int> counts(256, 0);
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) ++counts[picture.pixels[at(picture, x, y)]];
  }
  return counts;
}

/// The level that `share` of the pixels do not exceed.
int quantile(const std::vector<int>& counts, double share) {
  const double wanted = share * std::accumulate(counts.begin(), counts.end(), 0);
  int seen = 0;
  for (int level = 0; level < 256; ++level) {
    seen += counts[static_cast<std::size_t>(level)];
    if (seen >= wanted) return level;
  }
  return 255;
}

/// What ink is at least, before it is known where the digit lies: above the paper's noise and a third of the darkest.
float rough_threshold(const Picture& strength) {
  const std::vector<int> all = histogram(strength, {0, 0, strength.width, strength.height});
  const int paper = quantile(all, 0.25);          // much of a picture may be a table
  const int noise = paper - quantile(all, 0.05);  // a standard deviation
  const int darkest = quantile(all, 0.999);
  return std::max(static_cast<float>(paper + 4 * noise + 10), 0.35F * static_cast<float>(darkest));
}

Box grown(const Box& box, int by, const Picture& within) {
  return {std::max(box.left - by, 0), std::max(box.top - by, 0), std::min(box.right + by, within.width),
          std::min(box.bottom + by, within.height)};
}

/// How much stronger the piece is than what is not ink around it.
float contrast(const Picture& strength, const Pieces& pieces, int piece, const Box& around) {
  const Piece& ink = pieces.list[static_cast<std::size_t>(piece)];
  double paper = 0.0;
  int count = 0;
  for (int y = around.top; y < around.bottom; ++y) {
    for (int x = around.left; x < around.right; ++x) {
      if (pieces.owner[at(strength, x, y)] >= 0) continue;
      paper += strength.pixels[at(strength, x, y)];
      ++count;
    }
  }
  return static_cast<float>(static_cast<double>(ink.mass) / ink.pixels - (count > 0 ? paper / count : 0.0));
}

}  // namespace

bool ink_is_light(const Picture& grey) {
  const Picture small = reduced(grey, kPolaritySide);
  double lean = 0.0;
  std::vector<std::uint8_t> around;
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      const Box box = grown({x, y, x + 1, y + 1}, kPolarityReach, small);
      around.clear();
      for (int row = box.top; row < box.bottom; ++row) {
        const auto first = small.pixels.begin() + static_cast<std::ptrdiff_t>(at(small, box.left, row));
        around.insert(around.end(), first, first + box.width());
      }
      const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
      std::ranges::nth_element(around, middle);
      const double differs = static_cast<double>(small.pixels[at(small, x, y)]) - static_cast<double>(*middle);
      const int edge = std::min({x, y, small.width - 1 - x, small.height - 1 - y});
      lean += differs * differs * differs * (edge + 1);
    }
  }
  return lean > 0.0;
}

Picture ink_strength(const Picture& grey, bool light) {
  Picture ink = grey;
  if (light) {
    for (std::uint8_t& level : ink.pixels) level = static_cast<std::uint8_t>(255 - level);
  }
  Picture paper = reduced(ink, kPaperSide);
  const int side = std::min(std::max(grey.width, grey.height), kPaperSide);
  const int reach = scaled(kPaperReach, side);
  square(paper, reach, [](auto first, auto end) { return *std::max_element(first, end); });
  square(paper, reach, [](auto first, auto end) { return *std::min_element(first, end); });
  blur(paper, scaled(kPaperBlur, side));
  paper = resized(paper, grey.width, grey.height);
  for (std::size_t i = 0; i < ink.pixels.size(); ++i) {
    const int bright = std::max<int>(paper.pixels[i], kDarkest);
    ink.pixels[i] = static_cast<std::uint8_t>(255 - std::min(255, ink.pixels[i] * 255 / bright));
  }
  if (std::max(grey.width, grey.height) >= kSmoothFrom) blur(ink, 1);
  return ink;
}

int otsu(const std::vector<int>& counts) {
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  double sum = 0.0;
  for (std::size_t level = 0; level < counts.size(); ++level) sum += static_cast<double>(level) * counts[level];
  double lower = 0.0;
  double lower_sum = 0.0;
  double most = -1.0;
  int best = 0;
  int last = 0;
  for (std::size_t level = 0; level < counts.size(); ++level) {
    lower += counts[level];
    lower_sum += static_cast<double>(level) * counts[level];
    if (lower == 0.0 || lower == all) continue;
    const double apart = lower_sum / lower - (sum - lower_sum) / (all - lower);
    const double between = lower * (all - lower) * apart * apart;
    if (between > most) {
      most = between;
      best = static_cast<int>(level);
    }
    if (between == most) last = static_cast<int>(level);
  }
  return (best + std::max(best, last)) / 2;  // where levels between the classes are empty, the middle of them
}

Digit find_digit(const Picture& strength, float factor) {
  Digit digit;
  digit.mask.assign(strength.pixels.size(), 0);
  const float rough = rough_threshold(strength);
  digit.threshold = rough * factor;
  const Pieces first = pieces_of(strength, rough);
  if (const int piece = choose(first, strength); piece >= 0) {
    const Box& box = first.list[static_cast<std::size_t>(piece)].box;
    const Box around = grown(box, std::max(box.longer() / 3, 2), strength);
    digit.threshold = std::clamp(static_cast<float>(otsu(histogram(strength, around))) * factor, 1.0F, 254.0F);
  }
  const Pieces pieces = pieces_of(strength, digit.threshold);
  int piece = choose(pieces, strength);
  if (piece >= 0) {
    const Box& box = pieces.list[static_cast<std::size_t>(piece)].box;
    const Box around = grown(box, std::max(box.longer() / 3, 2), strength);
    if (contrast(strength, pieces, piece, around) < kLeastContrast) piece = -1;
  }
  std::vector<bool> kept(pieces.list.size(), false);
  if (piece >= 0) {
    const Piece& main = pieces.list[static_cast<std::size_t>(piece)];
    digit.box = main.box;
    for (std::size_t i = 0; i < pieces.list.size(); ++i) {
      const Piece& other = pieces.list[i];
      kept[i] = static_cast<int>(i) == piece || belongs(other, main);
      if (!kept[i]) continue;
      digit.box = {std::min(digit.box.left, other.box.left), std::min(digit.box.top, other.box.top),
                   std::max(digit.box.right, other.box.right), std::max(digit.box.bottom, other.box.bottom)};
    }
  }
  for (std::size_t i = 0; i < digit.mask.size(); ++i) {
    if (const int owner = pieces.owner[i]; owner >= 0)
      digit.mask[i] = kept[static_cast<std::size_t>(owner)] ? 255 : kOtherInk;
  }
  return digit;
}

}  // namespace lab::photo
