// SPDX-License-Identifier: MIT
#include "geo/distance.hpp"
#include "support/drawing.hpp"
#include "support/paths.hpp"
#include "support/random_layers.hpp"
#include "support/random_polygons.hpp"

#include <geos_c.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::wkt;

std::optional<Nearest> between(const MultiPolygon& a, const MultiPolygon& b) {
    return nearest(DistanceIndex{a.view()}, DistanceIndex{b.view()});
}

double distance_of(const std::string& a, const std::string& b) {
    const auto one = between(wkt(a), wkt(b));
    const auto other = between(wkt(b), wkt(a));
    EXPECT_TRUE(one && other);
    EXPECT_EQ(one->distance, other->distance);
    return one->distance;
}

const std::string square = "POLYGON((0 0, 8 0, 8 8, 0 8, 0 0))";
const std::string frame = "POLYGON((0 0, 8 0, 8 8, 0 8, 0 0), (1 1, 7 1, 7 7, 1 7, 1 1))";

TEST(Nearest, IsTheShortestWayBetweenBoundaries) {
    EXPECT_EQ(between(wkt(square), wkt("POLYGON((12 2, 15 2, 15 5, 12 2))")),
              (Nearest{4.0, {8, 2}, {12, 2}}));
    EXPECT_EQ(between(wkt(square), wkt("POLYGON((11 12, 15 12, 15 15, 11 12))")),
              (Nearest{5.0, {8, 8}, {11, 12}}));
    // An edge that lies slantwise before a corner.
    const auto corner = between(wkt(square), wkt("POLYGON((8 12, 12 8, 12 12, 8 12))"));
    EXPECT_DOUBLE_EQ(corner.value().distance, std::sqrt(8.0));
    EXPECT_EQ(corner->a, (Point{8, 8}));
    EXPECT_EQ(corner->b, (Point{10, 10}));
}

TEST(Nearest, IsTheSmallestPlaceOfEquallyNearOnes) {
    // Two edges side by side: from (8, 2) to (8, 6) all are equally near, ends first.
    const Nearest wanted{2.0, {8, 2}, {10, 2}};
    EXPECT_EQ(between(wkt(square), wkt("POLYGON((10 2, 12 2, 12 6, 10 6, 10 2))")), wanted);
    EXPECT_EQ(between(wkt("POLYGON((8 8, 8 0, 0 0, 0 8, 8 8))"),
                      wkt("POLYGON((12 6, 12 2, 10 2, 10 6, 12 6))")),
              wanted);
}

TEST(Nearest, IsNothingWhereAreasShareAPoint) {
    EXPECT_EQ(distance_of(square, "POLYGON((8 8, 9 8, 9 9, 8 8))"), 0.0);
    EXPECT_EQ(distance_of(square, "POLYGON((8 3, 9 2, 9 4, 8 3))"), 0.0);
    EXPECT_EQ(distance_of(square, "POLYGON((8 2, 9 2, 9 6, 8 6, 8 2))"), 0.0);
    EXPECT_EQ(distance_of(square, "POLYGON((4 -2, 14 8, 4 18, -6 8, 4 -2))"), 0.0);
    EXPECT_EQ(distance_of(square, "POLYGON((2 2, 3 2, 3 3, 2 2))"), 0.0);
    EXPECT_EQ(distance_of(square, square), 0.0);
    EXPECT_EQ(distance_of(square, "MULTIPOLYGON(((20 20, 21 20, 21 21, 20 20)), ((2 2, 3 2, 3 3, 2 "
                                  "2)))"),
              0.0);
}

TEST(Nearest, InAHoleIsTheWayToItsBoundary) {
    EXPECT_EQ(distance_of(frame, "POLYGON((3 3, 5 3, 5 5, 3 5, 3 3))"), 2.0);
    EXPECT_EQ(distance_of(frame, "POLYGON((1 3, 5 3, 5 5, 1 3))"), 0.0);
    EXPECT_EQ(distance_of("MULTIPOLYGON(((0 0, 8 0, 8 8, 0 8, 0 0), (1 1, 7 1, 7 7, 1 7, 1 1)), "
                          "((3 3, 5 3, 5 5, 3 5, 3 3)))",
                          "POLYGON((3.5 3.5, 4 3.5, 4 4, 3.5 3.5))"),
              0.0);
}

