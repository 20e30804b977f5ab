// SPDX-License-Identifier: MIT
#include "geo/disjoint_sets.hpp"
#include "overlay/concentration.hpp"
#include "support/drawing.hpp"
#include "support/layers.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::points_of;
using test::Random;
using test::Ring;
using test::wkt;
using testing::ElementsAre;
using testing::IsEmpty;

using Polygons = std::vector<std::vector<Ring>>; ///< shells and holes

Concentration concentration_of(const std::vector<const geo::MultiPolygon*>& features,
                               double metres_per_unit = 1.0) {
    std::vector<geo::MultiPolygonView> views;
    geo::Box box;
    for (const geo::MultiPolygon* feature : features) {
        views.push_back(feature->view());
        box.add(geo::box_of(feature->view()));
    }
    const measure::Measurer measurer{crs::Crs::local(), box, {}};
    return Concentration{views, measurer, metres_per_unit};
}

ConcentrationStep step(double gap, double area, std::uint32_t parts) {
    return {Metres{gap}, ExactArea{SquareMetres{area}}, parts};
}

std::vector<ConcentrationStep> curve_of(const Concentration& concentration) {
    return {concentration.curve().begin(), concentration.curve().end()};
}

// 16, 12 and 4 m²; the second is 3 m from the first, the third 5 m from the second.
constexpr std::string_view three = "MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0)),"
                                   "((7 0, 10 0, 10 4, 7 4, 7 0)),"
                                   "((15 0, 17 0, 17 2, 15 2, 15 0)))";

TEST(Concentration, IsTheLargestGroupByGap) {
    const geo::MultiPolygon area = wkt(three);
    const Concentration concentration = concentration_of({&area});
    EXPECT_EQ(concentration.parts(), 3U);
    EXPECT_EQ(concentration.separate_parts(), 3U);
    EXPECT_EQ(concentration.largest_part(), ExactArea{SquareMetres{16}});
    EXPECT_EQ(concentration.total(), ExactArea{SquareMetres{32}});
    EXPECT_THAT(concentration.curve(), ElementsAre(step(0, 16, 1), step(3, 28, 2), step(5, 32, 3)));
    EXPECT_EQ(concentration.at(Metres{2.999}), step(0, 16, 1));
    EXPECT_EQ(concentration.at(Metres{3}), step(3, 28, 2));
    EXPECT_EQ(concentration.at(Metres{1000}), step(5, 32, 3));
    EXPECT_EQ(concentration.gaps().lines,
              (std::vector<std::vector<geo::Point>>{{{4, 0}, {7, 0}}, {{10, 0}, {15, 0}}}));
}

TEST(Concentration, TellsWhereALimitIsReached) {
    const geo::MultiPolygon area = wkt(three);
    const Concentration concentration = concentration_of({&area});
    EXPECT_EQ(concentration.reaches(SquareMetres{16}), Metres{0});
    EXPECT_EQ(concentration.reaches(SquareMetres{16.001}), Metres{3});
    EXPECT_EQ(concentration.reaches(SquareMetres{28}), Metres{3});
    EXPECT_EQ(concentration.reaches(SquareMetres{32}), Metres{5});
    EXPECT_EQ(concentration.reaches(SquareMetres{32.001}), std::nullopt);
}

TEST(Concentration, AGroupThatOvertakesTheLargestCountsFromThereOn) {
    // The two small ones lie together; only their group is larger than the big one.
    const geo::MultiPolygon area = wkt("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0)),"
                                       "((100 0, 103 0, 103 3, 100 3, 100 0)),"
                                       "((104 0, 107 0, 107 3, 104 3, 104 0)))");
    const Concentration concentration = concentration_of({&area});
    EXPECT_THAT(concentration.curve(),
                ElementsAre(step(0, 16, 1), step(1, 18, 2), step(96, 34, 3)));
    EXPECT_EQ(points_of(concentration.largest_group(Metres{0.5})).front(), (geo::Point{0, 0}));
    EXPECT_EQ(points_of(concentration.largest_group(Metres{1})).front(), (geo::Point{100, 0}));
}

TEST(Concentration, TouchingPartsAreOneAtNoGap) {
    const geo::MultiPolygon a = wkt("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))");
    const geo::MultiPolygon b = wkt("POLYGON((4 4, 6 4, 6 6, 4 6, 4 4))");
    const geo::MultiPolygon c = wkt("POLYGON((6 4, 8 4, 8 6, 6 6, 6 4))");
    const Concentration concentration = concentration_of({&a, &b, &c});
    EXPECT_EQ(concentration.parts(), 3U);
    EXPECT_EQ(concentration.separate_parts(), 1U);
    EXPECT_THAT(concentration.curve(), ElementsAre(step(0, 24, 3)));
    EXPECT_THAT(concentration.gaps().lines, IsEmpty());
}

TEST(Concentration, GapsOfRoundingAreNone) {
    // A vertex on a slanted edge lies beside it by a part of the last digit.
    const geo::MultiPolygon a =
        wkt("POLYGON((440000 4420000, 440001 4420003, 439990 4420003, 440000 4420000))");
    const geo::MultiPolygon b = wkt("POLYGON((440000.333333333334 4420001, 440009 4420000, "
                                    "440009 4420002, 440000.333333333334 4420001))");
    EXPECT_EQ(concentration_of({&a, &b}).separate_parts(), 1U);
    const geo::MultiPolygon c = wkt("POLYGON((440000.333334 4420001, 440009 4420000, "
                                    "440009 4420002, 440000.333334 4420001))");
    EXPECT_EQ(concentration_of({&a, &c}).separate_parts(), 2U);
}

