// SPDX-License-Identifier: MIT
#include "overlay/covered_areas.hpp"

#include "core/exact_area.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/excess.hpp"
#include "overlay/topology.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Pairs of rows of `b` that meet some row of `a` and each other, and are of one choice: sorted.
std::vector<Pair> overlapping(const Side& b, const RowChoices& choices,
                              std::span<const PairArea> pairs, const measure::Measurer& measurer,
                              TaskPool& tasks) {
    std::vector<std::uint8_t> looked_at(b.layer.size(), 0);
    for (const PairArea& pair : pairs) {
        looked_at[pair.b] = choices.masks[pair.b] != 0 ? 1 : 0;
    }
    const Topology found = find_topology({b.layer, looked_at}, std::nullopt, measurer, {}, tasks);
    std::vector<Pair> result;
    for (const TopologyOverlap& overlap : found.overlaps) {
        if ((choices.masks[overlap.a] & choices.masks[overlap.b]) != 0) {
            result.emplace_back(overlap.a, overlap.b);
        }
    }
    return result;
}

/// The choices of which two rows, both in the row of `a`, overlap.
std::uint32_t doubtful_choices(std::span<const PairArea> of_row, std::span<const Pair> overlaps,
                               const RowChoices& choices) {
    std::uint32_t doubtful = 0;
    for (const PairArea& pair : of_row) {
        const auto first = std::ranges::lower_bound(overlaps, Pair{pair.b, 0});
        for (auto at = first; at != overlaps.end() && at->first == pair.b; ++at) {
            if (std::ranges::binary_search(of_row, at->second, {}, &PairArea::b)) {
                doubtful |= choices.masks[at->first] & choices.masks[at->second];
            }
        }
    }
    return doubtful;
}

/// One run.
class Cover {
public:
    Cover(const Side& a, std::span<const SquareMetres> areas, const Side& b,
          const RowChoices& choices)
        : m_a(a), m_areas(areas), m_b(b), m_choices(choices),
          m_covered(a.layer.size(), std::vector<SquareMetres>(choices.count)) {}

    void sum(std::span<const PairArea> pairs) {
        for (std::size_t row = 0; row < m_covered.size(); ++row) {
            const std::span<const PairArea> of_row = row_of(pairs, row);
            for (std::size_t choice = 0; choice < m_choices.count; ++choice) {
                ExactArea total;
                for (const PairArea& pair : of_row) {
                    if (belongs(pair.b, choice)) {
                        total += ExactArea{pair.area};
                    }
                }
                m_covered[row][choice] = std::min(total.value(), m_areas[row]);
            }
        }
    }

    /// By the union of the rows, where some of them overlap.
    void redo(std::span<const PairArea> pairs, std::span<const Pair> overlaps,
              const measure::Measurer& measurer, TaskPool& tasks) {
        std::vector<std::uint32_t> doubtful(m_covered.size(), 0);
        for (std::size_t row = 0; row < m_covered.size(); ++row) {
            doubtful[row] = doubtful_choices(row_of(pairs, row), overlaps, m_choices);
        }
        for (std::size_t choice = 0; choice < m_choices.count; ++choice) {
            std::vector<std::uint8_t> rows(m_covered.size(), 0);
            std::ranges::transform(doubtful, rows.begin(), [&](std::uint32_t mask) {
                return static_cast<std::uint8_t>((mask >> choice) & 1U);
            });
            if (std::ranges::find(rows, 1) == rows.end()) {
                continue;
            }
            const auto excess = excess_over(
                {m_a.layer, rows}, m_b,
                [&](std::uint32_t, std::uint32_t cover) { return belongs(cover, choice); },
                measurer, tasks);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                if (excess[row]) {
                    m_covered[row][choice] =
                        excess[row]->rounding ? m_areas[row] : m_areas[row] - excess[row]->area;
                }
            }
        }
    }

    [[nodiscard]] std::vector<std::vector<SquareMetres>>& covered() noexcept { return m_covered; }

private:
    [[nodiscard]] bool belongs(std::uint32_t row, std::size_t choice) const {
        return ((m_choices.masks[row] >> choice) & 1U) != 0;
    }
    static std::span<const PairArea> row_of(std::span<const PairArea> pairs, std::size_t row) {
        const auto of_row =
            std::ranges::equal_range(pairs, static_cast<std::uint32_t>(row), {}, &PairArea::a);
        return {of_row.begin(), of_row.end()};
    }

    const Side& m_a;
    std::span<const SquareMetres> m_areas;
    const Side& m_b;
    const RowChoices& m_choices;
    std::vector<std::vector<SquareMetres>> m_covered;
};

} // namespace

std::vector<std::vector<SquareMetres>>
covered_areas(const Side& a, std::span<const SquareMetres> areas, const Side& b,
              const RowChoices& choices, const measure::Measurer& measurer, TaskPool& tasks) {
    const PairAreas found = common_areas(a, b, measurer, tasks);
    Cover cover{a, areas, b, choices};
    cover.sum(found.pairs);
    const std::vector<Pair> overlaps = overlapping(b, choices, found.pairs, measurer, tasks);
    if (!overlaps.empty()) {
        cover.redo(found.pairs, overlaps, measurer, tasks);
    }
    return std::move(cover.covered());
}

} // namespace parkplan::overlay
