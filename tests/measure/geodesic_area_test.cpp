// SPDX-License-Identifier: MIT
#include "crs/crs.hpp"
#include "measure/geodesic_area.hpp"
#include "measure/vectors.hpp"
#include "support/drawing.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string_view>

namespace parkplan::measure {
namespace {

const crs::Ellipsoid wgs84{"WGS 84", 6378137.0, 298.257223563};

struct Case {
    std::string_view id;
    std::string_view wkt;
    double area_m2;
    double tolerance_m2;
};

// Longitude latitude polygons of GeographicLib's Planimeter tests (MIT licence, C. Karney).
constexpr std::array<Case, 9> planimeter{{
    {"Planimeter0", "POLYGON((0 89, 90 89, 180 89, 270 89, 0 89))", 24952305678.0, 1.0},
    {"Planimeter2", "POLYGON((-1 0, 0 -1, 1 0, 0 1, -1 0))", 24619419146.0, 1.0},
    {"Planimeter3", "POLYGON((0 90, 0 0, 90 0, 0 90))", 63758202715511.0, 1.0},
    {"Planimeter5", "POLYGON((0.1 89, 90.1 89, -179.9 89, 0.1 89))", 12476152838.5, 1.0},
    {"Planimeter13", "POLYGON((-360 89, -240 89, -120 89, 0 89, 120 89, 240 89, -360 89))",
     32415230256.0, 1.0},
    {"Planimeter15", "POLYGON((1 2, 2 1, 3 3, 1 2))", 18454562325.45119, 1e-4},
    {"Planimeter17", "POLYGON((3 3, 2 1, 1 2, 3 3))", 18454562325.45119, 1e-4},
    {"Planimeter19", "POLYGON((1 1, 1 1))", 0.0, 0.0},
    {"Planimeter21",
     "POLYGON((60 45, 180 45, -60 45, 60 45, 180 45, -60 45, 60 45, 180 45, "
     "-60 45, 60 45))",
     118301654599714.3, 0.5},
}};

TEST(GeodesicArea, GivesThePolygonsOfGeographicLib) {
    for (const Case& each : planimeter) {
        EXPECT_NEAR(geodesic_area(test::wkt(each.wkt).view(), wgs84).value(), each.area_m2,
                    each.tolerance_m2)
            << each.id;
    }
}

TEST(GeodesicArea, DependsOnNeitherStartNorDirection) {
    const auto ring =
        test::wkt("POLYGON((116.3 39.98, 116.31 39.981, 116.309 39.99, 116.3 39.98))");
    const auto turned =
        test::wkt("POLYGON((116.309 39.99, 116.31 39.981, 116.3 39.98, 116.309 39.99))");
    EXPECT_EQ(geodesic_area(ring.view(), wgs84).value(),
              geodesic_area(turned.view(), wgs84).value());
}

} // namespace
} // namespace parkplan::measure
