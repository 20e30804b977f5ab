// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "json/value.hpp"
#include "report/measure_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::report {
namespace {

using ::testing::HasSubstr;

MeasuredRow row_of(std::string key, double area) {
    MeasuredRow row;
    row.key = std::move(key);
    row.fid = 3;
    row.measures.areas = {SquareMetres{area}, SquareMetres{area - 0.5}, std::nullopt, std::nullopt};
    row.measures.parts = 1;
    return row;
}

MeasureHead head_of(std::vector<MeasureField> fields) {
    MeasureHead head;
    head.info.path = "a.gpkg";
    head.info.name = "a";
    head.info.driver = "GPKG";
    head.info.crs = crs::Crs::local();
    head.fields = std::move(fields);
    return head;
}

const std::vector<MeasureField> two{MeasureField::area_planar_m2, MeasureField::area_survey_m2};

TEST(MeasureCsv, QuotesKeysAndLeavesMissingFiguresEmpty) {
    const auto csv = make_measure_csv();
    const std::vector<MeasuredRow> rows{row_of("a,\"b\"", 2000000.0), row_of("c", 0.25)};
    EXPECT_EQ(csv->head(head_of(two), rows), "key,fid,area_planar_m2,area_survey_m2\n");
    EXPECT_EQ(csv->rows(rows, true), "\"a,\"\"b\"\"\",3,2000000,\n"
                                     "c,3,0.25,\n");
    EXPECT_EQ(csv->foot({}), "");
    EXPECT_EQ(csv->broken({}, Error{ErrorKind::input, "x"}), "");
}

TEST(MeasureJson, IsOneDocumentOverAllItsPieces) {
    const auto format = make_measure_json();
    const std::vector<MeasuredRow> first{row_of("a", 1.0)};
    const std::vector<MeasuredRow> second{row_of("b", 2.0)};
    std::string text = format->head(head_of(two), first);
    text += format->rows(first, true);
    text += format->rows(second, false);
    text += format->foot({});
    const json::Value document = json::parse(text);
    EXPECT_EQ(json::dump(*document.find("features"), json::Layout::compact),
              R"([{"key":"a","fid":3,"area_planar_m2":1,"area_survey_m2":null},)"
              R"({"key":"b","fid":3,"area_planar_m2":2,"area_survey_m2":null}])");
    EXPECT_EQ(json::dump(*document.find("complete"), json::Layout::compact), "true");
}

TEST(MeasureJson, ThatBreaksOffClosesTheSameObject) {
    const auto format = make_measure_json();
    const std::vector<MeasuredRow> rows{row_of("a", 1.0)};
    std::string text = format->head(head_of(two), rows);
    text += format->rows(rows, true);
    text += format->broken({}, Error{ErrorKind::input, "the end is missing"});
    const json::Value document = json::parse(text);
    EXPECT_EQ(json::dump(*document.find("complete"), json::Layout::compact), "false");
    EXPECT_EQ(json::dump(*document.find("error")->find("message"), json::Layout::compact),
              R"("the end is missing")");
    EXPECT_EQ(std::get<json::Array>(document.find("features")->data()).size(), 1U);
}

TEST(MeasureText, ThatBreaksOffSaysSo) {
    const auto format = make_measure_text(Language::english, Colour::off);
    static_cast<void>(format->head(head_of(two), {}));
    EXPECT_THAT(format->broken({}, Error{ErrorKind::input, "x"}), HasSubstr("incomplete"));
}

TEST(MeasureText, GivesTheTotalInFourUnits) {
    const auto format = make_measure_text(Language::english, Colour::off);
    static_cast<void>(format->head(head_of(two), {}));
    MeasureFoot foot;
    foot.total.areas[0] = ExactArea{SquareMetres{2000000.0}};
    foot.total.features = 1;
    foot.total.measured = 1;
    EXPECT_THAT(format->foot(foot),
                HasSubstr("total                m²        ha     km²         亩\n"
                          "planar area  2000000.00  200.0000  2.0000  3000.0000\n"
                          "1 feature: 1 measured, 0 excluded\n"));
}

TEST(MeasureTotal, AddsWhatWasMeasuredAndCountsTheRest) {
    MeasureTotal total;
    total.areas = {ExactArea{}, ExactArea{}, std::nullopt, std::nullopt};
    MeasuredRow invalid = row_of("x", 5.0);
    invalid.measures.defects.push_back({});
    MeasuredRow none;
    none.state = layer::GeometryState::null;
    const std::vector<MeasuredRow> rows{row_of("a", 1.0), row_of("b", 2.0), invalid, none};
    total.add(rows);
    EXPECT_EQ(total.features, 4U);
    EXPECT_EQ(total.measured, 2U);
    EXPECT_EQ(total.excluded(), 2U);
    EXPECT_EQ(total.areas[0], ExactArea{SquareMetres{3.0}});
    EXPECT_EQ(total.areas[1], ExactArea{SquareMetres{2.0}});
    EXPECT_EQ(total.areas[2], std::nullopt);
}

TEST(MeasureTotal, IsNoneWhenAMeasuredFeatureLacksTheArea) {
    MeasureTotal total;
    total.areas = {ExactArea{}, std::nullopt, ExactArea{}, std::nullopt};
    const std::vector<MeasuredRow> rows{row_of("a", 1.0)};
    total.add(rows);
    EXPECT_EQ(total.areas[2], std::nullopt);
}

TEST(ParseMeasureFields, KeepsTheOrderAndRefusesWhatItDoesNotKnow) {
    EXPECT_EQ(parse_measure_fields("parts, area_mu"),
              (std::vector{MeasureField::parts, MeasureField::area_mu}));
    try {
        static_cast<void>(parse_measure_fields("area_planr_m2"));
        FAIL() << "an unknown field was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.hint().en, HasSubstr("did you mean 'area_planar_m2'?"));
    }
    EXPECT_THROW(static_cast<void>(parse_measure_fields(" , ")), Error);
    EXPECT_THROW(static_cast<void>(parse_measure_fields("parts,parts")), Error);
}

TEST(MethodsNeeded, ComputesOnlyWhatIsAskedFor) {
    using Methods = std::array<bool, 4>;
    const std::vector<MeasureField> none{MeasureField::parts};
    EXPECT_EQ(methods_needed(none, AreaMethod::ellipsoidal), (Methods{}));
    const std::vector<MeasureField> difference{MeasureField::survey_minus_ellipsoidal_m2};
    EXPECT_EQ(methods_needed(difference, AreaMethod::ellipsoidal),
              (Methods{false, true, true, false}));
    const std::vector<MeasureField> mu{MeasureField::area_mu};
    EXPECT_EQ(methods_needed(mu, AreaMethod::planar), (Methods{true, false, false, false}));
}

TEST(MeasureFieldInfo, StandsAtThePlaceOfItsField) {
    for (const MeasureFieldInfo& info : measure_fields()) {
        EXPECT_EQ(info_of(info.field).name, info.name);
    }
}

} // namespace
} // namespace parkplan::report
