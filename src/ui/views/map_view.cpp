#include "ui/views/map_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/card_menu.h"
#include "ui/format.h"
#include "ui/item.h"
#include "ui/look.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kPlotLeast = 120.0F;
constexpr float kPlotPhoneLeast = 200.0F;
constexpr float kPlotPhoneMost = 360.0F;
constexpr float kPointRadius = 2.4F;
constexpr float kFewRadius = 3.4F;
constexpr std::size_t kFew = 300;
constexpr float kSampleMost = 40.0F;

constexpr int kDeviations = 3;  // of the prior that are drawn

/// Where the code of nothing but zeros lies.
ImVec2 place_of_zero(const CodePlane& plane) {
  ImVec2 place{};
  for (std::size_t i = 0; i < plane.origin.size(); ++i) {
    place.x -= plane.origin[i] * plane.axes[0][i];
    if (!plane.axes[1].empty()) place.y -= plane.origin[i] * plane.axes[1][i];
  }
  return place;
}

/// Of a normal distribution in the plane.
struct Covariance {
  float xx = 0.0F, xy = 0.0F, yy = 0.0F;
};

/// Its standard deviation times `times`, as an ellipse.
void draw_ellipse(ImDrawList& list, const MapFrame& frame, ImVec2 centre, const Covariance& v, float times, ImU32 color,
                  float line) {
  constexpr int kCorners = 64;
  // Cholesky: a circle becomes the ellipse.
  const float a = std::sqrt(std::max(v.xx, 1e-12F));
  const float b = v.xy / a;
  const float d = std::sqrt(std::max(v.yy - b * b, 0.0F));
  ImVec2 corners[kCorners];
  for (int i = 0; i < kCorners; ++i) {
    const float angle = 6.2831853F * static_cast<float>(i) / kCorners;
    const float x = times * std::cos(angle);
    const float y = times * std::sin(angle);
    corners[i] = frame.to_screen({centre.x + a * x, centre.y + b * x + d * y});
  }
  list.AddPolyline(corners, kCorners, color, ImDrawFlags_Closed, line);
}

float distance(const std::vector<float>& a, const std::vector<float>& b) {
  float sum = 0.0F;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

}  // namespace

void MapView::draw_points(ImDrawList& list, const MapFrame& frame) {
  const Palette& c = theme().color();
  if (!dot_colors_ || dots_dark_ != theme().dark()) {
    // Each class is an image of one pixel: our shader draws it as a disc.
    auto colors = std::make_shared<std::array<std::uint8_t, 3 * (Palette::kClasses + 1)>>();
    for (std::size_t i = 0; i <= Palette::kClasses; ++i) {
      const ImU32 color = i < Palette::kClasses ? c.classes[i] : c.accent;
      const unsigned shifts[] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT};
      for (std::size_t channel = 0; channel < 3; ++channel)
        (*colors)[3 * i + channel] = static_cast<std::uint8_t>(color >> shifts[channel] & 255U);
    }
    dot_colors_ = std::move(colors);
    dots_dark_ = theme().dark();
  }
  dots_.show(dot_colors_, Shape::image(1, 1, 3), {*dot_colors_});
  const auto places = points_.places();
  const float radius = (places.size() < kFew ? kFewRadius : kPointRadius) * theme().scale();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const ImVec2 at = frame.to_screen(places[i]);
    if (at.x < frame.from.x - radius || at.x > frame.to.x + radius || at.y < frame.from.y - radius ||
        at.y > frame.to.y + radius || !points_.is_among(i, filter_.shown()))
      continue;
    const int label = points_.label(i);
    shared_.images.add(dots_, label < 0 ? static_cast<int>(Palette::kClasses) : label, ColorMap::grey,
                       {at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, radius);
  }
  shared_.images.flush(list);
}

void MapView::draw_variational(ImDrawList& list, const Scene& scene) const {
  const auto& posterior = scene.snapshot.seen.get<Posterior>();
  const CodePlane& plane = scene.map.plane;
  if (posterior.mean.size() != plane.size() || posterior.mean.empty()) return;
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  const ImVec2 zero = place_of_zero(plane);
  const bool flat = plane.axes[1].empty();
  for (int deviation = 1; deviation <= kDeviations; ++deviation) {
    const auto times = static_cast<float>(deviation);
    draw_ellipse(list, scene.frame, zero, {1.0F, 0.0F, flat ? 0.0F : 1.0F}, times, with_alpha(c.text_muted, 0.6F),
                 m.hairline);
    const ImVec2 top = scene.frame.to_screen({zero.x, zero.y + times});
    list.AddText(theme().regular(), m.text_small, {top.x + theme().px(3), top.y + theme().px(1)}, c.text_muted,
                 Text("%.0f \u03C3", static_cast<double>(times)));
  }
  Covariance v;
  for (std::size_t i = 0; i < posterior.deviation.size(); ++i) {
    const float variance = posterior.deviation[i] * posterior.deviation[i];
    const float x = plane.axes[0][i];
    const float y = flat ? 0.0F : plane.axes[1][i];
    v = {v.xx + variance * x * x, v.xy + variance * x * y, v.yy + variance * y * y};
  }
  const ImVec2 mean = place_of(plane, posterior.mean);
  draw_ellipse(list, scene.frame, mean, v, 1.0F, c.background, theme().px(4));
  draw_ellipse(list, scene.frame, mean, v, 1.0F, c.text, theme().px(2));
}

