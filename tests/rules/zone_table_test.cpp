// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/exact_area.hpp"
#include "core/number.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::Contains;
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

LayerBuilder parcels() {
    return LayerBuilder{"land", "local"}.text("id").text("dlbm").text("dlmc").key("id");
}
LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}
        .text("id")
        .text("qkmc")
        .text("s3")
        .text("s0")
        .integer("cy")
        .key("id");
}
LayerBuilder parks() {
    return LayerBuilder{"park", "local"}.text("id").key("id");
}

struct Layers {
    layer::Layer land;
    layer::Layer park;
    layer::Layer zones;
};

TestPlan plan_of(const Layers& layers, Params params = {}) {
    TestPlan plan{builtin()};
    plan.layer("land", layers.land).layer("park", layers.park).layer("zones", layers.zones);
    params.emplace("layer", "land");
    params.emplace("code", "dlbm");
    params.emplace("class_name", "dlmc");
    params.emplace("boundary", "park");
    params.emplace("zones", "zones");
    params.emplace("zone_name", "qkmc");
    params.emplace("schemes", std::vector<std::string>{"s3", "s0"});
    params.emplace("ambiguous", "cy");
    params.emplace("decimals", std::int64_t{2});
    params.emplace("scheme", "guide-2023");
    plan.rule("t", "zone_table", std::move(params));
    return plan;
}

std::vector<std::string> rows_of(const review::ResultTable& table) {
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (const auto* number = std::get_if<double>(&row[i])) {
                cells.push_back(format_fixed(*number, table.columns[i].decimals));
            } else if (const auto* text = std::get_if<std::string>(&row[i])) {
                cells.push_back(*text);
            } else if (const auto* both = std::get_if<BiText>(&row[i])) {
                cells.push_back(both->zh);
            } else {
                cells.emplace_back("-");
            }
        }
        lines.push_back(fmt::format("{}", fmt::join(cells, " | ")));
    }
    return lines;
}

/// A park of 10 by 4: the east block, two in the west, one of them ambiguous; 1 by 4 in none.
Layers park() {
    return {.land = parcels()
                        .add(box(0, 0, 5, 4), {"p", "1001", "工业用地"})
                        .add(box(5, 0, 8, 4), {"q", "0701", "住宅用地"})
                        .add(box(7, 0, 8, 4), {"r", "0701", "住宅用地"})
                        .build(),
            .park = parks().add(box(0, 0, 10, 4), {"ft"}).build(),
            .zones = zones()
                         .add(box(0, 0, 4, 4), {"1", "东区", "东区组团", "东区", 0})
                         .add(box(4, 0, 7, 4), {"2", "西区Ⅰ", "西区组团", "西区", 0})
                         .add(box(7, 0, 9, 5), {"3", "二七车辆厂", "西区组团", "西区", 1})
                         .build()};
}