TEST(Nearest, IsThereUpToTheBoundOnly) {
    const MultiPolygon here = wkt(square);
    const MultiPolygon there = wkt("POLYGON((12 2, 15 2, 15 5, 12 2))");
    const DistanceIndex a{here.view()};
    const DistanceIndex b{there.view()};
    EXPECT_EQ(nearest(a, b, 4.0)->distance, 4.0);
    EXPECT_FALSE(nearest(a, b, std::nextafter(4.0, 0.0)));
    EXPECT_FALSE(nearest(a, DistanceIndex{}));
    EXPECT_FALSE(nearest(DistanceIndex{MultiPolygon{}.view()}, a));
}

std::optional<Nearest> to_paths(const std::string& area, const std::string& drawing) {
    const MultiPolygon polygon = wkt(area);
    const PathColumn column = test::paths(drawing);
    const DistanceIndex a{polygon.view()};
    const DistanceIndex b{column.of(0)};
    const auto one = nearest(a, b);
    const auto other = nearest(b, a);
    EXPECT_TRUE(one && other);
    EXPECT_EQ(one->distance, other->distance);
    EXPECT_EQ(one->a, other->b);
    EXPECT_EQ(one->b, other->a);
    return one;
}

TEST(Nearest, OfAnAreaAndPointsIsTheWayToTheNearestPoint) {
    EXPECT_EQ(to_paths(square, "POINT(11 12)"), (Nearest{5.0, {8, 8}, {11, 12}}));
    EXPECT_EQ(to_paths(square, "POINT(12 3)"), (Nearest{4.0, {8, 3}, {12, 3}}));
    EXPECT_EQ(to_paths(square, "MULTIPOINT((30 0), (11 12), (0 -7))"),
              (Nearest{5.0, {8, 8}, {11, 12}}));
    // Of points that are equally near, the smallest place.
    EXPECT_EQ(to_paths(square, "MULTIPOINT((10 4), (4 10), (-2 4))"),
              (Nearest{2.0, {0, 4}, {-2, 4}}));
}

TEST(Nearest, OfAnAreaAndLinesIsTheShortestWay) {
    EXPECT_EQ(to_paths(square, "LINESTRING(10 -4, 10 20)"), (Nearest{2.0, {8, 0}, {10, 0}}));
    EXPECT_EQ(to_paths(square, "LINESTRING(10 20, 10 -4)"), (Nearest{2.0, {8, 0}, {10, 0}}));
    EXPECT_EQ(to_paths(square, "MULTILINESTRING((20 0, 20 9), (8 12, 12 12, 12 8))"),
              (Nearest{4.0, {8, 8}, {8, 12}}));
    const auto slanted = to_paths(square, "LINESTRING(8 12, 12 8)");
    EXPECT_DOUBLE_EQ(slanted->distance, std::sqrt(8.0));
    EXPECT_EQ(slanted->b, (Point{10, 10}));
    // Vertices that are there twice, and a line without length.
    EXPECT_EQ(to_paths(square, "LINESTRING(10 1, 10 1, 14 1, 14 1)"),
              (Nearest{2.0, {8, 1}, {10, 1}}));
    EXPECT_EQ(to_paths(square, "LINESTRING(10 1, 10 1)"), (Nearest{2.0, {8, 1}, {10, 1}}));
}

