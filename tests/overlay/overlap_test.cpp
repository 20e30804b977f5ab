// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "overlay/overlap.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using test::points_of;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
constexpr geo::Point beijing{500000.0, 4420000.0};

std::vector<Overlap> overlaps(const layer::Layer& layer, unsigned threads = 1,
                              std::vector<std::uint8_t> usable = {}) {
    usable.resize(layer.size(), 1);
    TaskPool tasks{threads};
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    return overlaps_within(layer, usable, measurer, tasks);
}

std::vector<Overlap> plane_overlaps(const std::vector<std::string>& drawings) {
    LayerBuilder builder{"test", "local"};
    for (const std::string& wkt : drawings) {
        builder.add(wkt);
    }
    return overlaps(builder.build());
}

/// Everything about an overlap in one line, areas and widths as stored.
std::string line(const Overlap& overlap) {
    return fmt::format("{} {} {} {}{}", overlap.a, overlap.b, overlap.area.value(),
                       overlap.width.value(), overlap.rounding ? " rounding" : "");
}

std::vector<std::string> lines(const std::vector<Overlap>& overlaps) {
    std::vector<std::string> all;
    std::ranges::transform(overlaps, std::back_inserter(all), line);
    return all;
}

TEST(OverlapsWithin, GivesPolygonAreaWidthAndRelation) {
    const auto found = plane_overlaps({std::string{square}, "POLYGON((3 1, 9 1, 9 3, 3 3, 3 1))"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(points_of(found[0].polygon), ElementsAre(geo::Point{3, 1}, geo::Point{4, 1},
                                                         geo::Point{4, 3}, geo::Point{3, 3}));
    EXPECT_EQ(line(found[0]), fmt::format("0 1 {} {}", 2.0, 2.0 * 2.0 / 6.0));
    EXPECT_EQ(found[0].relation, Relation::crossing);
}

TEST(OverlapsWithin, TouchingAlongAnEdgeOrInAPointIsNoOverlap) {
    EXPECT_THAT(plane_overlaps({std::string{square}, "POLYGON((4 0, 8 0, 8 4, 4 4, 4 0))",
                                "POLYGON((4 4, 8 4, 8 8, 4 8, 4 4))"}),
                IsEmpty());
}

TEST(OverlapsWithin, AFeatureInTheHoleOfAnotherIsNoOverlap) {
    EXPECT_THAT(plane_overlaps({"POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 6, 6 6, 6 2, 2 2))",
                                "POLYGON((2 2, 6 2, 6 6, 2 6, 2 2))"}),
                IsEmpty());
}

TEST(OverlapsWithin, TellsIdenticalAndContainedFeatures) {
    const std::string inner = "POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))";
    const std::string turned = "POLYGON((4 4, 4 0, 2 0, 0 0, 0 4, 4 4))"; // same set of points
    const auto found = plane_overlaps({std::string{square}, inner, turned});
    std::vector<Relation> relations;
    std::ranges::transform(found, std::back_inserter(relations), &Overlap::relation);
    EXPECT_THAT(lines(found), ElementsAre("0 1 4 1", "0 2 16 2", "1 2 4 1"));
    EXPECT_THAT(relations,
                ElementsAre(Relation::b_inside_a, Relation::identical, Relation::a_inside_b));
}

TEST(OverlapsWithin, LeavesOutRowsThatAreNotUsable) {
    const layer::Layer layer = LayerBuilder{"test", "local"}
                                   .add(square)
                                   .add("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))") // crosses itself
                                   .add_without()
                                   .add(square)
                                   .build();
    EXPECT_THAT(lines(overlaps(layer, 1, {1, 0, 0, 1})), ElementsAre("0 3 16 2"));
}

TEST(OverlapsWithin, NamesTheFeatureThatTheEngineRefuses) {
    const layer::Layer layer =
        LayerBuilder{"test", "local"}.add(square).add("POLYGON((0 0, 4 4, 4 0, 0 3, 0 0))").build();
    try {
        static_cast<void>(overlaps(layer));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::geometry);
        EXPECT_EQ(error.where().feature, "#2");
    }
}

TEST(OverlapsWithin, TakesEveryFeatureThatCanBeMeasured) {
    // A hole that shares an edge with its shell, a ring that touches itself, a spike, parts that
    // share an edge: all measurable, none valid by the rules of the engine.
    const std::string strip = "POLYGON((-9 1, 99 1, 99 2, -9 2, -9 1))";
    const std::vector<std::string> drawings{
        strip,
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (0 3, 0 6, 3 6, 3 3, 0 3))",
        "POLYGON((30 0, 39 0, 39 9, 45 9, 39 9, 30 9, 30 0))",
        "MULTIPOLYGON(((50 0, 54 0, 54 9, 50 9, 50 0)), ((54 0, 59 0, 59 9, 54 9, 54 0)))",
        "POLYGON((60 0, 69 0, 69 9, 65 5, 67 4, 63 4, 65 5, 60 9, 60 0))",
    };
    EXPECT_THAT(lines(plane_overlaps(drawings)),
                ElementsAre("0 1 9 0.9", "0 2 9 0.9", "0 3 9 0.9", "0 4 9 0.9"));
}

TEST(OverlapsWithin, AnEmptyLayerHasNone) {
    EXPECT_THAT(plane_overlaps({}), IsEmpty());
}

TEST(OverlapsWithin, MarksOverlapsThatOnlyRoundingMakes) {
    // (1/3, 1/3 + 4420000) is no double: the vertex lies off the slanted edge it was put on.
    const layer::Layer layer =
        LayerBuilder{"test"}
            .add("POLYGON((500000 4420000, 500003 4420001, 500000 4420003, 500000 4420000))")
            .add("POLYGON((500000 4420000, 500003 4419990, 500003 4420001, "
                 "500001.0000000001 4420000.33333333372, 500000 4420000))")
            .build();
    const auto found = overlaps(layer);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found[0].rounding);
    EXPECT_LT(found[0].width.value(), 4e-9);
}

