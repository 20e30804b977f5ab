// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/exact_number.hpp"
#include "measure/measure.hpp"
#include "rules/zoned.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using zoned::blocks;
using zoned::box;
using zoned::claims;
using zoned::parcels;
using zoned::plan_of;
using zoned::rows_of;
using zoned::run;
using zoned::zones;

TEST(InZone, PassesInOneZone) {
    const auto review = run(parcels().add(box(10, 10, 20, 20), {"a"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_THAT(codes(review), IsEmpty());
    EXPECT_THAT(rows_of(review), ElementsAre("a | 东 | 100.00 | 100.00 | -"));
    EXPECT_TRUE(review.tables[0].own_file);
}

TEST(InZone, TellsWhatLiesInNone) {
    const auto review = run(
        parcels().add(box(10, 110, 20, 120), {"out"}).add(box(10, 75, 20, 125), {"half"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("out: fail", "half: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0230 out", "PP-0231 half 1"));
    EXPECT_EQ(review.findings[1].message.en, "50.00% of it (250.00 m²) lies in no feature of "
                                             "'zones'; it lies in '东' (50.00%)");
    EXPECT_EQ(review.findings[1].message.zh,
              "有 50.00%（250.00 m²）位于“zones”之外；所在分区：“东”（50.00%）");
    EXPECT_EQ(review.findings[1].measured, 0.5);
    EXPECT_EQ(review.verdicts[1].value, 0.5);
    EXPECT_EQ(review.verdicts[1].margin, -0.5);
    EXPECT_THAT(rows_of(review), ElementsAre("out | in no zone | 100.00 | 100.00 | -",
                                             "half | 东 | 250.00 | 50.00 | -",
                                             "half | in no zone | 250.00 | 50.00 | -"));
    const auto place = std::get<geo::MultiPolygon>(review.findings[1].place);
    EXPECT_EQ(geo::box_of(place.view()), (geo::Box{{10, 100}, {20, 125}}));
}

TEST(InZone, ASplitIsToldOrFails) {
    const auto layer = parcels().add(box(90, 0, 130, 10), {"a"}).build();
    const auto allowed = run(layer);
    EXPECT_THAT(outcomes(allowed), ElementsAre("a: pass"));
    ASSERT_THAT(codes(allowed), ElementsAre("PP-0232 a 2"));
    EXPECT_EQ(allowed.findings[0].message.zh,
              "跨“zones”多个分区：“西一”（75.00%）、“东”（25.00%）");
    EXPECT_EQ(allowed.findings[0].level, Level::info);
    const auto refused = run(layer, {{"split", "refused"}});
    EXPECT_THAT(outcomes(refused), ElementsAre("a: fail"));
    ASSERT_THAT(codes(refused), ElementsAre("PP-0233 a 2"));
    EXPECT_EQ(refused.findings[0].level, Level::warning);
    EXPECT_EQ(refused.verdicts[0].level, Level::warning);
    EXPECT_EQ(refused.verdicts[0].value, 0.75);
    EXPECT_EQ(refused.verdicts[0].margin, -0.25);
}

TEST(InZone, AClaimHoldsFromItsShareOn) {
    const auto half = run(parcels().add(box(80, 0, 120, 10), {"a", "东区"}).build(), claims());
    EXPECT_THAT(outcomes(half), ElementsAre("a: pass"));
    EXPECT_EQ(half.verdicts[0].value, 0.5);
    EXPECT_EQ(half.verdicts[0].limit, 0.5);
    EXPECT_EQ(half.verdicts[0].margin, 0.0);
    const auto less = run(parcels().add(box(80, 0, 121, 10), {"a", "东区"}).build(), claims());
    EXPECT_THAT(outcomes(less), ElementsAre("a: fail"));
    ASSERT_THAT(codes(less), Contains("PP-0234 a 2"));
    const auto found = std::ranges::find(less.findings, "PP-0234", &review::Finding::code);
    EXPECT_EQ(found->message.en, "claims '东区', where 48.78% of it lies (50.00% needed); it lies "
                                 "in '西一' (51.22%), '东' (48.78%)");
    EXPECT_EQ(found->message.zh, "申报“东区”，位于其中的份额为 48.78%（应达到 50.00%）；实际位于"
                                 "“西一”（51.22%）、“东”（48.78%）");
    EXPECT_EQ(found->measured, 20.0 / 41.0);
    Params lower = claims({{"claim_share", 0.4}});
    EXPECT_THAT(outcomes(run(parcels().add(box(80, 0, 121, 10), {"a", "东区"}).build(), lower)),
                ElementsAre("a: pass"));
}

TEST(InZone, AClaimMayBeAZoneOfASchemeOrABlock) {
    const auto layer = parcels()
                           .add(box(180, 0, 220, 10), {"scheme", "西区"})
                           .add(box(110, 0, 120, 10), {"block", "西一"})
                           .add(box(210, 0, 220, 10), {"other block", "西一"})
                           .build();
    const auto review = run(layer, claims());
    EXPECT_THAT(outcomes(review), ElementsAre("scheme: pass", "block: pass", "other block: fail"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0232 scheme 2", "PP-0234 other block 3"));
    // Without 'claim_as' a claim is the name of a zone.
    EXPECT_THAT(codes(run(layer, {{"claim", "dq"}})), Contains("PP-0530 scheme"));
}

TEST(InZone, AClaimThatAnAmbiguousZoneDecidesIsOpen) {
    const auto layer = parcels()
                           .add(box(310, 0, 320, 10), {"a", "西区"})
                           .add(box(310, 0, 320, 10), {"b", "扩区"})
                           .add(box(310, 0, 320, 10), {"c", "西一"})
                           .build();
    const auto review = run(layer, claims());
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided", "b: pass", "c: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0237 a 4", "PP-0234 c 4"));
    EXPECT_THAT(review.findings[0].message.en, HasSubstr("100.00% with the zones"));
    EXPECT_THAT(rows_of(review),
                Contains("a | 西区 | 厂 | 100.00 | 100.00 | assignment ambiguous"));
    Params without = claims();
    without.erase("ambiguous");
    EXPECT_THAT(outcomes(run(layer, without)), ElementsAre("a: fail", "b: pass", "c: fail"));
}

TEST(InZone, NamesThatDoNotFitAreTold) {
    const auto review = run(parcels()
                                .add(box(10, 0, 20, 10), {"a", "东片区"})
                                .add(box(10, 0, 20, 10), {"b", ""})
                                .add(box(10, 110, 20, 120), {"c", " "})
                                .build(),
                            claims());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked", "c: fail"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0531", "PP-0530 a", "PP-0230 c"));
    EXPECT_EQ(review.findings[0].message.en, "2 features name no zone in field 'dq'");
    EXPECT_EQ(review.findings[1].proposal.zh, "东区");
    EXPECT_EQ(review.verdicts[0].note.zh, "没有名为“东片区”的分区");
}

TEST(InZone, ZonesWithoutNameAndMarksThatSayNothing) {
    const auto register_ = zones()
                               .add(box(0, 0, 100, 100), {"1", "东", "", "?"})
                               .add(box(100, 0, 200, 100), {"2", {}, {}, {}})
                               .build();
    const auto review =
        plan_of(parcels().add(box(110, 0, 120, 10), {"a", "东"}).build(), register_, claims())
            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: undecided")); // its zone may be called that
    EXPECT_THAT(codes(review), ElementsAre("PP-0532", "PP-0237 a 2", "PP-0533 1"));
}

TEST(InZone, PartsWithinTheToleranceDoNotSplit) {
    const double thin = 1.0 / 128.0; // 7.8 mm
    const auto sliver = run(parcels().add(box(0, 50, 100 + thin, 100 + thin), {"a"}).build(),
                            {{"split", "refused"}});
    EXPECT_THAT(outcomes(sliver), ElementsAre("a: pass"));
    EXPECT_THAT(codes(sliver), IsEmpty());
    EXPECT_THAT(rows_of(sliver),
                ElementsAre("a | 东 | 5000.00 | 99.98 | -",
                            "a | 西一 | 0.39 | 0.01 | narrower than the tolerance",
                            "a | in no zone | 0.78 | 0.02 | narrower than the tolerance"));
    const auto strict = run(parcels().add(box(0, 50, 100 + thin, 100), {"a"}).build(),
                            {{"tolerance", Metres{0.0}}});
    EXPECT_THAT(codes(strict), ElementsAre("PP-0232 a 1"));
    const auto wide = run(parcels().add(box(0, 50, 100.5, 100), {"a"}).build());
    EXPECT_THAT(codes(wide), ElementsAre("PP-0232 a 1"));
    // A feature that is as thin as that lies where most of it lies.
    const auto thread = run(parcels().add(box(90, 50, 130, 50 + thin), {"a"}).build());
    EXPECT_THAT(codes(thread), IsEmpty());
}

TEST(InZone, AFeatureInNoZoneIsToldSo) {
    const auto review = run(parcels().add(box(10, 110, 20, 120), {"a", "东区"}).build(), claims());
    EXPECT_THAT(outcomes(review), ElementsAre("a: fail"));
    ASSERT_THAT(codes(review), Contains("PP-0234 a"));
    const auto found = std::ranges::find(review.findings, "PP-0234", &review::Finding::code);
    EXPECT_EQ(found->message.en,
              "claims '东区', where 0.00% of it lies (50.00% needed); it lies in no zone");
    EXPECT_EQ(found->message.zh,
              "申报“东区”，位于其中的份额为 0.00%（应达到 50.00%）；实际不在任何分区内");
}

TEST(InZone, PartsAddUpToTheFeature) {
    const auto halves = [](const std::string& east) {
        return zones()
            .add(box(0, 0, 100, 100), {"1", "东"})
            .add(box(100, 0, 200, 100), {"2", east})
            .build();
    };
    std::mt19937 random{3};
    std::uniform_real_distribution<double> places{0.0, 99.0};
    LayerBuilder builder = parcels();
    for (int i = 0; i < 50; ++i) {
        builder.add(fmt::format("POLYGON(({} {},{} {},{} {},{} {}))", 0.5, 0.7, 199.3,
                                places(random), places(random), 99.1, 0.5, 0.7),
                    {fmt::format("{}", i), "东"});
    }
    const auto layer = builder.build();
    // All of it lies in a zone, if that is made of two features.
    const auto whole = plan_of(layer, halves("东"), {{"claim", "dq"}, {"claim_share", 1.0}}).run();
    EXPECT_THAT(outcomes(whole), testing::Each(HasSubstr("pass")));
    EXPECT_THAT(codes(whole), IsEmpty());
    const auto parts = plan_of(layer, halves("西")).run();
    std::map<std::string, ExactNumber> sums;
    for (const auto& row : parts.tables.at(0).rows) {
        sums[std::get<std::string>(row[0])] += ExactNumber::of(std::get<double>(row[2])).value();
    }
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    ASSERT_EQ(whole.tables.at(0).rows.size(), 50U);
    for (std::size_t i = 0; i < 50; ++i) {
        const auto& row = whole.tables[0].rows[i];
        const auto area =
            ExactNumber::of(measurer.piece_area(layer.table().polygons[i]).value()).value();
        EXPECT_EQ(ExactNumber::of(std::get<double>(row[3])), area);
        EXPECT_EQ(std::get<double>(row[4]), 100.0);
        EXPECT_EQ(sums[std::get<std::string>(row[0])], area);
    }
}

TEST(InZone, AnEmptyLayerAndNullGeometriesAreNotChecked) {
    EXPECT_THAT(outcomes(run(parcels().build())), ElementsAre("(layer): not_checked"));
    const auto review = run(parcels()
                                .add_without({"a", "东区"})
                                .add("POLYGON((0 0,100 100,100 0,0 100,0 0))", {"b", "东区"})
                                .build(),
                            claims());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
    EXPECT_THAT(rows_of(review), Contains("a | 东区 | - | - | - | the feature has no geometry"));
    const auto no_zones =
        plan_of(parcels().add(box(0, 0, 1, 1), {"a"}).build(), zones().build()).run();
    EXPECT_THAT(outcomes(no_zones), ElementsAre("a: not_checked"));
    EXPECT_EQ(no_zones.verdicts[0].note.zh, "分区图层没有要素");
}

TEST(InZone, AZoneThatCannotBeUsedLeavesItOpen) {
    const auto broken = zones()
                            .add(box(0, 0, 100, 100), {"1", "东"})
                            .add("POLYGON((0 200,100 300,100 200,0 300,0 200))", {"2", "北"})
                            .build();
    const auto review = plan_of(parcels()
                                    .add(box(10, 210, 20, 220), {"a"})
                                    .add(box(10, 310, 20, 320), {"b"})
                                    .add(box(10, 10, 20, 20), {"c"})
                                    .build(),
                                broken)
                            .run();
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: fail", "c: pass"));
    EXPECT_THAT(review.verdicts[0].note.en, HasSubstr("feature '2' of 'zones' cannot be used"));
    // A name that no zone has is told there as well.
    const auto unknown = plan_of(parcels().add(box(10, 210, 20, 220), {"a", "西"}).build(), broken,
                                 {{"claim", "dq"}})
                             .run();
    EXPECT_THAT(outcomes(unknown), ElementsAre("a: not_checked"));
    EXPECT_THAT(codes(unknown), Contains("PP-0530 a"));
}

TEST(InZone, ZonesThatShareLandCountBoth) {
    const auto both = zones()
                          .add(box(0, 0, 100, 100), {"1", "东"})
                          .add(box(50, 0, 200, 100), {"2", "西"})
                          .build();
    const auto review = plan_of(parcels().add(box(40, 0, 80, 10), {"a"}).build(), both).run();
    ASSERT_THAT(codes(review), ElementsAre("PP-0239", "PP-0232 a 1"));
    EXPECT_EQ(review.findings[0].message.en,
              "zones share 5000.00 m² of land, in 1 places: it counts in each of them");
    EXPECT_EQ(review.findings[1].message.en,
              "lies in several features of 'zones': '东' (100.00%), '西' (75.00%), of it 75.00% in "
              "several at once");
}

TEST(InZone, WithinTheUncertaintyAClaimIsOpen) {
    const auto layer = parcels().add(box(79, 0, 120, 10), {"a", "东区"}).build();
    EXPECT_THAT(outcomes(run(layer, claims(), Metres{0.05})), ElementsAre("a: pass"));
    const auto open = run(layer, claims(), Metres{1.0});
    EXPECT_THAT(outcomes(open), ElementsAre("a: undecided"));
    ASSERT_THAT(codes(open), ElementsAre("PP-0232 a 1", "PP-0235 a 1"));
    EXPECT_GT(open.verdicts[0].sigma.value(), 0.01);
    const auto not_stated = run(layer, claims());
    EXPECT_THAT(outcomes(not_stated), ElementsAre("a: pass"));
    ASSERT_THAT(codes(not_stated), ElementsAre("PP-0403", "PP-0232 a 1"));
    const double from = not_stated.findings[0].measured.value();
    EXPECT_THAT(outcomes(run(layer, claims(), Metres{0.999 * from})), ElementsAre("a: pass"));
    EXPECT_THAT(outcomes(run(layer, claims(), Metres{1.001 * from})), ElementsAre("a: undecided"));
}

TEST(InZone, NeitherOrderNorThreadsChangeAShare) {
    std::mt19937 random{57};
    std::uniform_real_distribution<double> places{-20.0, 380.0};
    std::vector<std::pair<std::string, std::string>> all;
    for (int i = 0; i < 40; ++i) {
        const double x = places(random);
        const double y = places(random) / 4.0;
        all.emplace_back(box(x, y, x + 33.3, y + 7.7), i % 2 == 0 ? "东区" : "西区");
    }
    const auto layer_of = [&] {
        LayerBuilder builder = parcels();
        for (const auto& [wkt, claim] : all) {
            builder.add(wkt, {wkt, claim});
        }
        return builder.build();
    };
    const auto lines = [](const review::Review& review) {
        std::vector<std::string> sorted = rows_of(review);
        std::ranges::sort(sorted);
        return sorted;
    };
    const auto first = plan_of(layer_of(), blocks(), claims()).run(1);
    std::ranges::shuffle(all, random);
    const auto second = plan_of(layer_of(), blocks(), claims()).run(4);
    EXPECT_EQ(lines(first), lines(second));
    auto a = codes(first);
    auto b = codes(second);
    std::ranges::sort(a);
    std::ranges::sort(b);
    EXPECT_EQ(a, b);
}

std::string refusal(const Params& params, const layer::Layer& layer) {
    try {
        static_cast<void>(run(layer, params));
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

TEST(InZone, RefusesWrongParameters) {
    const auto layer = parcels().add(box(0, 0, 1, 1), {"a"}).build();
    EXPECT_EQ(refusal({{"split", "maybe"}}, layer),
              "'split' is 'maybe'; it is 'allowed' or 'refused'");
    EXPECT_EQ(refusal({{"claim_as", std::vector<std::string>{"name"}}}, layer),
              "'claim_as' needs 'claim', the field with the zone claimed");
    EXPECT_THAT(refusal({{"claim", "DQ9"}}, layer), HasSubstr("DQ9"));
}

} // namespace
} // namespace parkplan::rules
