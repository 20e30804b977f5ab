// SPDX-License-Identifier: MIT
#include "rules/change_sheet.hpp"

#include "core/number.hpp"
#include "rules/levelled_column.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

namespace parkplan::rules {
namespace {

using review::TableCell;
using review::TableColumn;

ExactArea magnitude(ExactArea area) {
    return area < ExactArea{} ? ExactArea{} - area : area;
}

TableColumn square_metres(std::string id, BiText title) {
    return {.id = std::move(id), .title = std::move(title), .unit = "m2"};
}

TableColumn hectares(std::string id, BiText title, const AreaStep& step, bool levelled = true) {
    return {.id = std::move(id),
            .title = std::move(title),
            .unit = "ha",
            .decimals = step.decimals,
            .levelled = levelled};
}

} // namespace

ChangeSheet::ChangeSheet(const overlay::ChangeMatrix& matrix, const ChangeClasses& classes,
                         const AreaStep& step)
    : m_classes(classes), m_step(step), m_whole(matrix.whole),
      m_rounding(magnitude(matrix.rounding)) {
    std::map<std::pair<std::size_t, std::size_t>, ExactArea> sums;
    for (const overlay::ChangeCell& cell : matrix.cells) {
        sums[{classes.line_of(cell.before), classes.line_of(cell.after)}] += cell.area;
    }
    std::vector<ExactArea> areas;
    std::vector<std::string> keys;
    for (const auto& [lines, area] : sums) {
        m_cells.push_back({lines.first, lines.second, area});
        areas.push_back(area);
        keys.push_back(fmt::format("{:06}\n{:06}", lines.first, lines.second));
    }
    add_rounding(areas, keys, matrix.rounding);
    const LevelledAreas levelled =
        m_cells.empty() ? LevelledAreas{} : level_areas(areas, keys, m_whole, step);
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        m_cells[i].area = areas[i];
        m_cells[i].steps = levelled.steps[i];
    }
    m_steps = levelled.total;
    for (const std::vector<overlay::ClassArea>* of : {&matrix.before, &matrix.after}) {
        for (const overlay::ClassArea& one : *of) {
            m_rounding += magnitude(one.rounding);
        }
    }
}

BiText ChangeSheet::summary() const {
    std::int64_t kept = 0;
    for (const Cell& cell : m_cells) {
        kept += cell.before == cell.after && m_classes.is_class(cell.before) ? cell.steps : 0;
    }
    const std::string all = format_fixed(m_step.in_unit(m_steps), m_step.decimals);
    const std::string same_class = format_fixed(m_step.in_unit(kept), m_step.decimals);
    if (m_classes.differ()) {
        return {fmt::format("{} ha, classified differently before and after", all),
                fmt::format("{} 公顷，前后期所用分类不同", all)};
    }
    return {fmt::format("{} ha, of it {} ha of the same class before and after", all, same_class),
            fmt::format("{} 公顷，其中地类前后相同 {} 公顷", all, same_class)};
}

std::vector<TableColumn> ChangeSheet::matrix_columns(const AreaStep& step) {
    return {{.id = "from", .title = {"from", "前期编码"}},
            {.id = "from_class", .title = {"from class", "前期地类"}},
            {.id = "to", .title = {"to", "后期编码"}},
            {.id = "to_class", .title = {"to class", "后期地类"}},
            square_metres("area_m2", {"area", "面积"}),
            hectares("area_ha", {"area", "面积"}, step)};
}

void ChangeSheet::add_matrix(const Cells& head, std::vector<Cells>& rows) const {
    for (const Cell& cell : m_cells) {
        Cells& row = rows.emplace_back(head);
        row.push_back(m_classes.code_cell(cell.before));
        row.push_back(m_classes.name_cell(Moment::before, cell.before));
        row.push_back(m_classes.code_cell(cell.after));
        row.push_back(m_classes.name_cell(Moment::after, cell.after));
        row.emplace_back(cell.area.value().value());
        row.emplace_back(m_step.in_unit(cell.steps));
    }
}

std::vector<TableColumn> ChangeSheet::class_columns(const AreaStep& step,
                                                    const ChangeClasses& classes) {
    std::vector<TableColumn> all{{.id = "code", .title = {"code", "编码"}},
                                 {.id = "class", .title = {"class", "名称"}},
                                 square_metres("before_m2", {"before", "前期"}),
                                 square_metres("after_m2", {"after", "后期"}),
                                 hectares("before_ha", {"before", "前期"}, step),
                                 hectares("after_ha", {"after", "后期"}, step),
                                 hectares("change_ha", {"change", "增减"}, step, false)};
    if (classes.differ()) {
        all.insert(all.begin() + 2, {.id = "scheme", .title = {"classification", "分类"}});
    }
    return all;
}

void ChangeSheet::add_classes(const Cells& head, std::vector<Cells>& rows) const {
    struct Line {
        ExactArea before{};
        ExactArea after{};
        std::int64_t before_steps = 0;
        std::int64_t after_steps = 0;
    };
    std::map<std::size_t, Line> lines;
    for (const Cell& cell : m_cells) {
        lines[cell.before].before += cell.area;
        lines[cell.before].before_steps += cell.steps;
        lines[cell.after].after += cell.area;
        lines[cell.after].after_steps += cell.steps;
    }
    const auto add = [&](TableCell code, TableCell name, TableCell scheme, const Line& line) {
        Cells& row = rows.emplace_back(head);
        row.push_back(std::move(code));
        row.push_back(std::move(name));
        if (m_classes.differ()) {
            row.push_back(std::move(scheme));
        }
        row.emplace_back(line.before.value().value());
        row.emplace_back(line.after.value().value());
        for (const std::int64_t steps :
             {line.before_steps, line.after_steps, line.after_steps - line.before_steps}) {
            row.emplace_back(m_step.in_unit(steps));
        }
    };
    for (const auto& [line, figures] : lines) {
        TableCell name = m_classes.name_cell(Moment::before, line);
        if (std::holds_alternative<std::monostate>(name)) {
            name = m_classes.name_cell(Moment::after, line);
        }
        add(m_classes.code_cell(line), std::move(name), m_classes.scheme_cell(line), figures);
    }
    add({}, BiText{"total", "合计"}, {}, {m_whole, m_whole, m_steps, m_steps});
}

} // namespace parkplan::rules
