// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/exact_area.hpp"
#include "core/units.hpp"
#include "review/rule.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::rules {

/// Columns of a limit in m² and of what an area is above it.
[[nodiscard]] review::TableColumn limit_column();
[[nodiscard]] review::TableColumn margin_column();
/// Land for industries by reading, land of no known class, and the limit of all of them.
[[nodiscard]] std::vector<review::TableColumn> land_columns();
/// An area as it was declared, in m², and what the measured one is above it.
[[nodiscard]] std::vector<review::TableColumn> declared_columns();

/// The sheet of areas (面积复核表) that a rule which judges areas gives beside its verdicts: every
/// feature of its parameter `layer` with the areas by all methods side by side, what the rule
/// compares, and the outcome. A file of its own; its last row is the total.
class AreaSheet {
public:
    /// `compared`: what the rule compares, in columns between areas and outcome.
    AreaSheet(const review::RuleInput& input, std::vector<review::TableColumn> compared);

    /// The next row. `cells` are parallel to `compared`, or empty where nothing is known.
    void add(std::size_t row, review::Outcome outcome, std::vector<review::TableCell> cells);

    [[nodiscard]] review::ResultTable table() &&;

private:
    /// Areas by one method, added up.
    struct Sum {
        ExactArea area{};
        bool complete = true; ///< every feature that is measured has one
    };

    [[nodiscard]] std::vector<review::TableColumn> columns() const;
    [[nodiscard]] std::optional<std::string> park(std::size_t row) const;
    void add_heads(std::size_t row, std::vector<review::TableCell>& cells) const;
    void add_areas(std::size_t row, std::vector<review::TableCell>& cells);
    /// The column of hectares, and the row of the totals.
    void add_totals();

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    std::vector<review::TableColumn> m_compared;
    bool m_has_names = false;
    bool m_has_parks = false;
    bool m_has_sigma = false;
    review::ResultTable m_table;
    std::array<Sum, all_area_methods.size()> m_sums{};
    std::vector<std::optional<ExactArea>> m_record{}; ///< by row of the table: the area of record
};

} // namespace parkplan::rules
