// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "geo/moments.hpp"
#include "geo/validity.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <vector>

namespace parkplan::geo {
namespace {

using test::lone;
using test::on_binary_grid;
using test::Random;
using test::reversed;
using test::Ring;
using test::shifted;
using test::started_at;

Ring random_ring(Random& random) {
    const double radius = std::exp(random.between(std::log(10.0), std::log(30000.0)));
    return star_ring(random, {3.95e7, 4.4e6}, radius, 3 + random.below(80));
}

TEST(StorageLaws, RingStartAndDirectionChangeNoBit) {
    Random random{111};
    for (int i = 0; i < 2000; ++i) {
        const Ring ring = random_ring(random);
        const Point origin{3.95e7, 4.4e6};
        const Ring turned = started_at(ring, random.below(ring.size()));
        for (const Ring& stored : {turned, reversed(turned)}) {
            ASSERT_EQ(planar_area(lone(stored).view()), planar_area(lone(ring).view()));
            ASSERT_EQ(perimeter(lone(stored).view()), perimeter(lone(ring).view()));
            ASSERT_EQ(moments(lone(stored).view(), origin), moments(lone(ring).view(), origin));
        }
    }
}

TEST(StorageLaws, OrderOfPartsChangesRoundingOnly) {
    Random random{112};
    for (int i = 0; i < 500; ++i) {
        std::vector<std::vector<Ring>> polygons;
        for (std::size_t p = 2 + random.below(6); p > 0; --p) {
            polygons.push_back({random_ring(random)});
        }
        const double area = planar_area(test::feature(polygons).view());
        std::reverse(polygons.begin(), polygons.end());
        ASSERT_NEAR(planar_area(test::feature(polygons).view()), area, 1e-14 * area);
    }
}

TEST(StorageLaws, TranslationByBinaryFractionsChangesNoBit) {
    // Multiples of 2^-10 m stay what they are when they are moved by multiples of 2^-10 m.
    Random random{113};
    for (int i = 0; i < 2000; ++i) {
        const Ring ring = on_binary_grid(random_ring(random));
        const auto step = [&random] {
            return (static_cast<double>(random.below(2000000000)) - 1e9) * 0x1p-10;
        };
        const double dx = step();
        const Ring moved_ring = shifted(ring, dx, step());
        ASSERT_EQ(planar_area(lone(moved_ring).view()), planar_area(lone(ring).view()));
        ASSERT_EQ(perimeter(lone(moved_ring).view()), perimeter(lone(ring).view()));
    }
}

/// Kinds of the defects, each once: the places of runs and crossings depend on where a storage
/// begins to count and on rounding, the kinds do not.
std::set<DefectKind> kinds(const Ring& ring) {
    std::set<DefectKind> found;
    for (const Defect& defect : find_defects(lone(ring).view())) {
        found.insert(defect.kind);
    }
    return found;
}

TEST(StorageLaws, DefectsOfGridRingsDoNotDependOnTheirStorage) {
    Random random{114};
    int defective = 0;
    for (int i = 0; i < 5000; ++i) {
        const Ring ring = grid_ring(random, 5, 3 + random.below(6));
        const std::set<DefectKind> wanted = kinds(ring);
        defective += wanted.empty() ? 0 : 1;
        const Ring turned = started_at(ring, random.below(ring.size()));
        ASSERT_EQ(kinds(turned), wanted);
        ASSERT_EQ(kinds(reversed(turned)), wanted);
    }
    EXPECT_GT(defective, 1000);
}

TEST(StorageLaws, ScaledGridRingsHaveTheSameDefects) {
    // Powers of two scale exactly: the defects are the same, place for place.
    Random random{115};
    for (int i = 0; i < 3000; ++i) {
        const Ring ring = grid_ring(random, 6, 3 + random.below(8));
        Ring scaled = ring;
        for (Point& p : scaled) {
            p = {p.x * 1024.0, p.y * 1024.0};
        }
        std::vector<Defect> wanted = find_defects(lone(ring).view());
        for (Defect& d : wanted) {
            d.at = {d.at.x * 1024.0, d.at.y * 1024.0};
        }
        ASSERT_EQ(find_defects(lone(scaled).view()), wanted);
    }
}

} // namespace
} // namespace parkplan::geo
