// SPDX-License-Identifier: MIT
#include "review/load.hpp"
#include "review/notes.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace parkplan::review {
namespace {

using test::Cell;
using test::LayerBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
constexpr std::string_view bow_tie = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

struct Loaded {
    plan::Plan plan{};
    LoadedLayer layer;
};

Loaded load(const layer::Layer& layer, std::string_view crs) {
    plan::Plan plan;
    plan.working_crs = crs::Crs::parse(crs);
    plan::LayerConfig config;
    config.id = "blocks";
    plan.layers.push_back(config);
    LoadedLayer loaded =
        load_layer(plan, config, [&layer](const plan::LayerConfig&) { return layer; });
    TaskPool tasks{2};
    measure_layer(loaded, plan, config, measure::Validity::checked, tasks);
    return {std::move(plan), std::move(loaded)};
}

std::vector<Finding> notes(const Loaded& loaded, Defects defects = Defects::here,
                           Paths paths = Paths::told) {
    return notes_on(loaded.layer, loaded.plan, 0, defects, paths);
}

/// "PP-0301 warning #1 …" for each finding.
std::vector<std::string> lines(const std::vector<Finding>& findings) {
    std::vector<std::string> all;
    std::ranges::transform(findings, std::back_inserter(all), [](const Finding& finding) {
        return fmt::format("{} {} {}: {}", finding.code, name_of(finding.level),
                           finding.subject.key, finding.message.en);
    });
    return all;
}

TEST(NotesOn, ACleanLayerHasNone) {
    EXPECT_THAT(lines(notes(load(LayerBuilder{"a", "local"}.add(square).build(), "local"))),
                IsEmpty());
}

TEST(NotesOn, ReadingNoticesBecomeFindings) {
    const auto found = notes(load(LayerBuilder{"a", "local"}
                                      .text("id")
                                      .key("id")
                                      .add(square, {"one"})
                                      .add_without({"two"})
                                      .notice({"PP-0101", 1, {}})
                                      .notice({"PP-0104", {}, {{"count", same("3")}}})
                                      .build(),
                                  "local"));
    EXPECT_THAT(lines(found),
                ElementsAre("PP-0101 warning two: the feature has no geometry (null)",
                            "PP-0104 info : Z or M values of 3 features were dropped"));
}

TEST(NotesOn, PointsAndLinesThatARuleAsksForAreNoFault) {
    const Loaded stations = load(LayerBuilder{"a", "local"}
                                     .text("id")
                                     .key("id")
                                     .add_path("POINT(1 2)", {"here"})
                                     .add_without({"nowhere"}, layer::GeometryState::not_polygon)
                                     .notice({"PP-0103", 0, {{"type", same("Point")}}})
                                     .notice({"PP-0103", 1, {{"type", same("Point")}}})
                                     .build(),
                                 "local");
    EXPECT_EQ(notes(stations).size(), 2U);
    const auto left = notes(stations, Defects::here, Paths::asked_for);
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].subject.key, "nowhere");
}

LayerBuilder plain_table() {
    return LayerBuilder{"a"}
        .plain_table()
        .text("id")
        .key("id")
        .add_without({"one"})
        .add_without({Cell{}})
        .notice({"PP-0101", 0, {}})
        .notice({"PP-0101", 1, {}});
}

TEST(NotesOn, APlainTableLacksNoGeometry) {
    const auto found = notes(load(plain_table().build(), "EPSG:4490"));
    EXPECT_THAT(lines(found),
                ElementsAre("PP-0106 warning #2: the key is null; the feature is named by its "
                            "number in the file"));
}

TEST(NotesOn, KeysThatCannotBeReadAreNeitherMissingNorDuplicate) {
    const auto found = notes(load(LayerBuilder{"a", "local"}
                                      .text("id")
                                      .key("id")
                                      .add(square, {"\uFFFD\uFFFD"})
                                      .add(square, {"\uFFFD\uFFFD"})
                                      .build(),
                                  "local"));
    EXPECT_THAT(lines(found), IsEmpty()); // PP-0114 of the layer tells it
}

