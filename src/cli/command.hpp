// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string_view>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
class Option;
} // namespace CLI

namespace parkplan::cli {

/// The streams of one run. Tests pass string streams; main passes the real ones.
struct Console {
    std::ostream& out; ///< results: what a script would read
    std::ostream& err; ///< everything meant for a person
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::istream* in = nullptr; ///< answers of a person; nullptr: nobody is there
    bool in_is_terminal = false;
};

/// One verb. setup() declares options and touches nothing; run() does the work.
class Command {
public:
    Command() = default;
    virtual ~Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    Command(Command&&) = delete;
    Command& operator=(Command&&) = delete;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    [[nodiscard]] virtual std::string_view summary() const noexcept = 0;
    virtual void setup(CLI::App& app) = 0;
    /// Returns the process exit status; throws Error when the job cannot be done.
    [[nodiscard]] virtual int run(const Console& console) = 0;
};

/// main() without the process: parses, dispatches, prints errors, returns the exit status.
[[nodiscard]] int run(int argc, const char* const* argv, const Console& console);

} // namespace parkplan::cli
