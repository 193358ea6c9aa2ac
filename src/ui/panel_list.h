#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ui/panel.h"

namespace lab::ui {

/// Where the layout puts a panel.
enum class Area {
  header,    ///< the bar on top; no card
  stage,     ///< the large images; stay in view on a phone; draw their own cards
  beside,    ///< next to the stage where there is room, otherwise in the column
  actions,   ///< train and pause; stay in view on a phone
  evidence,  ///< below the stage: what the network does
  settings,  ///< the right-hand column
  own,       ///< pictures of one's own, in the place of the settings (on a phone, of the view) while View::own_open
  overlay    ///< over everything; no card
};

struct PanelEntry {
  const char* id;
  Area area;
  bool fills;                    ///< takes the height that is left instead of what it needs
  std::optional<OpenView> view;  ///< shown only while that one is open
  std::unique_ptr<Panel> panel;
  float share = 0.0F;   ///< of its row on a wide page, where it stands beside its neighbours; 0: a row of its own
  float height = 0.0F;  ///< of its card in the last frame, in device pixels; kept by the layout
  float width = 0.0F;   ///< likewise
  bool grows = false;   ///< whether that height was what the panel needed
};

/// Every panel of the page, in the order in which a single column shows them.
[[nodiscard]] std::vector<PanelEntry> make_panels(Shared& shared);

}  // namespace lab::ui
