// SPDX-License-Identifier: MIT
#include "rules/day_cell.hpp"

#include "core/date.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

namespace parkplan::rules {

DayCell day_at(const layer::AttributeColumn& column, std::size_t row) {
    if (is_unreadable(column, row)) {
        return {std::nullopt, column.as_text(row).value_or(std::string{})};
    }
    const std::optional<std::string> text = value_of(column, row);
    if (!text) {
        return {};
    }
    const std::optional<Day> day = day_of(*text);
    return day ? DayCell{day, {}} : DayCell{std::nullopt, *text};
}

DayField::DayField(const review::RuleInput& input, std::string_view layer, std::string_view param)
    : m_input(input), m_layer(layer) {
    if (rules::stated(input.config, param)) {
        const std::string& name = input.config.text(param);
        m_column = &input.column(layer, name);
        m_title = field_title(input.layer_config(layer), name);
    }
}

DayCell DayField::at(std::size_t row) const {
    return m_column != nullptr ? day_at(*m_column, row) : DayCell{};
}

review::Finding DayField::finding(std::size_t row) const {
    const DayCell cell = at(row);
    const review::Subject subject = m_input.subject(m_layer, row);
    return cell.missing() ? m_input.finding("PP-0501", subject, {{"field", m_title}})
                          : m_input.finding("PP-0560", subject,
                                            {{"field", m_title}, {"value", same(cell.text)}});
}

std::int64_t days_between(Day from, Day to) noexcept {
    return (to - from).count();
}

std::optional<Day> day_or_plan_date(const review::RuleInput& input, std::string_view param) {
    return day_of(stated(input.config, param) ? input.config.text(param) : input.plan.date);
}

void check_day(const plan::RuleConfig& config, std::string_view param) {
    if (stated(config, param) && !is_calendar_date(config.text(param))) {
        throw review::ParamError{
            std::string{param},
            told("'{}' is '{}'; a day is needed: '2022-06-30'", param, config.text(param))};
    }
}

} // namespace parkplan::rules
