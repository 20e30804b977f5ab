// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "geo/common_area.hpp"
#include "geo/polygon_column.hpp"
#include "measure/measure.hpp"
#include "overlay/overlap.hpp"

#include <optional>

namespace parkplan::overlay::detail {

/// What two features have in common.
struct PairFigures {
    double planar = 0.0;   ///< area in the layer's coordinates
    double doubtful = 0.0; ///< what rounding may have added to `planar` or taken from it
    double shorter = 0.0;  ///< perimeter: of the feature that has the shorter one
    /// By Measurer::piece_method; nothing where that takes the polygons.
    std::optional<SquareMetres> area{};
    geo::Point centroid{}; ///< of what is common, in the layer's coordinates
    Relation relation = Relation::crossing;
};

/// Measures pairs of features. Keeps its memory; one per thread.
class PairMeter {
public:
    explicit PairMeter(const measure::Measurer& measurer)
        : m_measurer(measurer), m_session(measurer.session()) {}

    /// Nothing for a pair without common interior.
    [[nodiscard]] std::optional<PairFigures> operator()(const geo::MultiPolygonView& a,
                                                        const geo::MultiPolygonView& b);
    /// Measures what pairs have in common, on the same thread.
    [[nodiscard]] measure::Measurer::Session& session() noexcept { return m_session; }

private:
    const measure::Measurer& m_measurer;
    measure::Measurer::Session m_session;
    geo::CommonAreaMeter m_meter{};
};

} // namespace parkplan::overlay::detail
