// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::geo {

/// The vertices of one ring, closed implicitly: the first vertex is not repeated at the end.
class RingView {
public:
    constexpr RingView() = default;
    constexpr explicit RingView(std::span<const Point> points) noexcept : m_points(points) {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return m_points.size(); }
    [[nodiscard]] constexpr bool empty() const noexcept { return m_points.empty(); }
    [[nodiscard]] constexpr const Point& operator[](std::size_t i) const noexcept {
        return m_points[i];
    }
    /// The vertex after `i`, around the ring.
    [[nodiscard]] constexpr const Point& after(std::size_t i) const noexcept {
        return m_points[i + 1 == m_points.size() ? 0 : i + 1];
    }
    [[nodiscard]] constexpr std::span<const Point> points() const noexcept { return m_points; }

private:
    std::span<const Point> m_points;
};

/// A shell (ring 0) and its holes.
class PolygonView {
public:
    constexpr PolygonView(std::span<const Point> points,
                          std::span<const std::uint32_t> ring_offsets) noexcept
        : m_points(points), m_ring_offsets(ring_offsets) {}

    /// Number of rings: the shell and the holes.
    [[nodiscard]] constexpr std::size_t rings() const noexcept { return m_ring_offsets.size() - 1; }
    [[nodiscard]] constexpr RingView ring(std::size_t i) const noexcept {
        return RingView{
            m_points.subspan(m_ring_offsets[i], m_ring_offsets[i + 1] - m_ring_offsets[i])};
    }
    [[nodiscard]] constexpr RingView shell() const noexcept { return ring(0); }

private:
    std::span<const Point> m_points;
    std::span<const std::uint32_t> m_ring_offsets; ///< rings() + 1 entries
};

/// The polygons of one feature. Cheap to copy; valid as long as its column is unchanged.
class MultiPolygonView {
public:
    constexpr MultiPolygonView(std::span<const Point> points,
                               std::span<const std::uint32_t> ring_offsets,
                               std::span<const std::uint32_t> polygon_offsets) noexcept
        : m_points(points), m_ring_offsets(ring_offsets), m_polygon_offsets(polygon_offsets) {}

    /// Number of polygons (parts).
    [[nodiscard]] constexpr std::size_t size() const noexcept {
        return m_polygon_offsets.size() - 1;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] constexpr PolygonView operator[](std::size_t i) const noexcept {
        const std::size_t first = m_polygon_offsets[i];
        const std::size_t last = m_polygon_offsets[i + 1];
        return PolygonView{m_points, m_ring_offsets.subspan(first, last - first + 1)};
    }
    /// All vertices of the feature, ring after ring.
    [[nodiscard]] constexpr std::span<const Point> points() const noexcept {
        const std::size_t first = m_ring_offsets[m_polygon_offsets.front()];
        const std::size_t last = m_ring_offsets[m_polygon_offsets.back()];
        return m_points.subspan(first, last - first);
    }

private:
    std::span<const Point> m_points;
    std::span<const std::uint32_t> m_ring_offsets;
    std::span<const std::uint32_t> m_polygon_offsets; ///< size() + 1 entries
};

/// A column of multipolygons in the GeoArrow layout: interleaved coordinates, then ring, polygon
/// and feature offsets. A feature without a polygon has an empty range. Filled by appending
/// (`add_point`, `end_ring`, `end_polygon`, `end_feature`), emptied with its memory kept by
/// `clear`: a reader reuses one column for all its batches.
class PARKPLAN_API PolygonColumn {
public:
    void add_point(Point p) { m_points.push_back(p); }
    void end_ring() { m_ring_offsets.push_back(static_cast<std::uint32_t>(m_points.size())); }
    void end_polygon() {
        m_polygon_offsets.push_back(static_cast<std::uint32_t>(m_ring_offsets.size() - 1));
    }
    void end_feature() {
        m_feature_offsets.push_back(static_cast<std::uint32_t>(m_polygon_offsets.size() - 1));
    }
    /// Appends one whole feature.
    void add_feature(const MultiPolygonView& feature);
    void clear() noexcept;

    /// Number of features.
    [[nodiscard]] std::size_t size() const noexcept { return m_feature_offsets.size() - 1; }
    [[nodiscard]] MultiPolygonView operator[](std::size_t feature) const noexcept {
        const std::size_t first = m_feature_offsets[feature];
        const std::size_t last = m_feature_offsets[feature + 1];
        return MultiPolygonView{m_points, m_ring_offsets,
                                std::span{m_polygon_offsets}.subspan(first, last - first + 1)};
    }
    [[nodiscard]] std::span<const Point> points() const noexcept { return m_points; }
    /// For transformations in place; the number of points stays.
    [[nodiscard]] std::span<Point> mutable_points() noexcept { return m_points; }

private:
    std::vector<Point> m_points{};
    std::vector<std::uint32_t> m_ring_offsets{0};
    std::vector<std::uint32_t> m_polygon_offsets{0};
    std::vector<std::uint32_t> m_feature_offsets{0};
};

/// Smallest box around a feature; empty when the feature is.
[[nodiscard]] PARKPLAN_API Box box_of(const MultiPolygonView& feature) noexcept;

} // namespace parkplan::geo
