// SPDX-License-Identifier: MIT
#include "cli/completion.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

/// Bash splits --option=value at '='; a value may be one of a list with commas.
constexpr std::string_view head =
    R"(# bash completion for parkplan, made of the program's own options: parkplan pages
_parkplan_words() {
    local IFS=$'\n'
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_parkplan_list() {
    local head= IFS=$'\n' i
    [[ $cur == *,* ]] && head=${cur%,*},
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "${cur##*,}")
    for i in "${!COMPREPLY[@]}"; do
        COMPREPLY[i]=$head${COMPREPLY[i]}
    done
}

_parkplan_paths() {
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "$1" -- "$cur")
}

_parkplan() {
    COMPREPLY=()
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=
    if [[ $cur == = ]]; then
        cur=
    elif [[ $prev == = ]] && ((COMP_CWORD > 2)); then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    ((COMP_CWORD > 1)) && verb=${COMP_WORDS[1]}
    case $verb in
)";

constexpr std::string_view tail = R"(    esac
}

complete -F _parkplan parkplan
)";

/// A word list for compgen -W inside $'…': one word a line, with what bash would expand quoted.
std::string word_list(const std::vector<std::string>& words) {
    std::string list;
    for (const std::string& word : words) {
        list += list.empty() ? "" : "\\n";
        for (const char c : word) {
            if (c == '\'') {
                list += R"(\\\')"; // the word list is expanded once more
            } else if (std::string_view{"\\\"$` "}.find(c) != std::string_view::npos) {
                list += "\\\\";
                list += c == '\\' ? "\\\\" : std::string{c};
            } else {
                list += c;
            }
        }
    }
    return "$'" + list + "'";
}

/// The command that proposes the values of an option, or nothing.
std::string proposing(const OptionInfo& option, std::string_view indent) {
    std::string text;
    if (!option.choices.empty()) {
        text += fmt::format("{}{} {}\n", indent, option.list ? "_parkplan_list" : "_parkplan_words",
                            word_list(option.choices));
    }
    if (option.complete != Complete::nothing) {
        text += fmt::format("{}_parkplan_paths {}\n", indent,
                            option.complete == Complete::files ? "-f" : "-d");
    }
    return text;
}

std::vector<std::string> all_names(const VerbInfo& verb) {
    std::vector<std::string> names;
    for (const OptionInfo& option : verb.options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

std::string verb_case(const VerbInfo& verb) {
    std::string text = fmt::format("    {})\n        case $prev in\n", verb.name);
    for (const OptionInfo& option : verb.options) {
        if (!option.value.empty()) {
            text += fmt::format("        {})\n{}            return\n            ;;\n",
                                fmt::join(option.names, " | "), proposing(option, "            "));
        }
    }
    text += fmt::format("        esac\n"
                        "        if [[ $cur == -* ]]; then\n"
                        "            _parkplan_words {}\n"
                        "            return\n"
                        "        fi\n",
                        word_list(all_names(verb)));
    std::string arguments;
    for (const OptionInfo& argument : verb.arguments) {
        const std::string one = proposing(argument, "        ");
        arguments += arguments.find(one) == std::string::npos ? one : "";
    }
    return text + arguments + "        ;;\n";
}

} // namespace

std::string bash_completion(const CommandTree& tree) {
    std::vector<std::string> first;
    for (const VerbInfo& verb : tree.verbs) {
        first.push_back(verb.name);
    }
    const std::vector<std::string> options = all_names(tree.program);
    std::string text{head};
    text += fmt::format("    '')\n"
                        "        if [[ $cur == -* ]]; then\n"
                        "            _parkplan_words {}\n"
                        "        else\n"
                        "            _parkplan_words {}\n"
                        "        fi\n"
                        "        ;;\n",
                        word_list(options), word_list(first));
    for (const VerbInfo& verb : tree.verbs) {
        text += verb_case(verb);
    }
    return text.append(tail);
}

} // namespace parkplan::cli
