// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
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
using testing::SizeIs;

/// In hundreds of metres, so that a square of 1 is a hectare.
std::string box(double x0, double y0, double x1, double y1) {
    constexpr double side = 100.0;
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", side * x0, side * y0,
                       side * x1, side * y1);
}

LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").text("name").key("id");
}
LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").text("dlmc").key("id");
}

struct Layers {
    layer::Layer land;
    std::optional<layer::Layer> zones{};
    std::optional<layer::Layer> planned{};
};

TestPlan plan_of(const Layers& layers, Params params = {}) {
    TestPlan plan{builtin()};
    plan.layer("land", layers.land);
    params.emplace("layer", "land");
    params.emplace("code", "dlbm");
    params.emplace("class_name", "dlmc");
    params.emplace("decimals", std::int64_t{2});
    params.emplace("basis", "现状");
    params.emplace("as_of", "2020");
    params.emplace("scheme", "guide-2023");
    if (layers.zones) {
        plan.layer("zones", *layers.zones, {{"name", "name"}});
        params.emplace("boundary", "zones");
    }
    if (layers.planned) {
        plan.layer("planned", *layers.planned);
        params.emplace("landuse_planned", "planned");
        params.emplace("code_planned", "dlbm");
        params.emplace("as_of_planned", "2035");
    }
    plan.rule("balance", "land_balance", std::move(params));
    return plan;
}

review::Review run(const Layers& layers, Params params = {}) {
    return plan_of(layers, std::move(params)).run();
}

/// "a | 0701 | 住宅 | 10.00 …" of each row, numbers as the table shows them.
std::vector<std::string> rows_of(const review::Review& review) {
    const review::ResultTable& table = review.tables.at(0);
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (const auto* number = std::get_if<double>(&row[i])) {
                cells.push_back(format_fixed(*number, table.columns[i].decimals));
            } else if (const auto* text = std::get_if<std::string>(&row[i])) {
                cells.push_back(*text);
            } else if (const auto* both = std::get_if<BiText>(&row[i])) {
                cells.push_back(both->en);
            } else {
                cells.emplace_back("-");
            }
        }
        lines.push_back(fmt::format("{}", fmt::join(cells, " | ")));
    }
    return lines;
}

TEST(LandBalance, ClosesOnTheBoundary) {
    const review::Review review =
        run({.land = parcels()
                         .add(box(-5, 0, 10, 3), {"1", "1001", "工业用地"})
                         .add(box(0, 3, 10, 6), {"2", "0701", "住宅用地"})
                         .add(box(0, 5, 10, 8), {"3", "0701", "住宅用地"})
                         .add(box(0, 8, 10, 9), {"4", "M1", "工业"})
                         .build(),
             .zones = zones().add(box(0, 0, 10, 10), {"a"}).build()});
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0453"));
    EXPECT_THAT(
        rows_of(review),
        ElementsAre("a | M1 | 工业, not of the classification | - | 100000.00 | 10.00 | 10.00",
                    "a | 07 | residential land, sum | 1 | 400000.00 | 40.00 | 40.00",
                    "a | 0701 | 住宅用地 | 2 | 400000.00 | 40.00 | 40.00",
                    "a | 10 | industry and mining, sum | 1 | 300000.00 | 30.00 | 30.00",
                    "a | 1001 | 工业用地 | 2 | 300000.00 | 30.00 | 30.00",
                    "a | - | in several parcels | - | 100000.00 | 10.00 | 10.00",
                    "a | - | in no parcel | - | 100000.00 | 10.00 | 10.00",
                    "a | - | total | - | 1000000.00 | 100.00 | 100.00"));
    EXPECT_EQ(review.verdicts[0].note.en,
              "现状 2020: 100.00 ha, of it 10.00 ha in several parcels, 10.00 ha in none");
    EXPECT_EQ(review.tables[0].columns[4].id, "current_m2");
    EXPECT_TRUE(review.tables[0].columns[5].levelled);
    EXPECT_EQ(review.tables[0].clause.place, "1.2");
}

