#include "cli/completions.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/reproduce_rows.h"
#include "data/baselines/baseline.h"
#include "data/drawn_set.h"
#include "data/noise/noise.h"
#include "experiment/fields.h"
#include "experiment/presets.h"

namespace lab::cli {
namespace {

using Words = std::vector<std::string>;

Words names_of(const auto& table, const auto& name, const char* behind = "") {
  Words words;
  for (const auto& entry : table) words.push_back(std::string(entry.*name) + behind);
  return words;
}

Words preset_names() { return names_of(presets(), &ExperimentSpec::name); }
Words field_names() { return names_of(fields(), &Field::name, "="); }
Words source_names() {
  Words words = names_of(drawn_kinds(), &DrawnKind::name);
  words.emplace_back("generated");
  return words;
}

/// What an option or argument of that name takes, whichever command has it.
struct Values {
  std::string_view name;
  Words (*words)();
  bool or_file = false;
};
constexpr std::array kValues = {
    Values{"preset", preset_names},
    Values{"spec", preset_names, true},
    Values{"set", field_names},
    Values{"grid", field_names},
    Values{"data", source_names, true},
    Values{"test", source_names, true},
    Values{"noise", [] { return names_of(noise_kinds(), &NoiseKind::name); }},
    Values{"baselines", [] { return names_of(baseline_kinds(), &BaselineKind::name); }},
    Values{"only", [] { return names_of(reproduce_rows(), &ReproduceRow::id); }},
};

const Values* values_of(const CLI::Option& option) {
  const std::string name = option.get_single_name();
  const auto* known = std::ranges::find(kValues, std::string_view(name), &Values::name);
  return known == kValues.end() ? nullptr : known;
}

/// What `option` takes; empty where that is a number or a file. A choice that CLI11 checks says so itself:
/// "{bash,zsh}".
Words words_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t from = type.find('{');
  const std::size_t to = type.rfind('}');
  if (from != std::string::npos && to != std::string::npos) {
    return CLI::detail::split(type.substr(from + 1, to - from - 1), ',');
  }
  const Values* known = values_of(option);
  return known == nullptr ? Words() : known->words();
}

/// Whether it takes files, besides words_of().
bool takes_files(const CLI::Option& option) {
  const Values* known = values_of(option);
  return words_of(option).empty() || (known != nullptr && known->or_file);
}

bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

std::string joined(const Words& words) { return CLI::detail::join(words, " "); }

/// Ends in "=", so that what follows belongs to the same word.
bool go_on(const Words& words) { return !words.empty() && words.front().ends_with('='); }

std::string escaped(std::string_view text, std::string_view special, const char* escape) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += escape;
    result += c;
  }
  return result;
}

/// In single quotes, for bash and zsh.
std::string in_quotes(std::string_view text) { return "'" + escaped(text, "'", "'\\'") + "'"; }

std::vector<const CLI::Option*> options_of(const CLI::App& command, bool positional) {
  return command.get_options([=](const CLI::Option* option) { return option->get_positional() == positional; });
}

// --- one function per shell ------------------------------------------------------------------------------------------

std::string for_bash(const std::vector<const CLI::App*>& commands) {
  std::string names, values, arguments;
  for (const CLI::App* command : commands) {
    const std::string& name = command->get_name();
    names += name + " ";
    std::string options;
    for (const CLI::Option* option : options_of(*command, false)) {
      const std::string word = "--" + option->get_single_name();
      options += word + " ";
      if (is_flag(*option)) continue;
      values += "      " + in_quotes(name + " " + word) + ") words=" + in_quotes(joined(words_of(*option))) + " ;;\n";
    }
    arguments += "          " + name + "\\ -*) words=" + in_quotes(options) + " ;;\n";
    const auto places = options_of(*command, true);
    const Words words = places.empty() ? Words() : words_of(*places.front());
    if (!words.empty()) arguments += "          " + name + "\\ *) words=" + in_quotes(joined(words)) + " ;;\n";
  }
  return "# Completes the words of lab in bash; `lab completions bash` prints it.\n"
         "_lab() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=''\n"
         "  if [ \"$COMP_CWORD\" = 1 ]; then\n"
         "    words=" +
         in_quotes(names + "--help --version") +
         "\n"
         "  else\n"
         "    compopt -o default 2>/dev/null # files, where no word fits\n"
         "    case \"$command ${COMP_WORDS[COMP_CWORD - 1]}\" in\n" +
         values +
         "      *)\n"
         "        case \"$command $current\" in\n" +
         arguments +
         "        esac\n"
         "        ;;\n"
         "    esac\n"
         "  fi\n"
         "  case $words in *=) compopt -o nospace 2>/dev/null ;; esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -F _lab lab\n";
}