void MapView::draw_marks(ImDrawList& list, const Scene& scene) const {
  const Palette& c = theme().color();
  const MapFrame& frame = scene.frame;
  const CodePlane& plane = scene.map.plane;
  if (decoder_.has_samples()) {
    for (int i = 0; i < MapDecoder::kSamples; ++i) {
      const auto [x, y] = plane.project(decoder_.sampled_code(i));
      const ImVec2 at = frame.to_screen({x, y});
      list.AddCircle(at, theme().px(6), c.background, 4, theme().px(4));
      list.AddCircle(at, theme().px(6), c.text, 4, theme().px(2));
    }
  }
  const auto& code = scene.snapshot.seen.get<Code>();
  if (code.values.size() == plane.size()) {
    const bool both = code.clean.size() == plane.size();
    const ImVec2 at = frame.to_screen(place_of(plane, both ? code.clean : code.values));
    if (both) {
      const ImVec2 noisy = frame.to_screen(place_of(plane, code.values));
      list.AddLine(at, noisy, c.background, theme().px(5));
      list.AddLine(at, noisy, c.validation, theme().px(2));
      list.AddCircleFilled(noisy, theme().px(7), c.background);
      list.AddCircleFilled(noisy, theme().px(5), c.validation);
    }
    list.AddCircleFilled(at, theme().px(7), c.background);
    list.AddCircleFilled(at, theme().px(5), c.text);
  }
  const std::vector<float>& set = shared_.view.attention.code;
  if (set.size() != plane.size() || set.empty()) return;
  const ImVec2 at = frame.to_screen(place_of(plane, set));
  const float x = std::round(at.x);
  const float y = std::round(at.y);
  const float gap = theme().px(8);
  for (const auto& [width, color] : {std::pair{theme().px(3), with_alpha(c.background, 0.7F)},
                                     std::pair{std::max(theme().px(1), theme().size().hairline), c.accent}}) {
    list.AddLine({frame.from.x, y}, {x - gap, y}, color, width);
    list.AddLine({x + gap, y}, {frame.to.x, y}, color, width);
    list.AddLine({x, frame.from.y}, {x, y - gap}, color, width);
    list.AddLine({x, y + gap}, {x, frame.to.y}, color, width);
  }
  list.AddCircle({x, y}, gap, c.accent, 0, theme().px(2));
}

