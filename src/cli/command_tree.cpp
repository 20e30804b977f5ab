// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"

#include "core/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

/// CLI11 keeps nothing for us but validators: the choices are the name of one that lets all pass.
constexpr std::string_view proposal = "proposed:";
constexpr std::string_view separator = "\n";

std::vector<std::string> proposed(CLI::Option& option) {
    try {
        for (int i = 0;; ++i) {
            const std::string name = option.get_validator(i)->get_name();
            if (name.starts_with(proposal)) {
                return split_list(std::string_view{name}.substr(proposal.size()), separator);
            }
        }
    } catch (const CLI::OptionNotFound&) {
        return {}; // there is no further one
    }
}

/// What a value of that name is: the names are those of the help.
Complete complete_of(std::string_view value) {
    constexpr std::array files{"FILE", "LAYER", "PLAN", "A", "B", "BASELINE"};
    constexpr std::array folders{"FOLDER", "DIR"};
    const std::string_view last = value.substr(value.rfind('=') + 1); // NAME=FILE
    if (std::ranges::find(files, last) != files.end()) {
        return Complete::files;
    }
    return std::ranges::find(folders, last) != folders.end() ? Complete::folders
                                                             : Complete::nothing;
}

OptionInfo info_of(CLI::Option& option) {
    OptionInfo info;
    const bool argument = option.get_positional();
    if (argument) {
        info.names.push_back(option.get_name(true));
    } else {
        for (const std::string& name : option.get_snames()) {
            info.names.push_back("-" + name);
        }
        for (const std::string& name : option.get_lnames()) {
            info.names.push_back("--" + name);
        }
        info.value = option.get_items_expected_max() == 0 ? "" : option.get_type_name();
    }
    info.help = option.get_description();
    info.required = option.get_required();
    info.list = info.value == "LIST" || info.value == "FIELDS";
    info.choices = proposed(option);
    info.complete = complete_of(argument ? info.names.front() : info.value);
    return info;
}

VerbInfo info_of(CLI::App& app) {
    VerbInfo info{.name = app.get_name(),
                  .summary = app.get_description(),
                  .arguments = {},
                  .options = {},
                  .footer = app.get_footer()};
    for (CLI::Option* option : app.get_options({})) {
        if (!option->get_group().empty()) { // an empty group hides it from the help
            (option->get_positional() ? info.arguments : info.options).push_back(info_of(*option));
        }
    }
    return info;
}

} // namespace

CommandTree command_tree(CLI::App& program) {
    CommandTree tree{.program = info_of(program), .verbs = {}};
    for (CLI::App* verb : program.get_subcommands(std::function<bool(CLI::App*)>{})) {
        if (!verb->get_group().empty()) {
            tree.verbs.push_back(info_of(*verb));
        }
    }
    return tree;
}

CLI::Option* propose(CLI::Option* option, std::span<const std::string> values) {
    CLI::Validator all_pass;
    all_pass.name(fmt::format("{}{}", proposal, fmt::join(values, separator)));
    return option->check(all_pass);
}

} // namespace parkplan::cli
