// SPDX-License-Identifier: MIT
#include "overlay/tabulate.hpp"

#include "layer/attribute_column.hpp"

#include <utility>

namespace parkplan::overlay {

RowTabulator::RowTabulator(const ZoneCutter& cutter, TableColumns columns)
    : m_cutter(&cutter), m_session(cutter.session()), m_columns(std::move(columns)),
      m_values(m_columns.values.size()) {}

std::optional<std::string_view> RowTabulator::name_of(const layer::Table& table, std::size_t row) {
    if (!m_columns.name) {
        return std::nullopt;
    }
    const layer::AttributeColumn& column = table.columns[*m_columns.name];
    if (column.is_null(row)) {
        return std::nullopt;
    }
    if (column.type() == layer::FieldType::text) {
        return column.text(row);
    }
    m_name = column.as_text(row);
    return *m_name;
}

void RowTabulator::take_values(const layer::Table& table, std::size_t row) {
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const layer::AttributeColumn& column = table.columns[m_columns.values[i]];
        m_values[i].reset();
        if (column.is_null(row)) {
            continue;
        }
        if (column.type() == layer::FieldType::integer) {
            m_values[i] = ExactNumber{column.integer(row)};
        } else {
            m_values[i] = ExactNumber::of(column.real(row));
        }
    }
}

void RowTabulator::add(const TableRows& rows, TableTally& tally, std::vector<OpenRow>& open,
                       const Visit& visit) {
    for (std::size_t row = rows.first; row < rows.last; ++row) {
        take_values(rows.table, row);
        if (rows.usable[row] == 0) {
            tally.add_excluded(m_values);
            continue;
        }
        m_session.cut(rows.table.polygons[row], rows.areas[row], m_cut);
        share_out(m_cut, m_cutter->faces(), rows.areas[row], m_values, m_shares);
        const std::optional<std::string_view> name = name_of(rows.table, row);
        tally.add(name, m_cut, m_shares, m_values);
        if (m_cut.redone || !m_cut.closes()) {
            open.push_back({row, m_cut.first_residual, m_cut.residual, m_cut.bound, m_cut.redone});
        }
        if (visit) {
            visit({row, name, m_shares});
        }
    }
}

Tabulation tabulate(const Side& layer, std::span<const SquareMetres> areas, const Side& zones,
                    const TableColumns& columns, const measure::Measurer& measurer,
                    TaskPool& tasks) {
    Tabulation result;
    result.faces = resolve_zones(zones, measurer, tasks);
    const ZoneCutter cutter{result.faces, measurer};
    result.tally = TableTally{columns.values.size()};
    constexpr std::size_t grain = 1024;
    const std::size_t count = layer.layer.size();
    std::vector<TableTally> parts((count + grain - 1) / grain, result.tally);
    std::vector<std::vector<OpenRow>> open(parts.size());
    tasks.for_ranges(count, grain, [&](std::size_t first, std::size_t last) {
        RowTabulator{cutter, columns}.add({layer.layer.table(), first, last, layer.usable, areas},
                                          parts[first / grain], open[first / grain]);
    });
    for (std::size_t i = 0; i < parts.size(); ++i) {
        result.tally.add(parts[i]);
        result.open.insert(result.open.end(), open[i].begin(), open[i].end());
    }
    return result;
}

} // namespace parkplan::overlay
