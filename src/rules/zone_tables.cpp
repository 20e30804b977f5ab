// SPDX-License-Identifier: MIT
#include "rules/zone_tables.hpp"

#include "core/number.hpp"
#include "rules/levelled_column.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace parkplan::rules {

using review::ResultTable;
using review::TableCell;

namespace {

const BiText in_several{"in several zones", "多个分区重叠"};
const BiText in_none{"in no zone", "未入组团"};
const BiText total_title{"total", "合计"};

/// Rows from which on the table of land use has a file of its own.
constexpr std::size_t most_rows = 60;

/// The zones that a line of land lies in: numbers in the register.
std::set<std::size_t> zones_of(const ZoneLandUse::Line& line, const ZoneRegister& zones) {
    std::set<std::size_t> all;
    for (const std::uint32_t row : line.rows) {
        all.insert(zones.zone_of(row));
    }
    return all;
}

/// An area of so many steps.
ExactArea area_of(std::int64_t steps, const AreaStep& step) {
    return ExactArea{SquareMetres{step.area().value().value() * static_cast<double>(steps)}};
}

} // namespace

void ZoneTables::Sum::add(const ZoneLandUse::Line& line, std::int64_t its_steps) {
    area += line.area;
    steps += its_steps;
    outside += line.outside;
    for (const auto& [key, of_class] : line.classes) {
        classes[key] += of_class;
    }
}

ZoneTables::ZoneTables(const review::RuleInput& input, const ZoneRegister& zones,
                       const ZoneLandUse& land)
    : m_input(input), m_register(zones), m_land(land), m_step(table_step(input.config)) {
    if (stated(input.config, "schemes")) {
        m_schemes = input.config.list("schemes");
    }
    sum_up();
}

void ZoneTables::sum_up() {
    std::vector<ExactArea> areas;
    std::vector<std::string> keys;
    for (const ZoneLandUse::Line& line : m_land.lines()) {
        areas.push_back(line.area);
        keys.push_back(line.key);
    }
    m_steps = level_areas(areas, keys, m_land.total(), m_step).steps;
    m_zones.resize(m_register.zones().size());
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const ZoneLandUse::Line& line = m_land.lines()[i];
        const std::set<std::size_t> in = zones_of(line, m_register);
        Sum& sum = in.empty() ? m_none : in.size() > 1 ? m_several : m_zones[*in.begin()];
        sum.add(line, m_steps[i]);
        m_total.add(line, m_steps[i]);
    }
}

/// The zones of a scheme that features are assigned to, each once; "" for one without any.
std::vector<std::string> ZoneTables::schemes_of(const std::vector<std::uint32_t>& rows,
                                                const std::string& field) const {
    const layer::AttributeColumn& column = m_input.column("zones", field);
    std::vector<std::string> all;
    all.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        all.push_back(value_of(column, row).value_or(std::string{}));
    }
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

ZoneTables::SchemeKey ZoneTables::key_of(const ZoneLandUse::Line& line,
                                         const std::string& field) const {
    using Kind = SchemeKey::Kind;
    const std::vector<std::string> all = schemes_of(line.rows, field);
    if (all.size() != 1) {
        return {all.empty() ? Kind::none : Kind::several};
    }
    if (all.front().empty()) {
        return {Kind::not_stated};
    }
    const bool ambiguous = std::ranges::any_of(
        line.rows, [this](std::uint32_t row) { return m_register.is_ambiguous(row); });
    return {Kind::zone, all.front(),
            ambiguous ? SchemeKey::Mark::ambiguous : SchemeKey::Mark::none};
}

ZoneTables::Row ZoneTables::head_of(const ZoneRegister::Zone& zone) const {
    Row row{zone.name};
    for (const std::string& field : m_schemes) {
        std::vector<std::string> names = schemes_of(zone.rows, field);
        std::erase(names, "");
        const std::string text = fmt::format("{}", fmt::join(names, " / "));
        row.push_back(text.empty() ? TableCell{} : TableCell{text});
    }
    if (stated(m_input.config, "ambiguous")) {
        const bool marked = std::ranges::any_of(
            zone.rows, [this](std::uint32_t one) { return m_register.is_ambiguous(one); });
        row.push_back(marked ? TableCell{BiText{"ambiguous", "存疑"}} : TableCell{});
    }
    return row;
}

