// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/units.hpp"
#include "json/value.hpp"
#include "report/topology.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

using namespace parkplan::literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

FeatureName name(std::uint32_t row, std::string key) {
    return {std::move(key), std::int64_t{row} + 1, row};
}

geo::Shape square(double x) {
    return geo::polygon_from_wkt(
        fmt::format("POLYGON(({0} 0, {1} 0, {1} 2, {0} 2, {0} 0))", x, x + 2.0));
}

CountedArea counted(std::uint64_t count, SquareMetres area) {
    return {count, ExactArea{area}};
}

/// Four features of 100 m² each in a plane without a place; no list is empty.
TopologyResult one_of_each() {
    TopologyResult result;
    result.layer.info.name = "parcels";
    result.layer.info.path = "parcels.gpkg";
    result.layer.info.driver = "GPKG";
    result.layer.info.crs = crs::Crs::local();
    result.layer.features = 5;
    result.layer.excluded = 1;
    result.layer.area = ExactArea{400.0_m2};
    result.within = OverlapLayer{};
    result.within->info.name = "outline";
    result.within->info.path = "outline.gpkg";
    result.within->info.driver = "GPKG";
    result.within->info.crs = crs::Crs::local();
    result.within->features = 1;
    result.within->area = ExactArea{400.0_m2};
    result.method = AreaMethod::planar;
    result.tolerances.sliver_width = 0.1_m;
    result.tolerances.sliver_thinness = 0.1;
    result.tolerances.snap = 0.05_m;
    result.overlaps = {{.a = name(0, "A"),
                        .b = name(1, "B,1"),
                        .area = 4.0_m2,
                        .width = 1.0_m,
                        .thinness = 0.785398163,
                        .multiple = true,
                        .place = square(0.0)}};
    result.gaps = {{.neighbours = {name(2, "C"), name(1, "B,1")},
                    .kind = FoundGapKind::pinched,
                    .area = 6.0_m2,
                    .width = 0.004_m,
                    .thinness = 0.01,
                    .sliver = true,
                    .place = square(10.0)}};
    result.outside = {
        {.feature = name(3, "D"), .area = 4.5_m2, .width = 1.0_m, .place = square(20.0)}};
    result.unmatched = {{.a = name(0, "A"),
                         .b = name(3, "D"),
                         .farthest = 0.001_m,
                         .points = {{{1.0, 1.0}, {2.0, 1.0}}}}};
    result.near_misses = {{.a = name(2, "C"),
                           .b = name(3, "D"),
                           .farthest = 0.02_m,
                           .lines = {{{{0.0, 0.0}, {0.0, 9.0}}}}}};
    TopologySummary& summary = result.summary;
    summary.sum_area = ExactArea{400.0_m2};
    summary.overlap_pairs = ExactArea{4.25_m2};
    summary.overlap_excess = ExactArea{4.25_m2};
    summary.union_area = ExactArea{395.75_m2};
    summary.gap_area = ExactArea{6.5_m2};
    summary.sliver_gaps = counted(1, 6.0_m2);
    summary.small_overlaps = counted(2, 0.25_m2);
    summary.small_gaps = counted(3, 0.5_m2);
    summary.open_space = counted(1, 2.25_m2);
    summary.outside = ExactArea{4.5_m2};
    summary.outline_area = ExactArea{400.0_m2};
    return result;
}

/// "PP-0201 error A>B: message" per finding.
std::vector<std::string> lines_of(const std::vector<review::Finding>& findings) {
    std::vector<std::string> lines;
    for (const review::Finding& finding : findings) {
        lines.push_back(fmt::format(
            "{} {} {}{}: {}", finding.code, name_of(finding.level), finding.subject.key,
            finding.other ? fmt::format(">{}", finding.other->key) : "", finding.message.en));
    }
    return lines;
}

TEST(TopologyFindings, TellOfEachEntryInTheOrderOfTheLists) {
    EXPECT_THAT(
        lines_of(topology_findings(one_of_each())),
        ElementsAre(
            "PP-0201 error A>B,1: overlaps 'B,1' by 4.00 m², 1.000 m wide on average",
            "PP-0206 warning B,1>C: a thin gap of 6.00 m², 0.004000000 m wide on average, beside "
            "'C'",
            "PP-0210 error D: 4.50 m² lie outside 'outline'",
            "PP-0207 info A>D: on the boundary shared with 'D', one side lacks vertices of the "
            "other: 2, at most 0.001000000 m off its edge",
            "PP-0208 info C>D: runs along 'D' at a distance of at most 0.020 m without meeting it",
            "PP-0212 info : 2 overlaps below the thresholds, 0.25 m² in all, were counted and "
            "booked without findings of their own",
            "PP-0209 info : 3 gaps below the thresholds, 0.50 m² in all, were counted and booked "
            "without findings of their own"));
}

