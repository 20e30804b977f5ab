// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace parkplan::geo {

/// The points and lines of one feature, each a path; a point is a path of one vertex. Cheap to
/// copy; valid as long as its column is unchanged.
class PathsView {
public:
    constexpr PathsView() = default;
    /// `ends` are positions in `points` behind the last vertex of each path; the first path starts
    /// at `first`.
    constexpr PathsView(std::span<const Point> points, std::span<const std::size_t> ends,
                        std::size_t first) noexcept
        : m_points(points), m_ends(ends), m_first(first) {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return m_ends.size(); }
    [[nodiscard]] constexpr bool empty() const noexcept { return m_ends.empty(); }
    /// Vertices of a path: 1 or more.
    [[nodiscard]] constexpr std::span<const Point> operator[](std::size_t i) const noexcept {
        const std::size_t first = i == 0 ? m_first : m_ends[i - 1];
        return m_points.subspan(first, m_ends[i] - first);
    }

private:
    std::span<const Point> m_points{};
    std::span<const std::size_t> m_ends{};
    std::size_t m_first = 0;
};

/// The points and lines among the rows of a table. Rows without any take no memory: a table of
/// polygons has nothing in here.
class PARKPLAN_API PathColumn {
public:
    void add_point(Point p) { m_points.push_back(p); }
    /// Ends a path of 1 or more vertices.
    void end_path() { m_path_ends.push_back(m_points.size()); }
    /// The paths since the last call are those of `row`, which comes after all rows so far. A row
    /// without paths leaves no trace.
    void end_row(std::size_t row);
    /// Appends the paths of one row.
    void add_row(std::size_t row, const PathsView& paths);
    /// Appends all rows of another column, the numbers of its rows moved on by `first_row`.
    void append(const PathColumn& other, std::size_t first_row);
    void clear() noexcept;

    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }
    /// Empty for a row without points and lines.
    [[nodiscard]] PathsView of(std::size_t row) const noexcept;
    /// The rows that have paths, ascending.
    [[nodiscard]] std::vector<std::size_t> rows() const;
    [[nodiscard]] std::span<const Point> points() const noexcept { return m_points; }
    /// For transformations in place; the number of points stays.
    [[nodiscard]] std::span<Point> mutable_points() noexcept { return m_points; }

private:
    struct Row {
        std::size_t row = 0;
        std::size_t paths_end = 0; ///< in m_path_ends
    };

    std::vector<Point> m_points{};
    std::vector<std::size_t> m_path_ends{}; ///< in m_points
    std::vector<Row> m_rows{};
};

/// Smallest box around the paths; empty when there are none.
[[nodiscard]] PARKPLAN_API Box box_of(const PathsView& paths) noexcept;

} // namespace parkplan::geo
