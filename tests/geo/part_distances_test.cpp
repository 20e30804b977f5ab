// SPDX-License-Identifier: MIT
#include "geo/disjoint_sets.hpp"
#include "geo/part_distances.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <geos_c.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::Ring;
using test::wkt;
using testing::ElementsAre;
using testing::IsEmpty;

using Polygon = std::vector<Ring>; ///< shell, then holes

std::vector<PolygonView> parts_of(const MultiPolygon& area) {
    std::vector<PolygonView> parts;
    for (std::size_t i = 0; i < area.view().size(); ++i) {
        parts.push_back(area.view()[i]);
    }
    return parts;
}

Gap gap_of(std::string_view a, std::string_view b) {
    const MultiPolygon one = wkt(a);
    const MultiPolygon two = wkt(b);
    const Gap gap = gap_between(one.view()[0], two.view()[0]);
    EXPECT_EQ(gap, gap_between(two.view()[0], one.view()[0]));
    return gap;
}

/// The engine's distance of two polygons.
class Oracle {
public:
    Oracle() : m_handle(GEOS_init_r()) {}
    ~Oracle() { GEOS_finish_r(m_handle); }
    Oracle(const Oracle&) = delete;
    Oracle& operator=(const Oracle&) = delete;
    Oracle(Oracle&&) = delete;
    Oracle& operator=(Oracle&&) = delete;

    [[nodiscard]] double distance(const Polygon& a, const Polygon& b) const {
        double result = -1.0;
        EXPECT_EQ(GEOSDistance_r(m_handle, make(a).get(), make(b).get(), &result), 1);
        return result;
    }

private:
    struct Destroy {
        GEOSContextHandle_t handle;
        void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
    };
    using Ptr = std::unique_ptr<GEOSGeometry, Destroy>;

    [[nodiscard]] GEOSGeometry* ring_of(const Ring& ring) const {
        GEOSCoordSequence* points =
            GEOSCoordSeq_create_r(m_handle, static_cast<unsigned>(ring.size() + 1), 2);
        for (std::size_t i = 0; i <= ring.size(); ++i) {
            const Point& p = ring[i == ring.size() ? 0 : i];
            GEOSCoordSeq_setXY_r(m_handle, points, static_cast<unsigned>(i), p.x, p.y);
        }
        return GEOSGeom_createLinearRing_r(m_handle, points);
    }
    [[nodiscard]] Ptr make(const Polygon& rings) const {
        std::vector<GEOSGeometry*> holes;
        for (std::size_t i = 1; i < rings.size(); ++i) {
            holes.push_back(ring_of(rings[i]));
        }
        return Ptr{GEOSGeom_createPolygon_r(m_handle, ring_of(rings[0]), holes.data(),
                                            static_cast<unsigned>(holes.size())),
                   Destroy{m_handle}};
    }

    GEOSContextHandle_t m_handle;
};

/// Stars scattered over a square, some with a hole, some nearly or quite touching others.
std::vector<Polygon> scattered(Random& random, std::size_t count, double side, double radius) {
    std::vector<Polygon> polygons;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 440000.0 + random.between(0.0, side);
        const Point centre{x, 4420000.0 + random.between(0.0, side)};
        Polygon polygon{test::star_ring(random, centre, radius, 4 + random.below(40))};
        if (random.below(3) == 0) {
            polygon.push_back(test::reversed(
                test::star_ring(random, centre, radius * 0.15, 3 + random.below(9))));
        }
        polygons.push_back(std::move(polygon));
    }
    return polygons;
}

/// Kruskal's algorithm over all pairs.
std::vector<Gap> brute_force(const std::vector<PolygonView>& parts) {
    std::vector<PartGap> all;
    for (std::uint32_t a = 0; a < parts.size(); ++a) {
        for (std::uint32_t b = a + 1; b < parts.size(); ++b) {
            all.push_back({gap_between(parts[a], parts[b]), a, b});
        }
    }
    std::ranges::sort(all);
    detail::DisjointSets sets{parts.size()};
    std::vector<Gap> taken;
    for (const PartGap& gap : all) {
        if (sets.join(gap.a, gap.b)) {
            taken.push_back(gap.gap);
        }
    }
    return taken;
}