TEST(Nearest, IsNothingWherePointsAndLinesTouchAnArea) {
    for (const char* drawing :
         {"POINT(3 3)", "POINT(8 8)", "POINT(8 5)", "MULTIPOINT((90 90), (3 3))",
          "LINESTRING(2 2, 3 3)", "LINESTRING(-5 4, 20 4)", "LINESTRING(8 -5, 8 20)",
          "LINESTRING(4 12, 12 4)", "MULTILINESTRING((90 0, 91 0), (1 1, 2 2))"}) {
        EXPECT_EQ(to_paths(square, drawing)->distance, 0.0) << drawing;
    }
    EXPECT_EQ(to_paths(frame, "POINT(4 3)")->distance, 2.0);
    EXPECT_EQ(to_paths(frame, "LINESTRING(3 3, 5 4)")->distance, 2.0);
    EXPECT_EQ(to_paths(frame, "LINESTRING(3 3, 7 3)")->distance, 0.0);
}

TEST(Nearest, PointsAndLinesCoverNothing) {
    const PathColumn ring = test::paths("LINESTRING(0 0, 8 0, 8 8, 0 8, 0 0)");
    EXPECT_FALSE(DistanceIndex{ring.of(0)}.covers({4, 3}));
    EXPECT_EQ(to_paths("POLYGON((3 3, 5 3, 5 5, 3 5, 3 3))", "LINESTRING(0 0, 8 0, 8 8, 0 8, 0 0)")
                  ->distance,
              3.0);
    EXPECT_FALSE(nearest(DistanceIndex{PathsView{}}, DistanceIndex{ring.of(0)}));
}

TEST(Nearest, DistanceOfBoxes) {
    const Box a{{0, 0}, {2, 2}};
    EXPECT_EQ(distance(a, Box{{5, 6}, {7, 7}}), 5.0);
    EXPECT_EQ(distance(a, Box{{2, 0}, {3, 1}}), 0.0);
    EXPECT_EQ(distance(a, Box{}), std::numeric_limits<double>::infinity());
    EXPECT_EQ(reach(a, Box{{2, 3}, {3, 4}}), 5.0);
    EXPECT_EQ(reach(Box{}, a), std::numeric_limits<double>::infinity());
}

// ---- random areas against the engine ------------------------------------------------------------

/// The engine's distance, asked without going through Solid.
class Oracle {
public:
    Oracle() : m_handle(GEOS_init_r()) {}
    ~Oracle() { GEOS_finish_r(m_handle); }
    Oracle(const Oracle&) = delete;
    Oracle& operator=(const Oracle&) = delete;
    Oracle(Oracle&&) = delete;
    Oracle& operator=(Oracle&&) = delete;

    [[nodiscard]] double distance(const MultiPolygon& a, const MultiPolygon& b) const {
        double result = -1.0;
        const auto one = made(a);
        const auto other = made(b);
        EXPECT_EQ(GEOSDistance_r(m_handle, one.get(), other.get(), &result), 1);
        return result;
    }

private:
    struct Destroy {
        GEOSContextHandle_t handle;
        void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
    };
    using Ptr = std::unique_ptr<GEOSGeometry, Destroy>;

    [[nodiscard]] GEOSGeometry* ring(RingView points) const {
        GEOSCoordSequence* sequence =
            GEOSCoordSeq_create_r(m_handle, static_cast<unsigned>(points.size() + 1), 2);
        for (std::size_t i = 0; i <= points.size(); ++i) {
            const Point p = points[i == points.size() ? 0 : i];
            GEOSCoordSeq_setXY_r(m_handle, sequence, static_cast<unsigned>(i), p.x, p.y);
        }
        return GEOSGeom_createLinearRing_r(m_handle, sequence);
    }

    [[nodiscard]] Ptr made(const MultiPolygon& area) const {
        std::vector<GEOSGeometry*> parts;
        for (std::size_t p = 0; p < area.view().size(); ++p) {
            const PolygonView part = area.view()[p];
            std::vector<GEOSGeometry*> holes;
            for (std::size_t r = 1; r < part.rings(); ++r) {
                holes.push_back(ring(part.ring(r)));
            }
            parts.push_back(GEOSGeom_createPolygon_r(m_handle, ring(part.shell()), holes.data(),
                                                     static_cast<unsigned>(holes.size())));
        }
        return Ptr{GEOSGeom_createCollection_r(m_handle, GEOS_MULTIPOLYGON, parts.data(),
                                               static_cast<unsigned>(parts.size())),
                   Destroy{m_handle}};
    }

