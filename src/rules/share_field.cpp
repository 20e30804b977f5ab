// SPDX-License-Identifier: MIT
#include "rules/share_field.hpp"

#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

namespace parkplan::rules {
namespace {

constexpr std::string_view unit_name = "share_unit";
constexpr std::string_view percent_name = "percent";
constexpr double percent = 100.0;

} // namespace

ShareField::ShareField(const review::RuleInput& input, std::string_view layer,
                       std::string_view param)
    : m_input(input), m_layer(layer), m_percent(rules::stated(input.config, unit_name) &&
                                                input.config.text(unit_name) == percent_name) {
    if (rules::stated(input.config, param)) {
        const std::string& name = input.config.text(param);
        m_column = &input.column(layer, name);
        m_title = field_title(input.layer_config(layer), name);
    }
}

std::optional<double> ShareField::at(std::size_t row) const {
    const CellNumber cell = m_column != nullptr ? number_at(*m_column, row) : CellNumber{};
    if (!cell.value || *cell.value > (m_percent ? percent : 1.0)) {
        return std::nullopt;
    }
    return m_percent ? *cell.value / percent : *cell.value;
}

review::Finding ShareField::finding(std::size_t row) const {
    const CellNumber cell = number_at(*m_column, row);
    const review::Subject subject = m_input.subject(m_layer, row);
    if (cell.missing()) {
        return m_input.finding("PP-0501", subject, {{"field", m_title}});
    }
    if (!cell.value) {
        return no_number(m_input, subject, m_title, cell);
    }
    return m_input.finding(
        "PP-0575", subject,
        {{"field", m_title},
         {"value", same(number_text(*cell.value))},
         {"unit", m_percent ? BiText{"0 to 100 %", "0 至 100 %"} : BiText{"0 to 1", "0 至 1"}}});
}

void ShareField::check(const plan::RuleConfig& config) {
    if (rules::stated(config, unit_name) && config.text(unit_name) != percent_name &&
        config.text(unit_name) != "share") {
        throw review::ParamError{"share_unit", told("'{}' is '{}'; 'share' or 'percent' is needed",
                                                    unit_name, config.text(unit_name))};
    }
}

} // namespace parkplan::rules
