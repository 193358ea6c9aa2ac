#include "ui/views/weights_part.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "ui/format.h"
#include "ui/press_field.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr std::array<const char*, 2> kOrders = {"Number", "Norm"};
constexpr float kFinger = 44.0F;  // CSS pixels

/// What layers without weights do, after "This layer has no weights: ".
struct Purpose {
  std::string_view kind;
  const char* words;
};
constexpr std::array kPurposes = {
    Purpose{"activation", "it bends each number by a fixed curve."},
    Purpose{"activity_regularization", "it passes its input on and adds a penalty on it to the loss."},
    Purpose{"average_pooling2d", "it keeps the mean of each small field of its input."},
    Purpose{"dropout", "while training it sets some numbers to zero at random; otherwise it passes them on."},
    Purpose{"elu", "it bends each number by a fixed curve."},
    Purpose{"flatten", "it lays the numbers of an image out in a row."},
    Purpose{"gaussian_noise", "while training it adds noise; otherwise it passes its input on."},
    Purpose{"kl_sparsity", "it passes its input on and adds a penalty to the loss, so that units are rarely on."},
    Purpose{"leaky_relu", "it bends each number by a fixed curve."},
    Purpose{"max_pooling2d", "it keeps the largest number of each small field of its input."},
    Purpose{"reshape", "it gives its numbers another shape."},
    Purpose{"resizing", "it makes its image larger or smaller."},
    Purpose{"sampling", "it draws a code from the mean and the variance that it is given; here it is the mean."},
    Purpose{"up_sampling2d", "it repeats each number of its image to make it larger."},
};

const char* purpose_of(std::string_view kind) {
  const auto* const found = std::ranges::find(kPurposes, kind, &Purpose::kind);
  return found == kPurposes.end() ? "it computes with its input alone." : found->words;
}

Text vector_name(std::string_view name) {
  if (name == "moving_mean") return Text("Mean");
  if (name == "moving_variance") return Text("Variance");
  return Text("%c%.*s", name[0] - 'a' + 'A', static_cast<int>(name.size()) - 1, name.data() + 1);
}

Text caption_of(const LayerWeights& w) {
  switch (w.kind) {
    case KernelKind::from_pixels: return Text("What each unit looks for: orange pixels raise it, blue ones lower it.");
    case KernelKind::to_pixels:
      return Text("What each of %d inputs adds to the pixels: orange light, blue dark.", w.shape[0]);
    case KernelKind::patches:
      if (w.shape[2] == 1) return Text("Each square is a filter of %d \xC3\x97 %d weights.", w.shape[0], w.shape[1]);
      return Text("Each square is a filter: a patch of %d \xC3\x97 %d weights for each of %d channels.", w.shape[0],
                  w.shape[1], w.shape[2]);
    case KernelKind::transposed_patches:
      return Text("Each square is a filter: the patch of %d \xC3\x97 %d that it draws for each of %d channels.",
                  w.shape[0], w.shape[1], w.shape[3]);
    case KernelKind::rows: return Text("Each row is a unit: its weights for %d inputs, in their order.", w.shape[0]);
    case KernelKind::none: break;
  }
  return {};
}

}  // namespace

void WeightsPart::reset() {
  pager_.reset();
  order_stale_ = true;
  input_ = -1;
}

int WeightsPart::chosen(const LayerLook& look) const {
  const auto count = static_cast<int>(look.weights.norms.size());
  const int kernel = look.weights.kind == KernelKind::to_pixels ? input_ : look.unit;
  return kernel < count ? kernel : -1;
}

void WeightsPart::draw_caption(const LayerLook& look) const {
  const LayerWeights& w = look.weights;
  if (w.layer < 0) {
    wrapped_text(shared_.theme, " ");
  } else if (w.name.empty()) {
    wrapped_text(shared_.theme, Text("This layer has no weights: %s", purpose_of(look.row.kind)));
  } else if (w.values.empty()) {
    wrapped_text(shared_.theme,
                 Text("These are %s weights, too many to be shown.", format_count(look.row.parameters).c_str()));
  } else if (w.kind == KernelKind::none) {
    wrapped_text(shared_.theme, "Each channel is brought to mean 0 and variance 1, times gamma, plus beta.");
  } else {
    wrapped_text(shared_.theme, caption_of(w));
  }
}

void WeightsPart::draw(const LayerLook& look, ImVec2 room) {
  if (look.weights.values.empty()) return;
  if (look.weights.kind == KernelKind::none) return draw_vectors(look, room);
  draw_kernels(look, room);
}

/// While it trains the order stays as it is, so that one can watch a kernel form where it is.
void WeightsPart::order_kernels(const LayerLook& look) {
  const bool moves = look.snapshot.state != TrainState::training && ordered_ != look.snapshot.generation;
  if (!order_stale_ && !moves && order_.size() == look.weights.norms.size()) return;
  order_stale_ = false;
  ordered_ = look.snapshot.generation;
  order_ = kernel_order(look.weights, sort_);
}