std::vector<Gap> gaps_of(const std::vector<PolygonView>& parts) {
    std::vector<Gap> gaps;
    for (const PartGap& gap : spanning_gaps(parts)) {
        gaps.push_back(gap.gap);
    }
    return gaps;
}

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

TEST(GapBetween, IsTheShortestWayFromEdgeToCorner) {
    // The corner (7, 4) and the edge from (4, 0) to (4, 4): beside each other at y = 4.
    EXPECT_EQ(gap_of(square, "POLYGON((7 4, 9 5, 7 9, 7 4))"),
              (Gap{3.0, Point{4, 4}, Point{7, 4}}));
    EXPECT_EQ(gap_of(square, "POLYGON((7 2, 9 1, 9 3, 7 2))"),
              (Gap{3.0, Point{4, 2}, Point{7, 2}}));
    EXPECT_EQ(gap_of(square, "POLYGON((7 8, 9 8, 9 9, 7 8))"),
              (Gap{5.0, Point{4, 4}, Point{7, 8}}));
}

TEST(GapBetween, OfEqualPlacesTakesTheSmallest) {
    EXPECT_EQ(gap_of(square, "POLYGON((6 -5, 8 -5, 8 9, 6 9, 6 -5))"),
              (Gap{2.0, Point{4, 0}, Point{6, 0}}));
}

TEST(GapBetween, IsNothingForWhatTouchesCrossesOrContains) {
    const Gap none{};
    EXPECT_EQ(gap_of(square, "POLYGON((4 4, 6 4, 6 6, 4 4))"), none);         // a corner
    EXPECT_EQ(gap_of(square, "POLYGON((4 1, 6 1, 6 6, 4 1))"), none);         // corner on edge
    EXPECT_EQ(gap_of(square, "POLYGON((4 1, 6 1, 6 3, 4 3, 4 1))"), none);    // along an edge
    EXPECT_EQ(gap_of(square, "POLYGON((2 -1, 3 -1, 3 9, 2 9, 2 -1))"), none); // across
    EXPECT_EQ(gap_of(square, "POLYGON((1 1, 2 1, 2 2, 1 1))"), none);         // inside
    EXPECT_EQ(gap_of(square, square), none);
}

TEST(GapBetween, APartInAHoleIsApart) {
    EXPECT_EQ(gap_of("POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 8, 8 8, 8 2, 2 2))",
                     "POLYGON((3 4, 6 4, 6 6, 3 6, 3 4))"),
              (Gap{1.0, Point{2, 4}, Point{3, 4}}));
}

TEST(GapBetween, RingStartAndDirectionChangeNothing) {
    Random random{7};
    for (int round = 0; round < 50; ++round) {
        const Ring a = test::star_ring(random, {440000.3, 4420000.7}, 30.0, 20);
        const Ring b = test::star_ring(random, {440080.1, 4420020.2}, 30.0, 20);
        const MultiPolygon one = test::lone(a);
        const MultiPolygon two = test::lone(b);
        const MultiPolygon other = test::lone(test::reversed(test::started_at(a, 5)));
        EXPECT_EQ(gap_between(one.view()[0], two.view()[0]),
                  gap_between(two.view()[0], other.view()[0]));
    }
}

TEST(GapBetween, IsTheDistanceOfTheEngine) {
    const Oracle oracle;
    Random random{1};
    for (int round = 0; round < 60; ++round) {
        const std::vector<Polygon> polygons = scattered(random, 8, 300.0, 60.0);
        const MultiPolygon area = test::feature(polygons);
        const std::vector<PolygonView> parts = parts_of(area);
        for (std::size_t a = 0; a < parts.size(); ++a) {
            for (std::size_t b = a + 1; b < parts.size(); ++b) {
                const Gap gap = gap_between(parts[a], parts[b]);
                EXPECT_NEAR(gap.distance, oracle.distance(polygons[a], polygons[b]), 1e-9);
                EXPECT_NEAR(gap.distance, std::hypot(gap.to.x - gap.from.x, gap.to.y - gap.from.y),
                            3e-9);
            }
        }
    }
}

