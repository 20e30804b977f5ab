// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace parkplan::test {

/// What a run of the program gave.
struct Ran {
    int status = -1;
    std::string out{};
    std::string err{};
};

/// Runs the program with these words after its name.
[[nodiscard]] inline Ran ran(const std::vector<std::string>& words) {
    std::vector<const char*> argv{"parkplan"};
    for (const std::string& word : words) {
        argv.push_back(word.c_str());
    }
    std::ostringstream out;
    std::ostringstream err;
    Ran result;
    result.status = cli::run(static_cast<int>(argv.size()), argv.data(), {out, err});
    result.out = out.str();
    result.err = err.str();
    return result;
}

} // namespace parkplan::test
