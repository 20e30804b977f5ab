// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command_tree.hpp"
#include "core/language.hpp"

#include <string>

namespace parkplan::cli {

/// Manual pages in roff with the man macros, of what the program says of itself. They hold no date:
/// the same program gives the same pages. In Chinese the texts are those of cli/help_zh.toml, and
/// what is not translated there stays English.

/// parkplan(1)
[[nodiscard]] std::string manual_of_program(const CommandTree& tree, Language language);
/// parkplan-VERB(1)
[[nodiscard]] std::string manual_of_verb(const CommandTree& tree, const VerbInfo& verb,
                                         Language language);

} // namespace parkplan::cli
