// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

#include <memory>
#include <vector>

namespace parkplan::cli {

[[nodiscard]] std::unique_ptr<Command> make_info_command();
[[nodiscard]] std::unique_ptr<Command> make_measure_command();
[[nodiscard]] std::unique_ptr<Command> make_topology_command();
[[nodiscard]] std::unique_ptr<Command> make_overlaps_command();
[[nodiscard]] std::unique_ptr<Command> make_tabulate_command();
[[nodiscard]] std::unique_ptr<Command> make_check_command();
[[nodiscard]] std::unique_ptr<Command> make_init_command();
[[nodiscard]] std::unique_ptr<Command> make_rules_command();
[[nodiscard]] std::unique_ptr<Command> make_explain_command();
[[nodiscard]] std::unique_ptr<Command> make_pages_command();

/// Every verb, in the order of the help.
[[nodiscard]] std::vector<std::unique_ptr<Command>> all_commands();

} // namespace parkplan::cli
