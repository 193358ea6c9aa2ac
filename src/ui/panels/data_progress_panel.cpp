#include "ui/panels/data_progress_panel.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "ui/panels/data_menu.h"
#include "ui/widgets.h"

namespace lab::ui {

namespace {

constexpr const char* kLightPaper =
    "These images are dark on light, and this network is made for light on dark: it will learn little.";
constexpr const char* kGrey = "These images are grey, and this network is made for colour: what it learns stays grey.";

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += (text.empty() ? "" : " ") + sentence;
  return text;
}

}  // namespace

void DataProgressPanel::tell(const Snapshot& snapshot) {
  const auto is_new = [](std::string& told, const std::string& now) {
    return std::exchange(told, now) != now && !now.empty();
  };
  if (is_new(error_, shared_.data.error)) shared_.notices.show(Notices::Kind::error, error_);
  // What is missing stays until it is closed, as an error does.
  if (is_new(notes_, joined(shared_.data.notes))) shared_.notices.show(Notices::Kind::error, notes_);
  const char* const mismatch = snapshot.light_paper ? kLightPaper : snapshot.grey_for_colour ? kGrey : "";
  if (mismatch_ != mismatch) shared_.notices.withdraw(mismatch_);
  if (!is_new(mismatch_, mismatch)) return;
  if (snapshot.light_paper) {
    shared_.notices.show(
        Notices::Kind::information, mismatch_,
        Notices::Action{"invert", "Exchange light and dark", [](Commands& to) { to.load(inverted_images()); }});
  } else {
    shared_.notices.show(Notices::Kind::information, mismatch_);
  }
}

void DataProgressPanel::draw(const Snapshot& snapshot, Commands& /*commands*/) {
  tell(snapshot);
  const DataProgress& data = shared_.data;
  if (!data.busy || data.part_there) return;
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const Metrics& m = theme().size();
  const float width = std::min(theme().px(320), page.x - 2 * m.page_padding);
  ImGui::SetNextWindowPos({std::round((page.x - width) / 2), m.header_height + theme().px(4)});
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme().px(12));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, m.hairline);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme().color().popup);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                      ImGuiWindowFlags_NoInputs;
  if (ImGui::Begin("##data-progress", nullptr, kFlags)) {
    ImGui::TextUnformatted(data.title.c_str());
    progress_bar(theme(), data.fraction, theme().px(6), theme().color().accent);
  }
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

}  // namespace lab::ui
