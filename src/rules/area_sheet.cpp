// SPDX-License-Identifier: MIT
#include "rules/area_sheet.hpp"

#include "core/levelling.hpp"
#include "rules/judged_area.hpp"
#include "rules/landuse.hpp"
#include "rules/levelled_column.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using review::TableCell;
using review::TableColumn;

constexpr std::string_view park_role = "park";
constexpr AreaStep hectare_step{AreaUnit::hectare, 4};

TableCell cell_of(const std::optional<SquareMetres>& area) {
    return area ? TableCell{area->value()} : TableCell{};
}

TableColumn area_column(AreaMethod method) {
    return {.id = fmt::format("{}_m2", parkplan::name_of(method)),
            .title = method_title(method),
            .unit = "m2"};
}

} // namespace

TableColumn limit_column() {
    return {.id = "limit_m2", .title = {"limit", "面积下限"}, .unit = "m2"};
}

TableColumn margin_column() {
    return {.id = "margin_m2", .title = {"margin", "余量"}, .unit = "m2"};
}

std::vector<TableColumn> land_columns() {
    std::vector<TableColumn> columns;
    for (const Reading reading : {Reading::narrow, Reading::middle, Reading::wide}) {
        const BiView title = title_of(reading);
        columns.push_back({.id = fmt::format("land_{}_m2", title.en),
                           .title = {fmt::format("land for industries, {}", title.en),
                                     fmt::format("产业用地（{}口径）", title.zh)},
                           .unit = "m2"});
    }
    columns.push_back({.id = "unknown_m2", .title = {"class not known", "地类不明"}, .unit = "m2"});
    columns.push_back(limit_column());
    return columns;
}

std::vector<TableColumn> declared_columns() {
    return {{.id = "declared", .title = {"declared", "申报面积"}},
            {.id = "declared_m2", .title = {"declared", "申报面积"}, .unit = "m2"},
            {.id = "difference_m2", .title = {"difference", "面积差"}, .unit = "m2"}};
}

AreaSheet::AreaSheet(const review::RuleInput& input, std::vector<TableColumn> compared)
    : m_input(input), m_loaded(input.layer("layer")), m_compared(std::move(compared)),
      m_table(table_of(input, "area_sheet",
                       {fmt::format("Areas reviewed: {}", input.layer_title("layer").en),
                        fmt::format("面积复核：{}", input.layer_title("layer").zh)})) {
    m_has_parks = input.layer_config("layer").fields.contains(std::string{park_role});
    for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
        m_has_names |= !input.subject("layer", row).name.empty();
        m_has_sigma |= m_loaded.measures[row].sigma.has_value();
    }
    m_table.own_file = true;
    m_table.columns = columns();
}

std::vector<TableColumn> AreaSheet::columns() const {
    std::vector<TableColumn> columns{{.id = "key", .title = {"key", "编号"}}};
    if (m_has_names) {
        columns.push_back({.id = "name", .title = {"name", "名称"}});
    }
    if (m_has_parks) {
        columns.push_back({.id = "park", .title = {"park", "所属分园"}});
    }
    columns.push_back({.id = "area_ha",
                       .title = {"area of record", "采用口径面积"},
                       .unit = "ha",
                       .decimals = hectare_step.decimals,
                       .levelled = true});
    for (const AreaMethod method : all_area_methods) {
        columns.push_back(area_column(method));
    }
    if (m_has_sigma) {
        columns.push_back(
            {.id = "sigma_m2", .title = {"standard uncertainty", "面积中误差"}, .unit = "m2"});
    }
    columns.insert(columns.end(), m_compared.begin(), m_compared.end());
    columns.push_back({.id = "outcome", .title = {"outcome", "复核结论"}});
    return columns;
}

void AreaSheet::add_heads(std::size_t row, std::vector<TableCell>& cells) const {
    review::Subject subject = m_input.subject("layer", row);
    cells.emplace_back(std::move(subject.key));
    if (m_has_names) {
        cells.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
    }
    if (m_has_parks) {
        const auto park = value_of(m_input.column("layer", park_role), row);
        cells.push_back(park ? TableCell{*park} : TableCell{});
    }
}

void AreaSheet::add_areas(std::size_t row, std::vector<TableCell>& cells) {
    const measure::FeatureMeasures& measures = m_loaded.measures[row];
    for (const AreaMethod method : all_area_methods) {
        const std::optional<SquareMetres> area = area_by(method, measures);
        Sum& sum = m_sums.at(index_of(method));
        sum.complete &= area.has_value() || !m_loaded.usable(row);
        sum.area += area ? ExactArea{*area} : ExactArea{};
        cells.push_back(cell_of(area));
    }
    if (m_has_sigma) {
        cells.push_back(cell_of(measures.sigma));
    }
}

void AreaSheet::add(std::size_t row, review::Outcome outcome, std::vector<TableCell> cells) {
    std::vector<TableCell> all;
    add_heads(row, all);
    all.emplace_back(); // hectares: once the total is known
    const RecordArea record = area_of_record(m_input, m_loaded, row);
    m_record.push_back(record.value ? std::optional{ExactArea{*record.value}} : std::nullopt);
    add_areas(row, all);
    cells.resize(m_compared.size());
    all.insert(all.end(), cells.begin(), cells.end());
    const BiView title = review::title_of(outcome);
    all.emplace_back(BiText{std::string{title.en}, std::string{title.zh}});
    m_table.rows.push_back(std::move(all));
}

void AreaSheet::add_totals() {
    std::vector<ExactArea> areas; // of those that have one
    std::vector<std::string> keys;
    ExactArea total;
    for (std::size_t row = 0; row < m_record.size(); ++row) {
        if (m_record[row]) {
            areas.push_back(*m_record[row]);
            keys.push_back(std::get<std::string>(m_table.rows[row].front()));
            total += areas.back();
        }
    }
    const LevelledColumn levelled = levelled_column(areas, keys, total, hectare_step);
    const std::size_t at = m_has_names + m_has_parks + std::size_t{1};
    std::size_t next = 0;
    for (std::size_t row = 0; row < m_record.size(); ++row) {
        if (m_record[row]) {
            m_table.rows[row][at] = levelled.values[next++];
        }
    }
    std::vector<TableCell> sums{BiText{"total", "合计"}};
    sums.resize(at);
    sums.push_back(areas.empty() ? TableCell{} : TableCell{levelled.total});
    for (const Sum& sum : m_sums) {
        sums.push_back(sum.complete && !areas.empty() ? cell_of(sum.area.value()) : TableCell{});
    }
    sums.resize(m_table.columns.size());
    m_table.rows.push_back(std::move(sums));
}

review::ResultTable AreaSheet::table() && {
    add_totals();
    const BiText method = method_title(m_input.plan.method);
    m_table.note = {fmt::format("method of record: {}", method.en),
                    fmt::format("采用口径：{}", method.zh)};
    const auto without = std::ranges::count(m_record, std::optional<ExactArea>{});
    if (without > 0) {
        m_table.note.en +=
            fmt::format("; {} features have no area of record and are in no total", without);
        m_table.note.zh += fmt::format("；{} 个要素没有采用口径的面积，未计入合计", without);
    }
    return std::move(m_table);
}

} // namespace parkplan::rules
