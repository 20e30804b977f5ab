// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using review::ResultTable;
using review::TableCell;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// In hundreds of metres, so that a square of 1 is a hectare.
std::string box(double x0, double y0, double x1, double y1) {
    constexpr double side = 100.0;
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", side * x0, side * y0,
                       side * x1, side * y1);
}

LayerBuilder clusters() {
    return LayerBuilder{"clusters", "local"}.text("id").text("name").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}
        .text("id")
        .text("dlbm")
        .text("dlmc")
        .real("far")
        .real("floor")
        .key("id");
}
/// One cluster of 100 ha.
layer::Layer ten_by_ten() {
    return clusters().add(box(0, 0, 10, 10), {"a"}).build();
}

TestPlan plan_of(const layer::Layer& layer, const layer::Layer& land, Params params = {}) {
    params.emplace("layer", "clusters");
    params.emplace("landuse", "land");
    params.emplace("code", "dlbm");
    params.emplace("basis", "现状");
    params.emplace("decimals", std::int64_t{2});
    params.emplace("scheme", "guide-2023");
    return TestPlan{builtin()}
        .layer("clusters", layer, {{"name", "name"}})
        .layer("land", land)
        .rule("mix", "land_use_mix", std::move(params));
}

review::Review run(const layer::Layer& layer, const layer::Layer& land, Params params = {}) {
    return plan_of(layer, land, std::move(params)).run();
}

/// "key=a industry_ha=40.00 …" of each row.
std::vector<std::string> rows_of(const ResultTable& table) {
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto* number = std::get_if<double>(&row[i]);
            const auto* text = std::get_if<std::string>(&row[i]);
            line += fmt::format("{}{}={}", i == 0 ? "" : " ", table.columns[i].id,
                                number != nullptr ? format_fixed(*number, table.columns[i].decimals)
                                : text != nullptr ? *text
                                                  : "-");
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

TEST(LandUseMix, TabulatesTheLandInsideByGroup) {
    const review::Review review = run(ten_by_ten(), parcels()
                                                        .add(box(0, 0, 10, 4), {"1", "100101"})
                                                        .add(box(0, 4, 5, 5), {"2", "080200"})
                                                        .add(box(5, 4, 10, 5), {"3", "0803"})
                                                        .add(box(0, 5, 10, 7), {"4", "0701"})
                                                        .add(box(0, 7, 10, 8), {"5", "1207"})
                                                        .add(box(0, 8, 5, 20), {"6", "1401"})
                                                        .add(box(5, 8, 10, 9), {"7", "0901"})
                                                        .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0455"));
    ASSERT_EQ(review.tables.size(), 2U);
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre("key=a industry_ha=45.00 housing_ha=20.00 services_ha=5.00 "
                            "business_ha=5.00 roads_ha=10.00 green_ha=10.00 other_ha=0.00 "
                            "several_ha=0.00 unknown_ha=5.00 area_ha=100.00"));
    EXPECT_THAT(rows_of(review.tables[1]),
                ElementsAre("key=a industry_percent=45.00 housing_percent=20.00 "
                            "services_percent=5.00 business_percent=5.00 roads_percent=10.00 "
                            "green_percent=10.00 other_percent=0.00 several_percent=0.00 "
                            "unknown_percent=5.00"));
    EXPECT_EQ(review.verdicts[0].note.en,
              "industry 45.00%, housing 20.00%, public services 5.00%, business services 5.00%, "
              "roads 10.00%, green land 10.00%, other 0.00%, several groups 0.00%, class not "
              "known 5.00%");
    EXPECT_THAT(review.tables[0].note.zh,
                HasSubstr("产业 1001、11、0802；居住 07；公服 08；商业服务业 09；道路"));
    EXPECT_EQ(review.tables[0].clause.place, "1.2");
    EXPECT_TRUE(review.tables[0].columns[1].levelled);
}

TEST(LandUseMix, CountsLandInSeveralParcelsOnce) {
    const review::Review review = run(ten_by_ten(), parcels()
                                                        .add(box(0, 0, 10, 4), {"1", "1001"})
                                                        .add(box(0, 2, 10, 5), {"2", "1101"})
                                                        .add(box(0, 4, 10, 10), {"3", "0701"})
                                                        .build());
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre(HasSubstr("industry_ha=40.00 housing_ha=50.00 ")));
    EXPECT_THAT(rows_of(review.tables[0]), ElementsAre(HasSubstr("several_ha=10.00")));
}

