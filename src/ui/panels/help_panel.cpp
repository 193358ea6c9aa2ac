#include "ui/panels/help_panel.h"

#include <algorithm>
#include <cmath>

#include "core/version.h"
#include "ui/format.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr const char* kStory =
    "An autoencoder squeezes a picture through a short code and rebuilds it. Trained on noisy pictures with the clean "
    "ones "
    "as its goal, it learns to leave the noise out: it has seen enough digits to know what a stroke looks like, and "
    "noise "
    "does not fit through the code.";
constexpr const char* kHowTo =
    "Press Train and watch the right-hand picture. The bars say whether the network beats doing nothing and a plain "
    "median "
    "filter, on test digits that it has never seen.";

struct Key {
  const char* key;
  const char* what;
};
constexpr Key kKeys[] = {{"Space", "train or pause"},
                         {"S", "one step"},
                         {"R", "reset: the same run again"},
                         {"N", "new seed"},
                         {"\xE2\x86\x90 \xE2\x86\x92", "previous, next test digit"},
                         {"P", "draw a picture of your own"},
                         {"1 2", "what is open below the pictures"},
                         {"D", "difference or denoised"},
                         {"T", "dark or light"},
                         {"Tab", "from control to control"},
                         {"?", "this help"}};

}  // namespace

bool HelpPanel::visible(const Snapshot& /*snapshot*/) const { return shared_.view.help_open || shown_; }

void HelpPanel::draw_content(Commands& commands) {
  const Metrics& m = theme().size();
  const Palette& c = theme().color();
  heading(theme(), "What you see", m.control_height);
  if (button(theme(), "##close", ButtonLook::quiet, Icon::close)) shared_.view.help_open = false;
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(kStory);
  ImGui::TextUnformatted(kHowTo);
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0, theme().px(2)});
  heading(theme(), "Keys");
  const float column = theme().px(76);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, theme().px(5));
  for (const Key& key : kKeys) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = m.text_small + theme().px(6);
    const float width = measure(theme().semibold(), m.text_small, key.key).x + theme().px(14);
    list.AddRectFilled(from, {from.x + width, from.y + height}, c.control, theme().px(5));
    list.AddText(theme().semibold(), m.text_small, {from.x + theme().px(7), from.y + theme().px(3)}, c.text, key.key);
    list.AddText(theme().regular(), m.text_small, {from.x + column, from.y + theme().px(3)}, c.text_muted, key.what);
    ImGui::Dummy({column, height});
  }
  ImGui::PopStyleVar();
  const Text version("Version %s", lab::version());
  list.AddText(theme().regular(), m.text_small, ImGui::GetCursorScreenPos(), c.text_muted, version);
  ImGui::Dummy({0, m.text_small});
  if (!shared_.has_licences) return;
  if (button(theme(), "Licences of what is in here")) commands.choose(Picker::licences);
  shared_.note_item("licences");
  shared_.note_picker(Picker::licences);
}

void HelpPanel::draw(const Snapshot& /*snapshot*/, Commands& commands) {
  constexpr const char* kName = "##help";
  if (shared_.view.help_open && !shown_) ImGui::OpenPopup(kName);
  shown_ = shared_.view.help_open;
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const float width = std::min(theme().px(480), page.x - 2 * theme().size().page_padding);
  ImGui::SetNextWindowPos({std::round(page.x / 2), std::round(page.y / 2)}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, page.y - 2 * theme().size().page_padding});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{theme().px(24), theme().px(18)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme().size().card_rounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme().size().hairline);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme().color().popup);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings;
  if (ImGui::BeginPopupModal(kName, nullptr, kFlags & ~ImGuiWindowFlags_NoScrollbar)) {
    draw_content(commands);
    const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                         !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && !ImGui::IsWindowAppearing();
    if (outside || ImGui::IsKeyPressed(ImGuiKey_Escape)) shared_.view.help_open = false;
    if (!shared_.view.help_open) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
}

}  // namespace lab::ui
