// SPDX-License-Identifier: MIT
#include "rules/zoned.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::TestPlan;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;
using zoned::box;
using zoned::claims;
using zoned::parcels;
using zoned::plan_of;
using zoned::rows_of;
using zoned::run;
using zoned::zones;

TEST(InZone, LinesAreSharedOutByLength) {
    const auto layer = parcels()
                           .add_path("LINESTRING(50 50, 150 50, 150 150)", {"a", "西区"})
                           .add_path("LINESTRING(100 10, 100 90)", {"border", "东区"})
                           .add_path("LINESTRING(10 10, 20 10)", {"in", "西区"})
                           .build();
    const auto review = run(layer, claims());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail", "border: pass", "in: fail"));
    EXPECT_THAT(rows_of(review), ElementsAre("a | 西区 | 东 | - | 50.00 | 25.00 | -",
                                             "a | 西区 | 西一 | - | 100.00 | 50.00 | -",
                                             "a | 西区 | in no zone | - | 50.00 | 25.00 | -",
                                             "border | 东区 | 东 | - | 80.00 | 100.00 | -",
                                             "border | 东区 | 西一 | - | 80.00 | 100.00 | -",
                                             "in | 西区 | 东 | - | 10.00 | 100.00 | -"));
    const auto found = std::ranges::find(review.findings, "PP-0231", &review::Finding::code);
    ASSERT_NE(found, review.findings.end());
    EXPECT_THAT(found->message.en, HasSubstr("25.00% of it (50.000 m) lies"));
    EXPECT_TRUE(std::holds_alternative<geo::MultiLine>(found->place));
}

TEST(InZone, ALineNearTheBorderIsOpen) {
    const auto layer = parcels().add_path("LINESTRING(10 10, 99 10, 99 90)", {"a", "西区"}).build();
    EXPECT_THAT(outcomes(run(layer, claims(), Metres{0.1})), ElementsAre("a: fail"));
    // All of it from x = 98 on may lie in the west: 81 of 169 m, not enough.
    EXPECT_THAT(outcomes(run(layer, claims(), Metres{1.0})), ElementsAre("a: fail"));
    EXPECT_THAT(outcomes(run(layer, claims({{"claim_share", 0.45}}), Metres{1.0})),
                ElementsAre("a: undecided"));
}

TEST(InZone, PointsLieInAZoneOrNearItsBorder) {
    const auto layer = parcels()
                           .add_path("POINT(50 50)", {"in", "东区"})
                           .add_path("POINT(99 50)", {"near", "西区"})
                           .add_path("POINT(199 50)", {"inside", "西区"})
                           .add_path("POINT(50 150)", {"out", "东区"})
                           .add_path("MULTIPOINT(50 50, 150 50, 160 50)", {"three", "西区"})
                           .build();
    EXPECT_THAT(outcomes(run(layer, claims(), Metres{0.1})),
                ElementsAre("in: pass", "near: fail", "inside: pass", "out: fail", "three: pass"));
    const auto open = run(layer, claims(), Metres{1.0});
    EXPECT_THAT(outcomes(open), ElementsAre("in: pass", "near: undecided", "inside: pass",
                                            "out: fail", "three: pass"));
    // Without a claim it is the zone itself that is not sure.
    const auto no_claim = run(layer, {}, Metres{1.0});
    EXPECT_THAT(outcomes(no_claim), ElementsAre("in: pass", "near: undecided", "inside: undecided",
                                                "out: fail", "three: pass"));
    EXPECT_THAT(codes(no_claim), Contains("PP-0236 near 1"));
    const auto not_stated = run(layer, claims());
    ASSERT_THAT(codes(not_stated), Contains("PP-0403")); // from x = 99 it is 1 m
    EXPECT_EQ(not_stated.findings[0].measured, 0.5);
}

TEST(InZone, APointNearABorderWhoseClaimSaysNothingIsNotChecked) {
    const auto layer = parcels()
                           .add_path("POINT(99 50)", {"unknown", "东片区"})
                           .add_path("POINT(99 50)", {"empty", ""})
                           .build();
    const auto review = run(layer, claims(), Metres{1.0});
    EXPECT_THAT(outcomes(review), ElementsAre("unknown: not_checked", "empty: not_checked"));
    EXPECT_THAT(codes(review), UnorderedElementsAre("PP-0530 unknown", "PP-0531",
                                                    "PP-0236 unknown 1", "PP-0236 empty 1"));
    EXPECT_EQ(review.verdicts[0].note.en, "no zone has the name '东片区'");
    EXPECT_EQ(review.verdicts[1].note.en, "it names no zone");
}

TEST(InZone, BetweenFeaturesOfOneZoneThereIsNoBorder) {
    const auto register_ = zones()
                               .add(box(0, 0, 100, 100), {"1", "东"})
                               .add(box(100, 0, 200, 100), {"2", "东"})
                               .add(box(200, 0, 300, 100), {"3", "西"})
                               .build();
    const auto layer = parcels()
                           .add_path("POINT(99 50)", {"within"})
                           .add_path("POINT(199 50)", {"between"})
                           .add_path("POINT(50 101)", {"outside"})
                           .build();
    const auto review = plan_of(layer, register_, {}, Metres{1.0}).run();
    EXPECT_THAT(outcomes(review),
                ElementsAre("within: pass", "between: undecided", "outside: undecided"));
    const auto outside =
        std::ranges::find(review.findings, "outside",
                          [](const review::Finding& finding) { return finding.subject.key; });
    ASSERT_NE(outside, review.findings.end());
    EXPECT_THAT(outside->message.en, HasSubstr("; as drawn it lies in no zone"));
    EXPECT_THAT(outside->message.zh, HasSubstr("；按图形不在任何分区内"));
}

TEST(InZone, AZoneWithoutAUsableFeatureHasNoBreakEven) {
    const auto broken = zones()
                            .add(box(0, 0, 100, 100), {"1", "东"})
                            .add("POLYGON((0 200,100 300,100 200,0 300,0 200))", {"2", "北"})
                            .build();
    const auto review =
        plan_of(parcels().add_path("POINT(50 50)", {"a", "北"}).build(), broken, {{"claim", "dq"}})
            .run();
    EXPECT_THAT(codes(review), testing::Not(Contains(HasSubstr("PP-0403"))));
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
}

TEST(InZone, LinesNeedAPlane) {
    TestPlan plan{builtin(), "EPSG:4490"};
    plan.layer("parcels", parcels("EPSG:4490")
                              .add_path("LINESTRING(116.1 39.1, 116.2 39.1)", {"line"})
                              .add_path("POINT(116.15 39.15)", {"point"})
                              .build());
    plan.layer("zones", LayerBuilder{"zones", "EPSG:4490"}
                            .text("id")
                            .key("id")
                            .add(box(116, 39, 117, 40), {"z"})
                            .build());
    plan.rule("z", "in_zone", {{"layer", "parcels"}, {"zones", "zones"}});
    const auto review = plan.run();
    EXPECT_THAT(outcomes(review), ElementsAre("line: not_checked", "point: pass"));
    EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("projected"));
}

} // namespace
} // namespace parkplan::rules
