// SPDX-License-Identifier: MIT
#include "plan/plan_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan::test {
namespace {

using testing::ElementsAre;

/// A good plan with a rule "clusters.area" whose waivers start on line 10.
std::string with_waivers(std::string_view waivers) {
    return fmt::format("parkplan = 1\nname = \"x\"\nmeasure = {{ crs = \"local\", method = "
                       "\"planar\" }}\n[layers]\nclusters.path = \"clusters.gpkg\"\n[[rules]]\nid "
                       "= \"clusters.area\"\nrule = \"everything\"\nlayer = \"clusters\"\n{}",
                       waivers);
}

/// One waiver whose only other line, 11, is `lines`; the reason follows.
std::string with_waiver(std::string_view lines) {
    return with_waivers(fmt::format("[[waivers]]\n{}\nreason = \"agreed\"\n", lines));
}

class Waivers : public testing::Test {
protected:
    PlanFolder folder{};
};

TEST_F(Waivers, AreReadInFileOrder) {
    const Plan plan = folder.read(with_waivers(R"([[waivers]]
fingerprint = "0123456789ABCDEF"
reason = " 已与区里商定 "
until = 2026-12-31
[[waivers]]
rule = "clusters.area"
key = "K-1"
reason = "agreed"
until = "2027-01-31"
[[waivers]]
rule = "clusters.area"
key = ""
reason = "the layer"
)"));
    std::vector<std::string> found;
    for (const Waiver& one : plan.waivers) {
        found.push_back(fmt::format("{}:{} {}|{}|{}|{}|{}", one.location.line, one.location.column,
                                    one.fingerprint, one.rule, one.key, one.reason, one.until));
    }
    EXPECT_THAT(found, ElementsAre("10:1 0123456789abcdef|||已与区里商定|2026-12-31",
                                   "14:1 |clusters.area|K-1|agreed|2027-01-31",
                                   "19:1 |clusters.area||the layer|"));
}

TEST_F(Waivers, MayBeLeftOut) {
    EXPECT_TRUE(folder.read(with_waivers("")).waivers.empty());
}

TEST_F(Waivers, NameOneTarget) {
    constexpr std::string_view targets =
        "\n  hint: a waiver names a finding, fingerprint = \"…\" (from results.json), or a rule's "
        "word on one feature, rule = \"…\" and key = \"…\"";
    EXPECT_EQ(folder.refusal(with_waiver("")),
              fmt::format("plan.toml:10:1: waiver: neither 'fingerprint' nor 'rule' and 'key'{}",
                          targets));
    EXPECT_EQ(folder.refusal(with_waiver("fingerprint = \"0123456789abcdef\"\nkey = \"a\"")),
              fmt::format("plan.toml:12:1: waiver: 'key' stands beside 'fingerprint'{}", targets));
    EXPECT_EQ(folder.refusal(with_waiver("rule = \"clusters.area\"\nkey = \"a\"\nfingerprint = "
                                         "\"0123456789abcdef\"")),
              fmt::format("plan.toml:11:1: waiver: 'rule' stands beside 'fingerprint'{}", targets));
}

TEST_F(Waivers, CheckTheirValues) {
    const auto cases = std::to_array<Refusal>({
        {"rule = \"clusters.aera\"\nkey = \"a\"",
         "plan.toml:11:8: waiver: unknown rule 'clusters.aera'\n"
         "  hint: did you mean 'clusters.area'? known: clusters.area"},
        {"rule = \"clusters.area\"",
         "plan.toml:10:1: waiver: missing key 'key'\n"
         "  hint: key is the key of the feature; key = \"\" stands for the layer as a whole"},
        {"key = \"a\"", "plan.toml:10:1: waiver: missing key 'rule'\n"
                        "  hint: rule is the id of a [[rules]] entry"},
        {"rule = \"clusters.area\"\nkey = 7",
         "plan.toml:12:7: waiver: 'key' is the integer 7; text in quotes is needed"},
        {"fingerprint = \"0123\"",
         "plan.toml:11:15: waiver: 'fingerprint' is the text '0123'; 16 hexadecimal digits are "
         "needed\n"
         "  hint: results.json and the findings layers name the fingerprint of each finding"},
        {"fingerprint = \"0123456789abcdeg\"",
         "plan.toml:11:15: waiver: 'fingerprint' is the text '0123456789abcdeg'; 16 hexadecimal "
         "digits are needed\n"
         "  hint: results.json and the findings layers name the fingerprint of each finding"},
        {"fingerprint = 1",
         "plan.toml:11:15: waiver: 'fingerprint' is the integer 1; text in quotes is needed"},
        {"rule = \"clusters.area\"\nkey = \"a\"\nuntil = \"2026-02-30\"",
         "plan.toml:13:9: waiver: 'until' is the text '2026-02-30'; a calendar date such as "
         "2026-01-31 is needed"},
        {"until = 2026-01-31T10:00:00\nrule = \"clusters.area\"\nkey = \"a\"",
         "plan.toml:11:9: waiver: 'until' is a time; a calendar date such as 2026-01-31 is needed"},
        {"rules = \"clusters.area\"",
         "plan.toml:11:1: waiver: unknown key 'rules'\n"
         "  hint: did you mean 'rule'? known: fingerprint, rule, key, reason, until"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_waiver(refusal.text)), refusal.message);
    }
}

TEST_F(Waivers, SayWhy) {
    constexpr std::string_view target = "[[waivers]]\nrule = \"clusters.area\"\nkey = \"a\"\n";
    EXPECT_EQ(folder.refusal(with_waivers(target)),
              "plan.toml:10:1: waiver: missing key 'reason'\n"
              "  hint: reason says why this is accepted, and by whom");
    EXPECT_EQ(folder.refusal(with_waivers(fmt::format("{}reason = \" \"\n", target))),
              "plan.toml:13:10: waiver: 'reason' is empty\n"
              "  hint: reason says why this is accepted, and by whom");
}

TEST_F(Waivers, StandAloneInAnArrayOfTables) {
    const std::string one =
        "[[waivers]]\nrule = \"clusters.area\"\nkey = \"a\"\nreason = \"agreed\"\n";
    EXPECT_EQ(folder.refusal(with_waivers(one + one)),
              "plan.toml:14:1: the same is waived twice\n  hint: first waived at plan.toml:10:1");
    EXPECT_EQ(folder.refusal(with_waivers("[waivers]\nkey = \"a\"\n")),
              "plan.toml:10:1: 'waivers' is a table; an array of tables is needed\n"
              "  hint: every waiver starts with a line [[waivers]]");
    EXPECT_EQ(folder.refusal("waivers = [1]\n" + with_waivers("")),
              "plan.toml:1:12: 'waivers' is the integer 1; a table such as [[waivers]] is needed");
}

} // namespace
} // namespace parkplan::plan::test
