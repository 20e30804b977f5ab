// SPDX-License-Identifier: MIT
#include "geo/common_area.hpp"
#include "geo/solid.hpp"
#include "geo/validity.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace parkplan::geo {
namespace {

using test::wkt;
__extension__ using Quad = __float128;

/// With and without indexes, which must not matter.
CommonArea common(const MultiPolygonView& a, const MultiPolygonView& b) {
    CommonAreaMeter meter;
    const CommonArea indexed = meter(EdgeIndex{a}, EdgeIndex{b});
    const CommonArea plain = meter(a, b);
    EXPECT_EQ(plain.moments, indexed.moments);
    EXPECT_EQ(plain.origin, indexed.origin);
    EXPECT_EQ(plain.noise, indexed.noise);
    return indexed;
}

/// Moments about (0, 0) of the map, for areas drawn near it.
Moments at_zero(const CommonArea& found) {
    return moved(found.moments, found.origin.x, found.origin.y);
}

struct DrawnPair {
    const char* name;
    const char* a;
    const char* b;
    double area;
};

void PrintTo(const DrawnPair& drawn, std::ostream* out) {
    *out << drawn.name;
}

class Drawn : public testing::TestWithParam<DrawnPair> {};

TEST_P(Drawn, HaveTheAreaOfTheDrawingWhicheverComesFirst) {
    const MultiPolygon a = wkt(GetParam().a);
    const MultiPolygon b = wkt(GetParam().b);
    const CommonArea found = common(a.view(), b.view());
    EXPECT_EQ(found.moments.a, GetParam().area);
    const CommonArea swapped = common(b.view(), a.view());
    EXPECT_EQ(found.moments, swapped.moments);
    EXPECT_EQ(found.origin, swapped.origin);
}

constexpr const char* square = "POLYGON((0 0,8 0,8 8,0 8,0 0))";
constexpr const char* frame = "POLYGON((0 0,8 0,8 8,0 8,0 0),(2 2,6 2,6 6,2 6,2 2))";

INSTANTIATE_TEST_SUITE_P(
    Pairs, Drawn,
    testing::Values(
        DrawnPair{"apart", square, "POLYGON((9 9,10 9,10 10,9 9))", 0.0},
        DrawnPair{"boxes meet, areas do not", "POLYGON((0 0,8 0,0 8,0 0))",
                  "POLYGON((8 8,8 1,7 8,8 8))", 0.0},
        DrawnPair{"shared edge", square, "POLYGON((8 0,16 0,16 8,8 8,8 0))", 0.0},
        DrawnPair{"part of an edge shared", square, "POLYGON((2 8,6 8,6 9,2 9,2 8))", 0.0},
        DrawnPair{"shared slanted edge", "POLYGON((0 0,8 0,8 8,0 0))", "POLYGON((0 0,8 8,0 8,0 0))",
                  0.0},
        DrawnPair{"touching in a point", square, "POLYGON((8 8,16 8,16 16,8 8))", 0.0},
        DrawnPair{"identical", square, square, 64.0},
        DrawnPair{"crossing", square, "POLYGON((4 4,12 4,12 12,4 12,4 4))", 16.0},
        DrawnPair{"crossing slantwise", square, "POLYGON((4 -2,14 8,4 18,-6 8,4 -2))", 60.0},
        DrawnPair{"contained", square, "POLYGON((2 2,4 2,4 4,2 4,2 2))", 4.0},
        DrawnPair{"contained, sharing a corner", square, "POLYGON((0 0,4 0,4 4,0 4,0 0))", 16.0},
        DrawnPair{"in the hole", frame, "POLYGON((3 3,5 3,5 5,3 5,3 3))", 0.0},
        DrawnPair{"filling the hole", frame, "POLYGON((2 2,6 2,6 6,2 6,2 2))", 0.0},
        DrawnPair{"over the hole", frame, "POLYGON((1 1,7 1,7 7,1 7,1 1))", 20.0},
        DrawnPair{"hole in hole", frame, "POLYGON((1 1,7 1,7 7,1 7,1 1),(3 3,5 3,5 5,3 5,3 3))",
                  20.0},
        DrawnPair{"two parts", "MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((6 6,8 6,8 8,6 8,6 6)))",
                  "POLYGON((1 1,7 1,7 7,1 7,1 1))", 2.0},
        DrawnPair{"an island in a lake",
                  "MULTIPOLYGON(((0 0,8 0,8 8,0 8,0 0),(1 1,7 1,7 7,1 7,1 1)),"
                  "((3 3,5 3,5 5,3 5,3 3)))",
                  "POLYGON((4 0,8 0,8 8,4 8,4 0))", 16.0},
        DrawnPair{"stored clockwise", "POLYGON((0 0,0 8,8 8,8 0,0 0))",
                  "POLYGON((4 4,4 12,12 12,12 4,4 4))", 16.0}));

TEST(CommonAreaMeter, GivesTheMomentsOfTheIntersection) {
    const MultiPolygon square_at = wkt("POLYGON((4 4,12 4,12 12,4 12,4 4))");
    const Moments found = at_zero(common(wkt(square).view(), square_at.view()));
    const Moments wanted = moments(wkt("POLYGON((4 4,8 4,8 8,4 8,4 4))").view(), {0, 0});
    EXPECT_DOUBLE_EQ(found.mx, wanted.mx);
    EXPECT_DOUBLE_EQ(found.my, wanted.my);
    EXPECT_DOUBLE_EQ(found.mxx, wanted.mxx);
    EXPECT_DOUBLE_EQ(found.mxy, wanted.mxy);
    EXPECT_DOUBLE_EQ(found.myy, wanted.myy);
    // The lower left of a diamond: edges that cross inside of both.
    const Moments cut = at_zero(common(wkt("POLYGON((0 0,6 0,6 6,0 6,0 0))").view(),
                                       wkt("POLYGON((0 4,4 0,8 4,4 8,0 4))").view()));
    const Moments piece = moments(wkt("POLYGON((0 4,4 0,6 2,6 6,2 6,0 4))").view(), {0, 0});
    EXPECT_DOUBLE_EQ(cut.a, piece.a);
    EXPECT_DOUBLE_EQ(cut.mx, piece.mx);
    EXPECT_NEAR(cut.mxx, piece.mxx, 1e-12 * piece.mxx);
    EXPECT_NEAR(cut.mxy, piece.mxy, 1e-12 * piece.mxy);
    EXPECT_NEAR(cut.myy, piece.myy, 1e-12 * piece.myy);
}

// ---- random pairs against the same integral in quad precision
// ------------------------------------

struct QuadLine {
    Quad x1;
    Quad y1;
    Quad x2;
    Quad y2;
    int sign;
};

std::vector<QuadLine> quad_lines(const test::Ring& ring) {
    Quad twice_area = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point p = ring[i];
        const Point q = ring[(i + 1) % ring.size()];
        twice_area += Quad{p.x} * q.y - Quad{p.y} * q.x;
    }
    const int turn = twice_area > 0 ? 1 : -1;
    std::vector<QuadLine> lines;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point p = ring[i];
        const Point q = ring[(i + 1) % ring.size()];
        if (p.x < q.x) {
            lines.push_back({p.x, p.y, q.x, q.y, -turn});
        } else if (q.x < p.x) {
            lines.push_back({q.x, q.y, p.x, p.y, turn});
        }
    }
    return lines;
}

