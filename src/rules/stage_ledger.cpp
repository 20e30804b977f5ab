// SPDX-License-Identifier: MIT
#include "rules/stage_ledger.hpp"

#include "core/number.hpp"
#include "rules/levelled_column.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

namespace parkplan::rules {

using review::TableCell;

Stages::Stages(const review::RuleInput& input) : m_values(input, "layer", "stage", "stages") {
    const std::size_t rows = input.layer("layer").layer.size();
    m_lines.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t no_name = m_values.size() + (m_values.value(row) ? 0U : 1U);
        m_lines.push_back(m_values.place(row).value_or(no_name));
    }
}

BiText Stages::title(std::size_t line) const {
    if (is_listed(line)) {
        return same(name(line));
    }
    return line == m_values.size() ? BiText{"stage not in the list", "阶段不在名单"}
                                   : BiText{"stage not stated", "阶段未填"};
}

std::vector<review::Finding> Stages::findings() {
    std::vector<review::Finding> findings;
    for (std::size_t row = 0; row < m_lines.size(); ++row) {
        if (!is_listed(m_lines[row])) {
            findings.push_back(m_values.finding(row));
        }
    }
    return findings;
}

StageLedger::StageLedger(const review::RuleInput& input, const ParcelGroups& groups,
                         const Stages& stages, const NumberField& values)
    : m_input(input), m_groups(groups), m_stages(stages), m_values(values),
      m_step(table_step(input.config)), m_lines(groups.groups().size(), Lines(stages.lines())),
      m_all(stages.lines()) {
    for (std::size_t row = 0; row < input.layer("layer").layer.size(); ++row) {
        add(row);
    }
}

void StageLedger::add(std::size_t row) {
    const std::span<const ParcelPart> parts = m_groups.parts(row);
    if (parts.empty()) {
        return;
    }
    const std::size_t line = m_stages.line_of(row);
    const std::optional<ExactNumber> value =
        m_values.stated() ? m_values.at(row) : std::optional{ExactNumber{}};
    const std::vector<ExactNumber> shares = shared_out(value.value_or(ExactNumber{}), parts);
    std::set<std::size_t> counted; // several parts of a parcel may lie in one group
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Line& its = m_lines[parts[i].group][line];
        const bool is_new = counted.insert(parts[i].group).second;
        its.parcels += is_new ? 1U : 0U;
        its.without += is_new && !value ? 1U : 0U;
        its.area += parts[i].area;
        its.value += shares[i];
    }
    Line& all = m_all[line];
    ++all.parcels;
    all.without += value ? 0U : 1U;
    all.area += m_groups.whole(row);
    all.value += value.value_or(ExactNumber{});
}

ExactArea StageLedger::area(std::size_t group) const {
    ExactArea sum;
    for (const Line& line : m_lines[group]) {
        sum += line.area;
    }
    return sum;
}

void StageLedger::add_rows(const std::vector<TableCell>& head, const Lines& lines,
                           review::ResultTable& table) const {
    Line total;
    std::vector<ExactArea> areas;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        total.parcels += lines[i].parcels;
        total.area += lines[i].area;
        total.value += lines[i].value;
        total.without += lines[i].without;
        areas.push_back(lines[i].area);
        keys.push_back(fmt::format("{:04}", i));
    }
    const LevelledColumn levelled = levelled_column(areas, keys, total.area, m_step);
    const auto add_row = [&](BiText title, const Line& line, double hectares) {
        std::vector<TableCell>& cells = table.rows.emplace_back(head);
        cells.emplace_back(std::move(title));
        cells.emplace_back(static_cast<double>(line.parcels));
        cells.emplace_back(line.area.value().value());
        cells.emplace_back(hectares);
        cells.push_back(percent_cell(line.area, total.area));
        if (m_values.stated()) {
            cells.push_back(line.without > 0 ? TableCell{} : TableCell{line.value.value()});
            cells.emplace_back(static_cast<double>(line.without));
        }
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (m_stages.is_listed(i) || lines[i].parcels > 0) {
            add_row(m_stages.title(i), lines[i], levelled.values[i]);
        }
    }
    add_row({"total", "合计"}, total, levelled.total);
}

void StageLedger::add_unknown(const ParcelGroup& group, review::ResultTable& table) {
    std::vector<TableCell>& cells = table.rows.emplace_back(group.head);
    cells.emplace_back(BiText{"total", "合计"});
    cells.resize(table.columns.size());
}

review::ResultTable StageLedger::table() const {
    review::ResultTable table =
        table_of(m_input, "stages", {"Land by stage of development", "用地开发阶段台账"});
    table.columns = m_groups.columns();
    table.columns.push_back({.id = "stage", .title = {"stage", "阶段"}});
    table.columns.push_back({.id = "parcels", .title = {"parcels", "地块数"}, .decimals = 0});
    table.columns.push_back({.id = "area_m2", .title = {"area", "面积"}, .unit = "m2"});
    table.columns.push_back({.id = "area_ha",
                             .title = {"area", "面积"},
                             .unit = "ha",
                             .decimals = m_step.decimals,
                             .levelled = true});
    table.columns.push_back({.id = "percent", .title = {"share", "比例"}, .unit = "%"});
    if (m_values.stated()) {
        table.columns.push_back({.id = "value", .title = m_values.title()});
        table.columns.push_back({.id = "without_value",
                                 .title = {"parcels without a value", "未填数值的地块数"},
                                 .decimals = 0});
    }
    const std::span<const ParcelGroup> groups = m_groups.groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (m_groups.why_unknown(i)) {
            add_unknown(groups[i], table);
        } else if (groups[i].judged() || area(i) > ExactArea{}) {
            add_rows(groups[i].head, m_lines[i], table);
        }
    }
    if (groups.size() > 1) {
        add_rows(m_groups.head_of_all(), m_all, table);
    }
    table.note = note();
    return table;
}

BiText StageLedger::note() const {
    BiText note = method_title(m_groups.measurer().piece_method());
    note.en += "; every parcel counts in full, also where parcels overlap";
    note.zh += "；地块逐一计入，相互重叠时不扣除";
    if (m_input.config.params.contains("zones")) {
        note.en += "; a parcel in several zones counts in the number of each, and once in the "
                   "total";
        note.zh += "；跨分区的地块在各分区分别计数，合计只计一次";
    }
    if (const std::size_t lost = m_groups.unusable(); lost > 0) {
        note.en += fmt::format("; {} parcels cannot be used and are in no line", lost);
        note.zh += fmt::format("；{} 个地块无法使用，未计入", lost);
    }
    return note;
}

BiText StageLedger::summary(std::size_t group) const {
    const ExactArea total = area(group);
    const std::string all =
        format_fixed(in_unit(total.value(), AreaUnit::hectare), m_step.decimals);
    BiText text{fmt::format("{} ha", all), fmt::format("{} 公顷", all)};
    for (std::size_t i = 0; i < m_stages.lines(); ++i) {
        const Line& line = m_lines[group][i];
        if (line.parcels == 0) {
            continue;
        }
        const std::string figure =
            format_fixed(in_unit(line.area.value(), AreaUnit::hectare), m_step.decimals);
        const BiText title = m_stages.title(i);
        text.en += fmt::format(", {} {}", title.en, figure);
        text.zh += fmt::format("，{} {}", title.zh, figure);
    }
    return text;
}

} // namespace parkplan::rules