ZoneTables::Row ZoneTables::head_of(BiText title) const {
    Row row{std::move(title)};
    row.resize(1 + m_schemes.size() + (stated(m_input.config, "ambiguous") ? 1U : 0U));
    return row;
}

void ZoneTables::add_head_columns(ResultTable& table) const {
    table.columns.push_back({.id = "zone", .title = {"zone", "分区"}});
    for (const std::string& field : m_schemes) {
        const std::string name = m_input.layer_config("zones").field(field);
        table.columns.push_back(
            {.id = "scheme_" + name, .title = field_title(m_input.layer_config("zones"), field)});
    }
    if (stated(m_input.config, "ambiguous")) {
        table.columns.push_back({.id = "ambiguous", .title = {"assignment", "归属"}});
    }
}

void ZoneTables::add_area_columns(ResultTable& table, BiText percent_title) const {
    table.columns.push_back({.id = "area_m2", .title = {"area", "面积"}, .unit = "m2"});
    table.columns.push_back({.id = "area_ha",
                             .title = {"area", "面积"},
                             .unit = "ha",
                             .decimals = m_step.decimals,
                             .levelled = true});
    table.columns.push_back(
        {.id = "share_percent", .title = std::move(percent_title), .unit = "%"});
}

void ZoneTables::add_area(const Sum& sum, ExactArea whole, Row& row) const {
    row.emplace_back(sum.area.value().value());
    row.emplace_back(m_step.in_unit(sum.steps));
    row.push_back(percent_cell(sum.area, whole));
}

ResultTable ZoneTables::zones() const {
    ResultTable table = table_of(m_input, "zones", {"Land by zone", "各分区面积"});
    add_head_columns(table);
    add_area_columns(table, {"of the boundary", "占范围"});
    table.columns.push_back(
        {.id = "outside_m2", .title = {"outside the boundary", "范围外"}, .unit = "m2"});
    const auto add = [&](Row row, const Sum& sum) {
        add_area(sum, m_total.area, row);
        row.emplace_back(sum.outside.value().value());
        table.rows.push_back(std::move(row));
    };
    for (std::size_t zone = 0; zone < m_zones.size(); ++zone) {
        const ZoneRegister::Zone& its = m_register.zones()[zone];
        const bool known = std::ranges::any_of(
            its.rows, [&](std::uint32_t row) { return m_input.layer("zones").usable(row); });
        if (known) {
            add(head_of(its), m_zones[zone]);
        } else { // of it nothing is known
            table.rows.push_back(head_of(its));
            table.rows.back().resize(table.columns.size());
        }
    }
    add(head_of(in_several), m_several);
    Row none = head_of(in_none);
    add_area(m_none, m_total.area, none);
    none.emplace_back();
    table.rows.push_back(std::move(none));
    add(head_of(total_title), m_total);
    return table;
}

ResultTable ZoneTables::schemes() const {
    ResultTable table =
        table_of(m_input, "schemes", {"Land by zone of each scheme", "各方案分区面积"});
    table.columns.push_back({.id = "scheme", .title = {"scheme", "方案"}});
    table.columns.push_back({.id = "zone", .title = {"zone", "方案分区"}});
    add_area_columns(table, {"of the boundary", "占范围"});
    for (const std::string& field : m_schemes) {
        std::map<SchemeKey, Sum> sums{{{SchemeKey::Kind::several}, {}},
                                      {{SchemeKey::Kind::none}, {}}};
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            sums[key_of(m_land.lines()[i], field)].add(m_land.lines()[i], m_steps[i]);
        }
        const BiText scheme = field_title(m_input.layer_config("zones"), field);
        const auto add = [&](TableCell zone, const Sum& sum) {
            Row row{scheme, std::move(zone)};
            add_area(sum, m_total.area, row);
            table.rows.push_back(std::move(row));
        };
        for (const auto& [key, sum] : sums) {
            switch (key.kind) {
            case SchemeKey::Kind::zone:
                add(key.mark == SchemeKey::Mark::ambiguous
                        ? TableCell{BiText{key.zone + " (ambiguous)", key.zone + "（存疑）"}}
                        : TableCell{key.zone},
                    sum);
                break;
            case SchemeKey::Kind::not_stated:
                add(BiText{"not assigned", "未注明归属"}, sum);
                break;
            case SchemeKey::Kind::several:
                add(in_several, sum);
                break;
            case SchemeKey::Kind::none:
                add(in_none, sum);
                break;
            }
        }
        add(total_title, m_total);
    }
    return table;
}