TEST(ZoneTable, ClosesOverZonesSchemesAndClasses) {
    const auto review = plan_of(park()).run();
    EXPECT_THAT(outcomes(review), ElementsAre("(layer): not_checked"));
    EXPECT_EQ(review.verdicts[0].note.zh,
              "共 40.00 公顷：3 个分区 36.00 公顷，多个分区重叠 0.00 公顷，未入组团 4.00 公顷");
    EXPECT_TRUE(review.verdicts[0].looked);
    EXPECT_THAT(codes(review), IsEmpty());
    ASSERT_THAT(review.tables, SizeIs(3));
    EXPECT_THAT(
        rows_of(review.tables[0]),
        ElementsAre("东区 | 东区组团 | 东区 | - | 160000.00 | 16.00 | 40.00 | 0.00",
                    "二七车辆厂 | 西区组团 | 西区 | 存疑 | 80000.00 | 8.00 | 20.00 | 20000.00",
                    "西区Ⅰ | 西区组团 | 西区 | - | 120000.00 | 12.00 | 30.00 | 0.00",
                    "多个分区重叠 | - | - | - | 0.00 | 0.00 | 0.00 | 0.00",
                    "未入组团 | - | - | - | 40000.00 | 4.00 | 10.00 | -",
                    "合计 | - | - | - | 400000.00 | 40.00 | 100.00 | 20000.00"));
    EXPECT_THAT(
        rows_of(review.tables[1]),
        ElementsAre(
            "s3 | 东区组团 | 160000.00 | 16.00 | 40.00",
            "s3 | 西区组团 | 120000.00 | 12.00 | 30.00",
            "s3 | 西区组团（存疑） | 80000.00 | 8.00 | 20.00",
            "s3 | 多个分区重叠 | 0.00 | 0.00 | 0.00", "s3 | 未入组团 | 40000.00 | 4.00 | 10.00",
            "s3 | 合计 | 400000.00 | 40.00 | 100.00", "s0 | 东区 | 160000.00 | 16.00 | 40.00",
            "s0 | 西区 | 120000.00 | 12.00 | 30.00", "s0 | 西区（存疑） | 80000.00 | 8.00 | 20.00",
            "s0 | 多个分区重叠 | 0.00 | 0.00 | 0.00", "s0 | 未入组团 | 40000.00 | 4.00 | 10.00",
            "s0 | 合计 | 400000.00 | 40.00 | 100.00"));
    EXPECT_THAT(
        rows_of(review.tables[2]),
        ElementsAre(
            "东区 | 东区组团 | 东区 | - | 1001 | 工业用地 | 160000.00 | 16.00 | 100.00",
            "二七车辆厂 | 西区组团 | 西区 | 存疑 | - | 多个图斑重叠 | 40000.00 | 4.00 | 50.00",
            "二七车辆厂 | 西区组团 | 西区 | 存疑 | - | 无图斑覆盖 | 40000.00 | 4.00 | 50.00",
            "西区Ⅰ | 西区组团 | 西区 | - | 0701 | 住宅用地 | 80000.00 | 8.00 | 66.67",
            "西区Ⅰ | 西区组团 | 西区 | - | 1001 | 工业用地 | 40000.00 | 4.00 | 33.33",
            "未入组团 | - | - | - | - | 无图斑覆盖 | 40000.00 | 4.00 | 100.00",
            "合计 | - | - | - | 0701 | 住宅用地 | 80000.00 | 8.00 | 20.00",
            "合计 | - | - | - | 1001 | 工业用地 | 200000.00 | 20.00 | 50.00",
            "合计 | - | - | - | - | 多个图斑重叠 | 40000.00 | 4.00 | 10.00",
            "合计 | - | - | - | - | 无图斑覆盖 | 80000.00 | 8.00 | 20.00",
            "合计 | - | - | - | - | 合计 | 400000.00 | 40.00 | 100.00"));
    EXPECT_EQ(review.tables[0].clause.place, "1.2");
    EXPECT_TRUE(review.tables[0].columns[5].levelled);
}

TEST(ZoneTable, LandOfSeveralZonesStandsApart) {
    Layers layers = park();
    layers.zones = zones()
                       .add(box(0, 0, 5, 4), {"1", "甲", "东", "东"})
                       .add(box(4, 0, 10, 4), {"2", "乙", "东", {}})
                       .build();
    const auto review = plan_of(layers).run();
    EXPECT_THAT(codes(review), ElementsAre("PP-0239", "PP-0534"));
    EXPECT_THAT(rows_of(review.tables[0]),
                Contains("多个分区重叠 | - | - | - | 40000.00 | 4.00 | 10.00 | 0.00"));
    // Both are of one zone in the first scheme; in the second one of them is of none.
    EXPECT_THAT(
        rows_of(review.tables[1]),
        ElementsAre(
            "s3 | 东 | 400000.00 | 40.00 | 100.00", "s3 | 多个分区重叠 | 0.00 | 0.00 | 0.00",
            "s3 | 未入组团 | 0.00 | 0.00 | 0.00", "s3 | 合计 | 400000.00 | 40.00 | 100.00",
            "s0 | 东 | 160000.00 | 16.00 | 40.00", "s0 | 未注明归属 | 200000.00 | 20.00 | 50.00",
            "s0 | 多个分区重叠 | 40000.00 | 4.00 | 10.00", "s0 | 未入组团 | 0.00 | 0.00 | 0.00",
            "s0 | 合计 | 400000.00 | 40.00 | 100.00"));
}

TEST(ZoneTable, FeaturesOfOneNameAreOneZone) {
    Layers layers = park();
    layers.zones = zones()
                       .add(box(0, 0, 2, 4), {"1", "甲", "东", "东"})
                       .add(box(2, 0, 4, 4), {"2", "甲", "西", "东"})
                       .build();
    const auto review = plan_of(layers).run();
    EXPECT_THAT(rows_of(review.tables[0]),
                Contains("甲 | 东 / 西 | 东 | - | 160000.00 | 16.00 | 40.00 | 0.00"));
    EXPECT_THAT(rows_of(review.tables[1]), Contains("s3 | 东 | 80000.00 | 8.00 | 20.00"));
}

TEST(ZoneTable, WithoutSchemesThereAreTwoTables) {
    TestPlan plan = plan_of(park());
    plan.plan().rules[0].params.erase("schemes");
    plan.plan().rules[0].params.erase("ambiguous");
    const auto review = plan.run();
    ASSERT_THAT(review.tables, SizeIs(2));
    EXPECT_THAT(rows_of(review.tables[0]), Contains("东区 | 160000.00 | 16.00 | 40.00 | 0.00"));
}

