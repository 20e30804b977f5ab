// SPDX-License-Identifier: MIT
#include "rules/balances.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using balances::area;
using balances::box;
using balances::drawing;
using balances::land;
using balances::Layers;
using balances::List;
using balances::of_guide;
using balances::rows_of;
using balances::run;
using balances::zones;
using test::codes;
using test::outcomes;
using test::Params;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

BiText open_ratio(const review::Review& review) {
    const auto found = std::ranges::find(review.findings, "PP-0473", &review::Finding::code);
    return found == review.findings.end() ? BiText{} : found->message;
}

TEST(Balance, AnOpenRatioMayHaveNoUpperEnd) {
    Layers layers = drawing();
    layers.before = land()
                        .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                        .add(box(6, 0, 9, 1), {"b", "0101"})
                        .build(); // all that is newly built on was not covered
    const auto above = run(layers, of_guide({{"ratio_at_least", 1.6}}));
    EXPECT_THAT(codes(above), ElementsAre("PP-0473 z"));
    EXPECT_THAT(above.findings[0].message.en, HasSubstr("gained is 1.5 or above, compared"));
    EXPECT_THAT(above.findings[0].message.zh, HasSubstr("减增比不低于 1.5，"));
    // The land of a lost feature, which no zone bounds, is in no figure.
    layers = drawing();
    layers.zones.reset();
    layers.before = land()
                        .add(box(0, 0, 6, 1), {"a", "1001"})
                        .add(box(6, 0, 10, 1), {"b", "0101"})
                        .add_without({"c", "1001"})
                        .build();
    const auto lost = run(layers, of_guide({{"ratio_at_least", 1.2}}));
    EXPECT_EQ(open_ratio(lost).en,
              "the ratio of construction land lost to gained is 1.5, compared with 1.2: 1 features "
              "cannot be used, their land is not known");
    layers.after = land("after")
                       .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                       .add(box(6, 0, 10, 1), {"b", "0101"})
                       .build();
    const auto nothing = run(layers, of_guide({{"ratio_at_least", 1.2}}));
    EXPECT_THAT(open_ratio(nothing).zh,
                HasSubstr("减增比无法计算（无已知的新增建设用地），比较对象为下限 1.2："));
}

TEST(Balance, TheNoteSaysWhatTheTableSays) {
    // 1.8 + 0.6 - 0.4 = 2.0 hectares: rounded one by one, 2 + 1 - 0 = 2.
    const Layers layers{land()
                            .add(box(0, 0, 1.4, 1), {"a", "1001"})
                            .add(box(1.4, 0, 1.8, 1), {"b", "1001"})
                            .add(box(1.8, 0, 2.4, 1), {"c", "0101"})
                            .build(),
                        land("after")
                            .add(box(0, 0, 1.4, 1), {"a", "1001"})
                            .add(box(1.4, 0, 1.8, 1), {"b", "0101"})
                            .add(box(1.8, 0, 2.4, 1), {"c", "1001"})
                            .build()};
    for (const auto& [more, note] : std::vector<std::pair<Params, std::string>>{
             {{}, ""},
             {{{"ratio_at_least", 0.5}},
              "the ratio is decided by value, without regard to the accuracy of points; "}}) {
        Params params = of_guide({{"decimals", std::int64_t{0}}});
        params.insert(more.begin(), more.end());
        const auto review = run(layers, params);
        EXPECT_THAT(rows_of(review, "change"),
                    ElementsAre("18000.00 | 6000.00 | 4000.00 | 20000.00 | 2000.00 | 1 | 1 | 0 | 0 "
                                "| 0 | 2 | 1 | 0.667"));
        EXPECT_EQ(review.verdicts[0].note.en,
                  note + "construction land 1 ha before, 1 ha gained, 0 ha lost, 2 ha after, net "
                         "1 ha");
    }
}

TEST(Balance, WithoutAClassificationEveryTextIsAClass) {
    Layers layers{land().add(box(0, 0, 5, 1), {"a", "MXD"}).add(box(5, 0, 6, 1), {"b"}).build(),
                  land("after")
                      .add(box(0, 0, 3, 1), {"a", "MXD"})
                      .add(box(3, 0, 6, 1), {"b", "ASD"})
                      .build()};
    const auto review = run(layers, {});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_TRUE(review.verdicts[0].looked);
    EXPECT_EQ(review.verdicts[0].note.en,
              "6.00 ha, of it 3.00 ha of the same class before and after");
    EXPECT_THAT(codes(review), ElementsAre("PP-0227"));
    EXPECT_THAT(rows_of(review, "matrix"), ElementsAre("- | no code | ASD | - | 10000.00 | 1.00",
                                                       "MXD | - | ASD | - | 20000.00 | 2.00",
                                                       "MXD | - | MXD | - | 30000.00 | 3.00"));
    EXPECT_THAT(rows_of(review, "change"), IsEmpty());
    const auto counted = run(layers, {{"construction", List{"MXD", "MX"}}});
    EXPECT_THAT(codes(counted), ElementsAre("PP-0226", "PP-0227"));
    EXPECT_THAT(rows_of(counted, "change"), testing::SizeIs(1));
}

