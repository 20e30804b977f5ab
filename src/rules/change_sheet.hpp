// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/levelling.hpp"
#include "overlay/change_balance.hpp"
#include "review/rule.hpp"
#include "rules/change_classes.hpp"

#include <cstddef>
#include <vector>

namespace parkplan::rules {

/// The matrix of a zone as a table shows it. What rounding left of the zone is booked to its
/// largest cell, so that the cells add up to the zone, and the lines of the classes are sums of
/// cells: both close exactly, in m² and in levelled hectares.
class ChangeSheet {
public:
    ChangeSheet(const overlay::ChangeMatrix& matrix, const ChangeClasses& classes,
                const AreaStep& step);

    /// What rounding was booked, and what the classes have more or less than their cells, without
    /// signs.
    [[nodiscard]] ExactArea rounding() const noexcept { return m_rounding; }

    /// "10.00 ha, of it 9.50 ha of the same class before and after".
    [[nodiscard]] BiText summary() const;

    using Cells = std::vector<review::TableCell>;
    /// Columns: code and name before, code and name after, m², levelled ha.
    [[nodiscard]] static std::vector<review::TableColumn> matrix_columns(const AreaStep& step);
    void add_matrix(const Cells& head, std::vector<Cells>& rows) const;
    /// Columns: code, name, m² and ha before, m² and ha after, change in ha; the total last.
    [[nodiscard]] static std::vector<review::TableColumn> class_columns(const AreaStep& step);
    void add_classes(const Cells& head, std::vector<Cells>& rows) const;

private:
    /// Land that went from one line to another.
    struct Cell {
        std::size_t before = 0;
        std::size_t after = 0;
        ExactArea area{};
        double hectares = 0.0;
    };

    const ChangeClasses& m_classes;
    AreaStep m_step;
    std::vector<Cell> m_cells{}; ///< sorted by before, after
    ExactArea m_whole{};
    double m_hectares = 0.0;
    ExactArea m_rounding{};
};

} // namespace parkplan::rules