TEST(ZoneTable, WhatCannotBeUsedIsTold) {
    Layers layers = park();
    layers.land = parcels().add_without({"x", "1001", ""}).build();
    layers.zones = zones()
                       .add(box(0, 0, 4, 4), {"1", "东区", "东", "东"})
                       .add_without({"2", "西区", "西", "西"})
                       .build();
    const auto review = plan_of(layers).run();
    EXPECT_THAT(rows_of(review.tables[0]), Contains("西区 | 西 | 西 | - | - | - | - | -"));
    EXPECT_EQ(
        review.tables[0].note.en,
        "planar area; 1 parcels cannot be used, their land is in no parcel; 1 features of the "
        "zones cannot be used, their land is in no zone");
    layers.park = parks().add(box(0, 0, 1, 1), {"a"}).add_without({"b"}).build();
    const auto open = plan_of(layers).run();
    EXPECT_THAT(open.tables, IsEmpty());
    EXPECT_THAT(outcomes(open), ElementsAre("(layer): not_checked"));
    EXPECT_EQ(open.verdicts[0].note.en, "feature 'b' cannot be used: the feature has no geometry");
    EXPECT_FALSE(open.verdicts[0].looked);
}

TEST(ZoneTable, EmptyLayers) {
    Layers layers = park();
    layers.land = parcels().build();
    layers.zones = zones().build();
    const auto review = plan_of(layers).run();
    EXPECT_THAT(rows_of(review.tables[0]),
                ElementsAre("多个分区重叠 | - | - | - | 0.00 | 0.00 | 0.00 | 0.00",
                            "未入组团 | - | - | - | 400000.00 | 40.00 | 100.00 | -",
                            "合计 | - | - | - | 400000.00 | 40.00 | 100.00 | 0.00"));
    EXPECT_THAT(rows_of(review.tables[2]),
                ElementsAre("未入组团 | - | - | - | - | 无图斑覆盖 | 400000.00 | 40.00 | 100.00",
                            "合计 | - | - | - | - | 无图斑覆盖 | 400000.00 | 40.00 | 100.00",
                            "合计 | - | - | - | - | 合计 | 400000.00 | 40.00 | 100.00"));
    layers.park = parks().build();
    EXPECT_THAT(rows_of(plan_of(layers).run().tables[0]),
                Contains("合计 | - | - | - | 0.00 | 0.00 | - | 0.00"));
}

/// A layer under way: its rows in any order.
using Rows = std::vector<std::pair<std::string, test::Cells>>;

layer::Layer layer_of(LayerBuilder builder, const Rows& rows) {
    for (const auto& [wkt, cells] : rows) {
        builder.add(wkt, cells);
    }
    return builder.build();
}

struct RandomRows {
    Rows land{};
    Rows park{};
    Rows zones{};

    [[nodiscard]] Layers layers() const {
        return {layer_of(rules::parcels(), land), layer_of(parks(), park),
                layer_of(rules::zones(), zones)};
    }
};

/// Rectangles at random places, on top of each other and beyond the boundary.
RandomRows random_rows(std::mt19937& random) {
    std::uniform_real_distribution<double> places{-1.0, 9.0};
    std::uniform_real_distribution<double> sides{0.01, 4.0};
    const auto rectangle = [&] {
        const double x = places(random);
        const double y = places(random);
        return box(x, y, x + sides(random), y + sides(random));
    };
    const std::vector<std::string> known{"0701", "1001", "1002", "100101", "0702", "H9", ""};
    RandomRows rows;
    for (std::size_t i = 0; i < 14; ++i) {
        rows.land.push_back({rectangle(), {fmt::format("{}", i), known[i % known.size()], ""}});
    }
    for (std::size_t i = 0; i < 9; ++i) {
        rows.zones.push_back({rectangle(),
                              {fmt::format("{}", i), fmt::format("区{}", i % 7),
                               i % 3 == 0 ? "东" : "西", i % 2 == 0 ? "东" : "", i % 4 == 1}});
    }
    rows.park = {{box(0, 0, 9.1234, 8.7), {"a"}}, {box(8, 1, 12.017, 9), {"b"}}};
    return rows;
}

ExactArea area_at(const std::vector<review::TableCell>& row, std::size_t column) {
    return ExactArea{SquareMetres{std::get<double>(row.at(column))}};
}
std::size_t column_of(const review::ResultTable& table, std::string_view id) {
    const auto found = std::ranges::find(table.columns, id, &review::TableColumn::id);
    return static_cast<std::size_t>(found - table.columns.begin());
}

