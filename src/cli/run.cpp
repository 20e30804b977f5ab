// SPDX-License-Identifier: MIT
#include "cli/chinese_help.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/guard.hpp"
#include "cli/refusal.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "report/json_parts.hpp"
#include "report/sink.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <ostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

constexpr const char* exit_codes = "Exit status:\n"
                                   "  0   clean\n"
                                   "  1   findings or failed verdicts of level error\n"
                                   "  4   something is undecided, nothing worse\n"
                                   "  2   the command line or the plan is wrong\n"
                                   "  3   the job could not be completed\n"
                                   "  70  a bug of parkplan\n"
                                   "Example:\n"
                                   "  parkplan check plan.toml -o results\n"
                                   "'parkplan VERB --help' tells more about a verb.";

/// The program's verbs and what CLI11 knows of them.
class Program {
public:
    explicit Program(Language language) : m_commands(all_commands()) {
        if (language == Language::chinese) {
            m_app.formatter(make_chinese_help()); // before the verbs, which inherit it
        }
        m_app.require_subcommand(1);
        m_app.set_version_flag("--version", fmt::format("parkplan {}", report::version()));
        m_app.footer(exit_codes);
        for (const auto& command : m_commands) {
            CLI::App* sub =
                m_app.add_subcommand(std::string{command->name()}, std::string{command->summary()});
            command->setup(*sub);
            m_table.emplace_back(sub, command.get());
        }
    }

    [[nodiscard]] std::vector<std::string> verbs() const {
        std::vector<std::string> names;
        for (const auto& [sub, command] : m_table) {
            if (!sub->get_group().empty()) { // an empty group hides it from the help
                names.emplace_back(command->name());
            }
        }
        return names;
    }

    /// The verb among the words, or nullptr.
    [[nodiscard]] const CLI::App* verb_of(std::span<const std::string> words) const {
        if (words.empty()) {
            return nullptr;
        }
        const auto found = std::ranges::find_if(
            m_table, [&](const auto& entry) { return entry.first->get_name() == words.front(); });
        return found == m_table.end() ? nullptr : found->first;
    }

    /// Words without the name of the program.
    void parse(std::span<const std::string> words) {
        m_app.parse(std::vector<std::string>{words.rbegin(), words.rend()});
    }

    void print(const CLI::Error& wanted, std::ostream& out, std::ostream& err) {
        static_cast<void>(m_app.exit(wanted, out, err));
    }

    [[nodiscard]] int run(const Console& console) {
        for (const auto& [sub, command] : m_table) {
            if (sub->parsed()) {
                return command->run(console);
            }
        }
        throw Error{ErrorKind::internal, "no verb was parsed"};
    }

private:
    CLI::App m_app{"Reviews planning boundaries the way a linter reviews code", "parkplan"};
    std::vector<std::unique_ptr<Command>> m_commands;
    std::vector<std::pair<CLI::App*, Command*>> m_table{};
};

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back(fmt::format("--{}", name));
        }
        for (const std::string& name : option->get_snames()) {
            names.push_back(fmt::format("-{}", name));
        }
    }
    return names;
}

std::string option_word(const std::string& word) {
    return word.substr(0, word.find('='));
}

/// The first word that looks like an option and is none of the verb's; empty when all are known.
std::string unknown_option(std::span<const std::string> words, std::span<const std::string> known) {
    for (const std::string& word : words) {
        if (word == "--") {
            break;
        }
        const bool long_option = word.size() > 2 && word.starts_with("--");
        std::string name = option_word(word);
        if (long_option && std::ranges::find(known, name) == known.end()) {
            return name;
        }
    }
    return {};
}

/// Says in our words what CLI11 refused.
Error usage_error(const CLI::ParseError& refused, const Program& program,
                  std::span<const std::string> words) {
    const std::vector<std::string> verbs = program.verbs();
    const CLI::App* verb = program.verb_of(words);
    if (verb == nullptr) {
        const bool is_word = !words.empty() && !words.front().starts_with("-");
        if (is_word) {
            return Error{ErrorKind::usage,
                         told("unknown verb '{}'", words.front()),
                         {},
                         did_you_mean(words.front(), verbs)};
        }
        return Error{ErrorKind::usage,
                     words.empty() ? told("a verb is needed")
                                   : told("unknown option '{}'", words.front()),
                     {},
                     told("verbs: {}; 'parkplan --help' tells more", list_of(verbs))};
    }
    const std::vector<std::string> known = option_names(*verb);
    if (const std::string option = unknown_option(words.subspan(1), known); !option.empty()) {
        return Error{ErrorKind::usage,
                     told("{}: unknown option '{}'", verb->get_name(), option),
                     {},
                     did_you_mean(option, known)};
    }
    return Error{ErrorKind::usage,
                 told("{}: {}", verb->get_name(), refusal_text(refused.what())),
                 {},
                 told("'parkplan {} --help' lists the options", verb->get_name())};
}

/// --lang may stand before the verb; it is moved behind it, unless another one stands there. Left
/// out where there is no verb: what asks for help or the version has been read by language_of().
std::vector<std::string> with_verb_first(std::span<const std::string> words) {
    static constexpr std::string_view option = "--lang";
    std::size_t first = 0;
    while (first < words.size() && option_word(words[first]) == option) {
        first += words[first] == option ? 2U : 1U;
    }
    first = std::min(first, words.size());
    std::vector<std::string> moved{words.begin() + static_cast<std::ptrdiff_t>(first), words.end()};
    const bool again = std::ranges::any_of(
        moved, [](const std::string& word) { return option_word(word) == option; });
    if (first > 0 && !again && !moved.empty() && !moved.front().starts_with('-')) {
        moved.insert(moved.begin() + 1, words.begin(),
                     words.begin() + static_cast<std::ptrdiff_t>(first));
    }
    return moved;
}

int parse_and_run(const Console& console, std::span<const std::string> words, Language language) {
    Program program{language};
    try {
        program.parse(words);
    } catch (const CLI::Success& wanted) {
        std::ostringstream text;
        program.print(wanted, text, text);
        report::StreamSink sink{console.out};
        sink.write(text.str());
        sink.finish();
        return 0;
    } catch (const CLI::ParseError& refused) {
        throw usage_error(refused, program, words);
    }
    return program.run(console);
}

} // namespace

std::vector<std::unique_ptr<Command>> all_commands() {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(make_info_command());
    commands.push_back(make_measure_command());
    commands.push_back(make_topology_command());
    commands.push_back(make_overlaps_command());
    commands.push_back(make_tabulate_command());
    commands.push_back(make_check_command());
    commands.push_back(make_init_command());
    commands.push_back(make_rules_command());
    commands.push_back(make_explain_command());
    commands.push_back(make_pages_command());
    return commands;
}

int run(int argc, const char* const* argv, const Console& console) {
    const std::span all{argv, static_cast<std::size_t>(argc)};
    const auto given = all.subspan(std::min<std::size_t>(all.size(), 1));
    const std::vector<std::string> typed(given.begin(), given.end());
    const Language language = language_of(typed);
    const std::vector<std::string> words = with_verb_first(typed);
    return guarded([&] { return parse_and_run(console, words, language); }, console, words,
                   language);
}

} // namespace parkplan::cli