TEST(Concentration, GapsAreInMetres) {
    const geo::MultiPolygon area = wkt(three);
    EXPECT_EQ(concentration_of({&area}, 0.5).reaches(SquareMetres{20}), Metres{1.5});
}

TEST(Concentration, OfNothingIsNothing) {
    const Concentration concentration = concentration_of({});
    EXPECT_EQ(concentration.parts(), 0U);
    EXPECT_THAT(concentration.curve(), IsEmpty());
    EXPECT_EQ(concentration.at(Metres{5}), ConcentrationStep{});
    EXPECT_EQ(concentration.reaches(SquareMetres{1}), std::nullopt);
    EXPECT_TRUE(concentration.largest_group(Metres{1}).empty());
}

/// Stars that lie apart or overlap, some beside each other with a shared corner.
Polygons scattered(Random& random) {
    Polygons polygons;
    const std::size_t count = 1 + random.below(20);
    const double side = random.between(50.0, 600.0);
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.between(0.0, side);
        const geo::Point centre{x, random.between(0.0, side)};
        const double radius = random.between(5.0, 40.0);
        polygons.push_back({test::star_ring(random, centre, radius, 3 + random.below(20))});
    }
    return polygons;
}

/// The curve from the distances of all pairs: at every distance, the connected components.
std::vector<ConcentrationStep> curve_of_all_pairs(const geo::MultiPolygon& area) {
    const geo::MultiPolygonView view = area.view();
    const measure::Measurer measurer{crs::Crs::local(), geo::box_of(view), {}};
    struct Pair {
        double distance;
        std::uint32_t a;
        std::uint32_t b;
    };
    std::vector<Pair> pairs;
    std::vector<ExactArea> areas;
    std::vector<double> distances{0.0};
    for (std::uint32_t a = 0; a < view.size(); ++a) {
        geo::PolygonColumn column;
        for (const geo::Point& p : view[a].shell().points()) {
            column.add_point(p);
        }
        column.end_ring();
        column.end_polygon();
        column.end_feature();
        areas.emplace_back(measurer.piece_area(column[0]));
        for (std::uint32_t b = 0; b < a; ++b) {
            pairs.push_back({geo::gap_between(view[a], view[b]).distance, a, b});
            distances.push_back(pairs.back().distance);
        }
    }
    std::ranges::sort(distances);
    distances.erase(std::unique(distances.begin(), distances.end()), distances.end());
    std::vector<ConcentrationStep> curve;
    for (const double distance : distances) {
        geo::detail::DisjointSets sets{view.size()};
        for (const Pair& pair : pairs) {
            if (pair.distance <= distance) {
                sets.join(pair.a, pair.b);
            }
        }
        std::vector<ConcentrationStep> groups(view.size());
        for (std::uint32_t i = 0; i < view.size(); ++i) {
            ConcentrationStep& group = groups[sets.find(i)];
            group = {Metres{distance}, group.area + areas[i], group.parts + 1};
        }
        const ConcentrationStep largest = *std::ranges::max_element(
            groups, {}, [](const ConcentrationStep& group) { return group.area; });
        if (curve.empty() || largest.area > curve.back().area) {
            curve.push_back(largest);
        }
    }
    return curve;
}

TEST(ConcentrationLaws, TheTreeGivesTheCurveOfAllPairs) {
    Random random{11};
    for (int round = 0; round < 200; ++round) {
        const geo::MultiPolygon area = test::feature(scattered(random));
        EXPECT_EQ(curve_of(concentration_of({&area})), curve_of_all_pairs(area)) << round;
    }
}

TEST(ConcentrationLaws, OrderStartAndDirectionChangeNothing) {
    Random random{12};
    for (int round = 0; round < 40; ++round) {
        Polygons polygons = scattered(random);
        const geo::MultiPolygon area = test::feature(polygons);
        std::vector<geo::MultiPolygon> features;
        for (std::size_t i = polygons.size(); i > 0; --i) {
            std::swap(polygons[i - 1], polygons[random.below(i)]);
        }
        for (const std::vector<Ring>& rings : polygons) {
            features.push_back(test::lone(test::reversed(test::started_at(rings[0], 2))));
        }
        std::vector<const geo::MultiPolygon*> all;
        for (const geo::MultiPolygon& feature : features) {
            all.push_back(&feature);
        }
        const Concentration one = concentration_of({&area});
        const Concentration other = concentration_of(all);
        EXPECT_EQ(curve_of(one), curve_of(other));
        EXPECT_EQ(one.gaps(), other.gaps());
        for (const ConcentrationStep& at : one.curve()) {
            EXPECT_EQ(points_of(one.largest_group(at.gap)), points_of(other.largest_group(at.gap)));
        }
    }
}

TEST(ConcentrationLaws, PartsAddUpToTheFeature) {
    Random random{13};
    const geo::MultiPolygon area =
        test::feature({{test::star_ring(random, {440000, 4420000}, 900.0, 40)},
                       {test::star_ring(random, {443000, 4420000}, 900.0, 40)},
                       {test::star_ring(random, {440000, 4424000}, 900.0, 40)}});
    const measure::Measurer measurer{crs::Crs::parse("EPSG:4548"), geo::box_of(area.view()), {}};
    const std::vector<geo::MultiPolygonView> views{area.view()};
    const Concentration concentration{views, measurer, 1.0};
    EXPECT_NEAR(concentration.total().value().value(), measurer.piece_area(area.view()).value(),
                3e-6);
    EXPECT_EQ(concentration.curve().back().area, concentration.total());
}

} // namespace
} // namespace parkplan::overlay
