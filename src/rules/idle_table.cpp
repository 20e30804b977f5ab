// SPDX-License-Identifier: MIT
#include "rules/idle_table.hpp"

#include "core/date.hpp"
#include "rules/levelled_column.hpp"
#include "rules/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace parkplan::rules {
namespace {

using review::TableCell;

TableCell day_cell(const std::optional<Day>& day) {
    return day ? TableCell{day_text(*day)} : TableCell{};
}

bool is_over(IdleState state) {
    return state == IdleState::idle || state == IdleState::unfinished;
}

} // namespace

BiText title_of(IdleState state) {
    switch (state) {
    case IdleState::not_supplied:
        return {"not supplied", "未供地"};
    case IdleState::within_start:
        return {"supplied, start not due", "已供未开工（期限内）"};
    case IdleState::idle:
        return {"not started in time", "供地后逾期未开工（疑似闲置）"};
    case IdleState::within_finish:
        return {"started, completion not due", "在建（期限内）"};
    case IdleState::unfinished:
        return {"not finished in time", "开工后逾期未竣工（用而未尽）"};
    case IdleState::finished:
        return {"finished", "已竣工"};
    case IdleState::unknown:
        break;
    }
    return {"dates missing or wrong", "日期缺失或有误"};
}

IdleTables::IdleTables(const review::RuleInput& input) : m_input(input), m_areas(input) {}

void IdleTables::add(std::size_t row, const IdleDates& dates, const IdleJudgement& judgement) {
    m_states.at(static_cast<std::size_t>(judgement.state)).add(m_areas.of(row));
    if (is_over(judgement.state)) {
        m_listed.push_back({row, dates, judgement});
    }
}

std::vector<IdleTables::Listed> IdleTables::sorted() const {
    std::vector<std::pair<std::tuple<IdleState, std::int64_t, std::string>, std::size_t>> order;
    for (std::size_t i = 0; i < m_listed.size(); ++i) {
        const Listed& one = m_listed[i];
        order.push_back(
            {{one.judgement.state, -one.judgement.days_over, m_input.subject("layer", one.row).key},
             i});
    }
    std::ranges::sort(order);
    std::vector<Listed> listed;
    listed.reserve(order.size());
    for (const auto& [key, i] : order) {
        listed.push_back(m_listed[i]);
    }
    return listed;
}

std::vector<review::TableColumn> IdleTables::columns(bool has_names) const {
    std::vector<review::TableColumn> columns{{.id = "key", .title = {"parcel", "地块"}}};
    if (has_names) {
        columns.push_back({.id = "name", .title = {"name", "名称"}});
    }
    columns.push_back({.id = "state", .title = {"what is found", "情形"}});
    columns.push_back({.id = "supplied", .title = {"supplied", "供地日期"}});
    columns.push_back({.id = "started", .title = {"started", "开工日期"}});
    columns.push_back({.id = "due", .title = {"due", "应开工或竣工日期"}});
    columns.push_back({.id = "days_over", .title = {"days over", "逾期天数"}, .decimals = 0});
    if (m_areas.stated()) {
        columns.push_back({.id = "area_m2", .title = {"area", "面积"}, .unit = "m2"});
    }
    return columns;
}

review::ResultTable IdleTables::parcels() const {
    review::ResultTable table =
        table_of(m_input, "idle", {"Parcels beyond their periods", "逾期地块（提请核查）"});
    const bool has_names = std::ranges::any_of(m_listed, [this](const Listed& one) {
        return !m_input.subject("layer", one.row).name.empty();
    });
    table.columns = columns(has_names);
    ParcelSum total;
    for (const Listed& one : sorted()) {
        const review::Subject subject = m_input.subject("layer", one.row);
        ParcelSum its;
        its.add(m_areas.of(one.row));
        total += its;
        std::vector<TableCell>& cells = table.rows.emplace_back();
        cells.emplace_back(subject.key);
        if (has_names) {
            cells.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
        }
        cells.emplace_back(title_of(one.judgement.state));
        cells.push_back(day_cell(one.dates.supplied));
        cells.push_back(day_cell(one.dates.started));
        cells.push_back(day_cell(one.judgement.due));
        cells.emplace_back(static_cast<double>(one.judgement.days_over));
        if (m_areas.stated()) {
            cells.push_back(its.cell());
        }
    }
    std::vector<TableCell>& cells = table.rows.emplace_back(table.columns.size());
    cells.front() = BiText{"total", "合计"};
    cells[has_names ? 2 : 1] =
        BiText{fmt::format("{} parcels", total.parcels), fmt::format("{} 个地块", total.parcels)};
    if (m_areas.stated()) {
        cells.back() = total.cell();
    }
    table.note = {"periods are those of the plan file, contracts may differ: for checking, this "
                  "is no legal finding of idle land",
                  "期限由方案文件给定，合同约定可能不同；提请核查，不作为闲置土地认定"};
    return table;
}

review::ResultTable IdleTables::states(Day as_of) const {
    const AreaStep step;
    review::ResultTable table =
        table_of(m_input, "idle_states", {"Parcels by what became of them", "供地后开发利用情况"});
    table.columns = {{.id = "state", .title = {"state", "情形"}},
                     {.id = "parcels", .title = {"parcels", "地块数"}, .decimals = 0}};
    if (m_areas.stated()) {
        table.columns.push_back({.id = "area_m2", .title = {"area", "面积"}, .unit = "m2"});
        table.columns.push_back(
            {.id = "area_ha", .title = {"area", "面积"}, .unit = "ha", .levelled = true});
    }
    std::vector<std::pair<BiText, ParcelSum>> lines;
    for (std::size_t i = 0; i < idle_state_count; ++i) {
        lines.emplace_back(title_of(IdleState{static_cast<std::uint8_t>(i)}), m_states.at(i));
    }
    lines.emplace_back(BiText{"not chosen (not counted)", "未选取（不计入）"}, m_uncounted);
    ParcelSum total;
    std::vector<ExactArea> areas;
    std::vector<std::string> keys;
    for (const auto& [title, sum] : lines) {
        total += sum;
        keys.push_back(fmt::format("{}", areas.size()));
        areas.push_back(sum.area);
    }
    const LevelledColumn levelled = levelled_column(areas, keys, total.area, step);
    const auto add_row = [&](const BiText& title, const ParcelSum& sum, double hectares) {
        table.rows.push_back({title, static_cast<double>(sum.parcels)});
        if (m_areas.stated()) {
            table.rows.back().push_back(sum.cell());
            table.rows.back().push_back(sum.without > 0 ? TableCell{} : TableCell{hectares});
        }
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        add_row(lines[i].first, lines[i].second, levelled.values[i]);
    }
    add_row({"total", "合计"}, total, levelled.total);
    table.note = {fmt::format("as of {}", day_text(as_of)),
                  fmt::format("基准日 {}", day_text(as_of))};
    return table;
}

} // namespace parkplan::rules
