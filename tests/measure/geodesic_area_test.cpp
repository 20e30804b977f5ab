// SPDX-License-Identifier: MIT
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/transform.hpp"
#include "measure/geodesic_area.hpp"
#include "measure/plane_figures.hpp"
#include "measure/vectors.hpp"
#include "support/drawing.hpp"
#include "support/geodesics.hpp"
#include "support/random_polygons.hpp"

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

/// Random rings in EPSG:4548, far from its meridian too, with their vertices as longitude and
/// latitude.
struct Pair {
    geo::MultiPolygon plane;
    geo::MultiPolygon geographic;
};

Pair random_pair(test::Random& random, const crs::Transform& inverse, double radius) {
    const double x = random.between(-222000.0, 222000.0);
    const double y = std::abs(x) > 150000.0 ? random.between(0.0, 1e5) : random.between(0.0, 4.6e6);
    test::Ring ring = test::star_ring(random, {500000.0 + x, y}, radius, 3 + random.below(25));
    const geo::MultiPolygon plane = test::lone(ring);
    inverse.apply(ring);
    return {plane, test::lone(ring)};
}

double plane_area(const EllipsoidalDensity& density, const geo::MultiPolygon& plane) {
    RingWalker walker;
    const Ground ground{{1.0, {500000.0, 0.0}}, &density};
    return plane_figures(walker, plane.view(), ground, Length::left_out).on_ellipsoid->geodesic;
}

TEST(GeodesicArea, IsTheSameFromThePlaneAsByTheGeodesicRoutines) {
    // The routines themselves are off by up to 1.3e-4 m², whatever the size of the polygon: their
    // terms are areas between an edge and the equator.
    const crs::Crs plane = crs::Crs::parse("EPSG:4548");
    const crs::Transform inverse{plane, crs::geographic_base(plane)};
    const EllipsoidalDensity density{plane.ellipsoid()};
    test::Random random{5};
    for (const double radius : {20.0, 150.0, 1000.0, 2000.0}) {
        for (int i = 0; i < 200; ++i) {
            const Pair pair = random_pair(random, inverse, radius);
            const double routines =
                geodesic_area(pair.geographic.view(), plane.ellipsoid()).value();
            ASSERT_NEAR(plane_area(density, pair.plane), routines, 1e-9 * routines + 2.5e-4)
                << radius;
        }
    }
}

TEST(GeodesicArea, FromThePlaneHoldsToTheGeodesicsThemselves) {
    // The vertices of a triangle with 300 m sides, and its geodesics as polylines: what lies
    // between them is what the density leaves out, measured without any area routine.
    const crs::Crs plane = crs::Crs::parse("EPSG:4548");
    const crs::Transform inverse{plane, crs::geographic_base(plane)};
    const crs::Transform forward{crs::geographic_base(plane), plane};
    const EllipsoidalDensity density{plane.ellipsoid()};
    test::Random random{6};
    for (int i = 0; i < 50; ++i) {
        const Pair pair = random_pair(random, inverse, 300.0);
        test::Ring dense =
            test::geodesics(pair.geographic.view()[0].shell(), plane.ellipsoid(), 64);
        forward.apply(dense);
        const double exact = density.area(test::lone(dense).view(), 500000.0).value();
        ASSERT_NEAR(plane_area(density, pair.plane), exact, 1e-9 * exact + 1e-5);
    }
}

} // namespace
} // namespace parkplan::measure