void MapView::draw_bubble(const Scene& scene, int point) {
  const CodeMap& map = scene.map;
  const auto index = static_cast<std::size_t>(point);
  const auto bytes = static_cast<std::size_t>(map.shape.size());
  if (!map.images || (index + 1) * bytes > map.images->size()) return;
  const Metrics& m = theme().size();
  const std::uint8_t* const pixels = map.images->data() + index * bytes;
  // Named by its first pixel, and kept alive by all of them.
  pointed_.show(std::shared_ptr<const void>(map.images, pixels), map.shape, {std::span(pixels, bytes)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{theme().px(8), theme().px(8)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme().px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, theme().px(4)});
  if (ImGui::BeginTooltip()) {
    const float side = theme().px(72);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({side, side});
    shared_.images.add(pointed_, 0, shared_.view.color_map, at, {at.x + side, at.y + side}, theme().px(4));
    shared_.images.flush(*ImGui::GetWindowDrawList());
    const int label = index < map.labels.size() ? map.labels[index] : -1;
    if (label >= 0) {
      const Text words = map.class_names.empty() ? Text("a %d", label) : Text("%s", class_name(map, label));
      text(theme().semibold(), m.text_small, theme().color().text, words);
    }
    muted_text(theme(), Text("number %d", point + 1));
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(3);
  shared_.note_spot("map-bubble", scene.frame.from, scene.frame.to);
}

void MapView::draw_plot(const Snapshot& snapshot, const CodeMap& map, Commands& commands, ImVec2 size) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  ImGui::SetNextItemAllowOverlap();
  const Item item = place("map", size);
  const ImVec2 from = item.box.Min;
  const ImVec2 to = item.box.Max;
  decoder_.follow(snapshot, map, frame_for(points_.last_box(), from, to), commands);
  if (!item.visible) return;
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ButtonBehavior(item.box, item.id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  shared_.note_item("map");
  const int point = use({snapshot, map, commands, frame_for(points_.box(), from, to)}, item.id, hovered, held, pressed);
  const Scene scene{snapshot, map, commands, frame_for(points_.box(), from, to)};  // as it has been moved

  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(from, to, c.background, m.rounding);
  list.PushClipRect(from, to, true);
  if (!ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) && !theme().figure()) {
    shared_.pointer.keep_fingers(list.GetClipRectMin(), list.GetClipRectMax());
    shared_.pointer.keep_pinches(list.GetClipRectMin(), list.GetClipRectMax());
  }
  decoder_.draw_grid(list, scene.frame);
  if (map.plane.as_they_are && !decoder_.grid) {
    const ImVec2 zero = scene.frame.to_screen({0.0F, 0.0F});
    list.AddLine({from.x, std::round(zero.y)}, {to.x, std::round(zero.y)}, c.grid, m.hairline);
    list.AddLine({std::round(zero.x), from.y}, {std::round(zero.x), to.y}, c.grid, m.hairline);
  }
  draw_points(list, scene.frame);
  draw_variational(list, scene);
  draw_marks(list, scene);
  if (point >= 0) {
    const ImVec2 at = scene.frame.to_screen(points_.places()[static_cast<std::size_t>(point)]);
    list.AddCircle(at, theme().px(6), c.text, 0, theme().px(2));
  }
  if (!explained_ && !theme().figure()) {
    const char* const hint =
        theme().touch() ? "One finger decodes, two zoom" : "Drag: decode \u00B7 wheel: zoom \u00B7 right button: move";
    const ImVec2 words = measure(theme().regular(), m.text_small, hint);
    const ImVec2 at{from.x + theme().px(8), to.y - words.y - theme().px(7)};
    if (words.x + theme().px(20) < to.x - from.x) {
      list.AddRectFilled({at.x - theme().px(4), at.y - theme().px(2)},
                         {at.x + words.x + theme().px(4), at.y + words.y + theme().px(2)},
                         with_alpha(c.background, 0.8F), theme().px(4));
      list.AddText(theme().regular(), m.text_small, at, c.text_muted, hint);
    }
  }
  list.PopClipRect();
  focus_ring(theme(), item, m.rounding);
  if (point >= 0) draw_bubble(scene, point);

  if (zoom_ != 1.0F || shift_.x != 0.0F || shift_.y != 0.0F) {
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float side = theme().touch() ? m.control_height : theme().px(28);
    ImGui::SetCursorScreenPos({to.x - side - theme().px(6), from.y + theme().px(6)});
    if (button(theme(), "##all", ButtonLook::secondary, Icon::reset, {side, side})) reset();
    shared_.note_item("map-reset");
    tooltip(theme(), "Shows all points again (or double click)");
    ImGui::SetCursorScreenPos(after);
  }
}

void MapView::draw_tools(const Snapshot& snapshot, Commands& commands) {
  const auto& posterior = snapshot.seen.get<Posterior>();
  const float height = theme().touch() ? 0.0F : theme().px(28);
  const float between = theme().px(8);
  const bool samples = !posterior.mean.empty();
  const float grid = button_width(theme(), "Grid", Icon::map);
  card_heading(shared_, commands, "Map",
               grid + (samples ? button_width(theme(), "Sample", Icon::dice) + between : 0.0F));
  if (samples) {
    if (button(theme(), "Sample", ButtonLook::secondary, Icon::dice, {0, height}))
      decoder_.sample(snapshot, static_cast<int>(posterior.mean.size()));
    shared_.note_item("map-sample");
    tooltip(theme(), "Decodes ten random codes from the distribution that all codes are drawn towards");
    ImGui::SameLine(0.0F, between);
  }
  if (button(theme(), "Grid", ButtonLook::secondary, Icon::map, {0, height})) decoder_.grid = !decoder_.grid;
  shared_.note_item("map-grid");
  if (decoder_.grid && !theme().figure()) {
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), theme().color().accent,
                                        theme().size().rounding, 0, theme().px(2));
  }
  tooltip(theme(), "Draws behind the points what the decoder makes of each place");
}

