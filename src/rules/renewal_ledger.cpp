// SPDX-License-Identifier: MIT
#include "rules/renewal_ledger.hpp"

#include "core/number.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <span>
#include <utility>

namespace parkplan::rules {
namespace {

using review::TableCell;
constexpr std::array<RenewalQuantity, 3> quantities{RenewalQuantity::before, RenewalQuantity::after,
                                                    RenewalQuantity::land};

} // namespace

std::optional<RenewalQuantity> quantity_of(std::string_view name) noexcept {
    return name == "before"  ? std::optional{RenewalQuantity::before}
           : name == "after" ? std::optional{RenewalQuantity::after}
           : name == "land"  ? std::optional{RenewalQuantity::land}
                             : std::nullopt;
}

BiText title_of(RenewalQuantity quantity) {
    switch (quantity) {
    case RenewalQuantity::before:
        return {"floor area before", "更新前建筑面积"};
    case RenewalQuantity::after:
        return {"floor area after", "更新后建筑面积"};
    case RenewalQuantity::land:
        break;
    }
    return {"land", "用地面积"};
}

RenewalLedger::Line& RenewalLedger::Line::operator+=(const Line& other) {
    projects.insert(other.projects.begin(), other.projects.end());
    buildings += other.buildings;
    without += other.without;
    for (const auto member : {&Line::before, &Line::after, &Line::land}) {
        (this->*member).value += (other.*member).value;
        (this->*member).without += (other.*member).without;
    }
    return *this;
}

RenewalLedger::RenewalLedger(const review::RuleInput& input, const RenewalProjects& projects)
    : m_input(input), m_projects(projects), m_groups(input), m_before(input, "layer", "before"),
      m_after(input, "layer", "after"), m_has_land(!input.layer("layer").layer.is_plain_table()),
      m_lines(m_groups.groups().size(), Lines(projects.modes().lines())),
      m_all(projects.modes().lines()) {
    for (std::size_t row = 0; row < input.layer("layer").layer.size(); ++row) {
        if (!projects.naming(row).empty()) {
            add(row);
        }
    }
}

std::optional<ExactNumber> RenewalLedger::value(std::size_t building,
                                                RenewalQuantity quantity) const {
    if (m_projects.is_ambiguous(building)) {
        return std::nullopt;
    }
    switch (quantity) {
    case RenewalQuantity::before:
        return m_before.at(building);
    case RenewalQuantity::after:
        return m_after.at(building);
    case RenewalQuantity::land:
        break;
    }
    return m_input.layer("layer").usable(building)
               ? ExactNumber::of(m_groups.whole(building).value().value())
               : std::nullopt;
}

void RenewalLedger::add_to(Line& line, std::size_t building,
                           const std::optional<ExactNumber>& before,
                           const std::optional<ExactNumber>& after,
                           const std::optional<ExactNumber>& land) const {
    const std::vector<std::size_t>& projects = m_projects.naming(building);
    line.projects.insert(projects.begin(), projects.end());
    ++line.buildings;
    line.without += before && after ? 0U : 1U;
    const auto add_value = [](Sum& sum, const std::optional<ExactNumber>& value) {
        sum.value += value.value_or(ExactNumber{});
        sum.without += value ? 0U : 1U;
    };
    add_value(line.before, before);
    add_value(line.after, after);
    add_value(line.land, land);
}

void RenewalLedger::add(std::size_t building) {
    const std::size_t line = m_projects.line_of(building);
    const std::optional<ExactNumber> before = value(building, RenewalQuantity::before);
    const std::optional<ExactNumber> after = value(building, RenewalQuantity::after);
    const std::optional<ExactNumber> land = value(building, RenewalQuantity::land);
    add_to(m_all[line], building, before, after, land);
    if (const std::optional<std::size_t> group = m_groups.group_of(building)) {
        add_to(m_lines[*group][line], building, before, after, land);
        m_nowhere |= m_groups.groups()[*group].kind == ParcelGroup::Kind::no_value;
    } else if (m_groups.parts(building).empty()) {
        m_nowhere = true;
        ++m_unplaced;
    } else {
        add_parts(building, line);
    }
}

/// A building across zones gives each its part by area, and is counted in each.
void RenewalLedger::add_parts(std::size_t building, std::size_t line) {
    const std::vector<ParcelPart> parts = by_group(m_groups.parts(building));
    std::array<std::vector<ExactNumber>, quantities.size()> shares;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        if (const auto its = value(building, quantities.at(i))) {
            shares.at(i) = shared_out(*its, parts);
        }
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = [&](std::size_t quantity) {
            return shares.at(quantity).empty() ? std::nullopt
                                               : std::optional{shares.at(quantity)[i]};
        };
        add_to(m_lines[parts[i].group][line], building, part(0), part(1), part(2));
    }
}

const RenewalLedger::Sum& RenewalLedger::sum_of(const Line& line, RenewalQuantity quantity) {
    return quantity == RenewalQuantity::before  ? line.before
           : quantity == RenewalQuantity::after ? line.after
                                                : line.land;
}

