// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "geo/canonical.hpp"
#include "geo/solid.hpp"
#include "geo/validity.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string_view>
#include <thread>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::wkt;

Solid solid(std::string_view text) {
    return Solid{wkt(text).view()};
}

/// Polygons as nested lists, for comparing whole values.
std::vector<std::vector<std::vector<Point>>> lists(const MultiPolygon& area) {
    std::vector<std::vector<std::vector<Point>>> polygons;
    const MultiPolygonView view = area.view();
    for (std::size_t p = 0; p < view.size(); ++p) {
        polygons.emplace_back();
        for (std::size_t r = 0; r < view[p].rings(); ++r) {
            const std::span<const Point> points = view[p].ring(r).points();
            polygons.back().emplace_back(points.begin(), points.end());
        }
    }
    return polygons;
}

constexpr std::string_view square = "POLYGON((0 0,4 0,4 4,0 4,0 0))";

TEST(Solid, MeasuresWhatItHolds) {
    const Solid area = solid("POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 4,4 4,4 2,2 2))");
    EXPECT_EQ(area.area(), 77.0);
    EXPECT_EQ(area.perimeter(), 44.0);
    EXPECT_EQ(area.box(), (Box{{0, 0}, {9, 9}}));
    EXPECT_FALSE(area.empty());
}

TEST(Solid, IsEmptyByDefault) {
    const Solid nothing;
    EXPECT_TRUE(nothing.empty());
    EXPECT_EQ(nothing.area(), 0.0);
    EXPECT_TRUE(nothing.box().empty());
    EXPECT_TRUE(nothing.polygons().empty());
    EXPECT_TRUE(equal(nothing, solid("POLYGON EMPTY")));
}

TEST(Solid, RefusesAnInvalidAreaWithTheReason) {
    try {
        static_cast<void>(solid("POLYGON((0 0,4 4,4 0,0 4,0 0))"));
        FAIL() << "accepted a bow tie";
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::geometry);
        EXPECT_STREQ(e.what(), "not a valid area: Self-intersection[2 2]");
    }
}

TEST(Solid, RefusesARingThatTheEngineCannotBuild) {
    // The engine wants no ring of two vertices; its message is kept and nothing leaks.
    EXPECT_THROW(static_cast<void>(solid("POLYGON((0 0,9 0,9 9,0 0),(1 1,2 1,1 1))")), Error);
}

TEST(Solid, GivesPolygonsInCanonicalOrder) {
    const Solid area =
        solid("MULTIPOLYGON(((9 9,9 7,7 7,7 9,9 9)),"
              "((6 6,6 0,0 0,0 6,6 6),(4 5,5 5,5 4,4 4,4 5),(1 1,2 1,2 2,1 2,1 1)))");
    EXPECT_EQ(lists(area.polygons()),
              (std::vector<std::vector<std::vector<Point>>>{{{{0, 0}, {6, 0}, {6, 6}, {0, 6}},
                                                             {{1, 1}, {1, 2}, {2, 2}, {2, 1}},
                                                             {{4, 4}, {4, 5}, {5, 5}, {5, 4}}},
                                                            {{{7, 7}, {9, 7}, {9, 9}, {7, 9}}}}));
}

TEST(Intersection, DropsLinesAndPoints) {
    // The areas share a square, an edge and nothing else.
    const Solid both = intersection(
        solid(square), solid("MULTIPOLYGON(((2 2,6 2,6 6,2 6,2 2)),((4 0,8 0,8 1,4 1,4 0)))"));
    EXPECT_EQ(both.area(), 4.0);
    EXPECT_EQ(lists(both.polygons()),
              (std::vector<std::vector<std::vector<Point>>>{{{{2, 2}, {4, 2}, {4, 4}, {2, 4}}}}));
    // What is left can go on as an input.
    EXPECT_EQ(difference(solid(square), both).area(), 12.0);
    EXPECT_TRUE(intersection(solid(square), solid("POLYGON((4 0,8 0,8 4,4 4,4 0))")).empty());
}

TEST(Difference, CutsAHole) {
    const Solid frame = difference(solid(square), solid("POLYGON((1 1,3 1,3 3,1 3,1 1))"));
    EXPECT_EQ(frame.area(), 12.0);
    EXPECT_TRUE(difference(solid(square), solid(square)).empty());
}

TEST(Unite, TakesAnyNumberOfAreas) {
    const Solid a = solid(square);
    const Solid b = solid("POLYGON((4 0,8 0,8 4,4 4,4 0))");
    const Solid c = solid("POLYGON((2 2,6 2,6 6,2 6,2 2))");
    const std::array<const Solid*, 3> all{&a, &b, &c};
    EXPECT_EQ(unite(all).area(), 40.0);
    EXPECT_EQ(unite(std::array<const Solid*, 1>{&a}).area(), 16.0);
    EXPECT_TRUE(unite({}).empty());
}