void WeightsPart::show_page(const LayerLook& look, int first, int shown) {
  wanted_.assign(order_.begin() + first, order_.begin() + first + shown);
  if (const int kernel = chosen(look); kernel >= 0) wanted_.push_back(kernel);
  const auto& weights = look.snapshot.seen.share<LayerWeights>();
  if (!page_ || !page_->weights.is(weights) || page_->kernels != wanted_)
    page_ = std::make_shared<const Page>(Page{Remembered(weights), wanted_, kernel_pictures(look.weights, wanted_)});
  sheet_.show(page_, page_->pictures.shape, page_->pictures.pixels);
}

void WeightsPart::draw_kernel(int place, const LayerWeights& weights, ImVec2 from, ImVec2 to) {
  // Colours are weights of their own: grey is zero.
  const ColorMap map =
      weights.picture.channels == 3 && sheet_.shape().channels == 3 ? ColorMap::grey : ColorMap::diverging;
  shared_.images.add(sheet_, place, map, from, to, shared_.theme.px(3));
}

bool WeightsPart::draw_chosen(const LayerLook& look, ImVec2 from, ImVec2 to) {
  const int kernel = chosen(look);
  if (kernel < 0 || !page_ || page_->kernels.back() != kernel || look.weights.kind == KernelKind::rows) return false;
  draw_kernel(static_cast<int>(page_->kernels.size()) - 1, look.weights, from, to);
  shared_.images.flush(*ImGui::GetWindowDrawList());
  return true;
}

void WeightsPart::draw_tools(int per_page) {
  const Theme& theme = shared_.theme;
  const auto count = static_cast<int>(order_.size());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const int sort = segmented(theme, "sort", kOrders, static_cast<int>(sort_));
  shared_.note_spot("weights-sort", at, ImGui::GetItemRectMax());
  if (sort != static_cast<int>(sort_)) {
    sort_ = static_cast<KernelOrder>(sort);
    order_stale_ = true;
    pager_.reset();
  }
  if (count <= per_page) return;
  flow(Pager::width(theme, count), theme.px(12));
  pager_.draw(shared_, count, per_page, "weights-previous", "weights-next");
}

void WeightsPart::draw_kernels(const LayerLook& look, ImVec2 room) {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const LayerWeights& w = look.weights;
  order_kernels(look);
  const auto count = static_cast<int>(order_.size());
  const Shape shape = kernel_shape(w);
  const bool rows = w.kind == KernelKind::rows;
  // Weights in a row need not be squares.
  const float ratio = static_cast<float>(shape.width) / static_cast<float>(shape.height);
  const float aspect = rows ? std::max(1.5F, ratio * 0.35F) : ratio;
  const float finger = theme.px(kFinger);
  const float least = theme.touch() ? finger : theme.px(rows ? 10.0F : shape.height > 12 ? 40.0F : 28.0F);
  const float most = std::max(least, theme.px(rows ? 20.0F : 96.0F));
  const float tools = (theme.touch() ? m.control_height : theme.px(28)) + m.row_gap;
  const CellGrid grid =
      fit_cells(count, aspect, least, most, theme.px(rows ? 2.0F : 4.0F), {room.x, std::max(room.y - tools, least)});
  const int first = pager_.first(count, grid.per_page());
  const int shown = std::min(grid.per_page(), count - first);
  show_page(look, first, shown);
  const int marked = chosen(look);

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (int place = 0; place < shown; ++place) {
    const int kernel = order_[static_cast<std::size_t>(first) + static_cast<std::size_t>(place)];
    ImGui::SetCursorScreenPos(grid.at(from, place));
    ImGui::PushID(kernel);
    const PressField field = press_field(theme, "kernel", grid.cell, theme.px(3));
    ImGui::PopID();
    shared_.note_item(spots_[kernel]);
    if (field.pressed && w.kind == KernelKind::to_pixels) {
      input_ = input_ == kernel ? -1 : kernel;
    } else if (field.pressed) {
      choose_unit(shared_, look.commands, kernel);
    }
    if (!field.visible) continue;
    draw_kernel(place, w, field.from, field.to);
    tooltip(theme,
            Text("%s %d: norm %s%s", w.kind == KernelKind::to_pixels ? "Input" : unit_word(look.row.shape), kernel + 1,
                 format_short(static_cast<double>(w.norms[static_cast<std::size_t>(kernel)])).c_str(),
                 w.kind != KernelKind::to_pixels && look.is_dead(kernel) ? ", dead" : ""));
  }
  shared_.images.flush(list);
  const auto frame = [&](int place, ImU32 color, float out) {
    const ImVec2 at = grid.at(from, place);
    list.AddRect({at.x - out, at.y - out}, {at.x + grid.cell.x + out, at.y + grid.cell.y + out}, color, theme.px(4), 0,
                 theme.px(1.5F));
  };
  for (int place = 0; place < shown; ++place) {
    const int kernel = order_[static_cast<std::size_t>(first) + static_cast<std::size_t>(place)];
    if (kernel == marked) {
      frame(place, c.accent, theme.px(1.5F));
    } else if (w.kind != KernelKind::to_pixels && look.is_dead(kernel)) {
      frame(place, c.neutral_bar, 0.0F);
    }
  }
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({room.x, grid.height(shown)});
  draw_tools(grid.per_page());
}