    GEOSContextHandle_t m_handle;
};

/// Moved as far from the origin as projected coordinates are, to which they are rounded.
MultiPolygon at_the_site(const MultiPolygon& area, Point by) {
    PolygonColumn column;
    column.add_feature(area.view());
    for (Point& p : column.mutable_points()) {
        p = {p.x + by.x, p.y + by.y};
    }
    return MultiPolygon{std::move(column)};
}

class RandomPairs : public testing::TestWithParam<std::size_t> {};

TEST_P(RandomPairs, HaveTheEnginesDistance) {
    const Oracle oracle;
    Random random{500 + GetParam()};
    std::size_t apart = 0;
    std::size_t together = 0;
    for (int round = 0; round < 12; ++round) {
        const test::Features features = test::random_features(random, GetParam());
        const Point shift{round % 2 == 0 ? 0.0 : 440000.0, round % 2 == 0 ? 0.0 : 4420000.0};
        for (std::size_t i = 0; i + 1 < features.size(); ++i) {
            const MultiPolygon a = at_the_site(features[i], shift);
            const MultiPolygon b = at_the_site(features[i + 1], shift);
            const auto found = between(a, b);
            ASSERT_TRUE(found);
            const double wanted = oracle.distance(a, b);
            EXPECT_NEAR(found->distance, wanted, 1e-12 * wanted + 1e-13 * shift.y);
            EXPECT_EQ(found->distance == 0.0, wanted == 0.0);
            if (found->distance > 0.0) {
                EXPECT_NEAR(std::hypot(found->a.x - found->b.x, found->a.y - found->b.y),
                            found->distance, 1e-12 + 3e-16 * shift.y * 4.0);
            }
            (wanted > 0.0 ? apart : together) += 1;
        }
    }
    EXPECT_GT(apart, 20U);
    EXPECT_GT(together, 3U);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RandomPairs,
                         testing::Range<std::size_t>(0, test::kinds_of_features));

TEST(Nearest, OfManyEdgesIsTheEnginesAndTheSameForAnyStart) {
    const Oracle oracle;
    Random random{77};
    for (int round = 0; round < 20; ++round) {
        const double far = 440000.0 + random.between(150.0, 400.0);
        const test::Ring here = test::star_ring(random, {440000.0, 4420000.0}, 120.0, 900);
        const test::Ring there = test::star_ring(random, {far, 4420050.0}, 120.0, 700);
        const MultiPolygon a = test::lone(here);
        const MultiPolygon b = test::lone(there);
        const auto found = between(a, b);
        EXPECT_NEAR(found->distance, oracle.distance(a, b), 1e-9);
        const MultiPolygon turned = test::lone(test::reversed(test::started_at(here, 333)));
        EXPECT_EQ(between(turned, test::lone(test::started_at(there, 5))), found);
    }
}

TEST(Nearest, OfLinesIsThatOfTheirEdgesOneByOne) {
    Random random{41};
    for (int round = 0; round < 200; ++round) {
        std::vector<Point> points;
        for (int i = 0; i < 9; ++i) {
            points.push_back({random.between(-40.0, 40.0), random.between(-40.0, 40.0)});
        }
        PathColumn all;
        double least = std::numeric_limits<double>::infinity();
        const MultiPolygon area = wkt("POLYGON((0 0, 8 1, 5 3, 9 8, -3 7, 0 0))");
        for (std::size_t i = 0; i < points.size(); ++i) {
            all.add_point(points[i]);
            if (i > 0) {
                PathColumn edge;
                edge.add_point(points[i]);
                edge.add_point(points[i - 1]);
                edge.end_path();
                edge.end_row(0);
                least = std::min(
                    least,
                    nearest(DistanceIndex{area.view()}, DistanceIndex{edge.of(0)})->distance);
            }
        }
        all.end_path();
        all.end_row(0);
        EXPECT_EQ(nearest(DistanceIndex{area.view()}, DistanceIndex{all.of(0)})->distance, least);
    }
}

} // namespace
} // namespace parkplan::geo