TEST(WithinRounding, HoldsUpToFourUnitsInTheLastPlace) {
    // Northing 2^22: one unit in the last place is 2^-30.
    const double y = 4194304.0;
    const auto strip = [y](double width) {
        return test::points_of(geo::polygon_from_wkt(
            fmt::format("POLYGON((0 {0:.17g}, 1000 {0:.17g}, 1000 {1:.17g}, 0 {1:.17g}, 0 "
                        "{0:.17g}))",
                        y, y + width)));
    };
    const auto judged = [](const std::vector<geo::Point>& points) {
        geo::PolygonColumn column;
        std::ranges::for_each(points, [&column](geo::Point p) { column.add_point(p); });
        column.end_ring();
        column.end_polygon();
        column.end_feature();
        return within_rounding(column[0]);
    };
    EXPECT_TRUE(judged(strip(4.0 * 0x1p-30)));
    EXPECT_FALSE(judged(strip(5.0 * 0x1p-30)));
}

/// A patchwork with overlaps of all kinds, far from the origin.
const std::vector<std::string> patchwork{
    "POLYGON((0 0, 500 7, 503 410, 12 400, 0 0))",
    "POLYGON((490 0, 910 3, 900 400, 480 395, 490 0))",
    "POLYGON((100 100, 200 100, 200 200, 100 200, 100 100))",
    "POLYGON((5 395, 900 398, 880 800, 0 790, 5 395))",
    R"(MULTIPOLYGON(((880 380, 960 380, 960 460, 880 460, 880 380)),
                    ((-50 -50, 30 -40, 20 33, -50 -50))))",
};

layer::Layer patchwork_layer(const std::vector<std::size_t>& order) {
    LayerBuilder builder{"patchwork"};
    builder.origin(beijing);
    for (const std::size_t i : order) {
        builder.add(patchwork[i]);
    }
    return builder.build();
}

TEST(OverlapLaws, ThreadsChangeNothing) {
    const layer::Layer layer = patchwork_layer({0, 1, 2, 3, 4});
    const auto one = overlaps(layer, 1);
    const auto four = overlaps(layer, 4);
    EXPECT_EQ(lines(one), lines(four));
    EXPECT_EQ(one.size(), 7U);
}

TEST(OverlapLaws, FeatureOrderChangesOnlyTheRows) {
    const std::vector<std::size_t> order{3, 0, 4, 2, 1};
    const auto value = [](const Overlap& overlap, std::size_t a, std::size_t b) {
        return fmt::format("{} {} {} {}", std::min(a, b), std::max(a, b), overlap.area.value(),
                           overlap.width.value());
    };
    std::vector<std::string> straight;
    for (const Overlap& overlap : overlaps(patchwork_layer({0, 1, 2, 3, 4}))) {
        straight.push_back(value(overlap, overlap.a, overlap.b));
    }
    std::vector<std::string> shuffled;
    for (const Overlap& overlap : overlaps(patchwork_layer(order))) {
        shuffled.push_back(value(overlap, order[overlap.a], order[overlap.b]));
    }
    EXPECT_THAT(shuffled, testing::UnorderedElementsAreArray(straight));
}

TEST(OverlapLaws, RingStartAndDirectionChangeNoValue) {
    const auto layer_of = [](std::string_view first) {
        return LayerBuilder{"two"}
            .origin(beijing)
            .add(first)
            .add("POLYGON((390 -10, 777 111, 123 456, 390 -10))")
            .build();
    };
    const auto stored = overlaps(layer_of("POLYGON((0 0, 500 7, 503 410, 12 400, 0 0))"));
    const auto turned = overlaps(layer_of("POLYGON((503 410, 500 7, 0 0, 12 400, 503 410))"));
    EXPECT_EQ(lines(stored), lines(turned));
    EXPECT_EQ(points_of(stored.at(0).polygon), points_of(turned.at(0).polygon));
}

TEST(OverlapLaws, ThePartsOfACutFeatureOverlapTheOtherByTheSameArea) {
    const auto whole = overlaps(LayerBuilder{"whole"}
                                    .origin(beijing)
                                    .add("POLYGON((0 0, 1000 0, 1000 1000, 0 1000, 0 0))")
                                    .add("POLYGON((500 500, 1500 500, 1500 900, 500 900, 500 500))")
                                    .build());
    const auto cut = overlaps(LayerBuilder{"cut"}
                                  .origin(beijing)
                                  .add("POLYGON((0 0, 1000 0, 1000 700, 0 700, 0 0))")
                                  .add("POLYGON((0 700, 1000 700, 1000 1000, 0 1000, 0 700))")
                                  .add("POLYGON((500 500, 1500 500, 1500 900, 500 900, 500 500))")
                                  .build());
    ASSERT_EQ(cut.size(), 2U);
    EXPECT_NEAR((cut[0].area + cut[1].area).value(), whole.at(0).area.value(), 2e-6);
}

TEST(OverlapLaws, AnOverlapIsNeverLargerThanEitherSide) {
    const layer::Layer layer = patchwork_layer({0, 1, 2, 3, 4});
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    for (const Overlap& overlap : overlaps(layer)) {
        for (const std::uint32_t row : {overlap.a, overlap.b}) {
            EXPECT_LE(overlap.area.value(),
                      measurer.piece_area(layer.table().polygons[row]).value() + 1e-6);
        }
    }
}

} // namespace
} // namespace parkplan::overlay