Quad min_integral(const QuadLine& a, const QuadLine& b) {
    const Quad from = std::max(a.x1, b.x1);
    const Quad to = std::min(a.x2, b.x2);
    if (!(from < to)) {
        return 0;
    }
    const auto at = [](const QuadLine& line, Quad x) {
        return line.y1 + (line.y2 - line.y1) * (x - line.x1) / (line.x2 - line.x1);
    };
    const Quad d1 = at(a, from) - at(b, from);
    const Quad d2 = at(a, to) - at(b, to);
    const Quad low1 = std::min(at(a, from), at(b, from));
    const Quad low2 = std::min(at(a, to), at(b, to));
    if ((d1 < 0) == (d2 < 0)) {
        return (to - from) * (low1 + low2) / 2;
    }
    const Quad middle = from + (to - from) * d1 / (d1 - d2);
    return ((middle - from) * (low1 + at(a, middle)) + (to - middle) * (at(a, middle) + low2)) / 2;
}

double quad_common_area(const test::Ring& a, const test::Ring& b) {
    Quad sum = 0;
    const std::vector<QuadLine> lines_b = quad_lines(b);
    for (const QuadLine& line_a : quad_lines(a)) {
        for (const QuadLine& line_b : lines_b) {
            sum += line_a.sign * line_b.sign * min_integral(line_a, line_b);
        }
    }
    return static_cast<double>(sum);
}

