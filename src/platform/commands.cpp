#include "platform/commands.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "experiment/fields.h"
#include "experiment/presets.h"
#include "io/exports.h"
#include "platform/json.h"
#include "ui/card_menu.h"
#include "ui/look.h"
#include "ui/panels/data_menu.h"
#include "ui/view_list.h"

namespace lab::platform {
namespace {

/// What a command works with.
struct Call {
  const json& arguments;
  const Snapshot& snapshot;
  ui::Shared& shared;
  ui::Commands& commands;
};

template <class Plain>
Status send(const Call& call) {
  call.commands.send(Plain{});
  return {};
}

Status preset_command(const Call& call) {
  const Result<ExperimentSpec> preset = find_preset(text_of(call.arguments, "name"));
  if (!preset) return preset.error();
  call.commands.send(command::SetPreset{preset->name});
  return {};
}

Status set_command(const Call& call) {
  const std::string name = text_of(call.arguments, "field");
  const auto value = call.arguments.find("value");
  if (value == call.arguments.end())
    return Error{R"("set" needs a field and a value, as in {type: "set", field: "noise_level", value: 0.3}.)"};
  const Result<FieldValue> converted = to_field_value(*value);
  if (!converted) return converted.error();
  // Tried on a copy, so that the caller hears at once what the trainer would refuse.
  ExperimentSpec copy = *call.snapshot.spec;
  if (const Status fine = set_field(copy, name, *converted); !fine) return fine;
  call.commands.set_field(name, *converted);
  return {};
}

Status data_command(const Call& call) {
  const std::string source = text_of(call.arguments, "source");
  if (source == "standard") {
    call.commands.load(ui::generated_images());
    return {};
  }
  if (source == "generated") {
    const int size = integer_of(call.arguments, "size", 10000);
    if (size < 1 || size > ui::kMostGenerated)
      return Error{"The number of generated images must lie between 1 and " + std::to_string(ui::kMostGenerated) + "."};
    call.commands.load(ui::generated_images(size));
    return {};
  }
  return Error{R"(The data's source must be "standard" or "generated".)"};
}

Status no_test_image(const Snapshot& snapshot) {
  return Error{"There are " + std::to_string(snapshot.test_count) + " test images, counted from 0."};
}

Status show_command(const Call& call) {
  Attention& attention = call.shared.view.attention;
  const int spotlight = integer_of(call.arguments, "spotlight", attention.spotlight.index);
  const int strip = integer_of(call.arguments, "stripFirst", attention.strip_first);
  const int count = call.snapshot.test_count;
  if (spotlight < 0 || strip < 0 || spotlight >= count || strip >= count) return no_test_image(call.snapshot);
  attention.strip_first = strip;
  ui::look_at(call.shared, call.commands, spotlight);
  return {};
}

Status picture_command(const Call& call) {
  if (call.arguments.contains("own")) {
    const auto pictures = call.shared.own_pictures.all();
    const int own = integer_of(call.arguments, "own", 0);
    if (own < 0 || own >= static_cast<int>(pictures.size()))
      return Error{"There are " + std::to_string(pictures.size()) + " pictures of your own, counted from 0."};
    ui::look_at(call.shared, call.commands, Pick(pictures[static_cast<std::size_t>(own)]));
    return {};
  }
  if (!call.arguments.contains("index"))
    return Error{R"("picture" needs a number, as in {type: "picture", index: 7} or {type: "picture", own: 0}.)"};
  const int index = integer_of(call.arguments, "index", 0);
  if (index < 0 || index >= call.snapshot.test_count) return no_test_image(call.snapshot);
  ui::show_digit(call.shared, call.snapshot, call.commands, index);
  return {};
}

Status train_also_command(const Call& call) {
  const auto value = call.arguments.find("value");
  if (value == call.arguments.end() || !value->is_boolean())
    return Error{R"("train_also" needs true or false: whether pictures of your own are trained on too.)"};
  call.shared.own_pictures.train_too = value->get<bool>();
  return {};
}

Status threads_command(const Call& call) {
  const auto value = call.arguments.find("value");
  if (value == call.arguments.end() || !value->is_number_integer() || *value < 0 || *value > call.snapshot.most_threads)
    return Error{R"("threads" needs a whole number from 0 (as many as help) to )" +
                 std::to_string(call.snapshot.most_threads) + "."};
  call.commands.send(command::UseThreads{.threads = value->get<int>()});
  return {};
}

Status sparing_command(const Call& call) {
  const auto value = call.arguments.find("value");
  if (value == call.arguments.end() || !value->is_boolean())
    return Error{R"("sparing" needs true or false: whether half of the threads are to rest.)"};
  call.commands.send(command::UseThreads{.sparing = value->get<bool>()});
  return {};
}

/// A point is [x, y] or [x, y, pressure], each from 0 to 1.
bool is_point(const json& value) {
  return is_numbers(value) && (value.size() == 2 || value.size() == 3) &&
         std::ranges::all_of(value, [](const json& at) { return at.get<float>() >= 0.0F && at.get<float>() <= 1.0F; });
}

Status draw_command(const Call& call) {
  const Error wrong{R"("draw" needs strokes, lists of points from 0 to 1 across the drawing area: )"
                    R"({type: "draw", strokes: [[[0.2, 0.2], [0.8, 0.2], [0.4, 0.9]]]}.)"};
  const auto given = call.arguments.find("strokes");
  if (given == call.arguments.end() || !given->is_array() || given->empty()) return wrong;
  std::vector<PenStroke> strokes;
  std::size_t points = 0;
  for (const json& line : *given) {
    if (!line.is_array() || line.empty() || !std::ranges::all_of(line, is_point)) return wrong;
    points += line.size();
    PenStroke& stroke = strokes.emplace_back();
    for (const json& point : line) {
      stroke.push_back({.x = point[0].get<float>(), .y = point[1].get<float>()});
      if (point.size() == 3) stroke.back().pressure = point[2].get<float>();
    }
  }
  if (strokes.size() > ui::Drawing::kMostStrokes || points > ui::Drawing::kMostPoints) {
    return Error{"A drawing has at most " + std::to_string(ui::Drawing::kMostStrokes) + " strokes and " +
                 std::to_string(ui::Drawing::kMostPoints) + " points."};
  }
  call.shared.drawing.set(std::move(strokes));
  call.shared.brought = {};  // a photo would be in the drawing's place
  ui::look_at_drawing(call.shared, call.commands);
  return {};
}

Status decode_command(const Call& call) {
  if (call.snapshot.code_size == 0) return Error{"This network has no code to decode."};
  const auto code = call.arguments.find("code");
  if (code == call.arguments.end() || !is_numbers(*code) || static_cast<int>(code->size()) != call.snapshot.code_size) {
    return Error{"\"decode\" needs the numbers of a code; this network's has " +
                 std::to_string(call.snapshot.code_size) + "."};
  }
  ui::set_code(call.shared, call.commands, code->get<std::vector<float>>());
  return {};
}

Status layer_command(const Call& call) {
  const int count = call.snapshot.summary ? static_cast<int>(call.snapshot.summary->size()) : 0;
  const int index = integer_of(call.arguments, "index", -1);
  if (index < 0 || index >= count) return Error{"There are " + std::to_string(count) + " layers, counted from 0."};
  call.shared.view.attention.layer = index;
  call.shared.view.attention.unit = -1;
  ui::attend(call.shared, call.commands);
  return {};
}

Status view_command(const Call& call) {
  const std::string name = text_of(call.arguments, "name");
  const std::string third = text_of(call.arguments, "third");
  const std::string map = text_of(call.arguments, "colormap");
  const ui::ViewEntry* const entry = ui::find_view(name);
  if (!name.empty() && entry == nullptr) return Error{ui::no_view(name)};
  if (!third.empty() && third != "denoised" && third != "difference")
    return Error{R"("third" must be "denoised" or "difference".)"};
  if (!map.empty() && map != "grey" && map != "viridis") return Error{R"("colormap" must be "grey" or "viridis".)"};
  ui::View& view = call.shared.view;
  if (!third.empty()) view.show_difference = third == "difference";
  if (!map.empty()) view.color_map = map == "viridis" ? ui::ColorMap::viridis : ui::ColorMap::grey;
  if (entry != nullptr) ui::open_view(call.shared, call.commands, entry->view);
  return {};
}

/// One of the cards that are on the page now.
Status save_card(const Call& call) {
  const std::string format = text_of(call.arguments, "format");
  if (format != "png" && format != "svg") return Error{R"(A card is saved as "png" or "svg".)"};
  const std::string name = text_of(call.arguments, "card");
  const char* const card = ui::find_card(name);
  if (card == nullptr) return Error{"There is no card \"" + name + "\"."};
  call.commands.save_card({card, format == "svg"});
  return {};
}

Status save_command(const Call& call) {
  if (call.arguments.contains("card")) return save_card(call);
  const auto format = find_export_format(text_of(call.arguments, "format"), call.snapshot.history.epochs.size());
  if (!format) return format.error();
  call.commands.save(format->name);
  return {};
}

Status theme_command(const Call& call) {
  const std::string value = text_of(call.arguments, "value");
  ui::Scheme& scheme = call.shared.view.scheme;
  if (value == "dark")
    scheme = ui::Scheme::dark;
  else if (value == "light")
    scheme = ui::Scheme::light;
  else if (value == "auto")
    scheme = ui::Scheme::automatic;
  else
    return Error{R"(The theme must be "dark", "light" or "auto".)"};
  return {};
}

struct Entry {
  const char* type;
  Status (*run)(const Call& call);
};

constexpr std::array kCommands = {Entry{"train", send<command::Train>},
                                  Entry{"pause", send<command::Pause>},
                                  Entry{"step", send<command::Step>},
                                  Entry{"reset", send<command::Reset>},
                                  Entry{"reseed", send<command::Reseed>},
                                  Entry{"preset", preset_command},
                                  Entry{"set", set_command},
                                  Entry{"data", data_command},
                                  Entry{"show", show_command},
                                  Entry{"picture", picture_command},
                                  Entry{"train_also", train_also_command},
                                  Entry{"draw", draw_command},
                                  Entry{"decode", decode_command},
                                  Entry{"layer", layer_command},
                                  Entry{"save", save_command},
                                  Entry{"threads", threads_command},
                                  Entry{"sparing", sparing_command},
                                  Entry{"theme", theme_command},
                                  Entry{"view", view_command}};

std::string all_commands() {
  std::string names;
  for (const Entry& entry : kCommands) {
    if (!names.empty()) names += &entry == &kCommands.back() ? " and " : ", ";
    names += entry.type;
  }
  return names;
}

}  // namespace

Status run_command(std::string_view text, const Snapshot& snapshot, ui::Shared& shared, ui::Commands& commands) {
  const json object = json::parse(text, nullptr, false);
  const std::string type = object.is_string()   ? object.get<std::string>()
                           : object.is_object() ? text_of(object, "type")
                                                : std::string();
  if (type.empty()) return Error{"A command is a word such as \"train\", or an object with a type."};
  const auto* const entry = std::ranges::find(kCommands, std::string_view(type), &Entry::type);
  if (entry == kCommands.end()) return Error{"There is no command \"" + type + "\"; there are " + all_commands() + "."};
  static const json kNone = json::object();
  return entry->run({object.is_object() ? object : kNone, snapshot, shared, commands});
}

}  // namespace lab::platform
