// SPDX-License-Identifier: MIT
#include "geo/edge_sweep.hpp"
#include "geo/meetings.hpp"
#include "geo/validity.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <span>
#include <tuple>
#include <vector>

namespace parkplan::geo::detail {
namespace {

using test::Random;
using test::Ring;

std::vector<EdgeTree> trees_of(const Boundary& boundary) {
    std::vector<EdgeTree> trees;
    for (const BoundaryRing& ring : boundary.rings) {
        trees.emplace_back(std::span{boundary.points}.subspan(ring.first, ring.last - ring.first));
    }
    return trees;
}

auto values(const Meetings& meetings) {
    std::vector<std::tuple<std::uint32_t, std::uint32_t, Point>> crossings;
    for (const Crossing& c : meetings.crossings) {
        crossings.emplace_back(c.e, c.f, c.at);
    }
    std::vector<std::tuple<std::uint32_t, std::uint32_t, Point, Point>> overlaps;
    for (const Overlap& o : meetings.overlaps) {
        overlaps.emplace_back(o.e, o.f, o.from, o.to);
    }
    return std::tuple{crossings, overlaps, meetings.passages};
}

/// Whatever is drawn, the sweep and the comparison of all boxes find the same.
void expect_same_by_both_roads(const MultiPolygonView& feature) {
    const Boundary boundary = prepare_boundary(feature);
    const std::vector<EdgeTree> trees = trees_of(boundary);
    const Meetings by_boxes = find_meetings(boundary, trees);
    ASSERT_EQ(values(find_meetings_by_sweep(boundary, trees)), values(by_boxes));
    const bool clean =
        by_boxes.crossings.empty() && by_boxes.overlaps.empty() && by_boxes.passages.empty();
    ASSERT_TRUE(!clean || edges_that_meet(boundary).empty());
}

TEST(FindMeetings, FindsTheSameBySweepOnGridRings) {
    Random random{61};
    for (int i = 0; i < 6000 && !HasFatalFailure(); ++i) {
        expect_same_by_both_roads(
            test::lone(grid_ring(random, 3 + random.below(6), 3 + random.below(20))).view());
    }
}

TEST(FindMeetings, FindsTheSameBySweepOnGridFeatures) {
    Random random{62};
    for (int i = 0; i < 4000 && !HasFatalFailure(); ++i) {
        std::vector<std::vector<Ring>> polygons;
        for (std::size_t p = 1 + random.below(3); p > 0; --p) {
            polygons.emplace_back();
            for (std::size_t r = 1 + random.below(3); r > 0; --r) {
                polygons.back().push_back(grid_ring(random, 7, 3 + random.below(3)));
            }
        }
        expect_same_by_both_roads(test::feature(polygons).view());
    }
}

TEST(FindMeetings, FindsTheSameBySweepOnLargeRings) {
    Random random{63};
    for (int i = 0; i < 30 && !HasFatalFailure(); ++i) {
        Ring ring = star_ring(random, {4.4e5, 4.4e6}, 300.0, 300);
        for (std::size_t swaps = random.below(4); swaps > 0; --swaps) {
            const std::size_t at = random.below(ring.size() - 9);
            std::swap(ring[at], ring[at + 1 + random.below(8)]);
        }
        expect_same_by_both_roads(test::lone(ring).view());
        expect_same_by_both_roads(test::lone(skyline_ring(random, {0, 0}, 200, 4)).view());
    }
}

TEST(EdgesThatMeet, AreNoneInACleanFeature) {
    EXPECT_TRUE(edges_that_meet(
                    prepare_boundary(
                        test::wkt("POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 4,4 4,4 2,2 2))").view()))
                    .empty());
}

TEST(EdgesThatMeet, AreTakenInPairs) {
    // One long edge crosses four others: it goes with the first, and the rest is clean.
    const Boundary boundary = prepare_boundary(
        test::wkt("POLYGON((0 1,9 1,9 3,8 3,8 0,7 0,7 3,6 3,6 0,5 0,5 3,0 3,0 1))").view());
    EXPECT_EQ(edges_that_meet(boundary).size(), 2U);
}

TEST(EdgeTree, EnclosesWhatLiesInside) {
    Random random{64};
    const Ring ring = skyline_ring(random, {0, 0}, 100, 5);
    const EdgeTree tree{ring};
    for (std::size_t i = 0; i < 100; ++i) {
        const double height = ring[ring.size() - 1 - 2 * i].y;
        const double x = static_cast<double>(i) + 0.5;
        EXPECT_TRUE(tree.encloses({x, height - 0.5}));
        EXPECT_TRUE(tree.encloses({x, 0.5}));
        EXPECT_FALSE(tree.encloses({x, height + 0.5}));
        EXPECT_FALSE(tree.encloses({x, -0.5}));
    }
    EXPECT_FALSE(tree.encloses({-1, 1}));
    EXPECT_FALSE(tree.encloses({101, 1}));
}

} // namespace
} // namespace parkplan::geo::detail
