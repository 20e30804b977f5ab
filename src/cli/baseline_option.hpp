// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"
#include "review/baseline.hpp"

#include <optional>
#include <string>

namespace parkplan::cli {

/// --baseline and --new-only.
class BaselineOption {
public:
    void add_to(CLI::App& app);
    /// Reads the file, or results.json in the folder; nothing without the option. Throws
    /// Error{usage} for options that do not go together, Error{input} for a file that is no
    /// baseline.
    [[nodiscard]] std::optional<review::Baseline> read() const;
    [[nodiscard]] review::Counted counted() const noexcept {
        return m_new_only ? review::Counted::new_only : review::Counted::all;
    }

private:
    std::string m_path{};
    bool m_new_only = false;
};

} // namespace parkplan::cli
