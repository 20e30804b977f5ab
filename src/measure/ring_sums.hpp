// SPDX-License-Identifier: MIT
#pragma once

#include "geo/canonical.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <vector>

namespace parkplan::measure {

/// What the area methods need to know of a ring in a plane, all of one walk in the canonical order
/// (geo::CanonicalRing), in metres to some power. (u, v) is the place relative to `start`.
struct RingSums {
    geo::Point start{};  ///< the canonical first vertex
    double area = 0.0;   ///< ≥ 0, bit for bit that of geo::CanonicalRing where the scale is 1
    double mx = 0.0;     ///< ∫ u
    double my = 0.0;     ///< ∫ v
    double mxx = 0.0;    ///< ∫ u²
    double mxy = 0.0;    ///< ∫ uv
    double myy = 0.0;    ///< ∫ v²
    double l2dx = 0.0;   ///< Σ L²·Δx over the edges, L their length
    double l2dy = 0.0;   ///< Σ L²·Δy
    double l2dyu = 0.0;  ///< Σ L²·Δy·u at the middle of the edge
    double length = 0.0; ///< Σ L; 0 unless wanted
    double reach = 0.0;  ///< the largest |u| or |v|
};

enum class Length : bool { left_out, wanted };

/// Makes RingSums. Keeps its buffers: one for each thread.
class RingWalker {
public:
    /// `scale` turns the coordinates of the ring that is viewed into metres.
    [[nodiscard]] RingSums operator()(geo::RingView view, double scale, Length length);

private:
    void load(geo::RingView view, const geo::CanonicalRing& ring, double scale) noexcept;

    std::vector<double> m_u{};
    std::vector<double> m_v{};
};

} // namespace parkplan::measure
