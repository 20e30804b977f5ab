// SPDX-License-Identifier: MIT
#pragma once

#include "crs/crs.hpp"
#include "geo/shape.hpp"
#include "layer/layer.hpp"
#include "support/paths.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::test {

/// A value of an attribute; monostate is null.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
using Cells = std::vector<Cell>;

/// Makes a layer in memory from WKT and attributes, in EPSG:4548 unless another CRS is given:
///
///     LayerBuilder{"blocks"}.text("id").text("name").key("id")
///         .add("POLYGON((0 0, 4 0, 4 3, 0 3, 0 0))", {"a", "North"}).build();
///
/// Fields are declared before rows; missing cells are null. `origin` is added to every coordinate,
/// so that drawings stay small: multiples of 2^-10 stay exact.
class LayerBuilder {
public:
    explicit LayerBuilder(std::string name, std::string_view crs = "EPSG:4548") {
        m_info.name = std::move(name);
        m_info.path = "memory";
        m_info.driver = "test";
        m_info.crs = crs::Crs::parse(crs);
    }

    LayerBuilder& origin(geo::Point origin) {
        m_origin = origin;
        return *this;
    }
    /// A source without geometries and without a CRS.
    LayerBuilder& plain_table() {
        m_info.crs.reset();
        m_info.spatial = false;
        return *this;
    }
    LayerBuilder& text(std::string name) {
        return field({std::move(name), layer::FieldType::text, {}});
    }
    LayerBuilder& integer(std::string name) {
        return field({std::move(name), layer::FieldType::integer, {}});
    }
    LayerBuilder& real(std::string name) {
        return field({std::move(name), layer::FieldType::real, {}});
    }
    LayerBuilder& key(std::string name) {
        m_key = std::move(name);
        return *this;
    }

    LayerBuilder& add(std::string_view wkt, Cells cells = {}) {
        geo::PolygonColumn column;
        column.add_feature(geo::polygon_from_wkt(wkt).view());
        for (geo::Point& p : column.mutable_points()) {
            p = {p.x + m_origin.x, p.y + m_origin.y};
        }
        m_rows.push_back({geo::MultiPolygon{std::move(column)},
                          layer::GeometryState::polygon,
                          std::move(cells),
                          {}});
        return *this;
    }
    /// A row without a polygon: null unless another state is given.
    /// A shape as it is; the origin is not added.
    LayerBuilder& add(geo::MultiPolygon polygon) {
        m_rows.push_back({std::move(polygon), layer::GeometryState::polygon, {}, {}});
        return *this;
    }
    /// A row of points or lines: POINT, MULTIPOINT, LINESTRING, MULTILINESTRING.
    LayerBuilder& add_path(std::string_view wkt, Cells cells = {}) {
        m_rows.push_back(
            {geo::MultiPolygon{}, layer::GeometryState::not_polygon, std::move(cells), {}});
        add_wkt(wkt, 0, m_rows.back().paths, m_origin);
        return *this;
    }
    LayerBuilder& add_without(Cells cells = {},
                              layer::GeometryState state = layer::GeometryState::null) {
        m_rows.push_back({geo::MultiPolygon{}, state, std::move(cells), {}});
        return *this;
    }
    LayerBuilder& notice(layer::Notice notice) {
        m_notices.push_back(std::move(notice));
        return *this;
    }

    [[nodiscard]] layer::Layer build() const {
        layer::SourceInfo info = m_info;
        info.schema = layer::Schema{m_fields};
        if (!m_key.empty()) {
            info.key_column = info.schema.require(m_key);
        }
        layer::Table table{info.schema};
        for (const Row& row : m_rows) {
            table.fids.push_back(static_cast<std::int64_t>(table.fids.size()) + 1);
            table.states.push_back(row.state);
            table.polygons.add_feature(row.polygon.view());
            table.paths.add_row(table.size() - 1, row.paths.of(0));
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                append(table.columns[i], i < row.cells.size() ? row.cells[i] : Cell{});
            }
        }
        table.notices = m_notices;
        return layer::Layer{std::move(info), std::move(table)};
    }

private:
    struct Row {
        geo::MultiPolygon polygon;
        layer::GeometryState state;
        Cells cells;
        geo::PathColumn paths{};
    };

    LayerBuilder& field(layer::Field field) {
        m_fields.push_back(std::move(field));
        return *this;
    }

    static void append(layer::AttributeColumn& column, const Cell& cell) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            column.add_text(*text);
        } else if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
            column.add_integer(*integer);
        } else if (const auto* real = std::get_if<double>(&cell)) {
            column.add_real(*real);
        } else {
            column.add_null();
        }
    }

    layer::SourceInfo m_info{};
    std::vector<layer::Field> m_fields{};
    std::string m_key{};
    geo::Point m_origin{};
    std::vector<Row> m_rows{};
    std::vector<layer::Notice> m_notices{};
};

/// Vertices of a shape's polygons, ring after ring, for comparing whole pieces.
[[nodiscard]] inline std::vector<geo::Point> points_of(const geo::MultiPolygon& area) {
    const auto points = area.view().points();
    return {points.begin(), points.end()};
}

} // namespace parkplan::test