/// Rings, mostly simple, that make trouble for overlays.
struct RandomPair {
    test::Ring a;
    test::Ring b;
};

constexpr Point beijing{4.4e5, 4.42e6};

test::Ring jittered(test::Ring ring, test::Random& random, double by) {
    for (Point& p : ring) {
        p.x += random.between(-by, by);
        p.y += random.between(-by, by);
    }
    return ring;
}

RandomPair random_pair(test::Random& random, std::size_t kind) {
    const auto count = [&] { return 3 + random.below(22); };
    const auto near = [&](double by) {
        return Point{beijing.x + random.between(-by, by), beijing.y + random.between(-by, by)};
    };
    switch (kind) {
    case 0: // anyhow
        return {test::star_ring(random, near(60), 100, count()),
                test::star_ring(random, near(60), 100, count())};
    case 1: // nearly the same
    {
        const test::Ring ring = test::star_ring(random, near(60), 100, count());
        const double by = std::pow(10.0, random.between(-9.0, -2.0));
        return {ring, jittered(ring, random, by)};
    }
    case 2: // the same, from another vertex
    {
        const test::Ring ring = test::star_ring(random, near(60), 100, count());
        return {ring, test::started_at(ring, random.below(ring.size()))};
    }
    case 3: // coincidences: vertices and edges on one coarse grid
        return {test::skyline_ring(random, beijing, 1 + random.below(8), 5),
                test::skyline_ring(random, {beijing.x + 2, beijing.y + 1}, 1 + random.below(8), 5)};
    case 4: // needles
        return {test::strip_ring(random, near(5), 400, 1e-3, 2 + random.below(8)),
                test::strip_ring(random, near(5), 400, 1e-3, 2 + random.below(8))};
    case 5: // large and small
        return {test::star_ring(random, near(3000), 4000, 40),
                test::star_ring(random, near(3000), 50, count())};
    default: // a vertex of the one on an edge of the other
    {
        test::Ring a = test::star_ring(random, near(60), 100, count());
        const double t = random.between(0.0, 1.0);
        test::Ring b = test::star_ring(random, near(60), 80, count());
        b.front() = {a[0].x + t * (a[1].x - a[0].x), a[0].y + t * (a[1].y - a[0].y)};
        return {std::move(a), std::move(b)};
    }
    }
}

bool is_simple(const test::Ring& ring) {
    return find_defects(test::lone(ring).view()).empty();
}

/// How many random pairs: more when PARKPLAN_RANDOM_PAIRS says so.
std::size_t random_pairs() {
    const char* const wanted = std::getenv("PARKPLAN_RANDOM_PAIRS");
    return wanted == nullptr ? 14000 : std::stoul(wanted);
}

TEST(CommonAreaMeter, IsAsExactAsPromisedOnRandomPairs) {
    test::Random random{20260301};
    CommonAreaMeter meter;
    double worst = 0.0;
    std::size_t measured = 0;
    for (std::size_t i = 0; i < random_pairs(); ++i) {
        const RandomPair pair = random_pair(random, i % 7);
        if (!is_simple(pair.a) || !is_simple(pair.b)) {
            continue; // a vertex that was moved may make a ring cross itself
        }
        ++measured;
        const MultiPolygon a = test::lone(pair.a);
        const MultiPolygon b = test::lone(pair.b);
        const CommonArea found = meter(EdgeIndex{a.view()}, EdgeIndex{b.view()});
        const double wanted = quad_common_area(pair.a, pair.b);
        const double smaller = std::min(planar_area(a.view()), planar_area(b.view()));
        const double error = std::abs(found.moments.a - wanted);
        ASSERT_LE(error, 1e-9 * smaller + 1e-9) << "pair " << i;
        ASSERT_LE(error, found.noise + 1e-20) << "pair " << i;
        worst = std::max(worst, error);
    }
    EXPECT_GT(measured, random_pairs() * 8 / 10);
    RecordProperty("worst_error_m2", ::testing::PrintToString(worst));
}

