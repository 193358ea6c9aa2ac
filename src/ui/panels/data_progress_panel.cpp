#include "ui/panels/data_progress_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets.h"

namespace lab::ui {

void DataProgressPanel::draw(const Snapshot& /*snapshot*/, Commands& /*commands*/) {
  const DataProgress& data = shared_.data;
  if (data.error != error_) {
    error_ = data.error;
    if (!error_.empty()) shared_.notices.show(Notices::Kind::error, error_);
  }
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