TEST(SpanningGaps, JoinsPartsByTheNearest) {
    const MultiPolygon area = wkt("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0)),"
                                  "((20 0, 24 0, 24 4, 20 4, 20 0)),"
                                  "((4 2, 8 2, 8 6, 4 6, 4 2)),"
                                  "((9 6, 12 6, 12 9, 9 9, 9 6)))");
    EXPECT_THAT(spanning_gaps(parts_of(area)),
                ElementsAre(PartGap{Gap{}, 0, 2}, PartGap{Gap{1.0, {8, 6}, {9, 6}}, 2, 3},
                            PartGap{Gap{std::hypot(8.0, 2.0), {12, 6}, {20, 4}}, 1, 3}));
}

TEST(SpanningGaps, OnePartHasNone) {
    EXPECT_THAT(spanning_gaps(parts_of(wkt("POLYGON EMPTY"))), IsEmpty());
    const MultiPolygon area = wkt(square);
    EXPECT_THAT(spanning_gaps(parts_of(area)), IsEmpty());
}

TEST(SpanningGaps, AreThoseOfAllPairs) {
    Random random{2};
    for (int round = 0; round < 60; ++round) {
        const double side = random.between(100.0, 2000.0);
        const MultiPolygon area =
            test::feature(scattered(random, 2 + random.below(40), side, 40.0));
        EXPECT_EQ(gaps_of(parts_of(area)), brute_force(parts_of(area)));
    }
}

TEST(SpanningGaps, AreThoseOfAllPairsWhereManyAreEqual) {
    Random random{3};
    for (int round = 0; round < 40; ++round) {
        std::vector<Polygon> squares;
        for (std::size_t i = 0; i < 30; ++i) {
            const auto x = static_cast<double>(random.below(12));
            const auto y = static_cast<double>(random.below(12));
            squares.push_back({{{x, y}, {x + 0.5, y}, {x + 0.5, y + 0.5}, {x, y + 0.5}}});
        }
        const MultiPolygon area = test::feature(squares);
        EXPECT_EQ(gaps_of(parts_of(area)), brute_force(parts_of(area)));
    }
}

TEST(SpanningGaps, TheOrderOfThePartsChangesNoGap) {
    Random random{4};
    const MultiPolygon area = test::feature(scattered(random, 300, 4000.0, 60.0));
    std::vector<PolygonView> parts = parts_of(area);
    const std::vector<Gap> gaps = gaps_of(parts);
    for (int round = 0; round < 5; ++round) {
        for (std::size_t i = parts.size(); i > 1; --i) {
            std::swap(parts[i - 1], parts[random.below(i)]);
        }
        EXPECT_EQ(gaps_of(parts), gaps);
    }
}

TEST(SpanningGaps, ManyPartsInTwoFarHeapsAreNoTrouble) {
    Random random{5};
    std::vector<Polygon> polygons = scattered(random, 3000, 20000.0, 60.0);
    for (const Polygon& polygon : scattered(random, 3000, 20000.0, 60.0)) {
        polygons.push_back({test::shifted(polygon[0], 90000.0, 0.0)});
    }
    const MultiPolygon area = test::feature(polygons);
    const std::vector<PartGap> gaps = spanning_gaps(parts_of(area));
    ASSERT_EQ(gaps.size(), polygons.size() - 1);
    EXPECT_GT(gaps.back().gap.distance, 69000.0);
    EXPECT_LT(gaps[gaps.size() - 2].gap.distance, 2000.0);
}

} // namespace
} // namespace parkplan::geo