void MapView::draw_caption(const Snapshot& snapshot, const CodeMap& map) {
  const CodePlane& plane = map.plane;
  const auto percent = [](float share) { return std::lround(100.0F * share); };
  words_.clear();
  if (!plane.as_they_are) {
    words_ += Text("The first two principal components of %d numbers: %ld %% + %ld %% of the variance.",
                   static_cast<int>(plane.size()), percent(plane.explained[0]), percent(plane.explained[1]));
  } else if (plane.size() == 2) {
    words_ += "Each point is a test picture, and its two numbers are its place.";
  } else {
    words_ += "Each point is a test picture, and its number is its place from left to right.";
  }
  const auto& code = snapshot.seen.get<Code>();
  if (code.clean.size() == plane.size() && code.values.size() == plane.size()) {
    // Of two pictures drawn at random the mean square distance is twice the variance.
    words_ += Text(" Noise moves this picture by %.2g (orange); two pictures are %.2g apart.",
                   static_cast<double>(distance(code.values, code.clean)),
                   static_cast<double>(std::sqrt(2.0F * map.variance)));
  }
  wrapped_text(theme(), words_.c_str(), 2);
}

int MapView::sample_columns(float width) const {
  return theme().touch() && width / MapDecoder::kSamples < theme().px(44) ? MapDecoder::kSamples / 2
                                                                          : MapDecoder::kSamples;
}

float MapView::samples_height(float width) const {
  if (!decoder_.has_samples()) return 0.0F;
  const int columns = sample_columns(width);
  const float cell =
      std::min(std::floor(width / static_cast<float>(columns)), theme().px(theme().touch() ? 56 : kSampleMost));
  const int rows = MapDecoder::kSamples / columns;
  return cell * static_cast<float>(rows);
}

void MapView::draw_samples(Commands& commands, float width) {
  const int columns = sample_columns(width);
  const float pitch = std::floor(width / static_cast<float>(columns));
  const int rows = MapDecoder::kSamples / columns;
  const float cell = samples_height(width) / static_cast<float>(rows);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::PushID("samples");
  for (int i = 0; i < MapDecoder::kSamples; ++i) {
    ImGui::PushID(i);
    ImGui::SetCursorScreenPos(cell_at(from, i, columns, {pitch, cell}));
    const Item item = place("sample", {cell, cell});
    bool hovered = false;
    bool held = false;
    if (item.visible && ImGui::ButtonBehavior(item.box, item.id, &hovered, &held)) {
      const auto code = decoder_.sampled_code(i);
      set_code(shared_, commands, {code.begin(), code.end()});
    }
    if (i == 0) shared_.note_item("map-sample-first");
    const float inset = theme().px(2);
    const ImVec2 at{item.box.Min.x + inset, item.box.Min.y + inset};
    const ImVec2 end{item.box.Max.x - inset, item.box.Max.y - inset};
    decoder_.draw_sample(i, at, end);
    shared_.images.flush(list);
    if (hovered) list.AddRect(at, end, theme().color().axis, theme().px(4), 0, theme().px(2));
    focus_ring(theme(), item, theme().px(4));
    ImGui::PopID();
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({width, samples_height(width)});
}

void MapView::draw(const Snapshot& snapshot, Commands& commands) {
  if (std::exchange(run_, snapshot.run) != snapshot.run) {
    reset();
    filter_.show_all();
    decoder_.drop_samples();
  }
  const auto& map = snapshot.seen.get<CodeMap>();
  MapPoints::Box prior{{0.0F, 0.0F}, {0.0F, 0.0F}};
  if (!snapshot.seen.get<Posterior>().mean.empty() && map.plane.size() > 0) {
    const ImVec2 zero = place_of_zero(map.plane);
    constexpr auto kReach = static_cast<float>(kDeviations);
    prior = {{zero.x - kReach, zero.y - kReach}, {zero.x + kReach, zero.y + kReach}};
  }
  points_.follow(snapshot.seen.share<CodeMap>(), snapshot.state == TrainState::training, prior);

  draw_tools(snapshot, commands);
  const float width = ImGui::GetContentRegionAvail().x;
  if (map.x.empty()) {
    wrapped_text(theme(), map.plane.size() == 0
                              ? "The map is on its way."
                              : "The codes are no finite numbers any more, so there is nothing to draw.");
    return;
  }
  draw_caption(snapshot, map);
  const float gap = theme().size().row_gap;
  const float legend = ClassFilter::height(shared_, map, width);
  const float samples = samples_height(width);
  float height = std::clamp(width * 0.8F, theme().px(kPlotPhoneLeast), theme().px(kPlotPhoneMost));
  if (shared_.arrangement == Arrangement::desktop) {
    height = ImGui::GetContentRegionAvail().y - (legend > 0.0F ? legend + gap : 0.0F) -
             (samples > 0.0F ? samples + gap : 0.0F);
  }
  draw_plot(snapshot, map, commands, {width, std::max(std::floor(height), theme().px(kPlotLeast))});
  if (samples > 0.0F) draw_samples(commands, width);
  if (legend > 0.0F) filter_.draw(shared_, map, width);
}

}  // namespace lab::ui