/// Rows of a table by their first cell or the first two, each sum against its total.
void expect_closed(const review::ResultTable& table, std::size_t heads, ExactArea total,
                   const std::string& hectares) {
    const std::size_t m2 = column_of(table, "area_m2");
    const std::size_t ha = column_of(table, "area_ha");
    std::map<std::string, std::pair<ExactArea, double>> sums;
    for (const auto& row : table.rows) {
        const auto* title = std::get_if<BiText>(&row[heads - 1]);
        const std::string of = heads == 1 ? "" : std::get<BiText>(row[0]).zh;
        if (title != nullptr && title->zh == "合计") {
            ASSERT_EQ(area_at(row, m2), total);
            ASSERT_EQ(format_fixed(std::get<double>(row[ha]), 2), hectares);
            continue;
        }
        sums[of].first += area_at(row, m2);
        sums[of].second += std::get<double>(row[ha]);
    }
    for (const auto& [of, sum] : sums) {
        ASSERT_EQ(sum.first, total) << table.name;
        ASSERT_EQ(format_fixed(sum.second, 2), hectares) << table.name;
    }
}

/// Sums by zone, and of all zones by class.
void expect_closed_by_zone(const review::ResultTable& table, const review::ResultTable& zones,
                           ExactArea total) {
    const auto name = [](const review::TableCell& cell) {
        const auto* text = std::get_if<std::string>(&cell);
        return text != nullptr ? *text : std::get<BiText>(cell).zh;
    };
    std::map<std::string, ExactArea> by_zone;
    std::map<std::string, ExactArea> by_class;
    std::map<std::string, double> hectares;
    const std::size_t m2 = column_of(table, "area_m2");
    const std::size_t title = column_of(table, "class");
    for (const auto& row : table.rows) {
        const bool of_all = name(row[0]) == "合计";
        const auto* code = std::get_if<std::string>(&row[title - 1]);
        const std::string of_class =
            (code != nullptr ? *code : "") + name(row[title].index() == 0 ? "-" : row[title]);
        if (of_all && of_class == "合计") {
            ASSERT_EQ(area_at(row, m2), total);
        } else if (of_all) {
            ASSERT_EQ(area_at(row, m2), by_class.at(of_class));
        } else {
            by_zone[name(row[0])] += area_at(row, m2);
            by_class[of_class] += area_at(row, m2);
            hectares[name(row[0])] += std::get<double>(row[m2 + 1]);
        }
    }
    for (const auto& row : zones.rows) {
        if (name(row[0]) != "合计") {
            const std::size_t at = column_of(zones, "area_m2");
            ASSERT_EQ(area_at(row, at), by_zone[name(row[0])]);
            ASSERT_EQ(format_fixed(std::get<double>(row[at + 1]), 2),
                      format_fixed(hectares[name(row[0])], 2));
        }
    }
}

TEST(ZoneTable, ClosesExactlyWhateverTheOrderAndTheThreads) {
    std::mt19937 random{20255};
    for (int round = 0; round < 25; ++round) {
        RandomRows rows = random_rows(random);
        const auto first = plan_of(rows.layers()).run(1);
        ASSERT_THAT(first.tables, SizeIs(3));
        const auto& last = first.tables[0].rows.back();
        const std::size_t m2 = column_of(first.tables[0], "area_m2");
        const ExactArea total = area_at(last, m2);
        const std::string hectares = format_fixed(std::get<double>(last[m2 + 1]), 2);
        ASSERT_NEAR(total.value().value(), 1e4 * (9.1234 * 8.7 + 4.017 * 8 - 1.1234 * 7.7), 1e-4);
        expect_closed(first.tables[0], 1, total, hectares);
        expect_closed(first.tables[1], 2, total, hectares);
        expect_closed_by_zone(first.tables[2], first.tables[0], total);
        for (Rows* one : {&rows.land, &rows.park, &rows.zones}) {
            std::ranges::shuffle(*one, random);
        }
        const auto second = plan_of(rows.layers()).run(4);
        for (std::size_t i = 0; i < 3; ++i) {
            ASSERT_EQ(first.tables[i].rows, second.tables[i].rows);
        }
    }
}

TEST(ZoneTable, RefusesWrongParameters) {
    const auto refusal = [](Params params) {
        try {
            static_cast<void>(plan_of(park(), std::move(params)).run());
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{"none"};
    };
    EXPECT_EQ(refusal({{"decimals", std::int64_t{7}}}), "'decimals' is 7; 0 to 4 is needed");
    EXPECT_EQ(refusal({{"scheme", "guide-1999"}}), "unknown scheme 'guide-1999'");
    EXPECT_THAT(refusal({{"schemes", std::vector<std::string>{"s9"}}}), HasSubstr("s9"));
}

} // namespace
} // namespace parkplan::rules
