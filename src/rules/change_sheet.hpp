// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/levelling.hpp"
#include "overlay/change_balance.hpp"
#include "review/rule.hpp"
#include "rules/change_classes.hpp"

#include <cstddef>
#include <cstdint>
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

    /// "10.00 ha, of it 9.50 ha of the same class before and after"; that of classes alone, and not
    /// where the layers follow different classifications.
    [[nodiscard]] BiText summary() const;

    using Cells = std::vector<review::TableCell>;
    /// Columns: code and name before, code and name after, m², levelled ha.
    [[nodiscard]] static std::vector<review::TableColumn> matrix_columns(const AreaStep& step);
    void add_matrix(const Cells& head, std::vector<Cells>& rows) const;
    /// Columns: code, name, classification where the layers follow different ones, m² and ha
    /// before, m² and ha after, change in ha; the total last.
    [[nodiscard]] static std::vector<review::TableColumn>
    class_columns(const AreaStep& step, const ChangeClasses& classes);
    void add_classes(const Cells& head, std::vector<Cells>& rows) const;

private:
    /// Land that went from one line to another.
    struct Cell {
        std::size_t before = 0;
        std::size_t after = 0;
        ExactArea area{};
        std::int64_t steps = 0; ///< levelled
    };

    const ChangeClasses& m_classes;
    AreaStep m_step;
    std::vector<Cell> m_cells{}; ///< sorted by before, after
    ExactArea m_whole{};
    std::int64_t m_steps = 0; ///< the sum of those of the cells
    ExactArea m_rounding{};
};

} // namespace parkplan::rules
