// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/polygon_column.hpp"

#include <cstddef>

namespace parkplan::geo {

enum class Turn : bool { clockwise, counter_clockwise };

/// The order in which every sum visits a ring: from its lexicographically smallest vertex,
/// counter-clockwise. Ring start and ring direction of the data then change no value.
/// Where the smallest vertex occurs more than once, the occurrence whose successors (in this
/// direction) are lexicographically smallest is the start.
class PARKPLAN_API CanonicalRing {
public:
    explicit CanonicalRing(RingView ring);

    [[nodiscard]] std::size_t size() const noexcept { return m_ring.size(); }
    /// The i-th vertex of the canonical order, 0 <= i < size().
    [[nodiscard]] const Point& operator[](std::size_t i) const noexcept {
        const std::size_t n = m_ring.size();
        if (m_turn == Turn::counter_clockwise) {
            const std::size_t at = m_start + i;
            return m_ring[at < n ? at : at - n];
        }
        return m_ring[m_start >= i ? m_start - i : m_start + n - i];
    }
    /// Direction of the ring as it is stored.
    [[nodiscard]] Turn stored_turn() const noexcept { return m_turn; }
    /// Area enclosed, in squared units of the coordinates, >= 0: shoelace about the first vertex.
    [[nodiscard]] double area() const noexcept { return m_area; }

private:
    RingView m_ring;
    std::size_t m_start = 0;
    Turn m_turn = Turn::counter_clockwise;
    double m_area = 0.0;
};

/// Planar area of a feature: shells minus holes, in squared units of the coordinates. The
/// orientation of the rings does not matter; the feature is taken to be valid.
[[nodiscard]] PARKPLAN_API double planar_area(const MultiPolygonView& feature);

/// Length of all rings, in units of the coordinates.
[[nodiscard]] PARKPLAN_API double perimeter(const MultiPolygonView& feature);

} // namespace parkplan::geo