TEST(InteriorsMeet, NeedsMoreThanBoundary) {
    const Solid a = solid(square);
    EXPECT_TRUE(interiors_meet(a, solid("POLYGON((3 3,5 3,5 5,3 5,3 3))")));
    EXPECT_TRUE(interiors_meet(a, solid("POLYGON((1 1,2 1,2 2,1 2,1 1))")));
    EXPECT_FALSE(interiors_meet(a, solid("POLYGON((4 0,8 0,8 4,4 4,4 0))")));
    EXPECT_FALSE(interiors_meet(a, solid("POLYGON((9 9,10 9,10 10,9 10,9 9))")));
    EXPECT_FALSE(interiors_meet(a, Solid{}));
}

TEST(Covers, AllowsTheBoundary) {
    const Solid a = solid(square);
    EXPECT_TRUE(covers(a, a));
    EXPECT_TRUE(covers(a, solid("POLYGON((0 0,2 0,2 2,0 2,0 0))")));
    EXPECT_FALSE(covers(a, solid("POLYGON((3 3,5 3,5 5,3 5,3 3))")));
    EXPECT_TRUE(covers(a, Solid{}));
    EXPECT_FALSE(covers(Solid{}, a));
}

TEST(Equal, ComparesPointSets) {
    EXPECT_TRUE(equal(solid(square), solid("POLYGON((4 4,4 0,2 0,0 0,0 4,4 4))")));
    EXPECT_FALSE(equal(solid(square), Solid{}));
}

TEST(Solid, IsReadByManyThreadsAtOnce) {
    Random random{3};
    const Solid a = Solid{test::lone(star_ring(random, {0, 0}, 100.0, 200)).view()};
    const Solid b = Solid{test::lone(star_ring(random, {20, 20}, 100.0, 200)).view()};
    const Solid cut = intersection(a, b);
    std::vector<double> areas(8);
    std::vector<std::thread> threads;
    threads.reserve(areas.size());
    for (double& area : areas) {
        threads.emplace_back([&] { area = difference(a, cut).area(); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_THAT(areas, testing::Each(areas.front()));
}

TEST(SolidOf, TakesAValidFeatureAsItIs) {
    EXPECT_EQ(solid_of(wkt(square).view()).area(), 16.0);
}

TEST(SolidOf, RebuildsWhatIsMeasuredWithANote) {
    struct Case {
        std::string_view wkt;
        double area;
    };
    const std::vector<Case> cases{
        {"POLYGON((0 0,4 0,4 2,7 2,4 2,4 4,0 4,0 0))", 16.0},                     // spike
        {"POLYGON((0 0,4 0,4 2,-5 2,4 2,4 4,0 4,0 0))", 16.0},                    // through
        {"POLYGON((0 0,2 2,4 0,4 4,2 2,0 4,0 0))", 8.0},                          // two lobes
        {"POLYGON((0 0,4 0,2 3,6 3,4 0,8 0,8 8,0 8,0 0))", 58.0},                 // pinched hole
        {"POLYGON((0 0,8 0,8 8,0 8,0 0),(0 2,2 2,2 4,0 4,0 2))", 60.0},           // shared edge
        {"POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,4 2,8 4,4 6,0 4))", 48.0},           // split
        {"MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 0,8 0,8 4,4 4,4 0)))", 32.0}}; // parts
    for (const Case& drawn : cases) {
        const MultiPolygon feature = wkt(drawn.wkt);
        EXPECT_TRUE(measurable(find_defects(feature.view()))) << drawn.wkt;
        EXPECT_EQ(planar_area(feature.view()), drawn.area) << drawn.wkt;
        EXPECT_EQ(solid_of(feature.view()).area(), drawn.area) << drawn.wkt;
    }
}

TEST(SolidOf, DoesNotBendWhatCannotBeMeasured) {
    for (const std::string_view text :
         {"POLYGON((0 0,4 4,4 0,0 4,0 0))",
          "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 2,6 2,6 6,2 6,2 2)))",
          "POLYGON((0 0,8 0,8 8,0 8,0 0),(6 2,10 2,10 4,6 4,6 2))"}) {
        EXPECT_THROW(static_cast<void>(solid_of(wkt(text).view())), Error) << text;
    }
}

TEST(EngineVersion, IsThreeNumbers) {
    EXPECT_THAT(engine_version(), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+.*"));
}

} // namespace
} // namespace parkplan::geo
