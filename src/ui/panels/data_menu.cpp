#include "ui/panels/data_menu.h"

#include "ui/format.h"
#include "ui/menus.h"
#include "ui/widgets.h"

namespace lab::ui {

DrawnSize standard_set(const Snapshot& snapshot) {
  return standard_size_within(drawn_kind_for(snapshot.spec->input), snapshot.memory.total);
}

DataRequest generated_images(int count) {
  DataRequest request;
  request.train_size = count;
  return request;
}

DataRequest inverted_images() {
  DataRequest request;
  request.source = DataRequest::Source::inverted;
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

void DataMenu::draw_items(const Snapshot& snapshot, Commands& commands) {
  const Theme& theme = shared_.theme;
  const DrawnKind& kind = drawn_kind_for(snapshot.spec->input);
  const DrawnSize standard = standard_set(snapshot);
  const auto generated = [&](int count, int asked, const char* detail) {
    const Text title("%s generated %s", format_count(count).c_str(), kind.name.data());
    const bool in_use = snapshot.generated == count && snapshot.data_name.ends_with(kind.name);
    if (menu_item(theme, title, detail, in_use)) commands.load(generated_images(asked));
  };
  if (snapshot.generated == 0 && !snapshot.data_name.empty()) {
    menu_item(theme, snapshot.data_name.c_str(), "Your files; this is what is in use", true);
    if (menu_item(theme, "Exchange light and dark", "For ink on white paper: the networks are made for light on dark",
                  snapshot.inverted)) {
      commands.load(inverted_images());
    }
    shared_.note_item("invert");
  }
  generated(standard.train, 0, Text("The standard set; %s more for tests", format_count(standard.test).c_str()));
  for (const int count : {10'000, 2'500}) {
    if (count < standard.train)
      generated(count, count, count < 5000 ? "An epoch takes a moment" : "Epochs are shorter");
  }
  if (menu_item(theme, "Open files\xE2\x80\xA6",
                "Pictures, MNIST's files, NumPy arrays, tables, CIFAR, zip archives, a saved model; or drop them here",
                false)) {
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
