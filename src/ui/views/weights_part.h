#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "train/observations/layer_pictures.h"
#include "ui/image_sheet.h"
#include "ui/remembered.h"
#include "ui/views/gallery.h"
#include "ui/views/layer_look.h"

namespace lab::ui {

/// The weights of the chosen layer: its kernels as pictures in pages, by number or by norm, the vectors of batch
/// normalization as bars, or a sentence where there are none. Pictures are made of the page shown only, when there are
/// new weights or another page.
class WeightsPart {
 public:
  explicit WeightsPart(Shared& shared) : shared_(shared), sheet_(shared.images) {}

  /// Another layer or another network.
  void reset();
  void draw_caption(const LayerLook& look) const;
  /// Fills `room` at the cursor, or less.
  void draw(const LayerLook& look, ImVec2 room);

  /// The kernel that is chosen: a unit's, or of KernelKind::to_pixels that of a number of the input; -1: none.
  [[nodiscard]] int chosen(const LayerLook& look) const;
  /// Draws the chosen kernel; false where there is no picture of it.
  bool draw_chosen(const LayerLook& look, ImVec2 from, ImVec2 to);
  /// How its values are distributed.
  void draw_histogram(const LayerLook& look, ImVec2 size) const;

 private:
  struct Page {
    Remembered weights;
    std::vector<int> kernels;  ///< those of the page, and at the end the chosen one
    LayerPictures pictures;
  };
  void draw_kernels(const LayerLook& look, ImVec2 room);
  void draw_vectors(const LayerLook& look, ImVec2 room) const;
  void draw_tools(int per_page);
  void order_kernels(const LayerLook& look);
  void show_page(const LayerLook& look, int first, int shown);
  void draw_kernel(int place, const LayerWeights& weights, ImVec2 from, ImVec2 to);

  Shared& shared_;
  ImageSheet sheet_;
  Pager pager_;
  KernelOrder sort_ = KernelOrder::number;
  std::vector<int> order_;     ///< of all kernels
  bool order_stale_ = true;    ///< somebody has asked for another order
  std::uint64_t ordered_ = 0;  ///< the snapshot whose weights it is
  int input_ = -1;             ///< the kernel chosen among those of KernelKind::to_pixels
  std::shared_ptr<const Page> page_;
  std::vector<int> wanted_;  ///< the kernels of the next page; kept for its memory
  SpotNames spots_{"unit-"};
};

}  // namespace lab::ui
