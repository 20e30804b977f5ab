// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace parkplan::cli {

/// What the program says of its command line, taken from the declared options themselves: manual
/// pages and completions are made of it, so that they cannot tell anything else than --help.

/// What a shell should propose for a value, besides the choices.
enum class Complete : std::uint8_t { nothing, files, folders };

struct OptionInfo {
    std::vector<std::string>
        names{};         ///< "-o", "--output", short ones first; of an argument: "PLAN"
    std::string value{}; ///< "FOLDER"; empty for a flag and for an argument
    std::string help{};
    bool required = false;
    bool list = false; ///< several values, separated by commas
    std::vector<std::string> choices{};
    Complete complete = Complete::nothing;
};

struct VerbInfo {
    std::string name{};
    std::string summary{};
    std::vector<OptionInfo> arguments{};
    std::vector<OptionInfo> options{};
    std::string footer{}; ///< what --help says below the options
};

/// The program itself stands as a verb without arguments.
struct CommandTree {
    VerbInfo program{};
    std::vector<VerbInfo> verbs{};
};

/// Of a parsed or unparsed program with its verbs; hidden verbs are left out.
[[nodiscard]] CommandTree command_tree(CLI::App& program);

/// States values that an option or argument takes, for completions; it may take others, too.
CLI::Option* propose(CLI::Option* option, std::span<const std::string> values);

} // namespace parkplan::cli
