// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::geo {

struct MultiPoint {
    std::vector<Point> points{};
    friend bool operator==(const MultiPoint&, const MultiPoint&) = default;
};

struct MultiLine {
    std::vector<std::vector<Point>> lines{};
    friend bool operator==(const MultiLine&, const MultiLine&) = default;
};

/// One multipolygon that owns its vertices (a finding's place, a piece of an overlay).
class PARKPLAN_API MultiPolygon {
public:
    MultiPolygon() { m_column.end_feature(); }
    explicit MultiPolygon(const MultiPolygonView& view) { m_column.add_feature(view); }
    /// Takes a column that holds exactly one feature.
    explicit MultiPolygon(PolygonColumn&& column) : m_column(std::move(column)) {}

    [[nodiscard]] MultiPolygonView view() const noexcept { return m_column[0]; }
    [[nodiscard]] bool empty() const noexcept { return view().empty(); }

private:
    PolygonColumn m_column{};
};

/// What a finding draws: nothing, points, lines or polygons.
using Shape = std::variant<std::monostate, MultiPoint, MultiLine, MultiPolygon>;

/// Reads POLYGON, MULTIPOLYGON (EMPTY too) from WKT, two dimensions, closing point dropped.
/// Throws Error{input} that names the place. For tests, examples and small tools.
[[nodiscard]] PARKPLAN_API MultiPolygon polygon_from_wkt(std::string_view wkt);

[[nodiscard]] PARKPLAN_API Box box_of(const Shape& shape) noexcept;

} // namespace parkplan::geo
