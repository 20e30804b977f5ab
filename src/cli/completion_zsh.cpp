// SPDX-License-Identifier: MIT
#include "cli/completion.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

/// `text` in single quotes; `special` characters get a backslash first.
std::string quoted(std::string_view text, std::string_view special) {
    std::string result{"'"};
    for (const char c : text) {
        if (c == '\'') {
            result += "'\\''";
            continue;
        }
        if (special.find(c) != std::string_view::npos) {
            result += '\\';
        }
        result += c;
    }
    return result + "'";
}

/// What _arguments does for a value: "(text json)", "_files -/", or both.
std::string action_of(const OptionInfo& option) {
    std::string choices;
    for (const std::string& choice : option.choices) {
        choices += " " + quoted(choice, "\\");
    }
    std::string paths = option.complete == Complete::files     ? "_files"
                        : option.complete == Complete::folders ? "_files -/"
                                                               : "";
    if (choices.empty()) {
        return paths;
    }
    if (option.list) {
        return fmt::format("{{ _values -s , value{} }}", choices);
    }
    return paths.empty() ? fmt::format("{{ compadd --{} }}", choices)
                         : fmt::format("{{ compadd --{}; {} }}", choices, paths);
}

/// Inside single quotes: an action may hold some of its own.
std::string in_quotes(std::string_view text) {
    const std::string all = quoted(text, "");
    return all.substr(1, all.size() - 2);
}

std::string option_spec(const OptionInfo& option) {
    const bool flag = option.value.empty();
    std::string names;
    for (const std::string& name : option.names) {
        names += names.empty() ? "" : ",";
        names += name;
        if (!flag) {
            names += name.starts_with("--") ? "=" : "+"; // --option=value, -ovalue
        }
    }
    std::string text;
    if (option.names.size() > 1) {
        text = fmt::format("'({})'{{{}}}", fmt::join(option.names, " "), names);
    } else {
        text = names;
    }
    std::string escaped;
    for (const char c : option.help) {
        if (c == '[' || c == ']' || c == '\\') {
            escaped += '\\';
        }
        escaped += c;
    }
    text += fmt::format("'[{}]", in_quotes(escaped));
    if (!flag) {
        text += fmt::format(":{}:{}", in_quotes(option.value), in_quotes(action_of(option)));
    }
    return text + "'";
}

std::string verb_case(const VerbInfo& verb) {
    std::string text = fmt::format("    {})\n        _arguments", verb.name);
    for (const OptionInfo& option : verb.options) {
        text += fmt::format(" \\\n            {}", option_spec(option));
    }
    std::size_t position = 0;
    for (const OptionInfo& argument : verb.arguments) {
        ++position;
        text += fmt::format(" \\\n            '{}:{}:{}'", position,
                            in_quotes(argument.names.front()), in_quotes(action_of(argument)));
    }
    return text + "\n        ;;\n";
}

} // namespace

std::string zsh_completion(const CommandTree& tree) {
    std::string text =
        "#compdef parkplan\n"
        "# zsh completion for parkplan, made of the program's own options: parkplan pages\n"
        "_parkplan() {\n"
        "    local context state state_descr line\n"
        "    typeset -A opt_args\n"
        "    local -a verbs=(\n";
    for (const VerbInfo& verb : tree.verbs) {
        text +=
            fmt::format("        {}\n", quoted(fmt::format("{}:{}", verb.name, verb.summary), ""));
    }
    text += "    )\n    _arguments -C";
    for (const OptionInfo& option : tree.program.options) {
        text += fmt::format(" \\\n        {}", option_spec(option));
    }
    text += " \\\n        '1:verb:->verb' \\\n        '*::argument:->argument'\n"
            "    case $state in\n"
            "    verb)\n"
            "        _describe -t commands verb verbs\n"
            "        return\n"
            "        ;;\n"
            "    esac\n"
            "    case $line[1] in\n";
    for (const VerbInfo& verb : tree.verbs) {
        text += verb_case(verb);
    }
    return text + "    esac\n}\n\n_parkplan \"$@\"\n";
}

} // namespace parkplan::cli
