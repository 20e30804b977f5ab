// SPDX-License-Identifier: MIT
#include "rules/lease_table.hpp"

#include "core/date.hpp"
#include "rules/results.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace parkplan::rules {
namespace {

BiText title_of(LeaseLine line, const LeaseTable::Asked& asked) {
    switch (line) {
    case LeaseLine::counted:
        return {"with a term", "有年限（计入）"};
    case LeaseLine::not_leased:
        return {"without a term (not counted)", "无年限（不计入）"};
    case LeaseLine::unknown:
        return {"not stated whether", "是否有年限未填"};
    case LeaseLine::ends: {
        const std::string date = asked.ends_before ? day_text(*asked.ends_before) : std::string{};
        return {fmt::format("of those counted: end before {}", date),
                fmt::format("计入中：早于 {} 届满", date)};
    }
    case LeaseLine::above:
        return {"of those counted: above the limit", "计入中：超过上限"};
    case LeaseLine::differs:
        return {"of those counted: dates do not agree", "计入中：起止日期与年限不一致"};
    case LeaseLine::missing:
        break;
    }
    return {"of those counted: something is missing", "计入中：缺少日期、年限或上限"};
}

bool is_asked(LeaseLine line, const LeaseTable::Asked& asked) {
    switch (line) {
    case LeaseLine::ends:
        return asked.ends_before.has_value();
    case LeaseLine::above:
        return asked.limit;
    case LeaseLine::differs:
        return asked.dates;
    default:
        return true;
    }
}

} // namespace

void LeaseTable::add_row(BiText title, const ParcelSum& sum, review::ResultTable& table) const {
    table.rows.push_back({std::move(title), static_cast<double>(sum.parcels)});
    if (m_areas.stated()) {
        table.rows.back().push_back(sum.cell());
    }
}

review::ResultTable LeaseTable::table(const Asked& asked) const {
    review::ResultTable table = table_of(m_input, "leases", {"Terms of land", "土地使用年限情况"});
    table.columns = {{.id = "line", .title = {"parcels", "情形"}},
                     {.id = "parcels", .title = {"number", "地块数"}, .decimals = 0}};
    if (m_areas.stated()) {
        table.columns.push_back({.id = "area_m2", .title = {"area", "面积"}, .unit = "m2"});
    }
    ParcelSum total;
    for (std::size_t i = 0; i < line_count; ++i) {
        const LeaseLine line{static_cast<std::uint8_t>(i)};
        if (line <= LeaseLine::unknown) {
            total += m_lines.at(i);
        }
        if (line == LeaseLine::ends) {
            add_row({"total", "合计"}, total, table);
        }
        if (is_asked(line, asked)) {
            add_row(title_of(line, asked), m_lines.at(i), table);
        }
    }
    table.note = {"a parcel may stand in several lines below the total",
                  "合计行以下各行为其中项，同一地块可能重复列出"};
    return table;
}

} // namespace parkplan::rules
