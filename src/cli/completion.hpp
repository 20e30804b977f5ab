// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command_tree.hpp"

#include <string>

namespace parkplan::cli {

/// Completions of the command line, made of what the program says of itself: verbs, options, the
/// values that options propose, files and folders where an option takes them.

/// For share/bash-completion/completions/parkplan; needs nothing but bash 4.
[[nodiscard]] std::string bash_completion(const CommandTree& tree);
/// For share/zsh/site-functions/_parkplan.
[[nodiscard]] std::string zsh_completion(const CommandTree& tree);

} // namespace parkplan::cli