TEST(LandBalance, TellsParcelsOfAnotherClassificationApart) {
    const review::Review review = run({.land = parcels()
                                                   .add(box(0, 0, 1, 1), {"1", "1001", "铁路用地"})
                                                   .add(box(1, 0, 2, 1), {"2", "1001", "工业用地"})
                                                   .add(box(2, 0, 3, 1), {"3", "", ""})
                                                   .build()});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(rows_of(review),
                ElementsAre("- | no code | - | 10000.00 | 1.00 | 33.33",
                            "1001 | 铁路用地, not of the classification | - | 10000.00 | 1.00 | "
                            "33.33",
                            "10 | industry and mining, sum | 1 | 10000.00 | 1.00 | 33.33",
                            "1001 | 工业用地 | 2 | 10000.00 | 1.00 | 33.33",
                            "- | in several parcels | - | 0.00 | 0.00 | 0.00",
                            "- | total | - | 30000.00 | 3.00 | 100.00"));
    EXPECT_THAT(review.tables[0].note.zh, HasSubstr("未给出统计范围"));
}

TEST(LandBalance, SetsAsItIsBesideAsPlanned) {
    const review::Review review =
        run({.land = parcels().add(box(0, 0, 10, 10), {"1", "0701", "住宅用地"}).build(),
             .zones = zones().add(box(0, 0, 10, 10), {"a", "甲"}).build(),
             .planned = parcels()
                            .add(box(0, 0, 10, 4), {"1", "0701", ""})
                            .add(box(0, 4, 10, 9), {"2", "1001", ""})
                            .build()},
            {{"class_name_planned", "dlmc"}});
    EXPECT_THAT(
        rows_of(review),
        ElementsAre(
            "a | 甲 | 07 | residential land, sum | 1 | 1000000.00 | 100.00 | 100.00 | 400000.00 | "
            "40.00 | 40.00 | -60.00",
            "a | 甲 | 0701 | 住宅用地 | 2 | 1000000.00 | 100.00 | 100.00 | 400000.00 | 40.00 | "
            "40.00 | -60.00",
            "a | 甲 | 10 | industry and mining, sum | 1 | 0.00 | 0.00 | 0.00 | 500000.00 | 50.00 | "
            "50.00 | 50.00",
            "a | 甲 | 1001 | - | 2 | 0.00 | 0.00 | 0.00 | 500000.00 | 50.00 | 50.00 | 50.00",
            "a | 甲 | - | in several parcels | - | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00",
            "a | 甲 | - | in no parcel | - | 0.00 | 0.00 | 0.00 | 100000.00 | 10.00 | 10.00 | "
            "10.00",
            "a | 甲 | - | total | - | 1000000.00 | 100.00 | 100.00 | 1000000.00 | 100.00 | 100.00 "
            "| "
            "0.00"));
    EXPECT_THAT(review.verdicts[0].note.zh, HasSubstr("；规划 2035 100.00 公顷"));
}

TEST(LandBalance, SumsUpByClassOfTheFirstLevel) {
    const auto land = [](const std::vector<std::string>& codes) {
        LayerBuilder builder = parcels();
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const auto x = static_cast<double>(i);
            builder.add(box(x, 0, x + 1, 1), {codes[i], codes[i], ""});
        }
        return Layers{.land = builder.build()};
    };
    EXPECT_THAT(
        rows_of(run(land({"0701", "0702", "09", "0901", "14", "1701"}))),
        ElementsAre(
            "07 | residential land, sum | 1 | 20000.00 | 2.00 | 33.33",
            "0701 | - | 2 | 10000.00 | 1.00 | 16.67", "0702 | - | 2 | 10000.00 | 1.00 | 16.67",
            "09 | commerce and business services, sum | 1 | 20000.00 | 2.00 | 33.33",
            "09 | - | 2 | 10000.00 | 1.00 | 16.67", "0901 | - | 2 | 10000.00 | 1.00 | 16.67",
            "14 | - | 1 | 10000.00 | 1.00 | 16.67",
            "17 | inland waters, sum | 1 | 10000.00 | 1.00 | 16.67",
            "1701 | - | 2 | 10000.00 | 1.00 | 16.67",
            "- | in several parcels | - | 0.00 | 0.00 | 0.00",
            "- | total | - | 60000.00 | 6.00 | 100.00"));
    EXPECT_THAT(rows_of(run(land({"M1", "M2"}), {{"scheme", "gb50137-2011"}})),
                testing::Contains("M | industry, sum | 1 | 20000.00 | 2.00 | 100.00"));
    EXPECT_THAT(
        rows_of(run(land({"05H1", "0508"}), {{"scheme", "survey-3"}})),
        testing::Contains("05 | commerce and services, sum | 1 | 20000.00 | 2.00 | 100.00"));
    // Wetland of the land survey has codes of other classes.
    EXPECT_THAT(
        rows_of(run(land({"1106", "0303", "1101"}), {{"scheme", "survey-3"}})),
        testing::IsSupersetOf({"00 | wetland, sum | 1 | 20000.00 | 2.00 | 66.67",
                               "11 | waters and water works, sum | 1 | 10000.00 | 1.00 | 33.33"}));
    Layers two = land({"0701", "0702"});
    two.planned = two.land;
    EXPECT_THAT(rows_of(run(two, {{"scheme_planned", "survey-3"}})), SizeIs(4)); // no sums
}

