// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "review/baseline.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace parkplan::review {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A result of `check` with these findings and verdicts.
std::string
result_with(std::string_view findings, std::string_view verdicts,
            std::string_view head = R"("parkplan":1,"command":"check","complete":true)") {
    return fmt::format(R"({{{},"plan":{{"name":{{"en":"Then","zh":"当时"}},"date":"2025-01-31",)"
                       R"("crs":{{"code":"EPSG:4548","name":"zone"}}}},)"
                       R"("findings":[{}],"verdicts":[{}]}})",
                       head, findings, verdicts);
}

constexpr std::string_view finding_a =
    R"({"code":"PP-0401","level":"error","rule":"r","group":null,)"
    R"("subject":{"layer":"l","key":"a","fid":1,"name":"甲"},"other":null,"measured":12,)"
    R"("limit":20.5,"unit":"m2","message":{"en":"small","zh":"小"},"proposal":null,)"
    R"("place":{"type":"MultiPolygon","coordinates":[[[[1,2],[5,2],[5,8],[1,2]]]]},)"
    R"("clause":{"source":"S","document":"D","status":null,"place":"1","quote":null},)"
    R"("fingerprint":"00000000000000aa"})";

std::string verdict(std::string_view key, std::string_view outcome) {
    return fmt::format(
        R"({{"rule":"r","subject":{{"layer":"l","key":"{}","fid":null,"name":null}},"outcome":"{}","limit":20.5}})",
        key, outcome);
}

TEST(ParseBaseline, KeepsWhatIsNeeded) {
    const Baseline baseline =
        parse_baseline(result_with(finding_a, verdict("a", "fail")), "folder/old.json");
    EXPECT_EQ(baseline.file, "old.json");
    EXPECT_EQ(baseline.sha256.size(), 64U);
    EXPECT_EQ(baseline.plan, (BiText{"Then", "当时"}));
    EXPECT_EQ(baseline.date, "2025-01-31");
    ASSERT_EQ(baseline.findings.size(), 1U);
    const Finding& finding = baseline.findings[0];
    EXPECT_EQ(finding.code, "PP-0401");
    EXPECT_EQ(finding.subject.name, "甲");
    EXPECT_EQ(finding.subject.fid, 1);
    EXPECT_EQ(finding.measured, 12.0);
    EXPECT_EQ(finding.limit, 20.5);
    EXPECT_EQ(finding.clause.document, "D");
    EXPECT_EQ(finding.fingerprint, "00000000000000aa");
    EXPECT_EQ(baseline.crs, "EPSG:4548");
    EXPECT_THAT(baseline.boxes, ElementsAre(geo::Box{{1.0, 2.0}, {5.0, 8.0}}));
    ASSERT_EQ(baseline.verdicts.size(), 1U);
    EXPECT_EQ(baseline.verdicts[0].outcome, Outcome::fail);
    EXPECT_EQ(baseline.verdicts[0].limit, 20.5);
}

struct BadBaseline {
    std::string text;
    std::string_view message;
};

TEST(ParseBaseline, SaysWhatIsWrong) {
    const auto cases = std::to_array<BadBaseline>({
        {"findings: 3", "no valid JSON at line 1, column 2"},
        {"[]", "it is no result of parkplan; the results.json of an earlier 'parkplan check' is "
               "needed"},
        {R"({"command":"check"})", "it is no result of parkplan"},
        {result_with("", "", R"("parkplan":2,"command":"check","complete":true)"),
         "its format is another than version 1, which this parkplan reads"},
        {result_with("", "", R"("parkplan":1,"command":"measure","complete":true)"),
         "it is the result of 'measure'; the results.json of an earlier 'parkplan check' is "
         "needed"},
        {result_with("", "", R"("parkplan":1,"command":"check","complete":false)"),
         "its run was not completed, so that it does not hold all findings"},
        {R"({"parkplan":1,"command":"check","complete":true})", "'plan' is missing"},
        {result_with("1", ""), "'findings[0]' is not an object"},
        {result_with("{}", ""), "'findings[0].code' is missing"},
        {result_with(R"({"code":"PP-0401","level":"fatal"})", ""),
         "'findings[0].level' is 'fatal', which is not known"},
        {result_with("", verdict("a", "maybe")),
         "'verdicts[0].outcome' is 'maybe', which is not known"},
        {result_with("", R"({"rule":7})"), "'verdicts[0].rule' is not a text"},
    });
    for (const BadBaseline& bad : cases) {
        try {
            static_cast<void>(parse_baseline(bad.text, "old.json"));
            ADD_FAILURE() << "no error: " << bad.text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
            EXPECT_THAT(error.describe(), HasSubstr(fmt::format("old.json: {}", bad.message)));
        }
    }
}

} // namespace
} // namespace parkplan::review
