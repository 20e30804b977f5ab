// SPDX-License-Identifier: MIT
#include "rules/balance_sheet.hpp"

#include "core/number.hpp"
#include "rules/first_level.hpp"
#include "rules/levelled_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parkplan::rules {

using review::TableCell;

TableCell balance_title(const BalanceKey& key, const std::set<std::string>& all) {
    const std::string names = fmt::format("{}", fmt::join(all, " / "));
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

BalanceKey BalanceSheet::key_of(std::size_t row, const LandClasses& classes) const {
    std::string code = classes.code(row).value_or("");
    if (classes.is_known(row)) {
        std::string first{m_scheme ? first_level(*m_scheme, code) : std::string_view{}};
        return {BalanceLine::land_class, std::move(first), std::move(code)};
    }
    return {BalanceLine::unmatched, {}, std::move(code)};
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

BiText BalanceSheet::summary(std::size_t layer, const std::string& basis, int decimals) const {
    const auto ha = [decimals](ExactArea area) {
        return format_fixed(in_unit(area.value(), AreaUnit::hectare), decimals);
    };
    const std::string total = ha(m_totals.at(layer));
    const std::string several = ha(area(layer, {BalanceLine::several, {}}));
    BiText text{fmt::format("{}: {} ha, of it {} ha in several parcels", basis, total, several),
                fmt::format("{} {} 公顷，其中多个图斑重叠 {} 公顷", basis, total, several)};
    if (m_has_boundary) {
        const std::string bare = ha(area(layer, {BalanceLine::uncovered, {}}));
        text.en += fmt::format(", {} ha in none", bare);
        text.zh += fmt::format("，无图斑覆盖 {} 公顷", bare);
    }
    return text;
}

std::vector<ExactArea> BalanceSheet::column(std::size_t layer) const {
    std::vector<ExactArea> areas;
    areas.reserve(m_lines.size());
    for (const auto& [key, line] : m_lines) {
        areas.push_back(line.areas.at(layer));
    }
    return areas;
}

std::vector<review::TableColumn> BalanceSheet::columns(const Columns& wanted) {
    std::vector<review::TableColumn> all{{.id = "code", .title = {"code", "地类编码"}},
                                         {.id = "class", .title = {"class", "地类名称"}}};
    if (wanted.levels) {
        all.push_back({.id = "level", .title = {"level", "层级"}, .unit = {}, .decimals = 0});
    }
    const auto hectares = [&wanted](std::string id, BiText title) {
        return review::TableColumn{.id = std::move(id),
                                   .title = std::move(title),
                                   .unit = "ha",
                                   .decimals = wanted.decimals,
                                   .levelled = true};
    };
    for (std::size_t layer = 0; layer < wanted.layers; ++layer) {
        const bool future = wanted.planned || layer == 1;
        const std::string id = future ? "planned" : "current";
        const BiText title = future ? BiText{"planned", "规划"} : BiText{"as it is", "现状"};
        all.push_back({.id = id + "_m2", .title = title, .unit = "m2"});
        all.push_back(hectares(id + "_ha", title));
        all.push_back({.id = id + "_percent", .title = title, .unit = "%"});
    }
    if (wanted.layers == 2) {
        all.push_back(hectares("change_ha", {"change", "增减"}));
    }
    return all;
}

std::vector<BalanceSheet::Row> BalanceSheet::rows() const {
    const std::vector<std::pair<BalanceKey, Line>> lines{m_lines.begin(), m_lines.end()};
    std::vector<Row> rows;
    for (std::size_t i = 0; i < lines.size();) {
        const std::string group = lines[i].first.first_level;
        std::size_t last = i + 1;
        while (!group.empty() && last < lines.size() && lines[last].first.first_level == group) {
            ++last;
        }
        const bool is_sum = !group.empty() && (last > i + 1 || lines[i].first.code != group);
        if (is_sum) {
            const BiView title = first_level_title(*m_scheme, group);
            rows.push_back(
                {group,
                 BiText{fmt::format("{}, sum", title.en), fmt::format("{}（小计）", title.zh)}, 1,
                 i, last});
        }
        for (; i < last; ++i) {
            const auto& [key, line] = lines[i];
            rows.push_back({key.code, balance_title(key, line.names),
                            group.empty() ? 0
                            : is_sum      ? 2
                                          : 1,
                            i, i + 1});
        }
    }
    rows.push_back({{}, BiText{"total", "合计"}, 0, 0, 0, true});
    return rows;
}

void BalanceSheet::add_rows(const std::vector<TableCell>& head, const AreaStep& step,
                            std::vector<std::vector<TableCell>>& table) const {
    std::vector<std::string> keys;
    for (const auto& [key, line] : m_lines) {
        keys.push_back(fmt::format("{}\n{}", static_cast<int>(key.line), key.code));
    }
    std::array<std::vector<ExactArea>, 2> areas;
    std::array<LevelledColumn, 2> levelled;
    for (std::size_t layer = 0; layer < m_layers; ++layer) {
        areas.at(layer) = column(layer);
        levelled.at(layer) = levelled_column(areas.at(layer), keys, m_totals.at(layer), step);
    }
    for (const Row& row : rows()) {
        std::vector<TableCell>& cells = table.emplace_back(head);
        cells.push_back(row.code.empty() ? TableCell{} : TableCell{row.code});
        cells.push_back(row.name);
        if (m_scheme) {
            cells.push_back(row.level == 0 ? TableCell{}
                                           : TableCell{static_cast<double>(row.level)});
        }
        std::array<double, 2> hectares{};
        for (std::size_t layer = 0; layer < m_layers; ++layer) {
            ExactArea area = row.total ? m_totals.at(layer) : ExactArea{};
            double& sum = hectares.at(layer);
            sum = row.total ? levelled.at(layer).total : 0.0;
            for (std::size_t i = row.first; i < row.last; ++i) {
                area += areas.at(layer)[i];
                sum += levelled.at(layer).values[i];
            }
            sum = round_half_away(sum, step.decimals);
            cells.emplace_back(area.value().value());
            cells.emplace_back(sum);
            cells.push_back(percent_cell(area, m_totals.at(layer)));
        }
        if (m_layers == 2) {
            cells.emplace_back(round_half_away(hectares[1] - hectares[0], step.decimals));
        }
    }
}

} // namespace parkplan::rules
