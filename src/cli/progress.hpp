// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"
#include "core/progress.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace parkplan::cli {

/// One line on a terminal that says how far the work is; nothing for work of less than a second,
/// and nothing where standard error is no terminal. The destructor wipes the line.
class ProgressLine final : public Progress {
public:
    explicit ProgressLine(const Console& console, bool quiet);
    ~ProgressLine() override;
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ProgressLine(ProgressLine&&) = delete;
    ProgressLine& operator=(ProgressLine&&) = delete;

    void report(std::string_view stage, std::size_t done, std::size_t total) override;

private:
    using Clock = std::chrono::steady_clock;

    std::ostream& m_err;
    bool m_active;
    bool m_shown = false;
    Clock::time_point m_next;
};

} // namespace parkplan::cli
