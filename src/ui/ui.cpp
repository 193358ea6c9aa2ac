#include "ui/ui.h"

#include <algorithm>
#include <utility>

#include "ui/card_menu.h"
#include "ui/look.h"
#include "ui/shortcuts.h"

namespace lab::ui {

Ui::Ui() : panels_(make_panels(shared_)), layout_(shared_) { shared_.theme.set(true, 1.0F, false); }

void Ui::resize(float css_width, float css_height, float scale) {
  css_width_ = css_width;
  css_height_ = css_height;
  scale_ = scale;
}

void Ui::touched() { touched_ = true; }

void Ui::update_theme() {
  shared_.arrangement = arrangement_for(css_width_, css_height_);
  const bool touch = touched_ || shared_.arrangement != Arrangement::desktop;
  const Theme& theme = shared_.theme;
  if (theme.dark() == shared_.view.dark() && theme.scale() == scale_ && theme.touch() == touch) return;
  shared_.theme.set(shared_.view.dark(), scale_, touch);
}

void Ui::follow(const Snapshot& snapshot, Commands& commands) {
  const bool refused = std::exchange(seen_refusals_, snapshot.refusals) != snapshot.refusals;
  const bool said = snapshot.message == snapshot.refusal;  // and not over since another command was accepted
  // What is refused again in the same words is news.
  if (snapshot.message != told_ || (refused && said)) {
    if (!told_.empty()) shared_.notices.withdraw(told_);
    told_ = snapshot.message;
    if (!told_.empty()) tell(snapshot);
  }
  if (refused && !said) shared_.notices.show(Notices::Kind::error, snapshot.refusal);
  // Where the trainer shows other images than before, it decides (new data, a script); until then the view is ahead of
  // it.
  const auto& preview = snapshot.seen.get<Preview>();
  if (preview.count > 0 && preview.indices[0] != seen_spotlight_) {
    seen_spotlight_ = preview.indices[0];
    Pick& spotlight = shared_.view.attention.spotlight;
    if (seen_spotlight_ >= 0 && !spotlight.own) spotlight.index = seen_spotlight_;
  }
  if (preview.count > 1 && preview.indices[1] != seen_strip_) {
    seen_strip_ = preview.indices[1];
    shared_.view.attention.strip_first = seen_strip_;
  }
  if (snapshot.run != seen_run_) {
    seen_run_ = snapshot.run;
    // A code that was set is one of the network that is gone.
    if (!std::exchange(shared_.view.attention.code, {}).empty()) attend(shared_, commands);
  }
}

void Ui::tell(const Snapshot& snapshot) {
  if (snapshot.state != TrainState::diverged) return shared_.notices.show(Notices::Kind::error, told_);
  const auto halve = [rate = snapshot.spec->optimizer.learning_rate](Commands& commands) {
    commands.set_field("learning_rate", static_cast<double>(rate) / 2.0);
    commands.send(command::Train{});
  };
  shared_.notices.show(Notices::Kind::error, told_, Notices::Action{"halve", "Halve and go on", halve});
}

void Ui::draw(double now, const Snapshot& snapshot, const DataProgress& data, Commands& commands) {
  update_theme();
  shared_.data = data;
  shared_.pickers.fill({});
  shared_.spots.clear();
  shared_.pointer.begin_frame();
  follow(snapshot, commands);
  shared_.edits.begin_frame(snapshot, now);
  shared_.images.begin_frame(snapshot.seen.share<Preview>(), shared_.theme.color().difference_zero);
  const FontScope scope(shared_.theme.regular(), shared_.theme.size().text_body);
  handle_shortcuts(shared_, snapshot, commands);
  own_training_.follow(shared_, snapshot, commands);
  layout_.draw(panels_, snapshot, commands);
  shared_.notices.draw(shared_.theme, layout_.notice_room(), now, commands);
  // What lies under a notice cannot be pressed.
  const float scale = shared_.theme.scale();
  for (CssRect& picker : shared_.pickers) {
    const ImVec2 from{picker.x * scale, picker.y * scale};
    if (shared_.notices.cover(from, {from.x + picker.width * scale, from.y + picker.height * scale})) picker = {};
  }
  if (const auto& box = shared_.notices.action_box()) shared_.note_spot(box->name, box->from, box->to);
}

const PanelEntry* Ui::entry_of_card(std::string_view card) const {
  const bool large = is_large_picture(card);
  const auto found = std::ranges::find_if(panels_, [&](const PanelEntry& entry) {
    if (entry.area == Area::stage) return large;
    return entry.id == card && (entry.area == Area::evidence || entry.area == Area::beside);
  });
  return found == panels_.end() ? nullptr : &*found;
}

std::optional<ImVec2> Ui::card_size(std::string_view card, const Snapshot& snapshot) const {
  const PanelEntry* const entry = entry_of_card(card);
  const OpenView open = shared_.view.attention.view;
  if (entry == nullptr || entry->height <= 0.0F || entry->view.value_or(open) != open ||
      !entry->panel->visible(snapshot))
    return std::nullopt;
  return ImVec2{entry->width, entry->height};
}

Figure Ui::draw_figure(std::string_view card, const Snapshot& snapshot, Commands& commands) {
  const PanelEntry* const entry = entry_of_card(card);
  shared_.figure.card = card;
  shared_.theme.set_figure(true);
  shared_.images.begin_frame(snapshot.seen.share<Preview>(), shared_.theme.color().difference_zero);
  {
    const FontScope scope(shared_.theme.regular(), shared_.theme.size().text_body);
    layout_.draw_alone(panels_, panels_[static_cast<std::size_t>(entry - panels_.data())], snapshot, commands);
  }
  shared_.theme.set_figure(false);
  return shared_.figure;
}

}  // namespace lab::ui