/// What zsh does where the value of `option` is wanted.
std::string zsh_action(const CLI::Option& option) {
  const Words words = words_of(option);
  if (words.empty()) return "_files";
  if (takes_files(option)) return "{compadd - " + joined(words) + "; _files}";
  return go_on(words) ? " compadd -S \"\" - " + joined(words) : "(" + joined(words) + ")";
}

std::string for_zsh(const std::vector<const CLI::App*>& commands) {
  std::string names, cases;
  for (const CLI::App* command : commands) {
    names += "    " + in_quotes(command->get_name() + ":" + command->get_description()) + "\n";
    cases += "    " + command->get_name() + ")\n      _arguments";
    for (const CLI::Option* option : options_of(*command, false)) {
      const std::string name = option->get_single_name();
      const std::string help = escaped(option->get_description(), "[]:\\", "\\");
      const std::string value = is_flag(*option) ? "" : ":" + name + ":" + zsh_action(*option);
      cases += " \\\n        " + in_quotes("*--" + name + "[" + help + "]" + value);
    }
    for (const CLI::Option* place : options_of(*command, true)) {
      cases += " \\\n        " + in_quotes(":" + place->get_single_name() + ":" + zsh_action(*place));
    }
    cases += "\n      ;;\n";
  }
  return "#compdef lab\n"
         "# Completes the words of lab in zsh; `lab completions zsh` prints it.\n"
         "_lab() {\n"
         "  local -a commands\n"
         "  commands=(\n" +
         names +
         "  )\n"
         "  if ((CURRENT == 2)); then\n"
         "    _describe command commands\n"
         "    return\n"
         "  fi\n"
         "  shift words\n"
         "  ((CURRENT--))\n"
         "  case $words[1] in\n" +
         cases +
         "  esac\n"
         "}\n"
         "_lab \"$@\"\n";
}

std::string for_fish(const std::vector<const CLI::App*>& commands) {
  const auto fish_quoted = [](std::string_view text) { return "'" + escaped(text, "'\\", "\\") + "'"; };
  std::string text = "# Completes the words of lab in fish; `lab completions fish` prints it.\n";
  for (const CLI::App* command : commands) {
    const std::string& name = command->get_name();
    text += "complete -c lab -n __fish_use_subcommand -f -a " + name + " -d " +
            fish_quoted(command->get_description()) + "\n";
    const std::string when = "complete -c lab -n '__fish_seen_subcommand_from " + name + "'";
    for (const CLI::Option* option : options_of(*command, false)) {
      const Words words = words_of(*option);
      text += when + " -l " + option->get_single_name() +
              (is_flag(*option)       ? ""
               : takes_files(*option) ? " -r"
                                      : " -x");
      if (!words.empty()) text += " -a " + fish_quoted(joined(words));
      text += " -d " + fish_quoted(option->get_description()) + "\n";
    }
    for (const CLI::Option* place : options_of(*command, true)) {
      const Words words = words_of(*place);
      if (!words.empty()) text += when + " -a " + fish_quoted(joined(words)) + "\n";
    }
  }
  return text;
}

struct Shell {
  const char* name;
  std::string (*script)(const std::vector<const CLI::App*>& commands);
};
constexpr std::array kShells = {Shell{"bash", for_bash}, Shell{"zsh", for_zsh}, Shell{"fish", for_fish}};

}  // namespace

std::function<int()> declare_completions(CLI::App& app) {
  auto shell = std::make_shared<std::string>();
  app.add_option("shell", *shell, "Whose script to print; `cmake --install` puts them where the shells look")
      ->required()
      ->check(CLI::IsMember(names_of(kShells, &Shell::name)));
  const CLI::App* parent = app.get_parent();
  return [shell, parent] {
    const auto* chosen = std::ranges::find(kShells, std::string_view(*shell), &Shell::name);
    std::fputs(chosen->script(parent->get_subcommands([](const CLI::App*) { return true; })).c_str(), stdout);
    return 0;
  };
}

}  // namespace lab::cli
