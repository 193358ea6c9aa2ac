#include "ui/panel_list.h"

#include <type_traits>

#include "ui/panels/actions_panel.h"
#include "ui/panels/data_progress_panel.h"
#include "ui/panels/draw_panel.h"
#include "ui/panels/header_panel.h"
#include "ui/panels/help_panel.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/network_panel.h"
#include "ui/panels/noise_panel.h"
#include "ui/panels/photo_panel.h"
#include "ui/panels/preset_panel.h"
#include "ui/panels/quality_panel.h"
#include "ui/panels/spotlight_panel.h"
#include "ui/panels/strip_panel.h"
#include "ui/panels/training_panel.h"
#include "ui/panels/tray_panel.h"
#include "ui/views/between_view.h"
#include "ui/views/code_view.h"
#include "ui/views/layer_view.h"
#include "ui/views/layers_view.h"
#include "ui/views/map_view.h"
#include "ui/views/noise_curves_view.h"
#include "ui/views/noise_levels_view.h"

namespace lab::ui {
namespace {

template <class P>
PanelEntry entry(const char* id, Area area, Shared& shared) {
  static_assert(std::is_base_of_v<Panel, P>);
  return {id, area, false, std::nullopt, std::make_unique<P>(shared)};
}

/// One of a view; `fills` and `share` as in PanelEntry.
template <class P>
PanelEntry view_entry(OpenView view, const char* id, Shared& shared, bool fills, float share = 0.0F) {
  static_assert(std::is_base_of_v<Panel, P>);
  return {id, Area::evidence, fills, view, std::make_unique<P>(shared), share};
}

}  // namespace

std::vector<PanelEntry> make_panels(Shared& shared) {
  std::vector<PanelEntry> panels;
  panels.push_back(entry<HeaderPanel>("header", Area::header, shared));
  panels.push_back(entry<SpotlightPanel>("spotlight", Area::stage, shared));
  panels.push_back(entry<ActionsPanel>("actions", Area::actions, shared));
  panels.push_back(entry<PresetPanel>("preset", Area::settings, shared));
  panels.push_back(view_entry<StripPanel>(OpenView::denoise, "test-images", shared, false));
  panels.push_back(entry<QualityPanel>("quality", Area::beside, shared));
  panels.push_back(view_entry<LossPanel>(OpenView::denoise, "loss", shared, true));
  panels.push_back(view_entry<MapView>(OpenView::code, "map", shared, true, 0.45F));
  panels.push_back(view_entry<CodeView>(OpenView::code, "code", shared, true, 0.55F));
  panels.push_back(view_entry<BetweenView>(OpenView::code, "between", shared, true, 0.55F));
  panels.push_back(view_entry<LayersView>(OpenView::network, "layers", shared, true, 0.4F));
  panels.push_back(view_entry<LayerView>(OpenView::network, "layer", shared, true, 0.6F));
  panels.push_back(view_entry<NoiseCurvesView>(OpenView::noise, "noise-curves", shared, true, 0.5F));
  panels.push_back(view_entry<NoiseLevelsView>(OpenView::noise, "noise-levels", shared, true, 0.5F));
  panels.push_back(entry<NoisePanel>("noise", Area::settings, shared));
  panels.push_back(entry<TrainingPanel>("training", Area::settings, shared));
  panels.push_back(entry<NetworkPanel>("network", Area::settings, shared));
  panels.push_back(entry<PhotoPanel>("photo", Area::own, shared));
  panels.push_back(entry<DrawPanel>("draw", Area::own, shared));
  panels.push_back(entry<TrayPanel>("tray", Area::own, shared));
  panels.push_back(entry<DataProgressPanel>("data", Area::overlay, shared));
  panels.push_back(entry<HelpPanel>("help", Area::overlay, shared));
  return panels;
}

}  // namespace lab::ui
