// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "measure/measure.hpp"
#include "overlay/united.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string box(double x0, double y0, double x1, double y1) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}
LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").key("id");
}
layer::Layer park() {
    return LayerBuilder{"park", "local"}
        .text("id")
        .key("id")
        .add(box(0, 0, 200, 100), {"p"})
        .build();
}

TestPlan plan_of(const layer::Layer& zones, const std::optional<layer::Layer>& park = {},
                 Params params = {}) {
    TestPlan plan{builtin()};
    plan.layer("zones", zones);
    params.emplace("layer", "zones");
    if (park) {
        plan.layer("park", *park);
        params.emplace("boundary", "park");
    }
    plan.rule("g", "no_gaps", std::move(params));
    return plan;
}
review::Review run(const layer::Layer& zones, const std::optional<layer::Layer>& park = {},
                   Params params = {}) {
    return plan_of(zones, park, std::move(params)).run();
}
double booked(const review::Review& review, std::string_view name) {
    const auto found = std::ranges::find(review.ledger, name, &review::LedgerEntry::name);
    return found->area.value().value();
}

/// Two halves of the park around a hole of `width` by 40 at the line between them.
layer::Layer around_a_hole(double width) {
    return zones()
        .add(fmt::format("POLYGON((0 0,100 0,100 30,{0} 30,{0} 70,100 70,100 100,0 100,0 0))",
                         100 - width),
             {"a"})
        .add(box(100, 0, 200, 100), {"b"})
        .build();
}

TEST(NoGaps, PassesWhereZonesMeet) {
    const auto clean =
        zones().add(box(0, 0, 100, 100), {"a"}).add(box(100, 0, 200, 100), {"b"}).build();
    for (const auto& boundary : {std::optional<layer::Layer>{}, std::optional{park()}}) {
        const auto review = run(clean, boundary);
        EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
        EXPECT_THAT(codes(review), IsEmpty());
        EXPECT_EQ(review.verdicts[0].value, 0.0);
    }
}

TEST(NoGaps, TellsOfAHoleThatZonesCloseIn) {
    const auto review = run(around_a_hole(0.5));
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0206 a b"));
    EXPECT_EQ(review.findings[0].message.en,
              "a thin gap of 20.00 m², 0.494 m wide on average, beside 'b'");
    EXPECT_EQ(review.findings[0].message.zh,
              "存在狭长空隙：面积 20.00 m²，平均宽度 0.494 m，相邻：“b”");
    EXPECT_EQ(review.findings[0].measured, 20.0);
    EXPECT_EQ(geo::box_of(review.findings[0].place), (geo::Box{{99.5, 30}, {100, 70}}));
    EXPECT_EQ(review.verdicts[0].value, 20.0);
    EXPECT_EQ(review.verdicts[0].margin, -20.0);
    EXPECT_EQ(booked(review, "gaps_reported_m2"), 20.0);
    // What is as wide as long is no thin gap.
    const auto hole =
        run(zones().add("POLYGON((0 0,9 0,9 9,0 9,0 0),(4 4,5 4,5 5,4 5,4 4))", {"a"}).build());
    ASSERT_THAT(codes(hole), ElementsAre("PP-0205 a"));
    EXPECT_THAT(hole.findings[0].message.en, HasSubstr("inside of it"));
}

TEST(NoGaps, TheWidthItselfCountsAndWhatIsWiderIsOpenSpace) {
    const double width = 2.0 * 40.0 * 2.0 / 84.0; // of 2 by 40
    const auto at = run(around_a_hole(2.0), {}, {{"max_width", Metres{width}}});
    EXPECT_THAT(outcomes(at), ElementsAre("(layer): fail"));
    const auto below = run(around_a_hole(2.0), {}, {{"max_width", Metres{width - 1e-9}}});
    EXPECT_THAT(outcomes(below), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(below), IsEmpty());
    EXPECT_EQ(booked(below, "open_space_m2"), 80.0);
    EXPECT_THAT(outcomes(run(around_a_hole(2.0))), ElementsAre("(layer): pass")); // 1m
}

