// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "geo/boundary.hpp"
#include "geo/validity.hpp"
#include "support/drawing.hpp"
#include "support/print_defect.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace parkplan::geo {

namespace {

using test::wkt;
using enum DefectKind;

TEST(FindDefects, LeavesARingWithoutFiniteCoordinatesAlone) {
    const double inf = std::numeric_limits<double>::infinity();
    const MultiPolygon drawn =
        test::feature({{{{0, 0}, {4, 4}, {inf, 0}, {0, 4}}, {{1, 1}, {1, 2}, {2, 2}}}});
    EXPECT_EQ(find_defects(drawn.view()), (std::vector<Defect>{{not_finite, 0, 0, 2, {inf, 0}}}));
}

TEST(FindDefects, SeesNotANumber) {
    const std::vector<Defect> found = find_defects(wkt("POLYGON((0 0,4 0,4 nan,0 4,0 0))").view());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, not_finite);
    EXPECT_EQ(found[0].index, 2U);
    EXPECT_TRUE(std::isnan(found[0].at.y));
}

TEST(PrepareBoundary, TellsTheDirectionOfARingThatTouchesItselfInItsSmallestVertex) {
    // The ring starts in (0, 0), comes back to it, and encloses its second loop.
    const MultiPolygon inwards = wkt("POLYGON((0 0,9 -9,9 9,0 0,4 1,4 -1,0 0))");
    const detail::Boundary boundary = detail::prepare_boundary(inwards.view());
    ASSERT_EQ(boundary.rings.size(), 1U);
    EXPECT_TRUE(boundary.rings[0].counter_clockwise);
    EXPECT_EQ(find_defects(inwards.view()),
              (std::vector<Defect>{{ring_touches_itself, 0, 0, 0, {0, 0}}}));
}

TEST(FindDefects, SeparatesTouchingFromCrossingByTheLastBit) {
    // A vertex on, just inside and just outside the opposite edge.
    const auto with_tip = [](double x) {
        return test::lone({{0, 0}, {9, 0}, {9, 9}, {x, 4.5}, {4, 9}, {0, 9}});
    };
    EXPECT_EQ(find_defects(with_tip(0.0).view()),
              (std::vector<Defect>{{ring_touches_itself, 0, 0, 3, {0, 4.5}}}));
    EXPECT_EQ(find_defects(with_tip(std::numeric_limits<double>::denorm_min()).view()),
              std::vector<Defect>{});
    EXPECT_EQ(find_defects(with_tip(-1e-300).view()).front().kind, self_crossing);
}

TEST(FindDefects, FindsEveryDefectOfALargeRing) {
    test::Random random{5};
    test::Ring ring = test::star_ring(random, {4.4e5, 4.4e6}, 5000.0, 20000);
    EXPECT_EQ(find_defects(test::lone(ring).view()), std::vector<Defect>{});
    std::swap(ring[777], ring[787]);
    std::swap(ring[15000], ring[15010]);
    const std::vector<Defect> found = find_defects(test::lone(ring).view());
    ASSERT_FALSE(found.empty());
    EXPECT_FALSE(measurable(found));
    EXPECT_THAT(found, testing::Each(testing::Field(&Defect::kind, self_crossing)));
    EXPECT_THAT(found, testing::Contains(testing::Field(&Defect::index, testing::Lt(1000U))));
    EXPECT_THAT(found, testing::Contains(testing::Field(&Defect::index, testing::Gt(14000U))));
}

TEST(FindDefects, ManyHolesTakeTheIndexedRoad) {
    std::vector<test::Ring> rings{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}};
    for (int i = 0; i < 400; ++i) {
        const double x = 1.0 + 5.0 * (i % 20);
        const int row = i / 20;
        const double y = 1.0 + 5.0 * row;
        rings.push_back({{x, y}, {x, y + 2}, {x + 2, y + 2}, {x + 2, y}});
    }
    EXPECT_EQ(find_defects(test::feature({rings}).view()), std::vector<Defect>{});
    rings.push_back({{2, 2}, {2, 2.5}, {2.5, 2.5}});
    EXPECT_EQ(find_defects(test::feature({rings}).view()),
              (std::vector<Defect>{{overlapping_holes, 0, 401, 0, {2, 2}}}));
}

TEST(Measurable, FollowsTheContract) {
    std::vector<DefectKind> measured;
    for (std::uint8_t k = 0; k <= static_cast<std::uint8_t>(hole_touches_shell); ++k) {
        const auto kind = static_cast<DefectKind>(k);
        EXPECT_EQ(measurable({Defect{.kind = kind}}), !prevents_measuring(kind));
        if (!prevents_measuring(kind)) {
            measured.push_back(kind);
        }
    }
    EXPECT_EQ(measured,
              (std::vector<DefectKind>{split_interior, repeated_point, spike, ring_touches_itself,
                                       hole_shares_edge, parts_share_edge, hole_touches_shell}));
    EXPECT_TRUE(measurable({}));
}

TEST(CodeOf, NamesAnEntryOfTheCatalogueForEveryKind) {
    std::vector<std::string_view> codes;
    for (std::uint8_t k = 0; k <= static_cast<std::uint8_t>(hole_touches_shell); ++k) {
        const std::string_view code = code_of(static_cast<DefectKind>(k));
        EXPECT_EQ(catalogue_entry(code).code, code);
        codes.push_back(code);
    }
    EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
    EXPECT_EQ(std::unique(codes.begin(), codes.end()), codes.end());
}

} // namespace
} // namespace parkplan::geo
