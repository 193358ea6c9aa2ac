#include "ui/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/panels/spotlight_panel.h"
#include "ui/view_list.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kDesktopWidth = 900.0F;
constexpr float kDesktopHeight = 520.0F;
constexpr float kBesideWidth = 176.0F;  // the quality bars need this much
constexpr float kCardLeast = 200.0F;    // a large image's card next to them
constexpr float kPlotLeast = 180.0F;
constexpr float kStripLeast = 240.0F;    // until it has been drawn
constexpr float kBesideHeight = 236.0F;  // and this much where they stand beside the plot
constexpr float kShareLeast = 600.0F;    // from here on panels of a view stand side by side
constexpr float kPlotPhone = 250.0F;
constexpr float kImageLeast = 120.0F;
constexpr float kImageMost = 420.0F;
constexpr float kFigureMargin = 8.0F;  // as between them

/// A part of the page. One that scrolls is made wider than its cards, so that its scroll bar stands in the gap beside
/// them.
bool begin_area(const char* id, ImVec2 position, ImVec2 size, bool scrolls) {
  ImGui::SetCursorScreenPos(position);
  const ImGuiWindowFlags flags =
      scrolls ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  return ImGui::BeginChild(id, size, ImGuiChildFlags_NavFlattened, flags);
}

bool is_in(Area area, std::initializer_list<Area> areas) {
  return std::find(areas.begin(), areas.end(), area) != areas.end();
}

}  // namespace

struct Layout::Frame {
  std::vector<PanelEntry>& panels;
  const Snapshot& snapshot;
  Commands& commands;
  ImVec2 page;
  OpenView open;

  [[nodiscard]] bool shows(const PanelEntry& entry) const {
    return entry.view.value_or(open) == open && entry.panel->visible(snapshot);
  }
};

Arrangement arrangement_for(float css_width, float css_height) {
  if (css_width >= kDesktopWidth && css_height >= kDesktopHeight) return Arrangement::desktop;
  return css_width > css_height * 1.15F ? Arrangement::landscape : Arrangement::portrait;
}

void Layout::draw(std::vector<PanelEntry>& panels, const Snapshot& snapshot, Commands& commands) {
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const Frame frame{panels, snapshot, commands, page, shared_.view.attention.view};
  shared_.page = page;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(page);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                      ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("##page", nullptr, kFlags);
  ImGui::PopStyleVar();
  switch (shared_.arrangement) {
    case Arrangement::desktop: draw_desktop(frame); break;
    case Arrangement::portrait: draw_portrait(frame); break;
    case Arrangement::landscape: draw_landscape(frame); break;
  }
  ImGui::End();
  draw_plain(frame, Area::overlay);
}

void Layout::draw_plain(const Frame& frame, Area area) {
  for (PanelEntry& entry : frame.panels) {
    if (entry.area != area || !frame.shows(entry)) continue;
    ImGui::PushID(entry.id);
    entry.panel->draw(frame.snapshot, frame.commands);
    ImGui::PopID();
    if (area != Area::stage) continue;
    entry.width = ImGui::GetWindowWidth();
    entry.height = ImGui::GetWindowHeight();
  }
}

void Layout::draw_header(const Frame& frame, float width) const {
  const Metrics& m = shared_.theme.size();
  begin_area("header", {m.page_padding, 0}, {width - 2 * m.page_padding, m.header_height}, false);
  draw_plain(frame, Area::header);
  ImGui::EndChild();
}

void Layout::draw_card(const Frame& frame, PanelEntry& entry, ImVec2 size) {
  const Metrics& m = shared_.theme.size();
  const Palette& c = shared_.theme.color();
  ImGuiChildFlags flags =
      ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_Borders | ImGuiChildFlags_NavFlattened;
  if (size.y <= 0.0F) flags |= ImGuiChildFlags_AutoResizeY;
  ImGui::PushStyleColor(ImGuiCol_ChildBg, shared_.theme.figure() ? 0 : c.card);  // a figure is as high as what is in it
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{m.card_padding, m.card_padding});
  const bool open =
      ImGui::BeginChild(entry.id, size, flags, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (open) {
    shared_.card = entry.id;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{shared_.theme.px(8), m.row_gap});
    entry.panel->draw(frame.snapshot, frame.commands);
    ImGui::PopStyleVar();
  }
  ImGui::EndChild();
  entry.width = ImGui::GetItemRectSize().x;
  entry.grows = size.y <= 0.0F;
  entry.height = ImGui::GetItemRectSize().y;
}

