// SPDX-License-Identifier: MIT
#include "geo/common_area.hpp"
#include "geo/edge_index.hpp"
#include "overlay/window_edges.hpp"
#include "overlay/zone_grid.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace parkplan::overlay {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

bool box_meets(const geo::SlabEdge& edge, const geo::Box& box) {
    geo::Box own;
    own.add(edge.left);
    own.add(edge.right);
    return own.meets(box);
}

/// All edges whose box meets the window.
std::vector<ZoneGrid::EdgeRef> near(const geo::EdgeIndex& area, const geo::Box& window) {
    std::vector<ZoneGrid::EdgeRef> refs;
    for (std::uint32_t i = 0; i < area.edges().size(); ++i) {
        if (box_meets(area.edges()[i], window)) {
            refs.push_back({0, i});
        }
    }
    return refs;
}

/// The common area of a feature and what stands for the area near it.
double by_window(const geo::EdgeIndex& feature, const geo::EdgeIndex& area) {
    std::vector<geo::SlabEdge> edges{feature.edges().begin(), feature.edges().end()};
    std::erase_if(edges, [](const geo::SlabEdge& edge) { return edge.sign == 0.0; });
    std::ranges::sort(edges, geo::before);
    WindowEdges window_edges;
    geo::CommonAreaMeter meter;
    return meter(edges, window_edges(area, near(area, feature.box()), feature.box()), feature.box())
        .moments.a;
}

double by_all(const geo::EdgeIndex& feature, const geo::EdgeIndex& area) {
    return geo::CommonAreaMeter{}(feature, area).moments.a;
}

TEST(WindowEdges, PutALineInThePlaceOfWhatLiesAbove) {
    const geo::EdgeIndex area{test::wkt("POLYGON((0 0,10 0,10 10,5 12,0 10,0 0))").view()};
    WindowEdges window_edges;
    const geo::Box inside{{2.0, 2.0}, {3.0, 3.0}};
    const auto lines = window_edges(area, {}, inside);
    ASSERT_THAT(lines, SizeIs(1));
    EXPECT_EQ(lines[0], (geo::SlabEdge{{2.0, 3.0}, {3.0, 3.0}, 1.0}));
    EXPECT_THAT(window_edges(area, {}, {{20.0, 2.0}, {21.0, 3.0}}), IsEmpty());
}

TEST(WindowEdges, FollowAnEdgeThatEndsAboveTheWindow) {
    // The slanted edge ends at (4, 8): right of it the top edge covers the window.
    const geo::EdgeIndex area{test::wkt("POLYGON((0 0,10 0,10 8,4 8,0 0))").view()};
    const geo::EdgeIndex feature{test::wkt("POLYGON((1 1,9 1,9 6,1 6,1 1))").view()};
    EXPECT_DOUBLE_EQ(by_window(feature, area), by_all(feature, area));
}

TEST(WindowEdges, CoverTheWindowAsTheWholeAreaDoes) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        test::Random random{seed};
        const geo::Point centre{440000.0, 4420000.0};
        const geo::EdgeIndex area{
            test::lone(test::star_ring(random, centre, 500.0, 5 + random.below(200))).view()};
        for (int i = 0; i < 20; ++i) {
            const geo::Point at{centre.x + random.between(-500.0, 500.0),
                                centre.y + random.between(-500.0, 500.0)};
            const geo::EdgeIndex feature{
                test::lone(test::star_ring(random, at, random.between(1.0, 150.0), 9)).view()};
            EXPECT_NEAR(by_window(feature, area), by_all(feature, area), 1e-9) << seed;
        }
    }
}

TEST(WindowEdges, CoverTheWindowWhereEdgesAndCornersCoincide) {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        test::Random random{seed};
        const geo::EdgeIndex area{test::lone(test::skyline_ring(random, {0.0, 0.0}, 12, 9)).view()};
        for (int i = 0; i < 20; ++i) {
            const geo::Point at{static_cast<double>(random.below(14)) - 1.0,
                                static_cast<double>(random.below(12)) - 1.0};
            const geo::EdgeIndex feature{
                test::lone(test::skyline_ring(random, at, 1 + random.below(4), 4)).view()};
            EXPECT_EQ(by_window(feature, area), by_all(feature, area)) << seed;
        }
    }
}

} // namespace
} // namespace parkplan::overlay
