#include "ui/card_menu.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

#include "ui/menus.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

// CSS pixels.
constexpr float kGap = 7.0F;  // between words and icon
constexpr float kInset = 6.0F;
constexpr float kMenu = 232.0F;

/// What their titles are called as spots, see Spot; the large pictures first.
constexpr const char* kSpots[] = {"card-original",     "card-noisy",       "card-denoised", "card-pictures",
                                  "card-test-images",  "card-quality",     "card-loss",     "card-map",
                                  "card-code",         "card-between",     "card-layers",   "card-layer",
                                  "card-noise-curves", "card-noise-levels"};
constexpr std::ptrdiff_t kLarge = 4;

const char* const* spot_of(std::string_view card) {
  return std::ranges::find(kSpots, card, [](const char* spot) { return std::string_view(spot).substr(5); });
}

float icon_size(const Theme& theme) { return std::round(theme.size().icon * 0.7F); }

struct Choice {
  const char* title;
  const char* detail;
  const char* spot;
  bool svg;
  bool all;
};
constexpr Choice kChoices[] = {{"Save as PNG", "For slides and messages", "card-png", false, false},
                               {"Save as SVG", "For print: sharp at any size", "card-svg", true, false},
                               {"All three as PNG", nullptr, "cards-png", false, true},
                               {"All three as SVG", nullptr, "cards-svg", true, true}};

void draw_choices(Shared& shared, Commands& commands, const CardTitle& title) {
  for (const Choice& choice : kChoices) {
    if (choice.all && !is_large_picture(title.card)) continue;
    if (menu_item(shared.theme, choice.title, choice.detail, false))
      commands.save_card({choice.all ? "pictures" : title.card, choice.svg});
    shared.note_item(choice.spot);
  }
}

/// About how high they are, so that the menu ends above the page's lower edge.
float choices_height(const Theme& theme, bool all) {
  const Metrics& m = theme.size();
  const float row = m.text_body + theme.px(18);
  return 2 * (row + m.text_small) + (all ? 2 * std::max(row, m.control_height) : 0.0F) + theme.px(16);
}

}  // namespace

const char* find_card(std::string_view name) {
  const char* const* const spot = spot_of(name);
  return spot == std::end(kSpots) ? nullptr : *spot + 5;
}

bool is_large_picture(std::string_view card) { return spot_of(card) - kSpots < kLarge; }

float card_heading_width(const Theme& theme, const char* words) {
  return std::ceil(measure(theme.semibold(), theme.size().text_heading, words).x) + theme.px(kGap) + icon_size(theme);
}

void card_heading(Shared& shared, Commands& commands, const char* words, float tools_width) {
  const Theme& theme = shared.theme;
  const Metrics& m = theme.size();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float row = theme.touch() ? m.control_height : theme.px(28);
  // Without tools the line is as high as its words; a finger finds more of it above, and in the gap below.
  const float above = tools_width > 0.0F ? std::round((row - m.text_heading) / 2) : 0.0F;
  const float around = tools_width > 0.0F ? above : theme.px(theme.touch() ? 12 : 4);
  const float y = from.y + above;
  card_title(shared, commands,
             {.card = shared.card,
              .words = words,
              .size = m.text_heading,
              .at = {from.x, y},
              .top = y - around,
              .bottom = y + m.text_heading + around});
  heading(theme, "", tools_width);
}

void card_title(Shared& shared, Commands& commands, const CardTitle& title) {
  const Theme& theme = shared.theme;
  const Palette& c = theme.color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText(theme.semibold(), title.size, title.at, c.text, title.words);
  if (theme.figure()) return;
  const float icon = icon_size(theme);
  const float words = std::ceil(measure(theme.semibold(), title.size, title.words).x);
  const float inset = theme.px(kInset);
  const ImVec2 after = ImGui::GetCursorScreenPos();
  ImGui::PushID(title.card);
  ImGui::SetCursorScreenPos({title.at.x - inset, title.top});
  const ImVec2 size{words + theme.px(kGap) + icon + 2 * inset, title.bottom - title.top};
  const PressField field = press_field(theme, "##title", size, theme.size().rounding);
  if (const char* const* const spot = spot_of(title.card); spot != std::end(kSpots)) shared.note_item(*spot);
  tooltip(theme, "Save this as a picture (PNG, SVG)");
  if (field.visible) {
    const ImVec2 center{title.at.x + words + theme.px(kGap) + icon / 2, std::round(title.at.y + title.size / 2)};
    draw_icon(list, Icon::save, center, icon, field.hot ? c.text : with_alpha(c.text_muted, 0.75F));
  }
  if (field.pressed) ImGui::OpenPopup("##choices");
  const float width = theme.px(kMenu);
  const float margin = theme.size().page_padding;
  const ImVec2 corner{
      std::min(field.from.x + width, shared.page.x - margin),
      std::min(field.to.y + theme.px(4), shared.page.y - choices_height(theme, is_large_picture(title.card)))};
  if (begin_menu(theme, "##choices", corner, width)) {
    draw_choices(shared, commands, title);
    end_menu();
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos(after);
}

}  // namespace lab::ui