TEST(LandUseMix, LevelsTheAreasOfEachCluster) {
    const review::Review review = run(clusters().add(box(0, 0, 10, 1), {"a"}).build(),
                                      parcels()
                                          .add(box(0, 0, 3.346, 1), {"1", "1001"})
                                          .add(box(3.346, 0, 6.692, 1), {"2", "0701"})
                                          .add(box(6.692, 0, 10, 1), {"3", "1401"})
                                          .build());
    // 3.346, 3.346 and 3.308 round to 10.01
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre(HasSubstr("industry_ha=3.35 housing_ha=3.34 ")));
    EXPECT_THAT(rows_of(review.tables[0]), ElementsAre(HasSubstr("green_ha=3.31 ")));
}

TEST(LandUseMix, GivesTheFloorAreaRatioOfTheLandThatStatesOne) {
    const layer::Layer land = parcels()
                                  .add(box(0, 0, 10, 2), {"1", "1001", "", 1.0, 200'000.0})
                                  .add(box(0, 2, 20, 4), {"2", "0701", "", 3.0, 1'200'000.0})
                                  .add(box(0, 4, 10, 10), {"3", "1401"})
                                  .build();
    for (const char* param : {"floor_area_ratio", "floor_area"}) {
        const Params params{{param, param == std::string{"floor_area"} ? "floor" : "far"}};
        const review::Review review = run(ten_by_ten(), land, params);
        ASSERT_EQ(review.tables.size(), 3U);
        EXPECT_THAT(rows_of(review.tables[2]),
                    ElementsAre("key=a floor_area_ratio=2.000 floor_area_m2=800000.00 "
                                "land_ha=40.00 land_without_ha=60.00 parcels=2 parcels_cut=1"));
        EXPECT_THAT(review.verdicts[0].note.zh,
                    HasSubstr("；容积率 2.000（1 个图斑跨边界，按界内部分计）"));
    }
}

TEST(LandUseMix, KnowsNoRatioWhereNoParcelStatesOne) {
    const review::Review review = run(ten_by_ten(),
                                      parcels()
                                          .add(box(0, 0, 10, 5), {"1", "1001", "", std::nan("")})
                                          .add(box(0, 5, 10, 8), {"2", "0701", "", 2.0})
                                          .add(box(0, 5, 10, 8), {"3", "0701", "", 2.5})
                                          .build(),
                                      {{"floor_area_ratio", "far"}});
    EXPECT_THAT(codes(review), ElementsAre("PP-0455", "PP-0460 1"));
    EXPECT_EQ(review.findings[1].message.zh,
              "1 个图斑的字段“far”不是可用的非负数（首个为 nan），按未填写处理");
    EXPECT_THAT(rows_of(review.tables[2]),
                ElementsAre("key=a floor_area_ratio=- floor_area_m2=- land_ha=0.00 "
                            "land_without_ha=80.00 parcels=2 parcels_cut=0"));
}

TEST(LandUseMix, DoesNotGuessClasses) {
    const review::Review review = run(ten_by_ten(),
                                      parcels()
                                          .add(box(0, 0, 10, 4), {"1", "1001", "铁路用地"})
                                          .add(box(0, 4, 10, 6), {"2", "M1", "工业用地"})
                                          .add_without({"3", "0701"})
                                          .build(),
                                      {{"class_name", "dlmc"}});
    EXPECT_THAT(codes(review), testing::IsSupersetOf({"PP-0453", "PP-0454 1"}));
    EXPECT_THAT(rows_of(review.tables[0]), ElementsAre(HasSubstr("unknown_ha=100.00")));
    EXPECT_THAT(review.tables[0].note.en, HasSubstr("; 1 parcels cannot be used"));
}

TEST(LandUseMix, KnowsNothingOfAClusterThatCannotBeMeasured) {
    const review::Review review =
        run(clusters().add_without({"a", "甲"}).add(box(0, 0, 1, 1), {"b"}).build(),
            parcels().add(box(0, 0, 1, 1), {"1", "1401"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "the feature has no geometry");
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre("key=a name=甲 industry_ha=- housing_ha=- services_ha=- business_ha=- "
                            "roads_ha=- green_ha=- other_ha=- several_ha=- unknown_ha=- area_ha=-",
                            HasSubstr("key=b name=- industry_ha=0.00")));
    const review::Review empty = run(clusters().build(), parcels().build());
    EXPECT_THAT(outcomes(empty), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(rows_of(empty.tables[0]), IsEmpty());
}

TEST(LandUseMix, TakesTheGroupsThatThePlanNames) {
    const layer::Layer land = parcels()
                                  .add(box(0, 0, 10, 4), {"1", "0902"})
                                  .add(box(0, 4, 10, 10), {"2", "0901"})
                                  .build();
    const review::Review review = run(ten_by_ten(), land,
                                      {{"industry", std::vector<std::string>{"1001", "0902"}},
                                       {"services", std::vector<std::string>{"08", "09"}}});
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre(HasSubstr("industry_ha=40.00 housing_ha=0.00 services_ha=60.00 "
                                      "business_ha=0.00")));
    EXPECT_THAT(review.tables[0].note.zh, HasSubstr("；商业服务业 -；"));
}

TEST(LandUseMix, KnowsBusinessServicesInEveryScheme) {
    using List = std::vector<std::string>;
    const std::vector<std::pair<std::string, std::string>> codes{{"guide-2020", "0902"},
                                                                 {"survey-3", "05H1"},
                                                                 {"gbt21010-2017", "0505"},
                                                                 {"gb50137-2011", "B2"}};
    for (const auto& [scheme, code] : codes) {
        const auto land = parcels().add(box(0, 0, 10, 10), {"1", code}).build();
        const review::Review review = run(ten_by_ten(), land,
                                          {{"scheme", scheme},
                                           {"industry", List{"M"}},
                                           {"housing", List{"R"}},
                                           {"services", List{"A"}},
                                           {"roads", List{"S"}},
                                           {"green", List{"G"}}});
        EXPECT_THAT(rows_of(review.tables[0]), ElementsAre(HasSubstr("business_ha=100.00")))
            << code;
    }
}

TEST(LandUseMix, DoesNotHangOnRowOrderOrThreads) {
    const auto land = [](bool reversed) {
        const std::vector<std::pair<std::string, std::string>> all{
            {box(0, 0, 7, 3), "1001"}, {box(5, 1, 10, 6), "0701"}, {box(0, 3, 5.5, 9), "1401"}};
        LayerBuilder builder = parcels();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& [wkt, code] = all[reversed ? all.size() - 1 - i : i];
            builder.add(wkt, {code, code, "", 1.5});
        }
        return builder.build();
    };
    const Params params{{"floor_area_ratio", "far"}};
    const review::Review first = plan_of(ten_by_ten(), land(false), params).run(1);
    const review::Review second = plan_of(ten_by_ten(), land(true), params).run(4);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(first.tables[i].rows, second.tables[i].rows);
    }
    EXPECT_EQ(first.verdicts[0].note, second.verdicts[0].note);
}

std::string refusal(const Params& params) {
    try {
        static_cast<void>(run(ten_by_ten(), parcels().build(), params));
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

TEST(LandUseMix, RefusesParametersThatDoNotGoTogether) {
    EXPECT_EQ(refusal({{"scheme", "survey-3"}}),
              "the codes of the group 'industry' are not stated; 'industry' lists them");
    EXPECT_EQ(refusal({{"green", std::vector<std::string>{"14", "07"}}}),
              "code '07' stands in both groups 'housing' and 'green'");
    EXPECT_EQ(refusal({{"floor_area", "floor"}, {"floor_area_ratio", "far"}}),
              "'floor_area_ratio' and 'floor_area' are both given; one of them is enough");
    EXPECT_THAT(refusal({{"floor_area", "dlmc"}}), HasSubstr("a field with numbers is needed"));
    EXPECT_EQ(refusal({{"decimals", std::int64_t{5}}}), "'decimals' is 5; 0 to 4 is needed");
    EXPECT_EQ(refusal({{"basis", "guess"}}),
              "'basis' is 'guess'; it is 现状 (as it is) or 规划 (as planned)");
}

} // namespace
} // namespace parkplan::rules