void ZoneTables::add_classes(const Row& head, const Sum& sum, ResultTable& table,
                             std::map<BalanceKey, Sum>& by_class) const {
    std::vector<ExactArea> areas;
    std::vector<std::string> keys;
    for (const auto& [key, area] : sum.classes) {
        areas.push_back(area);
        keys.push_back(fmt::format("{}\n{}", static_cast<int>(key.line), key.code));
    }
    const std::vector<std::int64_t> steps =
        level_areas(areas, keys, area_of(sum.steps, m_step), m_step).steps;
    std::size_t place = 0;
    for (const auto& [key, area] : sum.classes) {
        Sum of_class;
        of_class.area = area;
        of_class.steps = steps[place++];
        by_class[key].area += area;
        by_class[key].steps += of_class.steps;
        Row row = head;
        row.push_back(key.code.empty() ? TableCell{} : TableCell{key.code});
        row.push_back(balance_title(key, m_land.names(key)));
        add_area(of_class, sum.area, row);
        table.rows.push_back(std::move(row));
    }
}

ResultTable ZoneTables::land_use() const {
    ResultTable table =
        table_of(m_input, "zone_land_use", {"Land by zone and class", "各分区分地类面积"});
    add_head_columns(table);
    table.columns.push_back({.id = "code", .title = {"code", "地类编码"}});
    table.columns.push_back({.id = "class", .title = {"class", "地类名称"}});
    add_area_columns(table, {"of the zone", "占分区"});
    std::map<BalanceKey, Sum> by_class;
    for (std::size_t zone = 0; zone < m_zones.size(); ++zone) {
        add_classes(head_of(m_register.zones()[zone]), m_zones[zone], table, by_class);
    }
    add_classes(head_of(in_several), m_several, table, by_class);
    add_classes(head_of(in_none), m_none, table, by_class);
    for (const auto& [key, sum] : by_class) {
        Row row = head_of(total_title);
        row.push_back(key.code.empty() ? TableCell{} : TableCell{key.code});
        row.push_back(balance_title(key, m_land.names(key)));
        add_area(sum, m_total.area, row);
        table.rows.push_back(std::move(row));
    }
    Row row = head_of(total_title);
    row.resize(row.size() + 2);
    row.back() = total_title;
    add_area(m_total, m_total.area, row);
    table.rows.push_back(std::move(row));
    table.own_file = table.rows.size() > most_rows;
    return table;
}

std::string ZoneTables::hectares(std::int64_t steps) const {
    return format_fixed(m_step.in_unit(steps), m_step.decimals);
}

BiText ZoneTables::summary() const {
    const std::string total = hectares(m_total.steps);
    const std::string none = hectares(m_none.steps);
    const std::string several = hectares(m_several.steps);
    const std::string zones = hectares(m_total.steps - m_none.steps - m_several.steps);
    return {fmt::format("{} ha: in one of {} zones {} ha, in several {} ha, in none {} ha", total,
                        m_zones.size(), zones, several, none),
            fmt::format("共 {} 公顷：{} 个分区 {} 公顷，多个分区重叠 {} 公顷，未入组团 {} 公顷",
                        total, m_zones.size(), zones, several, none)};
}

} // namespace parkplan::rules
