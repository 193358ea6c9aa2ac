#include "ui/views/layer_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/card_menu.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array<const char*, 2> kParts = {"Activations", "Weights"};
// CSS pixels.
constexpr float kBesideLeast = 430.0F;  // of a card that has room for the details beside
constexpr float kDetailsLeast = 156.0F;
constexpr float kDetailsMost = 260.0F;
constexpr float kPhoneHeight = 300.0F;  // of pictures and cells where the column scrolls

template <class Result>
const Result& of_layer(const Snapshot& snapshot, int layer) {
  static const Result kNone;
  const auto& result = snapshot.seen.get<Result>();
  return result.layer == layer ? result : kNone;
}

}  // namespace

void LayerView::draw_heading(const SummaryRow& layer, Commands& commands) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float words = card_heading_width(theme(), layer.title.c_str());
  const float tools = segmented_width(theme(), kParts);
  const bool one_row = words + theme().px(12) + tools <= room;
  card_heading(shared_, commands, layer.title.c_str(), one_row ? tools : 0.0F);
  if (theme().figure() && !one_row) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = one_row ? tools : room;
  show_weights_ = segmented(theme(), "part", kParts, show_weights_ ? 1 : 0, width) == 1;
  const float middle = std::round(at.x + width / 2);
  const float bottom = ImGui::GetItemRectMax().y;
  shared_.note_spot("layer-activations", at, {middle, bottom});
  shared_.note_spot("layer-weights", {middle, at.y}, {at.x + width, bottom});
}

void LayerView::draw_body(const LayerLook& look) {
  const bool desktop = shared_.arrangement == Arrangement::desktop;
  const auto draw_part = [&](ImVec2 room) {
    if (show_weights_) {
      weights_.draw(look, room);
    } else {
      activations_.draw(look, room);
    }
  };
  const auto draw_details = [&] { details_.draw(look, show_weights_ ? &weights_ : nullptr); };
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (!desktop || room.x < theme().px(kBesideLeast)) {
    draw_part({room.x, desktop ? std::max(room.y * 0.6F, theme().px(80)) : theme().px(kPhoneHeight)});
    draw_details();
    return;
  }
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float gap = theme().px(18);
  const float details = std::round(std::clamp(room.x * 0.3F, theme().px(kDetailsLeast), theme().px(kDetailsMost)));
  // What focus rings and marks stick out by.
  const float out = theme().px(4);
  ImGui::SetCursorScreenPos({from.x - out, from.y - out});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{out, out});
  constexpr ImGuiChildFlags kFlags = ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding;
  if (ImGui::BeginChild("part", {room.x - details - gap + 2 * out, room.y + 2 * out}, kFlags)) {
    draw_part({room.x - details - gap, room.y});
  }
  ImGui::EndChild();
  ImGui::SetCursorScreenPos({from.x + room.x - details - out, from.y - out});
  if (ImGui::BeginChild("details", {details + 2 * out, room.y + 2 * out}, kFlags)) draw_details();
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

void LayerView::draw(const Snapshot& snapshot, Commands& commands) {
  if (snapshot.summary == nullptr || snapshot.summary->empty()) {
    heading(theme(), "Layer");
    wrapped_text(theme(), "There is no network.");
    return;
  }
  const auto& layers = *snapshot.summary;
  const Attention& attention = shared_.view.attention;
  const int layer = std::clamp(attention.layer, 0, static_cast<int>(layers.size()) - 1);
  if (layer_ != layer || run_ != snapshot.run) {
    layer_ = layer;
    run_ = snapshot.run;
    activations_.reset();
    weights_.reset();
  }
  const SummaryRow& row = layers[static_cast<std::size_t>(layer)];
  const int unit = attention.unit < row.shape.channels ? std::max(attention.unit, -1) : -1;
  const LayerLook look{snapshot,
                       commands,
                       layer,
                       row,
                       of_layer<LayerActivations>(snapshot, layer),
                       of_layer<LayerUnits>(snapshot, layer),
                       of_layer<LayerWeights>(snapshot, layer),
                       unit};
  draw_heading(row, commands);
  if (snapshot.test_count == 0) {
    wrapped_text(theme(), "There are no pictures yet.");
    return;
  }
  if (show_weights_) {
    weights_.draw_caption(look);
  } else {
    activations_.draw_caption(look);
  }
  draw_body(look);
}

}  // namespace lab::ui