TEST(LandBalance, TakesAllZonesTogetherOnce) {
    const Layers layers{
        .land = parcels().add(box(0, 0, 10, 10), {"1", "0701", "住宅用地"}).build(),
        .zones = zones().add(box(0, 0, 6, 10), {"a"}).add(box(4, 0, 12, 10), {"b"}).build()};
    const review::Review review = run(layers, {{"per", "whole"}});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(rows_of(review),
                ElementsAre("07 | residential land, sum | 1 | 1000000.00 | 100.00 | "
                            "83.33",
                            "0701 | 住宅用地 | 2 | 1000000.00 | 100.00 | 83.33",
                            "- | in several parcels | - | 0.00 | 0.00 | 0.00",
                            "- | in no parcel | - | 200000.00 | 20.00 | 16.67",
                            "- | total | - | 1200000.00 | 120.00 | 100.00"));
    EXPECT_THAT(rows_of(run(layers)), SizeIs(10));
}

TEST(LandBalance, KnowsNothingOfAZoneThatCannotBeMeasured) {
    const Layers layers{
        .land = parcels().add(box(0, 0, 10, 10), {"1", "0701", "住宅用地"}).add_without().build(),
        .zones = zones().add_without({"a"}).build()};
    const review::Review review = run(layers);
    EXPECT_THAT(rows_of(review), ElementsAre("a | - | total | - | - | - | -"));
    EXPECT_THAT(review.tables[0].note.en, HasSubstr("1 parcels cannot be used"));
    const review::Review whole = run(layers, {{"per", "whole"}});
    EXPECT_THAT(rows_of(whole), ElementsAre("- | total | - | - | - | -"));
    EXPECT_EQ(whole.verdicts.at(0).note.en,
              "feature 'a' cannot be used: the feature has no geometry");
    const review::Review empty = run({.land = parcels().build(), .zones = zones().build()});
    EXPECT_THAT(outcomes(empty), ElementsAre("(layer): not_checked"));
    EXPECT_THAT(rows_of(empty), IsEmpty());
    EXPECT_THAT(rows_of(run({.land = parcels().build()})),
                ElementsAre("- | in several parcels | - | 0.00 | 0.00 | -",
                            "- | total | - | 0.00 | 0.00 | -"));
}

/// Rectangles at random places, some on top of each other, some beyond the boundary.
std::vector<std::pair<std::string, std::string>> random_parcels(std::mt19937& random) {
    std::uniform_real_distribution<double> places{-1.0, 9.0};
    std::uniform_real_distribution<double> sides{0.01, 4.0};
    const std::vector<std::string> known{"0701", "1001", "1002", "100101", "0702", "H9"};
    std::vector<std::pair<std::string, std::string>> all;
    for (std::size_t i = 0; i < 12; ++i) {
        const double x = places(random);
        const double y = places(random);
        all.emplace_back(box(x, y, x + sides(random), y + sides(random)), known[i % known.size()]);
    }
    return all;
}

layer::Layer layer_of(const std::vector<std::pair<std::string, std::string>>& all) {
    LayerBuilder builder = parcels();
    for (const auto& [wkt, code] : all) {
        builder.add(wkt, {wkt, code, ""});
    }
    return builder.build();
}

