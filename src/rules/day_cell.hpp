// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "layer/attribute_column.hpp"
#include "review/rule.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

using Day = std::chrono::sys_days;

/// A day as a field holds it (core/date.hpp: day_of).
struct DayCell {
    std::optional<Day> day{};
    std::string text{}; ///< what stands there instead of a day; empty: nothing

    [[nodiscard]] bool missing() const noexcept { return !day && text.empty(); }
};
[[nodiscard]] DayCell day_at(const layer::AttributeColumn& column, std::size_t row);

/// A field of dates that a parameter names; of a parameter that is not stated it has no values.
class DayField {
public:
    DayField(const review::RuleInput& input, std::string_view layer, std::string_view param);

    [[nodiscard]] bool stated() const noexcept { return m_column != nullptr; }
    [[nodiscard]] DayCell at(std::size_t row) const;
    [[nodiscard]] const BiText& title() const noexcept { return m_title; }
    /// That there is no day: PP-0501 where the field is empty, PP-0560 where it holds something
    /// else.
    [[nodiscard]] review::Finding finding(std::size_t row) const;

private:
    const review::RuleInput& m_input;
    std::string_view m_layer;
    const layer::AttributeColumn* m_column = nullptr;
    BiText m_title{};
};

/// Whole days from one to the other.
[[nodiscard]] std::int64_t days_between(Day from, Day to) noexcept;

/// The day that a parameter states, else the date of the plan; nothing where there is neither. The
/// parameter has been checked by check_day.
[[nodiscard]] std::optional<Day> day_or_plan_date(const review::RuleInput& input,
                                                  std::string_view param);
/// Throws ParamError for a text parameter that is stated and is no day (YYYY-MM-DD).
void check_day(const plan::RuleConfig& config, std::string_view param);

} // namespace parkplan::rules