TEST(CommonAreaMeter, AgreesWithTheEngineWithinTheRoundingOfItsCoordinates) {
    test::Random random{7};
    CommonAreaMeter meter;
    for (std::size_t i = 0; i < 2000; ++i) {
        const RandomPair pair = random_pair(random, i % 7);
        if (!is_simple(pair.a) || !is_simple(pair.b)) {
            continue;
        }
        const MultiPolygon a = test::lone(pair.a);
        const MultiPolygon b = test::lone(pair.b);
        const double engine =
            planar_area(intersection(solid_of(a.view()), solid_of(b.view())).polygons().view());
        constexpr double coordinate_ulp = 1e-9;
        const double slack = 4.0 * coordinate_ulp * (perimeter(a.view()) + perimeter(b.view()));
        ASSERT_NEAR(meter(EdgeIndex{a.view()}, EdgeIndex{b.view()}).moments.a, engine, slack)
            << "pair " << i;
    }
}

TEST(CommonAreaMeter, KeepsEveryBitWhateverTheStorage) {
    test::Random random{11};
    for (std::size_t i = 0; i < 500; ++i) {
        const RandomPair pair = random_pair(random, i % 7);
        const test::Ring a = test::on_binary_grid(pair.a);
        const test::Ring b = test::on_binary_grid(pair.b);
        const CommonArea plain = common(test::lone(a).view(), test::lone(b).view());
        const test::Ring turned = test::reversed(test::started_at(a, random.below(a.size())));
        EXPECT_EQ(common(test::lone(turned).view(), test::lone(b).view()).moments, plain.moments);
        EXPECT_EQ(common(test::lone(b).view(), test::lone(a).view()).moments, plain.moments);
        const CommonArea moved_there = common(test::lone(test::shifted(a, 1024.5, -512.25)).view(),
                                              test::lone(test::shifted(b, 1024.5, -512.25)).view());
        EXPECT_EQ(moved_there.moments, plain.moments);
    }
}

TEST(CommonAreaMeter, TakesEdgesThatWereGathered) {
    test::Random random{77};
    CommonAreaMeter meter;
    for (int i = 0; i < 50; ++i) {
        const EdgeIndex a{test::lone(test::star_ring(random, {40, 30}, 20, 12)).view()};
        const EdgeIndex b{test::lone(test::star_ring(random, {50, 30}, 60, 40)).view()};
        std::vector<SlabEdge> edges_a;
        std::vector<SlabEdge> edges_b;
        a.gather(a.box(), edges_a);
        b.gather(a.box(), edges_b);
        std::ranges::sort(edges_a, before);
        std::ranges::sort(edges_b, before);
        const CommonArea gathered = meter(edges_a, edges_b, a.box());
        EXPECT_EQ(gathered.origin, a.box().min);
        EXPECT_NEAR(gathered.moments.a, meter(a, b).moments.a, 1e-9);
    }
}

TEST(CommonAreaMeter, ExplainsTouchingAsNoise) {
    // Neighbours whose shared boundary is slanted: nothing may be left above the noise.
    test::Random random{3};
    for (std::size_t i = 0; i < 300; ++i) {
        const test::Ring ring = test::star_ring(random, beijing, 100, 12);
        // The shared edge 0-1, and a tip beyond it.
        const Point middle{(ring[0].x + ring[1].x) / 2.0, (ring[0].y + ring[1].y) / 2.0};
        const Point tip{beijing.x + 3.0 * (middle.x - beijing.x),
                        beijing.y + 3.0 * (middle.y - beijing.y)};
        const test::Ring neighbour{ring[1], ring[0], tip};
        const CommonArea found = common(test::lone(ring).view(), test::lone(neighbour).view());
        if (is_simple(neighbour)) {
            EXPECT_LE(std::abs(found.moments.a), found.noise) << i;
            EXPECT_LT(found.noise, 1e-9) << i;
        }
    }
}

} // namespace
} // namespace parkplan::geo