TEST(LandBalance, ClosesExactlyWhateverTheOrderAndTheThreads) {
    std::mt19937 random{20233};
    const layer::Layer boundary =
        zones().add(box(0, 0, 9.1234, 8.7), {"a"}).add(box(9.1234, 0, 12, 9), {"b"}).build();
    for (int round = 0; round < 20; ++round) {
        auto all = random_parcels(random);
        const review::Review first = plan_of({.land = layer_of(all), .zones = boundary}).run(1);
        ExactArea sum;
        double levelled = 0.0;
        double of_a_class = 0.0; // what the lines below a sum leave of it
        for (const auto& row : first.tables[0].rows) {
            const ExactArea area{SquareMetres{std::get<double>(row[4])}};
            const auto* level = std::get_if<double>(&row[3]);
            if (const auto* name = std::get_if<BiText>(&row[2]); name && name->zh == "合计") {
                ASSERT_EQ(sum, area);
                ASSERT_EQ(format_fixed(levelled, 2), format_fixed(std::get<double>(row[5]), 2));
                sum = {};
                levelled = 0.0;
            } else if (level != nullptr && *level == 2.0) {
                of_a_class -= std::get<double>(row[5]);
            } else {
                ASSERT_EQ(format_fixed(of_a_class, 2), "0.00");
                of_a_class = level != nullptr ? std::get<double>(row[5]) : 0.0;
                sum += area;
                levelled += std::get<double>(row[5]);
            }
        }
        std::ranges::shuffle(all, random);
        const review::Review second = plan_of({.land = layer_of(all), .zones = boundary}).run(4);
        ASSERT_EQ(first.tables[0].rows, second.tables[0].rows);
    }
}

std::string refusal(const Params& params) {
    try {
        static_cast<void>(run({.land = parcels().build()}, params));
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

TEST(LandBalance, SaysWhereAWrongValueStands) {
    TestPlan plan = plan_of({.land = parcels().build()}, {{"per", "district"}});
    plan.plan().rules[0].param_locations["per"] = {12, 7};
    try {
        static_cast<void>(plan.run());
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.where().source, "test.toml:12:7");
    }
}

TEST(LandBalance, RefusesParametersThatDoNotGoTogether) {
    EXPECT_EQ(refusal({{"per", "district"}}), "'per' is 'district'; it is 'zone' or 'whole'");
    EXPECT_EQ(refusal({{"landuse_planned", "land"}}), "'landuse_planned' needs 'code_planned'");
    EXPECT_EQ(refusal({{"landuse_planned", "land"}, {"code_planned", "dlbm"}}),
              "'landuse_planned' needs 'as_of_planned'");
    EXPECT_EQ(refusal({{"basis", "as it is"}}),
              "'basis' is 'as it is'; it is 现状 (as it is) or 规划 (as planned)");
    EXPECT_EQ(refusal({{"landuse_planned", "land"},
                       {"code_planned", "dlbm"},
                       {"as_of_planned", "2035"},
                       {"basis", "规划"}}),
              "'basis' is '规划'; beside 'landuse_planned' it is 现状");
    EXPECT_EQ(refusal({{"as_of_planned", "2035"}}), "'as_of_planned' needs 'landuse_planned'");
    EXPECT_EQ(refusal({{"landuse_planned", "land"},
                       {"code_planned", "dlbm"},
                       {"as_of_planned", "2035"},
                       {"scheme_planned", "guide-1999"}}),
              "unknown scheme 'guide-1999'");
    EXPECT_EQ(refusal({{"decimals", std::int64_t{-1}}}), "'decimals' is -1; 0 to 4 is needed");
}

TEST(LandBalance, HasNoTotalWhereNoParcelCanBeUsed) {
    const auto review =
        run({parcels()
                 .add("POLYGON((0 0,100 100,100 0,0 100,0 0))", {"1", "1001", "工业用地"})
                 .build()});
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "no parcel can be used");
    ASSERT_EQ(review.tables.size(), 1U);
    EXPECT_THAT(rows_of(review), ElementsAre("- | total | - | - | - | -"));
}

} // namespace
} // namespace parkplan::rules
