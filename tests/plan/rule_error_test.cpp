// SPDX-License-Identifier: MIT
#include "plan/plan_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace parkplan::plan::test {
namespace {

/// A good plan whose rules start on line 10.
std::string with_rules(std::string_view rules) {
    return fmt::format("parkplan = 1\nname = \"x\"\nsources.S3.title = \"规划\"\n[measure]\ncrs = "
                       "\"EPSG:4548\"\nmethod = \"survey\"\n[layers]\nclusters.path = "
                       "\"clusters.gpkg\"\nparks.path = \"parks.gpkg\"\n{}",
                       rules);
}

/// A rule of kind "everything" whose line 13 is `line`.
std::string with_line(std::string_view line) {
    return with_rules(fmt::format(
        "[[rules]]\nid = \"r\"\nrule = \"everything\"\n{}\nlayer = \"clusters\"\n", line));
}

class RuleError : public testing::Test {
protected:
    PlanFolder folder{};
};

TEST_F(RuleError, NamesTheMisspeltParameter) {
    EXPECT_EQ(
        folder.refusal(with_line("min_aera = \"1m2\"")),
        "plan.toml:13:1: rule 'r': unknown parameter 'min_aera'\n"
        "  hint: did you mean 'min_area'? known: layer, by, field, fields, min_area, "
        "min_width, count, separator, values, factor, part, id, rule, severity, group, clause, "
        "not_checked, not_checked_en");
}

TEST_F(RuleError, ARuleThatIsNotCheckedSaysWhy) {
    EXPECT_EQ(folder.refusal(with_line("not_checked = \"\"")),
              "plan.toml:13:15: rule 'r': 'not_checked' is empty; it says why");
    EXPECT_EQ(folder.refusal(with_line("not_checked_en = \"why\"")),
              "plan.toml:13:18: rule 'r': 'not_checked_en' stands without 'not_checked'");
}

TEST_F(RuleError, WantsIdKindAndParameters) {
    const auto cases = std::to_array<Refusal>({
        {"[[rules]]\nrule = \"everything\"\n",
         "plan.toml:10:1: missing key 'id'\n"
         "  hint: every rule has an id that is unique in the plan, such as 'clusters.area'"},
        {"[[rules]]\nid = \"\"\n",
         "plan.toml:11:6: 'id' is empty\n"
         "  hint: every rule has an id that is unique in the plan, such as 'clusters.area'"},
        {"[[rules]]\nid = \"r\"\n", "plan.toml:10:1: rule 'r': missing key 'rule'\n"
                                    "  hint: known: area_at_least, everything"},
        {"[[rules]]\nid = \"r\"\nrule = \"area_atleast\"\n",
         "plan.toml:12:8: rule 'r': unknown rule kind 'area_atleast'\n"
         "  hint: did you mean 'area_at_least'? known: area_at_least, everything"},
        {"[[rules]]\nid = \"r\"\nrule = 1\n",
         "plan.toml:12:8: rule 'r': 'rule' is the integer 1; text in quotes is needed"},
        {"[[rules]]\nid = \"r\"\nrule = \"area_at_least\"\nlayer = \"clusters\"\n",
         "plan.toml:10:1: rule 'r': missing parameter 'limit'\n"
         "  hint: 'limit' (area): smallest area that passes"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_rules(refusal.text)), refusal.message);
    }
}

TEST_F(RuleError, WantsUniqueIds) {
    const std::string rule = "[[rules]]\nid = \"r\"\nrule = \"everything\"\nlayer = \"parks\"\n";
    EXPECT_EQ(folder.refusal(with_rules(rule + rule)),
              "plan.toml:14:1: rule id 'r' is used twice\n  hint: first used at plan.toml:10:1");
}

TEST_F(RuleError, ChecksEveryParameterByItsType) {
    const auto cases = std::to_array<Refusal>({
        {"by = \"park\"", "plan.toml:13:6: rule 'r': 'by' names the unknown layer 'park'\n"
                          "  hint: did you mean 'parks'? known: clusters, parks"},
        {R"(by = ["parks"])",
         "plan.toml:13:6: rule 'r': 'by' is an array; text in quotes is needed"},
        {"field = \"\"", "plan.toml:13:9: rule 'r': 'field' is empty"},
        {"factor = \"2\"", "plan.toml:13:10: rule 'r': 'factor' is the text '2'; a number of 0 or "
                           "more without quotes is needed"},
        {"factor = -1", "plan.toml:13:10: rule 'r': 'factor' is the integer -1; a number of 0 or "
                        "more without quotes is needed"},
        {"part = \"120%\"", "plan.toml:13:8: rule 'r': 'part' is the text '120%'; a share such as "
                            "\"80%\" or 0.8 is needed"},
        {"part = \"all\"", "plan.toml:13:8: rule 'r': 'part' is the text 'all'; a share such as "
                           "\"80%\" or 0.8 is needed"},
        {"field = [\"a\"]",
         "plan.toml:13:9: rule 'r': 'field' is an array; text in quotes is needed"},
        {"fields = []", "plan.toml:13:10: rule 'r': 'fields' is empty; one text or more is needed"},
        {"fields = [\"a\", 2]",
         "plan.toml:13:16: rule 'r': 'fields' is the integer 2; text in quotes is needed"},
        {R"(fields = ["a", "a"])", "plan.toml:13:16: rule 'r': 'fields' holds 'a' twice"},
        {"fields = 3", "plan.toml:13:10: rule 'r': 'fields' is the integer 3; an array of texts "
                       "such as [\"a\", \"b\"] is needed"},
        {"values = \"a\"", "plan.toml:13:10: rule 'r': 'values' is the text 'a'; an array of texts "
                           "such as [\"a\", \"b\"] is needed"},
        {"values = [\"\"]", "plan.toml:13:11: rule 'r': 'values' holds an empty text"},
        {"min_area = true", "plan.toml:13:12: rule 'r': 'min_area' is the truth value true; an "
                            "area such as \"2km2\" is needed"},
        {"min_width = {}", "plan.toml:13:13: rule 'r': 'min_width' is a table; a length such as "
                           "\"5cm\" is needed"},
        {"count = \"31\"", "plan.toml:13:9: rule 'r': 'count' is the text '31'; an integer of 0 or "
                           "more without quotes is needed"},
        {"count = 31.0", "plan.toml:13:9: rule 'r': 'count' is the number 31; an integer of 0 or "
                         "more without quotes is needed"},
        {"count = -1", "plan.toml:13:9: rule 'r': 'count' is the integer -1; an integer of 0 or "
                       "more without quotes is needed"},
        {"separator = \"\"", "plan.toml:13:13: rule 'r': 'separator' is empty"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_line(refusal.text)), refusal.message);
    }
}

TEST_F(RuleError, PassesOnWhatIsWrongWithAUnit) {
    const auto cases = std::to_array<Refusal>({
        {"min_area = \"2kmm\"", "plan.toml:13:12: rule 'r': 'min_area': area '2kmm' has the "
                                "unknown unit 'kmm'; known: "},
        {"min_area = 2000000",
         "plan.toml:13:12: rule 'r': 'min_area': area '2000000' has no unit; known: "},
        {"min_area = 0.5",
         "plan.toml:13:12: rule 'r': 'min_area': area '0.5' has no unit; known: "},
        {"min_area = \"-1m2\"", "plan.toml:13:12: rule 'r': 'min_area': area '-1m2' is negative"},
        {"min_width = \"wide\"", "plan.toml:13:13: rule 'r': 'min_width': 'wide' is not a length"},
    });
    for (const Refusal& refusal : cases) {
        const std::string message = folder.refusal(with_line(refusal.text));
        EXPECT_TRUE(message.starts_with(refusal.message)) << message;
    }
}

TEST_F(RuleError, ChecksSeverityAndGroup) {
    const auto cases = std::to_array<Refusal>({
        {"severity = \"fatal\"", "plan.toml:13:12: rule 'r': unknown severity 'fatal'\n"
                                 "  hint: known: error, warning, info"},
        {"group = \"规划文本提示\"", "plan.toml:13:1: rule 'r': group '规划文本提示' stands beside "
                                     "severity 'warning'; findings "
                                     "in a group never count, so severity = \"info\" is needed"},
        {"group = \"提示\"\nseverity = \"error\"",
         "plan.toml:14:12: rule 'r': group '提示' stands beside severity 'error'; findings in a "
         "group never count, so severity = \"info\" is needed"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_line(refusal.text)), refusal.message);
    }
}

TEST_F(RuleError, ChecksTheClause) {
    const auto cases = std::to_array<Refusal>({
        {"clause = \"S3 第三章\"",
         "plan.toml:13:10: rule 'r': 'clause' is the text 'S3 第三章'; a table such as { source = "
         "\"S3\", place = \"第三章 第二节\" } is needed"},
        {"clause = { source = \"S4\", place = \"一\" }",
         "plan.toml:13:21: rule 'r': clause: unknown source 'S4'\n"
         "  hint: did you mean 'S3'? known: S3"},
        {"clause = { place = \"一\" }", "plan.toml:13:10: rule 'r': clause: missing key 'source'\n"
                                        "  hint: source is the id of a [sources.x]"},
        {"clause = { source = \"S3\" }",
         "plan.toml:13:10: rule 'r': clause: missing key 'place'\n"
         "  hint: place says where in the document: chapter and section"},
        {"clause = { source = \"S3\", place = \"一\", qoute = \"x\" }",
         "plan.toml:13:40: rule 'r': clause: unknown key 'qoute'\n"
         "  hint: did you mean 'quote'? known: source, place, quote"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_line(refusal.text)), refusal.message);
    }
}

TEST_F(RuleError, SaysWhenAPlanHasNoSources) {
    EXPECT_EQ(folder.refusal("parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"EPSG:4548\"\nmethod = "
                             "\"survey\"\n[layers.c]\npath = \"clusters.gpkg\"\n[[rules]]\nid = "
                             "\"r\"\nrule = \"everything\"\nlayer = \"c\"\nclause = { source = "
                             "\"S3\", place = \"一\" }\n"),
              "plan.toml:12:21: rule 'r': clause: unknown source 'S3'\n"
              "  hint: the plan has no [sources.x]");
}

TEST_F(RuleError, CountsABrokenFallbackAsABugOfOurs) {
    static constexpr std::array params{ParamInfo{.name = "count",
                                                 .type = ParamType::integer,
                                                 .required = false,
                                                 .fallback = "many",
                                                 .help{}}};
    static constexpr RuleInfo broken{
        .kind = "broken", .summary{}, .why{}, .params = params, .level = Level::error};
    const std::array<const RuleInfo*, 1> rules{&broken};
    const std::string text = with_rules("[[rules]]\nid = \"r\"\nrule = \"broken\"\n");
    try {
        static_cast<void>(read_plan_text(text, folder / "plan.toml", rules));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::internal);
        EXPECT_STREQ(error.what(),
                     "fallback of 'count' in rule kind 'broken': 'many' is no integer");
    }
}

} // namespace
} // namespace parkplan::plan::test
