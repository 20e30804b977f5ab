// SPDX-License-Identifier: MIT
#pragma once

#include "rules/day_cell.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace parkplan::rules {

/// What has become of a parcel since it was supplied.
enum class IdleState : std::uint8_t {
    not_supplied,
    within_start,  ///< not started, and still within the period
    idle,          ///< 闲置: not started, and beyond it
    within_finish, ///< started, not finished, and still within the period
    unfinished,    ///< 用而未尽: started, not finished, and beyond it
    finished,
    unknown, ///< dates are missing, cannot be read, or are in the wrong order
};
constexpr std::size_t idle_state_count = 7;

/// The days of a parcel as far as they have happened.
struct IdleDates {
    std::optional<Day> supplied{};
    std::optional<Day> started{};
    std::optional<Day> finished{};
};

/// Periods in years, and the day as of which they are looked at.
struct IdlePeriods {
    int start_within = 1;
    int finish_within = 3;
    Day as_of{};
};

/// A parcel against the periods. The day that is due is the last on which it is in time.
struct IdleJudgement {
    IdleState state = IdleState::unknown;
    std::optional<Day> from{}; ///< the period that runs, or ran last, began
    std::optional<Day> due{};
    std::int64_t days_over = 0;  ///< as of the day, above 0 only where idle or unfinished
    std::int64_t late_start = 0; ///< days by which it was started, or finished, too late
    std::int64_t late_finish = 0;
    Day start_due{};
    Day finish_due{};
};

/// The dates must be in order, and none after the day.
[[nodiscard]] IdleJudgement judge_idle(const IdleDates& dates, const IdlePeriods& periods);

} // namespace parkplan::rules
