#include "ui/panels/data_menu.h"

#include "ui/menus.h"
#include "ui/widgets.h"

namespace lab::ui {

DataRequest built_in_digits(const std::vector<std::uint8_t>& sheet) {
  DataRequest request;
  request.source = DataRequest::Source::sheet;
  request.files.emplace_back("", sheet);
  return request;
}

DataRequest generated_digits(int count) {
  DataRequest request;
  request.source = DataRequest::Source::generated;
  request.train_size = count;
  return request;
}

void DataMenu::draw_button(const char* label, float width, const Snapshot& snapshot, Commands& commands) {
  const Theme& theme = shared_.theme;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::PushID("data");
  const bool pressed = button(theme, label, ButtonLook::secondary, Icon::data, {width, 0});
  shared_.note_item("data");
  tooltip(theme, "The images to train and test with");
  if (pressed) ImGui::OpenPopup("##menu");
  const ImVec2 corner{from.x + width, from.y + theme.size().control_height + theme.px(6)};
  if (begin_menu(theme, "##menu", corner, theme.px(320))) {
    draw_items(snapshot, commands);
    end_menu();
  }
  ImGui::PopID();
}

void DataMenu::draw_items(const Snapshot& /*snapshot*/, Commands& commands) {
  const Theme& theme = shared_.theme;
  if (menu_item(theme, "Built-in digits", "2,500 to train, 500 to test; ready at once", false)) {
    commands.load(built_in_digits(shared_.digit_sheet));
  }
  if (menu_item(theme, "10,000 generated digits", "Drawn by the same pen model, all different", false)) {
    commands.load(generated_digits(10000));
  }
  if (menu_item(theme, "60,000 generated digits", "As many as MNIST has; takes a little longer", false)) {
    commands.load(generated_digits(60000));
  }
  if (menu_item(theme, "Open files\xE2\x80\xA6",
                "Several pictures, MNIST's IDX files, CIFAR-10 batches or a saved model; or drop them here", false)) {
    commands.choose(Picker::files);
  }
  shared_.note_item("open");
  shared_.note_picker(Picker::files);
  if (menu_item(theme, "A photo of a digit\xE2\x80\xA6",
                "To see what the network makes of it; or drop or paste it here", false)) {
    commands.choose(Picker::photo);
  }
  shared_.note_item("open-photo");
  shared_.note_picker(Picker::photo);
}

}  // namespace lab::ui