RenewalLedger::Line RenewalLedger::total_of(const Lines& lines) {
    Line total;
    for (const Line& line : lines) {
        total += line;
    }
    return total;
}

Bounded RenewalLedger::sum(std::size_t group, RenewalQuantity quantity) const {
    const Line total = total_of(m_lines[group]);
    const Sum& sum = sum_of(total, quantity);
    const double known = sum.value.value();
    const bool open = sum.without > 0 || m_projects.open() || m_nowhere;
    return {known, known, open ? std::numeric_limits<double>::infinity() : known, {}};
}

Metres RenewalLedger::sigma_per_metre(std::size_t group) const {
    return m_groups.sigma_per_metre(
        group, [this](std::size_t row) { return m_projects.naming(row).empty() ? 0.0 : 1.0; });
}

BiText RenewalLedger::summary(std::size_t group) const {
    const Line total = total_of(m_lines[group]);
    BiText text{fmt::format("{} buildings", total.buildings),
                fmt::format("{} 栋楼宇", total.buildings)};
    for (const RenewalQuantity quantity : {RenewalQuantity::before, RenewalQuantity::after}) {
        const Sum& sum = sum_of(total, quantity);
        const BiText title = title_of(quantity);
        const std::string value = format_fixed(sum.value.value(), 2);
        text.en += fmt::format(", {} {}{} m²", title.en, sum.without > 0 ? "at least " : "", value);
        text.zh += fmt::format("，{}{} {} m²", title.zh, sum.without > 0 ? "不少于" : "", value);
    }
    return text;
}

void RenewalLedger::add_row(const std::vector<TableCell>& head, BiText title, const Line& line,
                            review::ResultTable& table) const {
    const auto cell = [](const Sum& sum) {
        return sum.without > 0 ? TableCell{} : TableCell{sum.value.value()};
    };
    std::vector<TableCell>& cells = table.rows.emplace_back(head);
    cells.emplace_back(std::move(title));
    cells.emplace_back(static_cast<double>(line.projects.size()));
    cells.emplace_back(static_cast<double>(line.buildings));
    if (m_has_land) {
        cells.push_back(cell(line.land));
    }
    cells.push_back(cell(line.before));
    cells.push_back(cell(line.after));
    cells.push_back(line.without > 0 ? TableCell{}
                                     : TableCell{(line.after.value - line.before.value).value()});
    cells.emplace_back(static_cast<double>(line.without));
}

void RenewalLedger::add_rows(const std::vector<TableCell>& head, const Lines& lines, bool all_modes,
                             review::ResultTable& table) const {
    const RenewalModes& modes = m_projects.modes();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if ((all_modes && i < modes.several()) || lines[i].buildings > 0) {
            add_row(head, modes.title(i), lines[i], table);
        }
    }
    add_row(head, {"total", "合计"}, total_of(lines), table);
}

review::ResultTable RenewalLedger::table() const {
    review::ResultTable table =
        table_of(m_input, "renewal", {"Renewal of buildings by mode", "存量更新台账"});
    table.columns = m_groups.columns();
    const auto add_column = [&table](std::string id, BiText title, std::string unit) {
        const int decimals = unit.empty() ? 0 : 2;
        table.columns.push_back({.id = std::move(id),
                                 .title = std::move(title),
                                 .unit = std::move(unit),
                                 .decimals = decimals});
    };
    add_column("mode", {"mode", "更新方式"}, "");
    add_column("projects", {"projects", "项目数"}, "");
    add_column("buildings", {"buildings", "楼宇数"}, "");
    if (m_has_land) {
        add_column("land_m2", title_of(RenewalQuantity::land), "m2");
    }
    add_column("before_m2", title_of(RenewalQuantity::before), "m2");
    add_column("after_m2", title_of(RenewalQuantity::after), "m2");
    add_column("change_m2", {"change", "增减"}, "m2");
    add_column("without", {"buildings without a floor area", "缺建筑面积楼宇数"}, "");
    const std::span<const ParcelGroup> groups = m_groups.groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].judged() || total_of(m_lines[i]).buildings > 0) {
            add_rows(groups[i].head, m_lines[i], groups.size() == 1, table);
        }
    }
    if (groups.size() > 1) {
        add_rows(m_groups.head_of_all(), m_all, true, table);
    }
    table.note = {"each building counts once however many projects name it; a project stands in "
                  "every line that a building of it stands in, and once in the total",
                  "同一楼宇无论列入几个项目只计一次；项目在其楼宇所在的各行分别计数，合计只计一次"};
    if (m_unplaced > 0) {
        table.note.en +=
            fmt::format("; {} buildings cannot be placed and are in the total only", m_unplaced);
        table.note.zh += fmt::format("；{} 栋楼宇无法定位，只计入合计", m_unplaced);
    }
    return table;
}

} // namespace parkplan::rules
