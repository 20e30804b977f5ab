// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"
#include "rules/day_cell.hpp"
#include "rules/parcel_areas.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace parkplan::rules {

/// Lines of the table of terms. The first three are all parcels; of those counted a parcel may
/// stand in several of the others.
enum class LeaseLine : std::uint8_t {
    counted,
    not_leased,
    unknown, ///< whether it has a term
    ends,
    above,
    differs,
    missing,
};

/// Number and land of parcels by what is found of their terms.
class LeaseTable {
public:
    explicit LeaseTable(const review::RuleInput& input) : m_input(input), m_areas(input) {}

    void add(LeaseLine line, std::size_t row) {
        m_lines.at(static_cast<std::size_t>(line)).add(m_areas.of(row));
    }

    /// What the plan asks for.
    struct Asked {
        std::optional<Day> ends_before{};
        bool limit = false;
        bool dates = false; ///< that start, term and end agree
    };
    [[nodiscard]] review::ResultTable table(const Asked& asked) const;

private:
    static constexpr std::size_t line_count = 7;

    void add_row(BiText title, const ParcelSum& sum, review::ResultTable& table) const;

    const review::RuleInput& m_input;
    ParcelAreas m_areas;
    std::array<ParcelSum, line_count> m_lines{};
};

} // namespace parkplan::rules
