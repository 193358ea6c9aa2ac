#include "platform/model_files.h"

#include <optional>
#include <utility>

#include "io/exports.h"
#include "io/imports.h"
#include "platform/js_calls.h"

namespace lab::platform {

std::vector<ui::SaveChoice> save_choices() {
  std::vector<ui::SaveChoice> choices;
  for (const ExportFormat& format : export_formats()) {
    choices.push_back(
        {format.name, format.title, format.detail, format.of_history, std::string("save-") + format.name});
  }
  return choices;
}

void ModelFiles::ask(Request request, ui::Commands& commands) {
  request.copy = std::make_shared<ModelSlot>();
  commands.send(command::CopyModel{request.copy});
  requests_.push_back(std::move(request));
}

void ModelFiles::save(std::string format, const Snapshot& snapshot, ui::Commands& commands) {
  Request request;
  request.format = std::move(format);
  request.epochs = snapshot.history.epochs;
  ask(std::move(request), commands);
}

void ModelFiles::open(std::string name, std::vector<std::uint8_t> bytes, ui::Commands& commands) {
  Request request;
  request.name = std::move(name);
  request.bytes = std::move(bytes);
  ask(std::move(request), commands);
}

bool ModelFiles::tick(const Snapshot& snapshot, ui::Notices& notices, ui::Commands& commands) {
  bool news = false;
  while (!requests_.empty()) {
    const auto copy = requests_.front().copy->take();
    if (copy == nullptr) break;
    const Request request = std::move(requests_.front());
    requests_.pop_front();
    news = true;
    if (!*copy) {
      notices.show(ui::Notices::Kind::error, copy->error().message);
    } else if (!request.format.empty()) {
      write(request, **copy, notices);
    } else {
      read(request, **copy, notices, commands);
    }
  }
  if (opened_ && snapshot.began_with == opened_) {
    // The way back is offered only to a network that can be used again.
    std::optional<Command> undo;
    if (is_finite(*replaced_)) undo = command::UseModel{replaced_};
    notices.show(ui::Notices::Kind::information, "Opened " + opened_name_ + ": " + opened_->spec.title + ".",
                 std::move(undo));
    opened_ = replaced_ = nullptr;
    news = true;
  }
  return news;
}

void ModelFiles::write(const Request& request, const SavedModel& model, ui::Notices& notices) {
  const auto file = export_file(request.format, model, request.epochs);
  if (!file) {
    notices.show(ui::Notices::Kind::error, file.error().message);
    return;
  }
  js::download(file->name, file->bytes);
  notices.show(ui::Notices::Kind::information, "Saved " + file->name + ".");
}

void ModelFiles::read(const Request& request, SavedModel present, ui::Notices& notices, ui::Commands& commands) {
  auto model = open_model(request.name, request.bytes, present.spec);
  if (!model) {
    notices.show(ui::Notices::Kind::error, model.error().message);
    return;
  }
  opened_ = std::make_shared<const SavedModel>(std::move(*model));
  replaced_ = std::make_shared<const SavedModel>(std::move(present));
  opened_name_ = request.name;
  commands.send(command::UseModel{opened_});
}

}  // namespace lab::platform