void Layout::draw_alone(std::vector<PanelEntry>& panels, PanelEntry& entry, const Snapshot& snapshot,
                        Commands& commands) {
  const Frame frame{panels, snapshot, commands, shared_.page, shared_.view.attention.view};
  const ImVec2 size{entry.width, entry.height};
  // The large pictures have no card on a phone, so no room around them.
  const bool stage = entry.area == Area::stage;
  const float margin = stage && shared_.arrangement != Arrangement::desktop ? shared_.theme.px(kFigureMargin) : 0.0F;
  Figure& figure = shared_.figure;
  figure.from = {margin, margin};
  figure.to = {margin + size.x, margin + size.y};
  ImGui::SetNextWindowPos(figure.from);
  ImGui::SetNextWindowSize(stage ? size : ImGui::GetIO().DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
  ImGui::Begin("##figure", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar();
  if (stage) {
    entry.panel->draw(snapshot, commands);
  } else {
    draw_card(frame, entry, {size.x, entry.grows ? 0.0F : size.y});
    figure.to = {size.x, std::exchange(entry.height, size.y)};  // what it needs without controls; the page's stays
  }
  ImGui::End();
  figure.from = {figure.from.x - margin, figure.from.y - margin};
  figure.to = {figure.to.x + margin, figure.to.y + margin};
  figure.room = stage ? ImVec2{size.x + 2 * margin, size.y + 2 * margin} : figure.to;
}

float Layout::column_height(const Frame& frame, std::initializer_list<Area> areas) const {
  float height = 0.0F;
  for (const PanelEntry& entry : frame.panels) {
    if (is_in(entry.area, areas) && frame.shows(entry) && !entry.fills)
      height += entry.height + shared_.theme.size().gap;
  }
  return height;
}

void Layout::draw_column(const Frame& frame, std::initializer_list<Area> areas, float width, float fill_height) {
  const Metrics& m = shared_.theme.size();
  // What a filling panel gets: the room that the others leave.
  const float left = ImGui::GetContentRegionAvail().y - column_height(frame, areas);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{m.gap, m.gap});
  for (PanelEntry& entry : frame.panels) {
    if (!is_in(entry.area, areas) || !frame.shows(entry)) continue;
    const bool fills = entry.fills && fill_height > 0.0F;
    draw_card(frame, entry, {width, fills ? std::max(std::floor(left), fill_height) : 0.0F});
  }
  ImGui::PopStyleVar();
}

float Layout::stage_height(const Frame& frame, ImVec2 room, float beside) const {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const float by_width = SpotlightPanel::height(theme, Arrangement::desktop, room.x - beside - m.gap);
  // As the first view needs it, so that the images keep their size from view to view.
  float below = m.tabs_height;
  for (const PanelEntry& entry : frame.panels) {
    if (entry.area != Area::evidence || entry.view.value_or(OpenView::denoise) != OpenView::denoise) continue;
    below += m.gap + (entry.fills ? theme.px(kPlotLeast) : std::max(entry.height, theme.px(kStripLeast)));
  }
  const float extra = by_width - SpotlightPanel::width(theme, Arrangement::desktop, by_width) / 3;  // the caption
  return std::floor(
      std::clamp(std::min(by_width, room.y - below), theme.px(kImageLeast) + extra, theme.px(kImageMost) + extra));
}

void Layout::draw_beside(const Frame& frame, ImVec2 position, ImVec2 size) {
  begin_area("beside", position, size, false);
  for (PanelEntry& entry : frame.panels) {
    if (entry.area == Area::beside && frame.shows(entry)) draw_card(frame, entry, size);
  }
  ImGui::EndChild();
}

void Layout::draw_evidence(const Frame& frame, ImVec2 room) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  // On a narrow page the images take the whole row, and what otherwise stands beside them goes beside the plot.
  const float beside = theme.px(kBesideWidth);
  const bool beside_stage = (room.x - beside) / 3 >= theme.px(kCardLeast);
  const float stage =
      beside_stage ? stage_height(frame, room, beside) : SpotlightPanel::height(theme, Arrangement::desktop, room.x);
  const float stage_width = std::floor(SpotlightPanel::width(theme, Arrangement::desktop, stage));
  const ImVec2 from = ImGui::GetCursorScreenPos();
  begin_area("stage", from, {beside_stage ? stage_width : room.x, stage}, false);
  draw_plain(frame, Area::stage);
  ImGui::EndChild();
  if (beside_stage) draw_beside(frame, {from.x + stage_width + m.gap, from.y}, {room.x - stage_width - m.gap, stage});

  const float tabs = from.y + stage + std::round(m.gap / 2);
  ImGui::SetCursorScreenPos({from.x, tabs});
  draw_view_tabs(shared_, frame.commands);
  ImGui::SetCursorScreenPos({from.x, tabs + m.tabs_height + std::round(m.gap / 2)});
  ImGui::BeginGroup();
  const float left = room.y - stage - m.tabs_height - m.gap - column_height(frame, {Area::evidence});
  const float fill = std::max(std::floor(left), theme.px(beside_stage ? kPlotLeast : kBesideHeight));
  draw_rows(frame, room.x, fill, beside_stage ? 0.0F : beside);
  ImGui::EndGroup();
}