TEST(NotesOn, NamesMissingAndDuplicateKeys) {
    const auto found = notes(load(LayerBuilder{"a", "local"}
                                      .text("id")
                                      .key("id")
                                      .add(square, {"x"})
                                      .add(square, {Cell{}})
                                      .add("POLYGON((9 0, 12 0, 12 4, 9 0))", {"x"})
                                      .add(square, {" "})
                                      .build(),
                                  "local"));
    ASSERT_THAT(lines(found),
                ElementsAre("PP-0106 warning #2: the key is null; the feature is named by its "
                            "number in the file",
                            "PP-0106 warning #4: the key is null; the feature is named by its "
                            "number in the file",
                            "PP-0105 error x: the key 'x' stands for 2 features; one is needed"));
    const auto* place = std::get_if<geo::MultiPolygon>(&found[2].place);
    ASSERT_NE(place, nullptr);
    EXPECT_EQ(place->view().size(), 2U);
}

TEST(NotesOn, PlacesEveryDefect) {
    const auto found = notes(load(LayerBuilder{"a", "local"}.add(bow_tie).build(), "local"));
    ASSERT_THAT(lines(found),
                ElementsAre("PP-0301 error #1: a ring of the boundary crosses itself"));
    const auto* place = std::get_if<geo::MultiPoint>(&found[0].place);
    ASSERT_NE(place, nullptr);
    EXPECT_THAT(place->points, ElementsAre(geo::Point{2, 2}));
}

TEST(NotesOn, LeavesDefectsToTheRuleThatReportsThem) {
    EXPECT_THAT(
        notes(load(LayerBuilder{"a", "local"}.add(bow_tie).build(), "local"), Defects::by_a_rule),
        IsEmpty());
}

TEST(NotesOn, SaysWhyThereIsNoPlanarArea) {
    const auto found =
        notes(load(LayerBuilder{"a", "EPSG:4490"}
                       .add("POLYGON((116.3 39.9, 116.31 39.9, 116.31 39.91, 116.3 39.9))")
                       .build(),
                   "EPSG:4490"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "PP-0603");
    EXPECT_TRUE(found[0].subject.key.empty());
}

TEST(NotesOn, NamesTheFeatureFarthestFromTheCentralMeridian) {
    // EPSG:4548 has its central meridian at 117°; the feature is drawn near 119.3°.
    const auto found = notes(load(LayerBuilder{"a", "EPSG:4490"}
                                      .add("POLYGON((119.1 40, 119.2 40, 119.2 40.1, 119.1 40))")
                                      .add("POLYGON((119.2 40, 119.3 40, 119.3 40.1, 119.2 40))")
                                      .add("POLYGON((117 40, 117.1 40, 117.1 40.1, 117 40))")
                                      .build(),
                                  "EPSG:4548"));
    ASSERT_EQ(std::ranges::count(found, "PP-0407", &Finding::code), 1);
    const auto far = std::ranges::find(found, "PP-0407", &Finding::code);
    EXPECT_EQ(far->subject.row, 1U);
    EXPECT_THAT(far->message.en, testing::HasSubstr("2.30°"));
    EXPECT_THAT(far->message.zh, testing::HasSubstr("2.30°"));
}

TEST(LedgerOf, CountsEveryRowOnceAndSumsTheMeasuredOnes) {
    const Loaded loaded =
        load(LayerBuilder{"a", "local"}.add(square).add(bow_tie).add_without().add(square).build(),
             "local");
    const LayerLedger ledger = ledger_of(loaded.layer, loaded.plan.layers[0]);
    EXPECT_EQ(ledger.layer, "blocks");
    EXPECT_EQ(ledger.features, 4U);
    EXPECT_EQ(ledger.measured, 2U);
    EXPECT_EQ(ledger.excluded, 2U);
    EXPECT_EQ(ledger.areas[index_of(AreaMethod::planar)], ExactArea{SquareMetres{32}});
    EXPECT_FALSE(ledger.areas[index_of(AreaMethod::ellipsoidal)]);
}

TEST(LedgerOf, APlainTableHasRowsAndNoArea) {
    const Loaded loaded = load(plain_table().build(), "EPSG:4548");
    const LayerLedger ledger = ledger_of(loaded.layer, loaded.plan.layers[0]);
    EXPECT_EQ(ledger.features, 2U);
    EXPECT_EQ(ledger.excluded, 2U);
    EXPECT_FALSE(ledger.areas[index_of(AreaMethod::ellipsoidal)]);
}

TEST(LedgerOf, AnEmptyLayerSumsToNothing) {
    const Loaded loaded = load(LayerBuilder{"a"}.build(), "EPSG:4548");
    const LayerLedger ledger = ledger_of(loaded.layer, loaded.plan.layers[0]);
    EXPECT_EQ(ledger.features, 0U);
    EXPECT_EQ(ledger.areas[index_of(AreaMethod::ellipsoidal)], ExactArea{});
}

} // namespace
} // namespace parkplan::review
