// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"
#include "rules/idle_dates.hpp"
#include "rules/parcel_areas.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace parkplan::rules {

/// "idle", "not started in time".
[[nodiscard]] BiText title_of(IdleState state);

/// The tables of idle land: parcels beyond their periods, and all parcels by what became of them.
class IdleTables {
public:
    explicit IdleTables(const review::RuleInput& input);

    void add(std::size_t row, const IdleDates& dates, const IdleJudgement& judgement);
    /// Parcels that are not chosen; those for which it is not stated go to add().
    void add_uncounted(std::size_t row) { m_uncounted.add(m_areas.of(row)); }

    [[nodiscard]] review::ResultTable parcels() const;
    [[nodiscard]] review::ResultTable states(Day as_of) const;

private:
    struct Listed {
        std::size_t row = 0;
        IdleDates dates{};
        IdleJudgement judgement{};
    };

    [[nodiscard]] std::vector<Listed> sorted() const;
    [[nodiscard]] std::vector<review::TableColumn> columns(bool has_names) const;

    const review::RuleInput& m_input;
    ParcelAreas m_areas;
    std::vector<Listed> m_listed{};
    std::array<ParcelSum, idle_state_count> m_states{};
    ParcelSum m_uncounted{};
};

} // namespace parkplan::rules