TEST(NoGaps, TellsOfASliverThatIsOpenAtItsEnds) {
    const auto review =
        run(zones().add(box(0, 0, 99.75, 100), {"a"}).add(box(100, 0, 200, 100), {"b"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0206 a b"));
    EXPECT_EQ(review.findings[0].measured, 25.0);
    EXPECT_EQ(geo::box_of(review.findings[0].place), (geo::Box{{99.75, 0}, {100, 100}}));
    // Its sides lean in different ways.
    const auto leaning =
        run(zones()
                .add("POLYGON((0 0,99.75 0,99.8125 100,0 100,0 0))", {"a"})
                .add("POLYGON((100.0625 0,200 0,200 100,100 100,100.0625 0))", {"b"})
                .build());
    ASSERT_THAT(codes(leaning), ElementsAre("PP-0206 a b"));
    EXPECT_NEAR(leaning.findings[0].measured.value(), 25.0, 1e-4); // its ends are cut square
    // Between boundaries that part at an angle there is none.
    const auto corner = run(zones()
                                .add("POLYGON((0 0,50 0,0 50,0 0))", {"a"})
                                .add("POLYGON((50 0,90 0,50 60,50 0))", {"b"})
                                .add("POLYGON((50 0,20 60,0 80,50 0))", {"c"})
                                .build());
    EXPECT_THAT(codes(corner), IsEmpty());
}

TEST(NoGaps, WhereThreeZonesAllButMeetLandCountsOnce) {
    // The tip of 'c' points into the gap between 'a' and 'b', which goes on beside it.
    const auto layer = zones()
                           .add(box(0, 0, 99.75, 100), {"a"})
                           .add("POLYGON((100 0,200 0,200 100,110 100,100 50,100 0))", {"b"})
                           .add("POLYGON((100 52,109.5 100,100 100,100 52))", {"c"})
                           .build();
    const auto review = run(layer);
    double told = 0.0;
    std::vector<geo::MultiPolygon> places;
    for (const review::Finding& finding : review.findings) {
        told += finding.measured.value();
        places.push_back(std::get<geo::MultiPolygon>(finding.place));
    }
    std::vector<const geo::MultiPolygon*> all;
    for (const geo::MultiPolygon& place : places) {
        all.push_back(&place);
    }
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const double land = measurer.piece_area(overlay::united(all).view()).value();
    EXPECT_THAT(codes(review), ElementsAre("PP-0206 a b", "PP-0206 a c", "PP-0206 b c"));
    EXPECT_GT(told, land + 0.5);
    EXPECT_NEAR(booked(review, "gaps_reported_m2"), land, 1e-5);
    EXPECT_EQ(review.verdicts[0].value, booked(review, "gaps_reported_m2"));
}

TEST(NoGaps, GapsToTheBoundaryCountInsideOfIt) {
    // 30 cm short of the boundary in the west, 20 cm beyond it in the east, and open space.
    const auto layer = zones()
                           .add(box(0.25, 0, 100, 100), {"a"})
                           .add(box(100, 0, 200.25, 60), {"b"})
                           .add(box(210, 0, 220, 60), {"c"})
                           .add(box(220.25, 0, 230, 60), {"d"})
                           .build();
    const auto review = run(layer, park());
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0238 a"));
    EXPECT_EQ(review.findings[0].message.en,
              "a gap of 25.00 m², 0.249 m wide on average, to the boundary 'park', beside no other "
              "feature");
    EXPECT_EQ(geo::box_of(review.findings[0].place), (geo::Box{{0, 0}, {0.25, 100}}));
    EXPECT_EQ(booked(review, "open_space_m2"), 4000.0); // 100 by 40 in the park
    // Without the boundary only what lies between zones is a gap.
    EXPECT_THAT(codes(run(layer)), ElementsAre("PP-0206 c d"));
}

TEST(NoGaps, AnOpenSliverAlongTheBoundaryIsAGap) {
    const auto layer = zones().add(box(0.25, 10, 100, 90), {"a"}).build();
    const auto review = run(layer, park());
    ASSERT_THAT(codes(review), ElementsAre("PP-0238 a"));
    EXPECT_EQ(review.findings[0].measured, 20.0);
    EXPECT_EQ(booked(review, "open_space_m2"), 20000.0 - 99.75 * 80.0);
}

TEST(NoGaps, TheCornerBetweenABoundaryAndAZoneThatLeavesItIsNoGap) {
    for (const char* zone : {"POLYGON((0 0,100 0,96 100,0 100,0 0))",    // at 88 degrees
                             "POLYGON((0 0,100 0,70 100,0 100,0 0))"}) { // at 73 degrees
        EXPECT_THAT(codes(run(zones().add(zone, {"a"}).build(), park())), IsEmpty()) << zone;
    }
    const auto wedge = zones().add("POLYGON((0 0,200 0,200 99.5,0 100,0 0))", {"a"}).build();
    EXPECT_THAT(codes(run(wedge, park())), ElementsAre("PP-0238 a"));
}

TEST(NoGaps, WhatRoundingMakesIsNone) {
    // The vertex of 'b' on the slanted border of 'a' is rounded.
    const auto layer = LayerBuilder{"zones", "local"}
                           .text("id")
                           .key("id")
                           .origin({447000.123, 4412000.456})
                           .add("POLYGON((0 0,100 33,100 100,0 100,0 0))", {"a"})
                           .add("POLYGON((0 0,100 0,100 33,33.3 10.989,0 0))", {"b"})
                           .build();
    const auto review = run(layer);
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(NoGaps, EmptyLayersNullGeometriesAndOtherSystems) {
    EXPECT_THAT(outcomes(run(zones().build())), ElementsAre("(layer): not_checked"));
    const auto null = run(zones().add(box(0, 0, 1, 1), {"a"}).add_without({"b"}).build());
    EXPECT_THAT(outcomes(null), ElementsAre("(layer): not_checked", "b: not_checked"));
    const auto broken =
        run(zones().add(box(0, 0, 200, 100), {"a"}).build(),
            LayerBuilder{"park", "local"}.text("id").key("id").add_without({"p"}).build());
    EXPECT_THAT(outcomes(broken), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(broken.verdicts[0].note.en, HasSubstr("feature 'p' of 'park' cannot be used"));
    TestPlan degrees{builtin(), "EPSG:4490"};
    degrees.layer("zones", LayerBuilder{"zones", "EPSG:4490"}
                               .text("id")
                               .key("id")
                               .add(box(116, 39, 117, 40), {"a"})
                               .build());
    degrees.rule("g", "no_gaps", {{"layer", "zones"}});
    const auto review = degrees.run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("projected"));
    EXPECT_THROW(static_cast<void>(run(zones().build(), {}, {{"max_width", Metres{0.0}}})), Error);
}

TEST(NoGaps, OrderAndThreadsChangeNothing) {
    std::vector<std::pair<std::string, std::string>> all;
    for (int y = 0; y < 6; ++y) {
        for (int x = 0; x < 6; ++x) {
            const double less = (x + y) % 3 == 0 ? 0.125 : 0.0;
            all.emplace_back(box(x * 30.0, y * 16.0, x * 30.0 + 30.0 - less, y * 16.0 + 16.0),
                             fmt::format("{}{}", x, y));
        }
    }
    const auto plan = [&] {
        LayerBuilder builder = zones();
        for (const auto& [wkt, key] : all) {
            builder.add(wkt, {key});
        }
        return plan_of(builder.build(), park());
    };
    const auto texts = [](const review::Review& review) {
        std::vector<std::string> lines;
        for (const auto& finding : review.findings) {
            lines.push_back(finding.code + finding.subject.key + finding.message.en);
        }
        std::ranges::sort(lines);
        return lines;
    };
    const auto first = texts(plan().run(1));
    EXPECT_GT(first.size(), 8U);
    std::ranges::reverse(all);
    EXPECT_EQ(texts(plan().run(4)), first);
}

} // namespace
} // namespace parkplan::rules
