// SPDX-License-Identifier: MIT
#pragma once

#include "geo/shape.hpp"
#include "io/vector_file.hpp"
#include "support/drawing.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::test {

/// A polygon layer in EPSG:4548 with one field of each type, a null row and coordinates that only
/// full precision keeps.
[[nodiscard]] inline io::OutLayer sample_layer() {
    io::OutLayer layer{.name = "findings",
                       .title = "复核意见",
                       .geometry = io::OutGeometry::polygon,
                       .crs = crs::Crs::parse("EPSG:4548")};
    layer.fields = {{"地块编号", "dkbh", layer::FieldType::text, "地块编号"},
                    {"area_m2", "", layer::FieldType::real, "面积"},
                    {"parts", "", layer::FieldType::integer, ""}};
    layer.rows.push_back(
        {{std::string{"甲-1"}, 1999829.397712, std::int64_t{2}},
         wkt("MULTIPOLYGON(((440000.1 4420000.7, 440300.3 4420000.7, 440300.3 4420200.123456789,"
             "440000.1 4420200, 440000.1 4420000.7)),((440400 4420000, 440500 4420000,"
             "440500 4420100, 440400 4420100, 440400 4420000),(440410 4420010, 440420 4420010,"
             "440420 4420020, 440410 4420010)))")});
    layer.rows.push_back({{std::monostate{}, std::monostate{}, std::monostate{}}, {}});
    layer.rows.push_back(
        {{std::string{"B \"quoted\"\n2"}, 0.1, std::int64_t{-7}},
         wkt("POLYGON((440000 4421000, 440010 4421010, 440000 4421010, 440000 4421000))")});
    return layer;
}

[[nodiscard]] inline io::OutLayer point_layer(std::vector<std::vector<geo::Point>> rows) {
    io::OutLayer layer{.name = "places",
                       .title = {},
                       .geometry = io::OutGeometry::point,
                       .crs = crs::Crs::parse("EPSG:4548")};
    for (std::vector<geo::Point>& points : rows) {
        layer.rows.push_back({{}, geo::MultiPoint{std::move(points)}});
    }
    return layer;
}

} // namespace parkplan::test
