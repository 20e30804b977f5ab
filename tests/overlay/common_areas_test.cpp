// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "overlay/common_areas.hpp"
#include "support/layers.hpp"
#include "support/random_polygons.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

PairAreas areas(const layer::Layer& a, const layer::Layer& b, unsigned threads = 1) {
    const std::vector<std::uint8_t> all_a(a.size(), 1);
    const std::vector<std::uint8_t> all_b(b.size(), 1);
    TaskPool tasks{threads};
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    return common_areas({a, all_a}, {b, all_b}, measurer, tasks);
}

layer::Layer drawn(const std::vector<std::string>& wkts, std::string_view crs = "local") {
    LayerBuilder builder{"test", crs};
    for (const std::string& wkt : wkts) {
        builder.add(wkt);
    }
    return builder.build();
}

std::vector<std::string> lines(const PairAreas& found) {
    static constexpr std::array names{"crosses", "inside", "covers", "equals"};
    std::vector<std::string> all;
    for (const PairArea& pair : found.pairs) {
        all.push_back(fmt::format("{} {} {} {}", pair.a,
                                  names.at(static_cast<std::size_t>(pair.relation)), pair.b,
                                  pair.area.value()));
    }
    return all;
}

TEST(CommonAreas, NameHowTheFeaturesLie) {
    const layer::Layer a =
        drawn({std::string{square}, "POLYGON((10 0,12 0,12 2,10 2,10 0))",
               "POLYGON((20 0,28 0,28 8,20 8,20 0))", "POLYGON((30 0,34 0,34 4,30 4,30 0))"});
    const layer::Layer b =
        drawn({"POLYGON((2 2,6 2,6 6,2 6,2 2))", "POLYGON((9 -1,13 -1,13 3,9 3,9 -1))",
               "POLYGON((22 2,24 2,24 4,22 4,22 2))", "POLYGON((34 0,34 4,30 4,30 0,34 0))",
               "POLYGON((4 0,8 0,8 1,4 1,4 0))"});
    EXPECT_THAT(lines(areas(a, b)),
                ElementsAre("0 crosses 0 4", "1 inside 1 4", "2 covers 2 4", "3 equals 3 16"));
    EXPECT_THAT(lines(areas(b, a)),
                ElementsAre("0 crosses 0 4", "1 covers 1 4", "2 inside 2 4", "3 equals 3 16"));
}

TEST(CommonAreas, LeavesOutRowsThatAreNotUsable) {
    const layer::Layer a = drawn({std::string{square}, std::string{square}});
    TaskPool tasks{1};
    const std::vector<std::uint8_t> first{1, 0};
    const std::vector<std::uint8_t> second{0, 1};
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    EXPECT_THAT(lines(common_areas({a, first}, {a, second}, measurer, tasks)),
                ElementsAre("0 equals 1 16"));
    EXPECT_THAT(
        lines(common_areas({a, first}, {a, std::vector<std::uint8_t>{0, 0}}, measurer, tasks)),
        IsEmpty());
}

TEST(CommonAreas, BooksWhatRoundingExplains) {
    // A vertex on a slanted edge, as near as doubles come to it.
    const layer::Layer a = drawn({"POLYGON((440000 4420000,440100 4420037,440000 4420100,"
                                  "440000 4420000))"});
    const layer::Layer b = drawn({"POLYGON((440000 4420000,440100 4420000,440100 4420037,"
                                  "440033.3 4420012.321,440000 4420000))"});
    const PairAreas found = areas(a, b);
    EXPECT_THAT(found.pairs, IsEmpty());
    EXPECT_LE(found.rounding_pairs, 1U);
}

layer::Layer scattered(std::uint64_t seed, std::size_t count) {
    test::Random random{seed};
    LayerBuilder builder{"scattered"};
    for (std::size_t i = 0; i < count; ++i) {
        const geo::Point centre{440000.0 + random.between(0.0, 1500.0),
                                4420000.0 + random.between(0.0, 1500.0)};
        builder.add(test::lone(
            test::star_ring(random, centre, random.between(20.0, 300.0), 3 + random.below(40))));
    }
    return builder.build();
}

TEST(CommonAreas, AreTheEllipsoidalAreasOfTheEnginesPolygons) {
    const layer::Layer a = scattered(1, 60);
    const layer::Layer b = scattered(2, 40);
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    const PairAreas found = areas(a, b);
    EXPECT_GT(found.pairs.size(), 150U);
    for (const PairArea& pair : found.pairs) {
        const geo::MultiPolygon polygon =
            common_polygon(a.table().polygons[pair.a], b.table().polygons[pair.b]);
        const double slack =
            1e-9 * pair.area.value() + 1e-8 * geo::perimeter(polygon.view()) + 1e-9;
        EXPECT_NEAR(pair.area.value(), measurer.piece_area(polygon.view()).value(), slack);
    }
}

TEST(CommonAreas, AreTheSameForAnyThreadsAndOrder) {
    const layer::Layer a = scattered(3, 1300);
    const layer::Layer b = scattered(4, 40);
    const PairAreas one = areas(a, b, 1);
    EXPECT_EQ(lines(areas(a, b, 4)), lines(one));
    PairAreas other = areas(b, a, 2);
    ASSERT_EQ(other.pairs.size(), one.pairs.size());
    for (PairArea& pair : other.pairs) {
        std::swap(pair.a, pair.b);
    }
    std::ranges::sort(other.pairs, {}, [](const PairArea& pair) {
        return std::tuple{pair.a, pair.b};
    });
    for (std::size_t i = 0; i < one.pairs.size(); ++i) {
        EXPECT_EQ(other.pairs[i].area, one.pairs[i].area);
    }
}

TEST(CommonAreas, TakesPolygonsWhereMomentsAreNotExactEnough) {
    // EPSG:3857 is not the working plane; a feature 3° from the central meridian is too far.
    const layer::Layer a = drawn({"POLYGON((12950000 4850000,12951000 4850000,12951000 4851000,"
                                  "12950000 4851000,12950000 4850000))"},
                                 "EPSG:3857");
    const layer::Layer b = drawn({"POLYGON((12950500 4850500,12951500 4850500,12951500 4851500,"
                                  "12950500 4851500,12950500 4850500))"},
                                 "EPSG:3857");
    const PairAreas found = areas(a, b);
    ASSERT_EQ(found.pairs.size(), 1U);
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    const geo::MultiPolygon polygon = common_polygon(a.table().polygons[0], b.table().polygons[0]);
    EXPECT_EQ(found.pairs[0].area, measurer.piece_area(polygon.view()));
    EXPECT_LT(found.pairs[0].area.value(), 0.6 * 250000.0) << "not the area of the map plane";
}

} // namespace
} // namespace parkplan::overlay
