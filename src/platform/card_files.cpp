#include "platform/card_files.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "data/png.h"
#include "data/png_resolution.h"
#include "platform/card_svg.h"
#include "platform/heap.h"
#include "platform/window.h"
#include "train/run_memory.h"
#include "ui/image_view.h"

namespace lab::platform {
namespace {

constexpr float kDensity = 2.0F;             // pixels of a PNG for a CSS pixel, at least
constexpr float kCssPixelsPerInch = 96.0F;   // CSS Values and Units, 5.2
constexpr std::int64_t kBytesPerPixel = 16;  // of a PNG: what is read back, and what packing it takes
constexpr std::int64_t kBytesOfSvg = 4 << 20;
constexpr int kFrames = 4;  // ImGui settles in two, and the first shows how high a card is

/// An ImGui context that shares the page's fonts and nothing else, so that neither focus nor scrolling nor what is open
/// on the page changes; its frames are as large as a card. The page's own one is current again when this goes.
class FigureContext {
 public:
  FigureContext(ImVec2 size, float density, bool smooth)
      : page_(ImGui::GetCurrentContext()), figure_(ImGui::CreateContext(ImGui::GetIO().Fonts)), density_(density) {
    const ImGuiStyle look = ImGui::GetStyle();
    const ImGuiIO& of_page = ImGui::GetIO();
    ImGui::SetCurrentContext(figure_);
    figure_->Time = page_->Time;  // by which things glide
    ImGuiStyle& style = ImGui::GetStyle();
    style = look;
    style.ChildRounding = style.ChildBorderSize = 0.0F;
    style.ScrollbarSize = 1.0F;
    style.Colors[ImGuiCol_ScrollbarGrab].w = 0.0F;
    style.AntiAliasedLines = style.AntiAliasedFill = smooth;
    style.AntiAliasedLinesUseTex = false;  // which has the width of whole units
    style.CircleTessellationMaxError = 0.05F;
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = io.LogFilename = nullptr;
    io.BackendFlags = of_page.BackendFlags;
    io.FontDefault = of_page.FontDefault;
    io.DisplaySize = size;
    io.DisplayFramebufferScale = {density, density};
    set_density(density);
  }
  ~FigureContext() {
    set_density(1.0F);
    ImGui::DestroyContext(figure_);
    ImGui::SetCurrentContext(page_);
  }
  FigureContext(const FigureContext&) = delete;
  FigureContext& operator=(const FigureContext&) = delete;

  void begin_frame() {
    ImGui::NewFrame();
    figure_->DrawListSharedData.InitialFringeScale = 1.0F / density_;
  }

 private:
  /// Of glyphs in pixels; ImGui does that for the fonts that are pushed.
  static void set_density(float density) {
    for (ImFont* font : ImGui::GetIO().Fonts->Fonts) font->CurrentRasterizerDensity = density;
  }

  ImGuiContext* page_;
  ImGuiContext* figure_;
  float density_;
};

Status check_room(std::int64_t needed, std::int64_t largest_piece, MemoryShare& share, const MemoryBudget& memory) {
  const auto gap = static_cast<std::int64_t>(heap_figures().largest_gap);
  if (share.resize(needed) && largest_piece <= gap) return {};
  const MemoryRoom room{.run = std::min(share.most(), gap), .total = memory.total(), .owner = memory.owner()};
  return no_room(needed, room, "an SVG, or a smaller window, takes less");
}

/// Where the lowest of what is drawn ends.
float lowest(const ImDrawData& data) {
  float bottom = 0.0F;
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) bottom = std::max(bottom, ui::ImageView::lowest(command));
    for (const ImDrawVert& vertex : list->VtxBuffer) bottom = std::max(bottom, vertex.pos.y);
  }
  return bottom;
}

}  // namespace

Result<NamedFile> card_file(const ui::CardRequest& request, ui::Ui& ui, Window& window, const Snapshot& snapshot,
                            ui::Commands& commands, MemoryBudget& memory) {
  const auto size = ui.card_size(request.card, snapshot);
  if (!size) return Error{std::string("The card \"") + request.card + "\" is not on the page now."};
  const ui::Theme& theme = ui.shared().theme;
  const float density = request.svg ? 1.0F : std::max(1.0F, kDensity / theme.scale());
  FigureContext context(*size, density, !request.svg);
  ui::Figure figure;
  for (int i = 0; i < kFrames; ++i) {
    context.begin_frame();
    figure = ui.draw_figure(request.card, snapshot, commands);
    ImGui::Render();
    if (i + 1 < kFrames) ImGui::GetIO().DisplaySize = figure.room;
  }
  MemoryShare share(memory);
  const auto pixels = static_cast<std::int64_t>(figure.room.x * density * figure.room.y * density);
  const Status room = request.svg ? check_room(kBytesOfSvg, kBytesOfSvg / 4, share, memory)
                                  : check_room(kBytesPerPixel * pixels, 4 * pixels, share, memory);
  if (!room) return room.error();
  // A card that is higher than what is in it is cut off below that.
  figure.to.y = std::min(figure.to.y, std::ceil(lowest(*ImGui::GetDrawData())) + theme.size().card_padding);
  const std::string name = snapshot.spec->name + "-" + request.card;
  const ImU32 background = theme.color().card;
  if (request.svg) {
    const std::string text = to_svg({.data = *ImGui::GetDrawData(),
                                     .from = figure.from,
                                     .to = figure.to,
                                     .theme = theme,
                                     .background = background,
                                     .title = snapshot.spec->title + ": " + request.card});
    return NamedFile{name + ".svg", {text.begin(), text.end()}};
  }
  const auto picture = window.picture(*ImGui::GetDrawData(), background, figure.from, figure.to);
  if (!picture) return picture.error();
  const auto dots_per_inch = static_cast<int>(std::lround(kCssPixelsPerInch * density * theme.scale()));
  return NamedFile{name + ".png", with_resolution(encode_png(*picture), dots_per_inch)};
}

}  // namespace lab::platform
