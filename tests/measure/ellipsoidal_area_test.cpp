// SPDX-License-Identifier: MIT
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/transform.hpp"
#include "geo/canonical.hpp"
#include "measure/contour_area.hpp"
#include "measure/ellipsoidal_area.hpp"
#include "measure/vectors.hpp"
#include "support/quad_reference.hpp"
#include "support/random_polygons.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::measure {
namespace {

const crs::Ellipsoid cgcs2000{"CGCS2000", 6378137.0, 298.257222101};

double owed(double area) {
    return 1e-9 * area + 1e-6;
}

/// Squares, triangles and squares with a hole of side `size` at easting offset `x`.
std::vector<geo::MultiPolygon> shapes_at(double x, double y, double size) {
    const double e = 500000.0 + x;
    const double h = size / 4.0;
    return {
        test::wkt(fmt::format("POLYGON(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))", e, y,
                              e + size, y + size)),
        test::wkt(
            fmt::format("POLYGON(({0} {1}, {2} {1}, {0} {3}, {0} {1}))", e, y, e + size, y + size)),
        test::wkt(fmt::format("POLYGON(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}), "
                              "({4} {5}, {6} {5}, {6} {7}, {4} {5}))",
                              e, y, e + size, y + size, e + h, y + h, e + 2 * h, y + 3 * h)),
    };
}

TEST(EllipsoidalDensity, AgreesWithQuadPrecisionAcrossBeijing) {
    // 115.4 E to 117.5 E at 39.4 to 41 N, central meridian 117.
    const EllipsoidalDensity density{cgcs2000};
    for (const double x : {-137700.0, -60000.0, -94.0, 42600.0}) {
        for (const double y : {4366000.0, 4540000.0}) {
            for (const geo::MultiPolygon& shape : shapes_at(x, y, 153.7)) {
                const double exact = test::quad_ellipsoidal_area(shape.view(), cgcs2000, 1.0);
                EXPECT_NEAR(density.area(shape.view(), 500000.0).value(), exact, owed(exact))
                    << x << ' ' << y;
            }
        }
    }
}

TEST(EllipsoidalDensity, AgreesWithQuadPrecisionOnTheTwoSquareKilometres) {
    const EllipsoidalDensity density{cgcs2000};
    for (const test::SurveyVector& vector : test::survey_vectors) {
        const auto shape = test::wkt(vector.wkt);
        const double exact = test::quad_ellipsoidal_area(shape.view(), cgcs2000, 1.0);
        EXPECT_NEAR(density.area(shape.view(), 500000.0).value(), exact, owed(exact)) << vector.id;
    }
}

TEST(EllipsoidalDensity, AgreesOnSliversAndLongEdges) {
    const EllipsoidalDensity density{cgcs2000};
    for (const char* text :
         {"POLYGON((380000 4400000, 381000 4400300, 381000 4400300.05, 380000 4400000.05, "
          "380000 4400000))",
          "POLYGON((365000 4400000, 389000 4409000, 377000 4431000, 365000 4400000))"}) {
        const auto shape = test::wkt(text);
        const double exact = test::quad_ellipsoidal_area(shape.view(), cgcs2000, 20.0);
        EXPECT_NEAR(density.area(shape.view(), 500000.0).value(), exact, owed(exact)) << text;
    }
}

TEST(EllipsoidalDensity, HoldsAtTheEdgeOfItsRange) {
    // 2 degrees from the meridian at low latitude: the farthest that the series are used.
    const EllipsoidalDensity density{cgcs2000};
    for (const geo::MultiPolygon& shape : shapes_at(222000.0, 100000.0, 700.0)) {
        const double exact = test::quad_ellipsoidal_area(shape.view(), cgcs2000, 4.0);
        EXPECT_NEAR(density.area(shape.view(), 500000.0).value(), exact, owed(exact));
    }
}

TEST(EllipsoidalDensity, TakesSmallRingsByMomentsWithinWhatIsOwed) {
    // Both sides of the meridian, from the equator to Beijing: moments against edge by edge, which
    // the tests above hold to quad precision.
    const EllipsoidalDensity density{cgcs2000};
    test::Random random{11};
    RingWalker walker;
    for (const double radius : {3.0, 100.0, 800.0, 2000.0}) {
        for (int i = 0; i < 200; ++i) {
            const double x = random.between(-222000.0, 222000.0);
            const geo::Point centre{500000.0 + x, random.between(0.0, 4.6e6) * std::cos(i)};
            const auto shape = test::lone(
                i % 4 == 0 ? test::strip_ring(random, centre, 2.0 * radius, radius * 1e-3, 9)
                           : test::star_ring(random, centre, radius, 3 + random.below(30)));
            const geo::RingView ring = shape.view()[0].shell();
            const auto small =
                density.small_ring_area(walker(ring, 1.0, Length::left_out), 500000.0);
            ASSERT_TRUE(small.has_value());
            const double reference = density.ring_area(ring, 500000.0);
            ASSERT_NEAR(*small, reference, 0.1 * owed(reference)) << centre.x << ' ' << centre.y;
        }
    }
}

TEST(EllipsoidalDensity, TakesNoLargeRingByMoments) {
    const EllipsoidalDensity density{cgcs2000};
    const auto shape = test::wkt("POLYGON((500000 0, 504097 0, 504097 10, 500000 0))");
    RingWalker walker;
    EXPECT_EQ(
        density.small_ring_area(walker(shape.view()[0].shell(), 1.0, Length::left_out), 500000.0),
        std::nullopt);
}

TEST(EllipsoidalDensity, IsNeverMoreThanThePlane) {
    const EllipsoidalDensity density{cgcs2000};
    for (const test::SurveyVector& vector : test::survey_vectors) {
        const auto shape = test::wkt(vector.wkt);
        EXPECT_LT(density.area(shape.view(), 500000.0).value(), geo::planar_area(shape.view()));
    }
}

TEST(EllipsoidalDensity, AddsUpOverACut) {
    const EllipsoidalDensity density{cgcs2000};
    const auto whole = test::wkt("POLYGON((400000 4420000, 402000 4420000, 402000 4421000, "
                                 "400000 4421000, 400000 4420000))");
    const auto left = test::wkt("POLYGON((400000 4420000, 401250 4420000, 400750 4421000, "
                                "400000 4421000, 400000 4420000))");
    const auto right = test::wkt("POLYGON((401250 4420000, 402000 4420000, 402000 4421000, "
                                 "400750 4421000, 401250 4420000))");
    EXPECT_NEAR(density.area(whole.view(), 500000.0).value(),
                density.area(left.view(), 500000.0).value() +
                    density.area(right.view(), 500000.0).value(),
                2e-6); // 1e-12 of the area: each piece has a Taylor series of its own
}

TEST(ContourArea, AgreesWithTheSeriesInsideTheirRange) {
    const EllipsoidalDensity density{cgcs2000};
    const crs::Crs plane = crs::Crs::parse("EPSG:4548");
    const crs::Transform inverse{plane, crs::geographic_base(plane)};
    for (const test::SurveyVector& vector : test::survey_vectors) {
        const auto shape = test::wkt(vector.wkt);
        const double series = density.area(shape.view(), 500000.0).value();
        EXPECT_NEAR(contour_area(shape.view(), cgcs2000, inverse).value(), series, owed(series))
            << vector.id;
    }
}

TEST(ContourArea, HoldsFarFromTheCentralMeridian) {
    const crs::Crs plane = crs::Crs::parse("EPSG:4548");
    const crs::Transform inverse{plane, crs::geographic_base(plane)};
    for (const geo::MultiPolygon& shape : shapes_at(700000.0, 4400000.0, 700.0)) {
        const double exact = test::quad_ellipsoidal_area(shape.view(), cgcs2000, 4.0);
        EXPECT_NEAR(contour_area(shape.view(), cgcs2000, inverse).value(), exact, owed(exact));
    }
}

} // namespace
} // namespace parkplan::measure