void Layout::draw_rows(const Frame& frame, float width, float fill, float beside) {
  const Metrics& m = shared_.theme.size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float row = beside > 0.0F ? width - beside - m.gap : width;  // of the panels that fill
  const bool wide = row >= shared_.theme.px(kShareLeast);
  // Where a panel has nothing to show, its neighbours share what there is.
  float all_shares = 0.0F;
  for (const PanelEntry& entry : frame.panels) {
    if (entry.area == Area::evidence && frame.shows(entry)) all_shares += entry.share;
  }
  ImVec2 at = from;
  for (PanelEntry& entry : frame.panels) {
    if (entry.area != Area::evidence || !frame.shows(entry)) continue;
    const bool shares = wide && entry.share > 0.0F;
    const float all = entry.fills ? row : width;
    const float way = shares ? std::floor((all + m.gap) * entry.share / std::min(all_shares, 1.0F)) : all + m.gap;
    ImGui::SetCursorScreenPos(at);
    draw_card(frame, entry, {way - m.gap, entry.fills ? fill : 0.0F});
    if (entry.fills && std::exchange(beside, 0.0F) > 0.0F)
      draw_beside(frame, {from.x + row + m.gap, at.y}, {width - row - m.gap, fill});
    at.x += way;
    if (at.x < from.x + all - 1.0F) continue;
    at = {from.x, at.y + entry.height + m.gap};
  }
}

void Layout::draw_desktop(const Frame& frame) {
  const Metrics& m = shared_.theme.size();
  notice_room_ = {0.0F, frame.page.x, frame.page.y};
  draw_header(frame, frame.page.x);
  const float top = m.header_height;
  const float height = frame.page.y - top;
  const float side = m.sidebar_width;
  const float width = frame.page.x - side - 2 * m.page_padding - m.gap;
  const float below = std::max(m.page_padding - m.gap, 1.0F);
  begin_area("evidence", {m.page_padding, top}, {width + m.gap, height}, true);
  draw_evidence(frame, {width, height - m.page_padding});
  ImGui::Dummy({1, below});
  ImGui::EndChild();
  // Train stays in sight; what is below it scrolls.
  const ImVec2 from{frame.page.x - side - m.page_padding, top};
  begin_area("actions", from, {side, height}, false);
  draw_column(frame, {Area::actions}, side, 0.0F);
  ImGui::EndChild();
  const float actions = column_height(frame, {Area::actions});
  show_photo();
  begin_area("settings", {from.x, from.y + actions}, {side + m.page_padding, height - actions}, true);
  draw_column(frame, {shared_.view.own_open ? Area::own : Area::settings}, side, 0.0F);
  ImGui::Dummy({1, below});
  ImGui::EndChild();
}