TEST(TopologyFindings, CarryPlaceFigureAndLimit) {
    const std::vector<review::Finding> findings = topology_findings(one_of_each());
    EXPECT_EQ(findings[0].measured, 4.0);
    EXPECT_EQ(findings[0].unit, "m2");
    EXPECT_EQ(geo::box_of(findings[0].place), (geo::Box{{0.0, 0.0}, {2.0, 2.0}}));
    EXPECT_EQ(findings[3].measured, 0.001);
    EXPECT_EQ(findings[3].limit, 0.05);
    EXPECT_EQ(findings[3].unit, "m");
    EXPECT_EQ(std::get<geo::MultiPoint>(findings[3].place).points.size(), 2U);
    EXPECT_EQ(std::get<geo::MultiLine>(findings[4].place).lines.size(), 1U);
    EXPECT_EQ(findings[0].subject.layer, "parcels");
    EXPECT_EQ(findings[0].subject.fid, 1);
}

TEST(TopologyFindings, NameTheOuterFeatureOfAPairFirst) {
    TopologyResult result;
    FoundOverlap overlap{.a = name(0, "A"), .b = name(1, "B"), .area = 4.0_m2};
    overlap.relation = PairRelation::inside;
    result.overlaps.push_back(overlap);
    overlap.relation = PairRelation::covers;
    result.overlaps.push_back(overlap);
    overlap.relation = PairRelation::equals;
    result.overlaps.push_back(overlap);
    EXPECT_THAT(lines_of(topology_findings(result)),
                ElementsAre("PP-0204 error B>A: contains 'A' entirely, 4.00 m²",
                            "PP-0204 error A>B: contains 'B' entirely, 4.00 m²",
                            "PP-0203 error A>B: has the same boundary as 'B'"));
}

TEST(TopologyFindings, KeepTheFingerprintOfAGapWhateverTheOrderOfFeatures) {
    TopologyResult result;
    result.gaps = {{.neighbours = {name(0, "A"), name(1, "B"), name(2, "C")}, .area = 1.0_m2}};
    const std::string before = topology_findings(result).front().fingerprint;
    result.gaps = {{.neighbours = {name(0, "C"), name(1, "A"), name(2, "B")}, .area = 1.0_m2}};
    const review::Finding after = topology_findings(result).front();
    EXPECT_EQ(after.fingerprint, before);
    EXPECT_EQ(after.subject.key, "A");
    EXPECT_EQ(after.message.en, "a gap of 1.00 m², 0.000 m wide on average, beside 'C', 'B'");
    EXPECT_EQ(after.message.zh, "存在空隙：面积 1.00 m²，平均宽度 0.000 m，相邻：“C”“B”");
}

TEST(TopologyFindings, CountNeighboursThatAreTooMany) {
    TopologyResult result;
    FoundGap gap{.area = 1.0_m2, .width = 1.0_m};
    for (std::uint32_t row = 0; row < 7; ++row) {
        gap.neighbours.push_back(name(row, fmt::format("{}", row)));
    }
    result.gaps = {gap, {.area = 1.0_m2, .width = 1.0_m}};
    const std::vector<review::Finding> findings = topology_findings(result);
    EXPECT_THAT(findings[0].message.en, HasSubstr("beside '1', '2', '3', '4' and 2 more"));
    EXPECT_THAT(findings[0].message.zh, HasSubstr("相邻：“1”“2”“3”“4”等 6 个要素"));
    EXPECT_THAT(findings[1].message.en, HasSubstr("beside no feature"));
    EXPECT_EQ(findings[1].subject.key, "");
}

TEST(GravestLevel, IsThatOfTheWorstFinding) {
    TopologyResult result;
    EXPECT_EQ(gravest_level(result), std::nullopt);
    result.near_misses.push_back({.a = name(0, "A"), .b = name(1, "B")});
    EXPECT_EQ(gravest_level(result), Level::info);
    result.overlaps.push_back({.a = name(0, "A"), .b = name(1, "B"), .sliver = true});
    EXPECT_EQ(gravest_level(result), Level::warning);
    result.overlaps.back().relation = PairRelation::covers;
    EXPECT_EQ(gravest_level(result), Level::error);
}

