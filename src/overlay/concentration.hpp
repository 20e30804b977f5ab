// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/units.hpp"
#include "geo/part_distances.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// From `gap` on, the largest group has this area, up to the next step.
struct ConcentrationStep {
    Metres gap{};
    ExactArea area{};
    std::uint32_t parts = 0; ///< of that group
    friend auto operator<=>(const ConcentrationStep&, const ConcentrationStep&) = default;
};

/// How concentrated the parts of one or several features lie: the area of the largest group of
/// parts as a function of the gap d up to which parts count as one group. Parts of one group are
/// linked by gaps of at most d each, one after the other (single linkage); the breakpoints are
/// those of the minimum spanning tree of the distances between the parts, which lie in the plane of
/// the coordinates, so they are exact. Gaps that the rounding of the coordinates explains (four
/// units in the last place) count as 0: such parts touch. Where features overlap, the common land
/// counts in each of them.
///
/// Neither the order of features and parts nor where rings start changes a value. The features must
/// outlive the object and be usable.
class PARKPLAN_API Concentration {
public:
    /// `metres_per_unit` is that of the coordinates, which are those of `measurer`. Areas are
    /// Measurer::piece_area of each part.
    Concentration(std::span<const geo::MultiPolygonView> features,
                  const measure::Measurer& measurer, double metres_per_unit);

    [[nodiscard]] std::size_t parts() const noexcept { return m_parts.size(); }
    /// Number of groups when touching parts are one.
    [[nodiscard]] std::size_t separate_parts() const noexcept { return m_separate; }
    [[nodiscard]] ExactArea largest_part() const noexcept { return m_largest_part; }
    [[nodiscard]] ExactArea total() const noexcept { return m_total; }

    /// The curve: gaps ascending from 0, areas ascending. Empty when there is no part.
    [[nodiscard]] std::span<const ConcentrationStep> curve() const noexcept { return m_curve; }
    /// The step that holds for a gap, itself included: at(0) for what touches.
    [[nodiscard]] ConcentrationStep at(Metres gap) const noexcept;
    /// The smallest gap at which the largest group has at least that area; nothing when all parts
    /// together have less.
    [[nodiscard]] std::optional<Metres> reaches(SquareMetres limit) const noexcept;
    /// The parts of the largest group at a gap, canonical. Of several equal ones it is that whose
    /// smallest corner of a box comes first.
    [[nodiscard]] geo::MultiPolygon largest_group(Metres gap) const;
    /// Lines over the gaps above 0 that join the parts, the shortest first.
    [[nodiscard]] geo::MultiLine gaps() const;

private:
    struct Part {
        geo::PolygonView polygon;
        ExactArea area;
        geo::Box box;
    };
    struct Join {
        Metres gap;
        geo::PartGap between;
    };

    void measure_parts(std::span<const geo::MultiPolygonView> features,
                       const measure::Measurer& measurer);
    void measure_gaps(double metres_per_unit);
    void draw_curve();

    std::vector<Part> m_parts{};
    std::vector<Join> m_joins{}; ///< by gap
    std::vector<ConcentrationStep> m_curve{};
    ExactArea m_largest_part{};
    ExactArea m_total{};
    std::size_t m_separate = 0;
};

} // namespace parkplan::overlay
