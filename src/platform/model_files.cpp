#include "platform/model_files.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/release.h"
#include "io/exports.h"
#include "io/imports.h"
#include "platform/host.h"

namespace lab::platform {
namespace {

// A saved file is made from the copy in one or two steps, each with bytes of its own; a file that is opened is
// unpacked, then its arrays are.
constexpr std::int64_t kCopiesToSave = 4;
constexpr std::int64_t kCopiesToOpen = 3;

std::int64_t weights_of(const Snapshot& snapshot) {
  return std::int64_t{snapshot.parameters} * static_cast<std::int64_t>(sizeof(float));
}

}  // namespace

std::vector<ui::SaveChoice> save_choices() {
  std::vector<ui::SaveChoice> choices;
  for (const ExportFormat& format : export_formats()) {
    choices.push_back(
        {format.name, format.title, format.detail, format.of_history, std::string("save-") + format.name});
  }
  return choices;
}

void ModelFiles::ask(Request request, std::int64_t needed, const Snapshot& snapshot, ui::Notices& notices,
                     ui::Commands& commands) {
  if (!request.memory.resize(needed)) {
    MemoryRoom room = snapshot.memory;
    room.run = request.memory.most();
    notices.show(ui::Notices::Kind::error,
                 no_room(needed, room, "beside a smaller batch or fewer images it may fit").message);
    return;
  }
  request.copy = std::make_shared<ModelSlot>();
  commands.send(command::CopyModel{request.copy});
  requests_.push_back(std::move(request));
}

void ModelFiles::save(std::string format, MemoryShare memory, const Snapshot& snapshot, ui::Notices& notices,
                      ui::Commands& commands) {
  Request request{.copy = nullptr,
                  .format = std::move(format),
                  .epochs = snapshot.history.epochs,
                  .name = {},
                  .bytes = {},
                  .as_judge = false,
                  .memory = std::move(memory)};
  ask(std::move(request), kCopiesToSave * weights_of(snapshot), snapshot, notices, commands);
}

void ModelFiles::open(std::string name, std::vector<std::uint8_t> bytes, bool as_judge, MemoryShare memory,
                      const Snapshot& snapshot, ui::Notices& notices, ui::Commands& commands) {
  // The weights in the file take no more than the file, unpacked.
  const std::int64_t needed = kCopiesToOpen * static_cast<std::int64_t>(bytes.size()) + weights_of(snapshot);
  Request request{.copy = nullptr,
                  .format = {},
                  .epochs = {},
                  .name = std::move(name),
                  .bytes = std::move(bytes),
                  .as_judge = as_judge,
                  .memory = std::move(memory)};
  ask(std::move(request), needed, snapshot, notices, commands);
}

bool ModelFiles::tick(const Snapshot& snapshot, ui::Notices& notices, ui::Commands& commands) {
  bool news = false;
  while (!requests_.empty()) {
    const auto copy = requests_.front().copy->take();
    if (copy == nullptr) break;
    Request request = std::move(requests_.front());
    requests_.pop_front();
    news = true;
    if (!*copy) {
      notices.show(ui::Notices::Kind::error, copy->error().message);
    } else if (!request.format.empty()) {
      write(request, **copy, notices);
    } else {
      read(std::move(request), **copy, notices, commands);
    }
  }
  if (replaced_) {
    const ModelPtr opened = opened_.lock();
    if (opened && snapshot.began_with == opened) {
      // The way back is offered only to a network that can be used again.
      std::optional<Command> undo;
      if (is_finite(*replaced_)) undo = command::UseModel{replaced_};
      notices.show(ui::Notices::Kind::information, "Opened " + opened_name_ + ": " + opened->spec.title + ".",
                   std::move(undo));
      news = true;
    }
    if (!opened || snapshot.began_with == opened) replaced_ = nullptr;
  }
  return news;
}

void ModelFiles::write(const Request& request, const SavedModel& model, ui::Notices& notices) {
  const auto file = export_file(request.format, model, request.epochs);
  if (!file) {
    notices.show(ui::Notices::Kind::error, file.error().message);
    return;
  }
  if (const auto saved = host::download(file->name, file->bytes); saved) {
    notices.show(ui::Notices::Kind::information, "Saved " + *saved + ".");
  } else {
    notices.show(ui::Notices::Kind::error, saved.error().message);
  }
}

void ModelFiles::read(Request request, SavedModel present, ui::Notices& notices, ui::Commands& commands) {
  auto model = open_model(request.name, request.bytes, present.spec);
  if (!model) {
    notices.show(ui::Notices::Kind::error, model.error().message);
    return;
  }
  release(request.bytes);
  const auto weights = [](const SavedModel& of) {
    return static_cast<std::int64_t>(of.parameters.size() * sizeof(float));
  };
  // The one lives on as long as the run that began with it, the other as long as the way back is open.
  MemoryShare opened_memory = request.memory.split(weights(*model));
  if (request.as_judge && !model->spec.reconstructs()) {
    notices.show(ui::Notices::Kind::information, request.name + " judges from now on: " + model->spec.title + ".",
                 command::UseJudge{});
    commands.send(command::UseJudge{hold(*std::move(model), std::move(opened_memory))});
    return;
  }
  MemoryShare replaced_memory = request.memory.split(weights(present));
  const ModelPtr opened = hold(*std::move(model), std::move(opened_memory));
  replaced_ = hold(std::move(present), std::move(replaced_memory));
  opened_ = opened;
  opened_name_ = request.name;
  commands.send(command::UseModel{opened});
}

}  // namespace lab::platform