/// The text of a member of the `index`th entry of a list.
std::string text_in(const json::Value& document, std::string_view list, std::size_t index,
                    std::string_view member) {
    const auto& entries = std::get<json::Array>(document.find(list)->data());
    return std::get<std::string>(entries.at(index).find(member)->data());
}

TEST(TopologyJson, TiesEveryEntryToItsFinding) {
    const TopologyResult result = one_of_each();
    const std::vector<review::Finding> findings = topology_findings(result);
    const json::Value document = json::parse(topology_json(result));
    std::size_t next = 0;
    for (const std::string_view list :
         {"overlaps", "gaps", "outside", "unmatched_vertices", "near_misses"}) {
        EXPECT_EQ(text_in(document, list, 0, "code"), findings[next].code);
        EXPECT_EQ(text_in(document, list, 0, "fingerprint"), findings[next].fingerprint);
        EXPECT_EQ(text_in(document, "findings", next, "fingerprint"), findings[next].fingerprint);
        ++next;
    }
}

TEST(TopologyCsv, HasOneTableForAllKinds) {
    EXPECT_EQ(topology_csv(one_of_each()),
              "kind,code,level,a,a_fid,b,b_fid,relation,area_m2,width_m,thinness,multiple,sliver,"
              "vertices,distance_m,neighbours,x,y\n"
              "overlap,PP-0201,error,A,1,\"B,1\",2,crosses,4.000000,1.000000000,0.785398163,true,"
              "false,,,,1,1\n"
              "gap,PP-0206,warning,,,,,pinched,6.000000,0.004000000,0.010000000,,true,,,"
              "\"C; B,1\",11,1\n"
              "outside,PP-0210,error,D,4,,,,4.500000,1.000000000,,,false,,,,21,1\n"
              "unmatched_vertices,PP-0207,info,A,1,D,4,,,,,,,2,0.001000000,,1.5,1\n"
              "near_miss,PP-0208,info,C,3,D,4,,,,,,,,0.020000000,,0,4.5\n");
}

TEST(TopologyText, ClosesTheBalanceInSight) {
    const std::string text = topology_text(one_of_each(), Language::english, Colour::off);
    EXPECT_THAT(text, HasSubstr("   Balance                     planar area m²\n"
                                "   sum of the features             400.000000\n"
                                "-  counted more than once            4.250000\n"
                                "=  land covered                    395.750000\n"
                                "-  land outside the outline          4.500000\n"
                                "+  gaps, those not listed too        6.500000\n"
                                "+  open space                        2.250000\n"
                                "+  residual                          0.000000\n"
                                "=  outline                         400.000000\n"));
    EXPECT_THAT(text, HasSubstr("2 errors, 1 warning, 4 infos\n"));
}

TEST(TopologyText, CountsWhatItDoesNotShow) {
    TopologyResult result;
    result.layer.info.name = "parcels";
    for (std::uint32_t row = 0; row < 30; ++row) {
        result.overlaps.push_back({.a = name(row, fmt::format("K{}", row)),
                                   .b = name(row + 1, "X"),
                                   .area = SquareMetres{1.0 + row}});
    }
    const std::string text = topology_text(result, Language::english, Colour::off);
    EXPECT_THAT(text, HasSubstr("Overlaps, the 20 largest of 30; --format csv or json lists all"));
    EXPECT_THAT(text, HasSubstr("  K29  crosses  X  30.00"));
    EXPECT_THAT(text, HasSubstr("  K10  crosses  X  11.00"));
    EXPECT_THAT(text, Not(HasSubstr("  K9 ")));
    EXPECT_THAT(text, HasSubstr("30 errors, 0 warnings, 0 infos"));
}

TEST(TopologyText, SpeaksChinese) {
    const std::string text = topology_text(one_of_each(), Language::chinese, Colour::off);
    EXPECT_THAT(text, HasSubstr("面积平衡"));
    EXPECT_THAT(text, HasSubstr("狭长"));
    EXPECT_THAT(text, HasSubstr("问题 2，警告 1，提示 4\n"));
}

} // namespace
} // namespace parkplan::report
