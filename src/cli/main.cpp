// SPDX-License-Identifier: MIT
#include "cli/command.hpp"
#include "core/platform.hpp"
#include "core/platform_staging.hpp"

#include <csignal>
#include <iostream>

int main(int argc, char** argv) {
    // A closed pipe is then a failed write, which is reported, not a silent death.
    std::signal(SIGPIPE, SIG_IGN);
    const parkplan::platform::Interrupts interrupts;
    std::ios::sync_with_stdio(false);
    return parkplan::cli::run(argc, argv,
                              {std::cout, std::cerr, parkplan::platform::is_terminal(1),
                               parkplan::platform::is_terminal(2), &std::cin,
                               parkplan::platform::is_terminal(0)});
}
