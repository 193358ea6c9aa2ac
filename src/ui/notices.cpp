#include "ui/notices.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr double kInformationSeconds = 7.0;
constexpr std::size_t kMost = 3;

}  // namespace

void Notices::show(Kind kind, std::string sentence, std::optional<Command> undo) {
  std::function<void(Commands&)> back;
  if (undo) back = [command = *std::move(undo)](Commands& commands) { commands.send(command); };
  show(kind, std::move(sentence), std::move(back));
}

void Notices::show(Kind kind, std::string sentence, Action action) {
  withdraw(sentence);  // what is said again is news again
  if (notices_.size() == kMost) notices_.erase(notices_.begin());
  notices_.push_back({kind, std::move(sentence), std::move(action)});
}

void Notices::withdraw(std::string_view sentence) {
  std::erase_if(notices_, [&](const Notice& notice) { return notice.sentence == sentence; });
}

double Notices::next_change() const {
  double next = std::numeric_limits<double>::infinity();
  for (const Notice& notice : notices_) {
    if (notice.kind != Kind::information) continue;
    next = notice.shown_at < 0.0 ? 0.0 : std::min(next, notice.shown_at + kInformationSeconds);
  }
  return next;
}

bool Notices::cover(ImVec2 from, ImVec2 to) const {
  return std::ranges::any_of(notices_, [&](const Notice& notice) {
    return from.x < notice.to.x && to.x > notice.from.x && from.y < notice.to.y && to.y > notice.from.y;
  });
}

void Notices::draw(const Theme& theme, const Room& room, double now, Commands& commands) {
  action_box_.reset();
  Room free = room;
  free.bottom -= theme.size().page_padding;
  for (std::size_t i = notices_.size(); i-- > 0;) {
    Notice& notice = notices_[i];
    if (notice.shown_at < 0.0) notice.shown_at = now;
    const bool over = notice.kind == Kind::information && now >= notice.shown_at + kInformationSeconds;
    bool closed = false;
    if (!over) {  // else not even in this frame, which may be the last one for long
      ImGui::PushID(static_cast<int>(i));
      closed = draw_one(theme, free, notice, commands);
      ImGui::PopID();
      free.bottom = notice.from.y - theme.px(8);
    }
    if (closed || over) notices_.erase(notices_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool Notices::draw_one(const Theme& theme, const Room& room, Notice& notice, Commands& commands) {
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const float padding = theme.px(14);
  const float close = m.control_height;
  const Action& action = notice.action;
  const float wide = action.run ? button_width(theme, action.label) + theme.px(8) : 0.0F;
  const float most = std::min(room.right - room.left - 2 * m.page_padding, theme.px(560));
  float line = most - 2 * padding - close - wide - theme.px(8);
  // Beside wide buttons a phone would have the words in a narrow column.
  const bool below = action.run && line < theme.px(160);
  if (below) line = most - 2 * padding;
  const float row = below ? m.control_height + theme.px(8) : 0.0F;
  const ImVec2 words = draw_lines(nullptr, {}, 0, notice.sentence.c_str(), line);
  const float width = below ? most : std::min(most, words.x + 2 * padding + close + wide + theme.px(12));
  const float height = std::max(words.y + 2 * theme.px(12), m.control_height + theme.px(10)) + row;
  const ImVec2 from{std::round((room.left + room.right - width) / 2), std::round(room.bottom - height)};
  notice.from = from;
  notice.to = {from.x + width, from.y + height};

  bool closed = false;
  ImGui::SetNextWindowPos(from);
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(12));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, m.hairline);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, c.popup);
  ImGui::PushStyleColor(ImGuiCol_Border, notice.kind == Kind::error ? c.bad : c.card_border);
  char name[24] = "##notice0";
  name[8] = static_cast<char>('0' + (&notice - notices_.data()));
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing;
  if (ImGui::Begin(name, nullptr, kFlags)) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_lines(&list, {from.x + padding, std::round(from.y + (height - row - words.y) / 2)}, c.text,
               notice.sentence.c_str(), line);
    const float x = from.x + width - close - theme.px(5);
    const float under = below ? theme.px(10) : (height - m.control_height) / 2;
    const float y = std::round(from.y + height - m.control_height - under);
    ImGui::SetCursorScreenPos({x, y});
    closed = button(theme, "##close", ButtonLook::quiet, Icon::close, {close, m.control_height});
    if (action.run) {
      ImGui::SetCursorScreenPos({below ? from.x + padding : x - wide, y});
      const bool pressed = button(theme, action.label);
      if (!action_box_) action_box_ = Box{action.name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
      if (pressed) {
        action.run(commands);
        closed = true;
      }
    }
  }
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
  return closed;
}

}  // namespace lab::ui
