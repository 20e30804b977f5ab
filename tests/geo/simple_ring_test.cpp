// SPDX-License-Identifier: MIT
#include "geo/simple_ring.hpp"
#include "geo/validity.hpp"
#include "support/drawing.hpp"
#include "support/print_defect.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::Ring;

/// What the thorough search says: a part far away keeps the quick answer out of the way.
std::vector<Defect> thorough_defects(const std::vector<Ring>& rings) {
    const Ring far{{1e6, 1e6}, {1e6 + 1.0, 1e6}, {1e6, 1e6 + 1.0}};
    return find_defects(test::feature({rings, {far}}).view());
}

bool plain(const std::vector<Ring>& rings) {
    return detail::is_plain(test::feature({rings}).view()[0]);
}

TEST(PlainPolygon, HasNoDefectWhereTheQuickAnswerSaysSo) {
    Random random{31};
    std::size_t found = 0;
    for (int i = 0; i < 60000; ++i) {
        std::vector<Ring> rings;
        for (std::size_t r = 1 + random.below(3); r > 0; --r) { // on a grid: much coincides
            rings.push_back(test::grid_ring(random, 3 + random.below(6), 3 + random.below(6)));
        }
        if (plain(rings)) {
            ++found;
            ASSERT_EQ(thorough_defects(rings), std::vector<Defect>{}) << i;
        }
    }
    EXPECT_GT(found, 1000U);
}

TEST(PlainPolygon, IsFoundAmongParcelsWithHoles) {
    Random random{32};
    for (int i = 0; i < 3000; ++i) {
        const geo::Point centre{4.4e5 + random.between(-10.0, 10.0), 4.4e6};
        const Ring shell = test::star_ring(random, centre, 100.0, 5 + random.below(30));
        const Ring hole = test::star_ring(random, centre, 5.0, 3 + random.below(20));
        const Ring twin = test::shifted(hole, 0.0, 1e-7);
        ASSERT_TRUE(plain({shell}));
        ASSERT_TRUE(plain({shell, hole}));
        ASSERT_TRUE(plain({test::reversed(shell), hole}));
        ASSERT_FALSE(plain({hole, shell}));
        ASSERT_FALSE(plain({shell, hole, twin}));
        ASSERT_FALSE(plain({shell, test::shifted(hole, 1000.0, 0.0)}));
    }
}

TEST(PlainPolygon, IsNoneOfTheseDrawings) {
    for (const char* text : {
             "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))",                        // crosses itself
             "POLYGON((0 0, 4 0, 4 4, 4 0, 0 0))",                        // runs back
             "POLYGON((0 0, 4 0, 6 0, 4 0, 4 4, 0 0))",                   // spike
             "POLYGON((0 0, 4 0, 4 0, 4 4, 0 0))",                        // repeated point
             "POLYGON((0 0, 2 0, 4 0, 0 0))",                             // no area
             "POLYGON((0 0, 4 0, 4 4, 2 0, 0 4, 0 0))",                   // touches itself
             "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (0 1, 2 1, 2 2, 0 1))",  // hole at the shell
             "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (8 1, 12 1, 12 2, 8 1))" // hole across it
         }) {
        EXPECT_FALSE(detail::is_plain(test::wkt(text).view()[0])) << text;
    }
}

TEST(PlainPolygon, HasAtMostSixtyFourVertices) {
    Random random{33};
    EXPECT_TRUE(plain({test::star_ring(random, {0.0, 0.0}, 10.0, 64)}));
    EXPECT_FALSE(plain({test::star_ring(random, {0.0, 0.0}, 10.0, 65)}));
}

} // namespace
} // namespace parkplan::geo