TEST(Balance, KnowsWhatGb50137CallsConstructionLand) {
    const Layers layers{
        land().add(box(0, 0, 5, 1), {"a", "M1"}).add(box(5, 0, 6, 1), {"b", "E2"}).build(),
        land("after").add(box(0, 0, 5, 1), {"a", "E1"}).add(box(5, 0, 6, 1), {"b", "G1"}).build()};
    const auto review = run(layers, {{"scheme", "gb50137-2011"}, {"reduce_by", area(40000.0)}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
    EXPECT_EQ(review.verdicts[0].value, -40000.0);
}

TEST(Balance, TakesAnotherClassificationAfter) {
    const Layers layers{land().add(box(0, 0, 5, 1), {"a", "0601"}).build(),         // industry
                        land("after").add(box(0, 0, 5, 1), {"a", "0601"}).build()}; // rural roads
    const auto review = run(layers, {{"scheme", "survey-3"},
                                     {"scheme_after", "guide-2023"},
                                     {"construction", List{"06"}},
                                     {"construction_after", List{"10"}},
                                     {"reduce_by", area(50000.0)}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): pass"));
}

TEST(Balance, EqualCodesOfTwoClassificationsAreTwoClasses) {
    const Layers layers{
        land().add(box(0, 0, 5, 1), {"a", "05", "商服用地"}).add(box(5, 0, 6, 1), {"b"}).build(),
        land("after")
            .add(box(0, 0, 4, 1), {"a", "05", "湿地"})
            .add(box(4, 0, 5, 1), {"b", "09", "商业服务业用地"})
            .add(box(5, 0, 6, 1), {"c"})
            .build()};
    const auto review = run(layers, {{"scheme", "gbt21010-2017"},
                                     {"scheme_after", "guide-2023"},
                                     {"class_name_before", "dlmc"},
                                     {"class_name_after", "dlmc"}});
    EXPECT_EQ(review.verdicts[0].note.en, "6.00 ha, classified differently before and after");
    EXPECT_EQ(review.verdicts[0].note.zh, "6.00 公顷，前后期所用分类不同");
    EXPECT_THAT(rows_of(review, "matrix"),
                ElementsAre("- | no code | - | no code | 10000.00 | 1.00",
                            "05 | 商服用地 | 05 | 湿地 | 40000.00 | 4.00",
                            "05 | 商服用地 | 09 | 商业服务业用地 | 10000.00 | 1.00"));
    const std::string guide = "Guide to classes of land and sea (2023)";
    EXPECT_THAT(
        rows_of(review, "classes"),
        ElementsAre(
            "- | no code | - | 10000.00 | 10000.00 | 1.00 | 1.00 | 0.00",
            "05 | 商服用地 | GB/T 21010-2017 | 50000.00 | 0.00 | 5.00 | 0.00 | -5.00",
            fmt::format("05 | 湿地 | {} | 0.00 | 40000.00 | 0.00 | 4.00 | 4.00", guide),
            fmt::format("09 | 商业服务业用地 | {} | 0.00 | 10000.00 | 0.00 | 1.00 | 1.00", guide),
            "- | total | - | 60000.00 | 60000.00 | 6.00 | 6.00 | 0.00"));
}

TEST(Balance, OnlyLandOfAClassIsOfTheSameClass) {
    const Layers layers{land()
                            .add(box(0, 0, 4, 1), {"a", "MXD"})
                            .add(box(3, 0, 4, 1), {"b", "ASD"})
                            .add(box(4, 0, 5, 1), {"c"})
                            .build(),
                        land("after")
                            .add(box(0, 0, 4, 1), {"a", "MXD"})
                            .add(box(3, 0, 4, 1), {"b", "ASD"})
                            .add(box(4, 0, 5, 1), {"c"})
                            .build(),
                        zones().add(box(0, 0, 6, 1), {"z"}).build()};
    const auto review = run(layers, {});
    EXPECT_EQ(review.verdicts[0].note.en,
              "6.00 ha, of it 3.00 ha of the same class before and after");
}

} // namespace
} // namespace parkplan::rules
