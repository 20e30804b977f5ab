// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"
#include "support/drawing.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace parkplan::report {
namespace {

std::string compact(const json::Value& value) {
    return json::dump(value, json::Layout::compact);
}

TEST(JsonOfShape, ClosesRingsAndUsesTheSimpleTypeForOneMember) {
    const geo::Shape one = test::wkt("POLYGON((0 0, 4 0, 4 3, 0 0),(1 0.5, 2 0.5, 2 1, 1 0.5))");
    EXPECT_EQ(compact(json_of(one)),
              R"({"type":"Polygon","coordinates":[[[0.0,0.0],[4.0,0.0],[4.0,3.0],[0.0,0.0]],)"
              R"([[1.0,0.5],[2.0,0.5],[2.0,1.0],[1.0,0.5]]]})");
    const geo::Shape two = test::wkt("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))");
    EXPECT_EQ(compact(json_of(two)),
              R"({"type":"MultiPolygon","coordinates":[[[[0.0,0.0],[1.0,0.0],[1.0,1.0],)"
              R"([0.0,0.0]]],[[[5.0,5.0],[6.0,5.0],[6.0,6.0],[5.0,5.0]]]]})");
}

TEST(JsonOfShape, HandlesPointsLinesAndNothing) {
    EXPECT_EQ(compact(json_of(geo::Shape{})), "null");
    EXPECT_EQ(compact(json_of(geo::Shape{geo::MultiPoint{{{1.5, 2.0}}}})),
              R"({"type":"Point","coordinates":[1.5,2.0]})");
    EXPECT_EQ(compact(json_of(geo::Shape{geo::MultiPoint{{{1.0, 2.0}, {3.0, 4.0}}}})),
              R"({"type":"MultiPoint","coordinates":[[1.0,2.0],[3.0,4.0]]})");
    EXPECT_EQ(compact(json_of(geo::Shape{geo::MultiLine{{{{1.0, 2.0}, {3.0, 4.0}}}}})),
              R"({"type":"LineString","coordinates":[[1.0,2.0],[3.0,4.0]]})");
}

TEST(JsonOfShape, KeepsEveryDigitOfACoordinate) {
    const geo::Shape point = geo::MultiPoint{{{450000.1234567891, 0.1}}};
    EXPECT_EQ(compact(json_of(point)), R"({"type":"Point","coordinates":[450000.1234567891,0.1]})");
}

TEST(JsonOfArea, RoundsToSixDecimalsAndTheSurveyAreaToTwo) {
    const std::optional<SquareMetres> area{SquareMetres{1999829.3977125}};
    EXPECT_EQ(compact(json_of_area(area, AreaMethod::ellipsoidal)), "1999829.397713");
    EXPECT_EQ(compact(json_of_area(area, AreaMethod::survey)), "1999829.4");
    EXPECT_EQ(compact(json_of_area(std::optional<SquareMetres>{}, AreaMethod::planar)), "null");
}

TEST(JsonOfVerdict, RoundsAreasAndKeepsCounts) {
    review::Verdict verdict;
    verdict.rule = "area";
    verdict.kind = "area_at_least";
    verdict.subject.layer = "clusters";
    verdict.subject.key = "A";
    verdict.subject.fid = 7;
    verdict.outcome = review::Outcome::undecided;
    verdict.value = 10.12345678;
    verdict.unit = "m2";
    verdict.method = "ellipsoidal";
    EXPECT_EQ(compact(json_of(verdict)),
              R"({"rule":"area","kind":"area_at_least","group":null,"level":"error",)"
              R"("subject":{"layer":"clusters","key":"A","fid":7,"name":null},)"
              R"("outcome":"undecided","value":10.123457,"limit":null,"unit":"m2",)"
              R"("margin":null,"sigma":null,"method":"ellipsoidal","note":null,"readings":null,)"
              R"("readings_note":null,"clause":null})");
}

TEST(JsonOfCrs, OfALocalPlaneHasNoDatum) {
    const json::Value local = json_of(crs::Crs::local());
    EXPECT_EQ(compact(*local.find("kind")), R"("local")");
    EXPECT_EQ(compact(*local.find("code")), "null");
    EXPECT_EQ(compact(*local.find("datum")), "null");
    EXPECT_EQ(compact(*local.find("ellipsoid")), "null");
}

TEST(FailureDocument, SaysWhatWhereAndHow) {
    const Error error{ErrorKind::input,
                      BiText{"no such file", "文件不存在"},
                      {.source = "a.gpkg", .layer = {}, .feature = {}, .rule = {}},
                      BiText{"look elsewhere", "请到别处找"}};
    const json::Value document = json::parse(failure_document("measure", error));
    EXPECT_EQ(compact(document),
              R"({"parkplan":1,"command":"measure","complete":false,"error":{"kind":"input",)"
              R"("message":"no such file","where":{"source":"a.gpkg","layer":null,)"
              R"("feature":null,"rule":null},"hint":"look elsewhere"}})");
}

} // namespace
} // namespace parkplan::report