void WeightsPart::draw_vectors(const LayerLook& look, ImVec2 room) const {
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  const LayerWeights& w = look.weights;
  const std::size_t count = 1 + w.arrays.size();
  const float row = std::clamp(std::floor(room.y / static_cast<float>(count)), theme.px(30), theme.px(72));
  const float names = measure(theme.regular(), m.text_small, "Variance").x + theme.px(10);
  const float figures = measure(theme.regular(), m.text_small, "-0.000").x + theme.px(8);
  const float width = room.x - names - figures;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& values = i == 0 ? w.values : w.arrays[i - 1].values;
    const auto [least, largest] = std::ranges::minmax_element(values);
    const float low = std::min(*least, 0.0F);
    const float high = std::max({*largest, 0.0F, low + 1e-6F});
    const float top = from.y + static_cast<float>(i) * row + theme.px(3);
    const float height = row - theme.px(8);
    const auto to_y = [&](float value) { return top + (high - value) / (high - low) * height; };
    const float middle = std::round(top + (height - m.text_small) / 2);
    list.AddText(theme.regular(), m.text_small, {from.x, middle}, c.text_muted,
                 vector_name(i == 0 ? w.name : w.arrays[i - 1].name));
    const float each = width / static_cast<float>(values.size());
    for (std::size_t channel = 0; channel < values.size(); ++channel) {
      if (!std::isfinite(values[channel])) continue;
      const float left = from.x + names + static_cast<float>(channel) * each;
      const float y = to_y(values[channel]);
      const float zero = to_y(0.0F);
      list.AddRectFilled({left, std::min(y, zero)},
                         {left + std::max(each * 0.8F, 1.0F), std::max({y, zero, zero + 1.0F})},
                         static_cast<int>(channel) == look.unit ? c.validation : c.accent);
    }
    draw_right(list, theme.regular(), m.text_small, c.text_muted, from.x + room.x, std::round(top),
               format_short(static_cast<double>(*largest)));
    if (height > 2 * m.text_small) {
      draw_right(list, theme.regular(), m.text_small, c.text_muted, from.x + room.x,
                 std::round(top + height - m.text_small), format_short(static_cast<double>(*least)));
    }
  }
  ImGui::Dummy({room.x, static_cast<float>(count) * row});
}

void WeightsPart::draw_histogram(const LayerLook& look, ImVec2 size) const {
  const LayerWeights& w = look.weights;
  const int most = *std::ranges::max_element(w.histogram);
  if (most == 0) return;
  const Theme& theme = shared_.theme;
  const Metrics& m = theme.size();
  const Palette& c = theme.color();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float height = size.y - m.text_small - theme.px(4);
  const float each = size.x / static_cast<float>(LayerWeights::kBins);
  for (int bin = 0; bin < LayerWeights::kBins; ++bin) {
    const int count = w.histogram[static_cast<std::size_t>(bin)];
    if (count == 0) continue;
    const float tall = std::max(std::round(height * static_cast<float>(count) / static_cast<float>(most)), 1.0F);
    const float left = std::round(from.x + static_cast<float>(bin) * each);
    const float right = std::round(from.x + static_cast<float>(bin + 1) * each);
    list.AddRectFilled({left, from.y + height - tall}, {std::max(right - 1.0F, left + 1.0F), from.y + height},
                       bin < LayerWeights::kBins / 2   ? mix(c.card, c.accent, 0.75F)
                       : bin > LayerWeights::kBins / 2 ? mix(c.card, c.validation, 0.85F)
                                                       : c.neutral_bar);
  }
  list.AddLine({from.x, from.y + height}, {from.x + size.x, from.y + height}, c.axis, m.hairline);
  const Text reach = format_short(static_cast<double>(w.reach));
  const float y = from.y + height + theme.px(4);
  list.AddText(theme.regular(), m.text_small, {from.x, y}, c.text_muted, Text("-%s", reach.c_str()));
  const float zero = measure(theme.regular(), m.text_small, "0").x;
  list.AddText(theme.regular(), m.text_small, {std::round(from.x + (size.x - zero) / 2), y}, c.text_muted, "0");
  draw_right(list, theme.regular(), m.text_small, c.text_muted, from.x + size.x, y, reach);
  ImGui::Dummy(size);
  tooltip(theme, Text("How %s weights are distributed", format_count(static_cast<double>(w.values.size())).c_str()));
}

}  // namespace lab::ui
