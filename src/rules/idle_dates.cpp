// SPDX-License-Identifier: MIT
#include "rules/idle_dates.hpp"

#include "core/date.hpp"

#include <algorithm>

namespace parkplan::rules {
namespace {

constexpr int months_per_year = 12;

std::int64_t days_late(Day due, Day day) {
    return std::max<std::int64_t>(0, days_between(due, day));
}

} // namespace

IdleJudgement judge_idle(const IdleDates& dates, const IdlePeriods& periods) {
    IdleJudgement one;
    if (!dates.supplied) {
        one.state = IdleState::not_supplied;
        return one;
    }
    one.start_due = months_later(*dates.supplied, periods.start_within * months_per_year);
    if (!dates.started) {
        one.from = dates.supplied;
        one.due = one.start_due;
        one.days_over = days_late(one.start_due, periods.as_of);
        one.state = one.days_over > 0 ? IdleState::idle : IdleState::within_start;
        return one;
    }
    one.late_start = days_late(one.start_due, *dates.started);
    one.finish_due = months_later(*dates.started, periods.finish_within * months_per_year);
    one.from = dates.started;
    one.due = one.finish_due;
    if (dates.finished) {
        one.late_finish = days_late(one.finish_due, *dates.finished);
        one.state = IdleState::finished;
        return one;
    }
    one.days_over = days_late(one.finish_due, periods.as_of);
    one.state = one.days_over > 0 ? IdleState::unfinished : IdleState::within_finish;
    return one;
}

} // namespace parkplan::rules
