// SPDX-License-Identifier: MIT
#include "report/reading.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace parkplan::report {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "PP-0105 A" per finding.
std::vector<std::string> lines_of(const std::vector<review::Finding>& findings) {
    std::vector<std::string> lines;
    for (const review::Finding& finding : findings) {
        lines.push_back(fmt::format("{} {}", finding.code, finding.subject.key));
    }
    return lines;
}

std::vector<MeasuredRow> measured(const layer::Layer& layer, const measure::Measurer& measurer) {
    std::vector<MeasuredRow> rows(layer.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].state = layer.table().states[i];
        if (rows[i].state == layer::GeometryState::polygon) {
            rows[i].measures = measurer(layer.table().polygons[i]);
        }
    }
    return rows;
}

constexpr const char* square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
constexpr const char* bow = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

TEST(ReadingFindings, AreEmptyForAGoodLayer) {
    const layer::Layer layer =
        test::LayerBuilder{"a", "local"}.text("id").key("id").add(square, {"A"}).build();
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    ReadingFindings findings{layer.info()};
    findings.add(layer.table(), measured(layer, measurer), &measurer);
    EXPECT_THAT(findings.finish(), IsEmpty());
}

TEST(ReadingFindings, CountKeysOverAllBatches) {
    const layer::Layer layer = test::LayerBuilder{"a", "local"}
                                   .text("id")
                                   .key("id")
                                   .add(square, {"A"})
                                   .add(square, {" "})
                                   .add(square)
                                   .build();
    ReadingFindings findings{layer.info()};
    findings.add(layer.table(), {}, nullptr);
    findings.add(layer.table(), {}, nullptr);
    const std::vector<review::Finding> found = findings.finish();
    EXPECT_THAT(lines_of(found),
                ElementsAre("PP-0105 A", "PP-0106 #2", "PP-0106 #3", "PP-0106 #2", "PP-0106 #3"));
    EXPECT_EQ(found.front().message.en, "the key 'A' stands for 2 features; one is needed");
    EXPECT_EQ(found.front().fingerprint.size(), 16U);
    EXPECT_NE(found[2].fingerprint, found[4].fingerprint);
}

TEST(ReadingFindings, SayTheSameOfKeysThatAreTold) {
    const layer::Layer layer = test::LayerBuilder{"a", "local"}
                                   .text("id")
                                   .key("id")
                                   .add(square, {"A"})
                                   .add(bow, {" "})
                                   .add(square, {"A"})
                                   .build();
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const std::vector<MeasuredRow> rows = measured(layer, measurer);
    ReadingFindings counted{layer.info()};
    counted.add(layer.table(), rows, &measurer);
    ReadingFindings told{layer.info(), ReadingFindings::Keys::told};
    const std::vector<ReadingFindings::Remark> remarks{{1, &rows[1].measures}};
    told.add(layer.table(), remarks, measurer);
    layer::RowNames names{layer.info().key_column};
    names.add(layer.table());
    told.add_keys(names);
    const std::vector<review::Finding> found = told.finish();
    const std::vector<review::Finding> expected = counted.finish();
    EXPECT_THAT(lines_of(found), ElementsAre("PP-0105 A", "PP-0106 #2", "PP-0301 #2"));
    EXPECT_EQ(lines_of(found), lines_of(expected));
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].message.en, expected[i].message.en);
        EXPECT_EQ(found[i].fingerprint, expected[i].fingerprint);
    }
}

TEST(ReadingFindings, GatherThePlacesOfOneKindOfDefect) {
    const layer::Layer layer = test::LayerBuilder{"a", "local"}.add(square).add(bow).build();
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    ReadingFindings findings{layer.info()};
    findings.add(layer.table(), measured(layer, measurer), &measurer);
    const std::vector<review::Finding> found = findings.finish();
    ASSERT_THAT(lines_of(found), ElementsAre("PP-0301 #2"));
    EXPECT_EQ(std::get<geo::MultiPoint>(found.front().place), (geo::MultiPoint{{{2.0, 2.0}}}));
}

TEST(ReadingFindings, NameTheFeatureFarthestFromTheMeridianOnce) {
    const layer::Layer layer = test::LayerBuilder{"a", "EPSG:4490"}
                                   .add("POLYGON((113 40, 113.01 40, 113.01 40.01, 113 40))")
                                   .add("POLYGON((114 40, 114.01 40, 114.01 40.01, 114 40))")
                                   .add("POLYGON((117 40, 117.01 40, 117.01 40.01, 117 40))")
                                   .build();
    measure::MeasureOptions options;
    options.plane = crs::Crs::parse("EPSG:4548");
    const measure::Measurer measurer{layer.crs(), layer.box(), options};
    ReadingFindings findings{layer.info()};
    findings.add(layer.table(), measured(layer, measurer), &measurer);
    const std::vector<review::Finding> found = findings.finish();
    ASSERT_THAT(lines_of(found), ElementsAre("PP-0407 #1"));
    EXPECT_EQ(found.front().message.en,
              "the feature reaches 4.00° from the central meridian, more than 2°: the exact "
              "inverse was used");
}

TEST(ReadingFindings, SayOnceThatTheCoordinatesDoNotFit) {
    // Northings as eastings: reading a layer whole tells of it, and so does measuring.
    const char* swapped = "POLYGON((4400000 440000, 4400100 440000, 4400000 440100, "
                          "4400000 440000))";
    const layer::Layer layer = test::LayerBuilder{"a", "EPSG:4548"}.add(swapped).build();
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    layer::Table table = layer.table();
    for (const bool told : {false, true}) {
        ReadingFindings findings{layer.info()};
        findings.add(table, measured(layer, measurer), &measurer);
        EXPECT_THAT(lines_of(findings.finish()),
                    ElementsAre("PP-0604 ", "PP-0405 #1", "PP-0407 #1"))
            << told;
        table.notices.push_back({"PP-0604", {}, {{"reason", same("axes swapped")}}});
    }
}

TEST(ReadingFindings, PutTheLayerBeforeItsFeatures) {
    const layer::Layer layer = test::LayerBuilder{"a", "local"}
                                   .add_without()
                                   .notice({"PP-0101", 0, {}})
                                   .notice({"PP-0104", {}, {{"count", same("1")}}})
                                   .build();
    ReadingFindings findings{layer.info()};
    findings.add(layer.table(), {}, nullptr);
    EXPECT_THAT(lines_of(findings.finish()), ElementsAre("PP-0104 ", "PP-0101 #1"));
}

} // namespace
} // namespace parkplan::report
