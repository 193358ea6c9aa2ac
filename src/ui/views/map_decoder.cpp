#include "ui/views/map_decoder.h"

#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "ui/look.h"

namespace lab::ui {
namespace {

constexpr int kMostColumns = 20;
constexpr float kCell = 28.0F;         // CSS pixels, at least
constexpr int kMostNumbers = 1 << 18;  // of all codes of a grid
constexpr float kVeil = 0.45F;         // lies over the grid, so that points stand out

}  // namespace

void MapDecoder::sample(const Snapshot& snapshot, int size) {
  samples_.resize(static_cast<std::size_t>(size) * kSamples);
  ++draws_;
  fill_normal(random_key(snapshot.spec->seed, Stream::samples, static_cast<std::uint64_t>(draws_)), samples_);
}

std::span<const float> MapDecoder::sampled_code(int index) const {
  const std::size_t size = samples_.size() / kSamples;
  return std::span(samples_).subspan(static_cast<std::size_t>(index) * size, size);
}

bool MapDecoder::fits(const Codes& codes, const CodeMap& map, const MapFrame& frame, int columns, int rows) const {
  if (codes.size != static_cast<int>(map.plane.size()) || codes.samples != (has_samples() ? kSamples : 0) ||
      (has_samples() && codes.draw != draws_) || codes.columns != columns || codes.rows != rows)
    return false;
  if (columns == 0) return true;
  const MapFrame& f = codes.frame;
  const bool same_place = f.centre.x == frame.centre.x && f.centre.y == frame.centre.y && f.scale == frame.scale &&
                          f.to.x - f.from.x == frame.to.x - frame.from.x &&
                          f.to.y - f.from.y == frame.to.y - frame.from.y;
  return same_place && (map.plane.as_they_are || codes.plane == &map);
}

std::shared_ptr<const MapDecoder::Codes> MapDecoder::make(const CodeMap& map, const MapFrame& frame, int columns,
                                                          int rows) const {
  auto codes = std::make_shared<Codes>();
  codes->size = static_cast<int>(map.plane.size());
  codes->samples = has_samples() ? kSamples : 0;
  codes->draw = draws_;
  codes->columns = columns;
  codes->rows = rows;
  codes->frame = frame;
  codes->plane = &map;
  codes->values = samples_;
  const float width = (frame.to.x - frame.from.x) / static_cast<float>(std::max(columns, 1));
  const float height = (frame.to.y - frame.from.y) / static_cast<float>(std::max(rows, 1));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const ImVec2 place = frame.to_plane({frame.from.x + (static_cast<float>(column) + 0.5F) * width,
                                           frame.from.y + (static_cast<float>(row) + 0.5F) * height});
      const std::vector<float> code = map.plane.code_at(place.x, place.y);
      codes->values.insert(codes->values.end(), code.begin(), code.end());
    }
  }
  return codes;
}

void MapDecoder::follow(const Snapshot& snapshot, const CodeMap& map, const MapFrame& frame, Commands& commands) {
  const auto& decoded = snapshot.seen.share<Decoded>();
  const bool answered = decoded && asked_ && decoded->codes == asked_;
  if (answered) {
    shown_ = asked_;
    sheet_.show(decoded, decoded->shape, decoded->pixels);
  }
  int columns = 0;
  int rows = 0;
  const auto size = static_cast<int>(map.plane.size());
  if (static_cast<int>(samples_.size()) != size * kSamples) samples_.clear();  // another network
  if (grid && size > 0) {
    // Codes of thousands of numbers are decoded at fewer places.
    const float width = frame.to.x - frame.from.x;
    const float height = frame.to.y - frame.from.y;
    const float most = std::max(1.0F, static_cast<float>(kMostNumbers) / static_cast<float>(size));
    const float cell = std::max(
        {shared_.theme.px(kCell), width / kMostColumns, height / kMostColumns, std::sqrt(width * height / most)});
    columns = std::max(1, static_cast<int>(width / cell));
    rows = std::max(1, static_cast<int>(height / cell));
  }
  std::shared_ptr<const CodeList>& attended = shared_.view.attention.codes;
  if (size == 0 || (columns == 0 && !has_samples())) {
    if (!asked_) return;
    const bool ours = attended == asked_;
    asked_ = shown_ = nullptr;
    if (!ours) return;
    attended = nullptr;
    attend(shared_, commands);
    return;
  }
  if (asked_ && fits(*asked_, map, frame, columns, rows)) return;
  // One question after the other, however fast somebody zooms.
  if (asked_ && asked_->size == size && !answered && attended == asked_) return;
  asked_ = make(map, frame, columns, rows);
  attended = asked_;
  attend(shared_, commands);
}

void MapDecoder::draw_grid(ImDrawList& list, const MapFrame& frame) const {
  if (!grid || !shown_ || shown_->columns == 0 || sheet_.texture() == 0) return;
  const MapFrame& then = shown_->frame;
  const ImVec2 corner = frame.to_screen(then.to_plane(then.from));
  const ImVec2 end = frame.to_screen(then.to_plane(then.to));
  const float width = (end.x - corner.x) / static_cast<float>(shown_->columns);
  const float height = (end.y - corner.y) / static_cast<float>(shown_->rows);
  const float side = std::max(1.0F, std::floor(std::min(width, height)) - shared_.theme.px(1));
  int picture = shown_->samples;
  for (int row = 0; row < shown_->rows; ++row) {
    for (int column = 0; column < shown_->columns; ++column, ++picture) {
      const ImVec2 at{std::round(corner.x + (static_cast<float>(column) + 0.5F) * width - side / 2),
                      std::round(corner.y + (static_cast<float>(row) + 0.5F) * height - side / 2)};
      shared_.images.add(sheet_, picture, shared_.view.color_map, at, {at.x + side, at.y + side}, shared_.theme.px(2));
    }
  }
  shared_.images.flush(list);
  list.AddRectFilled(frame.from, frame.to, with_alpha(shared_.theme.color().card, kVeil),
                     shared_.theme.size().rounding);
}

void MapDecoder::draw_sample(int index, ImVec2 from, ImVec2 to) const {
  if (!shown_ || index >= shown_->samples) return;
  shared_.images.add(sheet_, index, shared_.view.color_map, from, to, shared_.theme.px(4));
}

}  // namespace lab::ui