void Layout::show_photo() {
  const std::shared_ptr<const Photo>& photo = shared_.brought.photo;
  if (photo != nullptr && !shown_photo_.is(photo)) ImGui::SetNextWindowScroll({0.0F, 0.0F});
  shown_photo_ = Remembered(photo);
}

void Layout::draw_view_column(const Frame& frame, ImVec2 from, ImVec2 size, float space_above) {
  const Metrics& m = shared_.theme.size();
  const float width = size.x - m.page_padding;
  show_photo();
  begin_area("column", from, size, true);
  if (space_above > 0.0F) ImGui::Dummy({1, std::max(space_above - m.row_gap, 1.0F)});
  // The settings belong to the first view; the others have the page to themselves.
  if (shared_.view.own_open) {
    draw_column(frame, {Area::own}, width, 0.0F);
  } else if (frame.open == OpenView::denoise) {
    draw_column(frame, {Area::evidence, Area::beside, Area::settings}, width, shared_.theme.px(kPlotPhone));
  } else {
    draw_column(frame, {Area::evidence}, width, 0.0F);
  }
  ImGui::Dummy({1, m.gap});
  ImGui::EndChild();
}

void Layout::draw_bar(const Frame& frame, float left) {
  const float height = shared_.theme.size().bar_height;
  const float top = frame.page.y - height;
  begin_area("views", {left, top}, {frame.page.x - left, height}, false);
  draw_view_bar(shared_, frame.commands, height);
  ImGui::EndChild();
  notice_room_ = {left, frame.page.x, top};
}

void Layout::draw_portrait(const Frame& frame) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  draw_header(frame, frame.page.x);
  // Wide tablets in portrait: the images need not grow beyond half of the height.
  const float width = frame.page.x - 2 * m.page_padding;
  const float most = SpotlightPanel::width(theme, Arrangement::portrait, frame.page.y * 0.36F);
  const float stage_width = std::floor(std::min(width, most));
  const float stage = SpotlightPanel::height(theme, Arrangement::portrait, stage_width);
  float y = m.header_height;
  begin_area("stage", {std::round(m.page_padding + (width - stage_width) / 2), y}, {stage_width, stage}, false);
  draw_plain(frame, Area::stage);
  ImGui::EndChild();
  y += stage + m.gap;
  const float actions = m.large_button_height + m.row_gap + m.text_small + theme.px(16);
  begin_area("actions", {m.page_padding, y}, {width, actions}, false);
  draw_plain(frame, Area::actions);
  ImGui::EndChild();
  y += actions + theme.px(6);
  ImGui::GetWindowDrawList()->AddLine({0, y}, {frame.page.x, y}, theme.color().card_border, m.hairline);
  draw_view_column(frame, {m.page_padding, y + m.hairline},
                   {width + m.page_padding, frame.page.y - y - m.hairline - m.bar_height}, m.gap);
  draw_bar(frame, 0);
}

void Layout::draw_landscape(const Frame& frame) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  draw_header(frame, frame.page.x);
  const float top = m.header_height;
  const float actions = m.large_button_height + m.row_gap + m.text_small + theme.px(16);
  const float left =
      std::floor(std::min(frame.page.x * 0.56F, SpotlightPanel::width(theme, Arrangement::landscape,
                                                                      frame.page.y - top - actions - 2 * m.gap)));
  const float stage = SpotlightPanel::height(theme, Arrangement::landscape, left);
  begin_area("stage", {m.page_padding, top}, {left, stage}, false);
  draw_plain(frame, Area::stage);
  ImGui::EndChild();
  begin_area("actions", {m.page_padding, top + stage + m.gap}, {left, actions}, false);
  draw_plain(frame, Area::actions);
  ImGui::EndChild();
  const float x = m.page_padding + left + m.gap;
  draw_view_column(frame, {x, top}, {frame.page.x - x, frame.page.y - top - m.bar_height}, 0.0F);
  draw_bar(frame, x);
}

}  // namespace lab::ui
