// SPDX-License-Identifier: MIT
#include "rules/balance_sheet.hpp"

#include "rules/levelled_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parkplan::rules {

using review::TableCell;

BalanceKey BalanceSheet::key_of(std::size_t row, const LandClasses& classes) {
    std::string code = classes.code(row).value_or("");
    if (classes.is_known(row)) {
        return {BalanceLine::land_class, std::move(code)};
    }
    return {BalanceLine::unmatched, std::move(code)};
}

void BalanceSheet::add(std::size_t layer, const ZoneLand& land, const overlay::LandFaces& faces,
                       const LandClasses& classes) {
    std::map<BalanceKey, ExactArea> areas{{{BalanceLine::several, {}}, {}}};
    if (m_has_boundary) {
        areas[{BalanceLine::uncovered, {}}] = land.uncovered;
    }
    for (const LandPiece& piece : land.pieces) {
        const std::vector<std::uint32_t>& rows = faces.rows[piece.face];
        const BalanceKey key =
            rows.size() > 1 ? BalanceKey{BalanceLine::several, {}} : key_of(rows.front(), classes);
        areas[key] += piece.area;
        if (const auto name = classes.class_name(rows.front()); name && rows.size() == 1) {
            m_lines[key].names.insert(*name);
        }
    }
    // The first of the largest in the order of the lines.
    const auto largest = std::ranges::max_element(
        areas, [](const auto& a, const auto& b) { return a.second < b.second; });
    largest->second += land.rounding;
    m_rounding += land.rounding < ExactArea{} ? ExactArea{} - land.rounding : land.rounding;
    m_totals.at(layer) += land.whole;
    for (const auto& [key, area] : areas) {
        m_lines[key].areas.at(layer) += area;
    }
}

ExactArea BalanceSheet::area(std::size_t layer, const BalanceKey& key) const {
    const auto found = m_lines.find(key);
    return found == m_lines.end() ? ExactArea{} : found->second.areas.at(layer);
}

std::vector<ExactArea> BalanceSheet::column(std::size_t layer) const {
    std::vector<ExactArea> areas;
    areas.reserve(m_lines.size());
    for (const auto& [key, line] : m_lines) {
        areas.push_back(line.areas.at(layer));
    }
    return areas;
}

TableCell BalanceSheet::name_cell(const BalanceKey& key, const Line& line) {
    const std::string names = fmt::format("{}", fmt::join(line.names, " / "));
    switch (key.line) {
    case BalanceLine::unmatched: {
        const bool has_code = !key.code.empty();
        const std::string_view en = has_code ? "not of the classification" : "no code";
        const std::string_view zh = has_code ? "与所声明的分类不符" : "无编码";
        return names.empty()
                   ? BiText{std::string{en}, std::string{zh}}
                   : BiText{fmt::format("{}, {}", names, en), fmt::format("{}（{}）", names, zh)};
    }
    case BalanceLine::land_class:
        return names.empty() ? TableCell{} : TableCell{names};
    case BalanceLine::several:
        return BiText{"in several parcels", "多个图斑重叠"};
    case BalanceLine::uncovered:
        break;
    }
    return BiText{"in no parcel", "无图斑覆盖"};
}

std::vector<review::TableColumn> BalanceSheet::columns(std::size_t layers, bool planned,
                                                       int decimals) {
    std::vector<review::TableColumn> all{{.id = "code", .title = {"code", "地类编码"}},
                                         {.id = "class", .title = {"class", "地类名称"}}};
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const bool future = planned || layer == 1;
        const std::string id = future ? "planned" : "current";
        const BiText title = future ? BiText{"planned", "规划"} : BiText{"as it is", "现状"};
        all.push_back({.id = id + "_m2", .title = title, .unit = "m2"});
        all.push_back({.id = id + "_ha",
                       .title = title,
                       .unit = "ha",
                       .decimals = decimals,
                       .levelled = true});
        all.push_back({.id = id + "_percent", .title = title, .unit = "%"});
    }
    if (layers == 2) {
        all.push_back({.id = "change_ha",
                       .title = {"change", "增减"},
                       .unit = "ha",
                       .decimals = decimals,
                       .levelled = true});
    }
    return all;
}

void BalanceSheet::add_rows(const std::vector<TableCell>& head, const AreaStep& step,
                            std::vector<std::vector<TableCell>>& rows) const {
    std::vector<std::string> keys;
    const std::size_t first = rows.size();
    for (const auto& [key, line] : m_lines) {
        keys.push_back(fmt::format("{}\n{}", static_cast<int>(key.line), key.code));
        std::vector<TableCell>& row = rows.emplace_back(head);
        row.push_back(key.code.empty() ? TableCell{} : TableCell{key.code});
        row.push_back(name_cell(key, line));
    }
    std::vector<TableCell>& total = rows.emplace_back(head);
    total.emplace_back();
    total.emplace_back(BiText{"total", "合计"});
    std::vector<LevelledColumn> levelled;
    for (std::size_t layer = 0; layer < m_layers; ++layer) {
        const std::vector<ExactArea> areas = column(layer);
        const ExactArea whole = m_totals.at(layer);
        const LevelledColumn& ha = levelled.emplace_back(levelled_column(areas, keys, whole, step));
        for (std::size_t i = 0; i <= areas.size(); ++i) {
            const ExactArea area = i < areas.size() ? areas[i] : whole;
            std::vector<TableCell>& row = rows[first + i];
            row.emplace_back(area.value().value());
            row.emplace_back(i < areas.size() ? ha.values[i] : ha.total);
            row.push_back(percent_cell(area, whole));
        }
    }
    for (std::size_t i = 0; m_layers == 2 && i <= keys.size(); ++i) {
        const auto value = [i](const LevelledColumn& column) {
            return i < column.values.size() ? column.values[i] : column.total;
        };
        rows[first + i].emplace_back(
            round_half_away(value(levelled[1]) - value(levelled[0]), step.decimals));
    }
}

} // namespace parkplan::rules
