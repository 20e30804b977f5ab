// SPDX-License-Identifier: MIT
#include "review/compared_reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::review {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Compare, WhatAnotherLimitLetGoIsNotFixed) {
    Now now;
    now.with(Now::sized("let go", Outcome::pass, 15.0, 14.0))
        .with(Now::sized("mended too", Outcome::pass, 21.0, 14.0))
        .with(Now::sized("at the limit", Outcome::pass, 14.0, 14.0));
    Now then;
    for (const char* key : {"let go", "mended too", "at the limit"}) {
        then.with(Now::sized(key, 15.0, 20.0)).with(Now::sized(key, Outcome::fail, 15.0, 20.0));
    }
    const Comparison& found = now.since(then);
    EXPECT_THAT(keys(found.fixed), ElementsAre("mended too"));
    ASSERT_EQ(found.other_limits.size(), 1U);
    const OtherLimit& limit = found.other_limits[0];
    EXPECT_EQ(limit.rule, "r");
    EXPECT_EQ(limit.unit, "m2");
    EXPECT_EQ(limit.then, 20.0);
    EXPECT_EQ(limit.now, 14.0);
    EXPECT_THAT(keys(limit.findings), ElementsAre("let go", "at the limit"));
}

TEST(Compare, ALimitNotToExceedIsKnownByItsMargin) {
    Now now;
    for (const double value : {25.0, 15.0}) {
        Verdict one = Now::sized(value > 20.0 ? "let go" : "mended", Outcome::pass, value, 30.0);
        one.margin = 30.0 - value;
        now.with(one);
    }
    Now then;
    for (const char* key : {"let go", "mended"}) {
        then.with(Now::sized(key, 25.0, 20.0)).with(Now::sized(key, Outcome::fail, 25.0, 20.0));
    }
    const Comparison& found = now.since(then);
    EXPECT_THAT(keys(found.fixed), ElementsAre("mended"));
    ASSERT_EQ(found.other_limits.size(), 1U);
    EXPECT_THAT(keys(found.other_limits[0].findings), ElementsAre("let go"));
}

TEST(Compare, WhatIsNoLongerInTheLayerIsNotFixed) {
    Now then;
    for (const char* key : {"here", "away", "by value"}) {
        Finding one = Now::finding(key);
        one.subject.fid = std::string_view{key} == "by value" ? std::nullopt : std::optional{1};
        then.with(one);
    }
    Finding pair = Now::finding("here", "l", "r");
    pair.other = Now::subject("away");
    pair.other->fid = 2;
    Now now;
    const Comparison& found = now.holding({"here", "more"}).since(then.with(pair));
    EXPECT_THAT(keys(found.fixed), ElementsAre("here", "by value"));
    EXPECT_THAT(keys(found.removed), ElementsAre("away", "here"));
}

TEST(Compare, AnOutcomeThatTurnedIsToldOnce) {
    for (const bool failed : {true, false}) {
        Finding finding = Now::sized("a", 19.0, 20.0);
        Finding doubt = Now::sized("a", 20.0, 20.0);
        doubt.code = undecided_code;
        Now fails;
        fails.with(finding).with(Now::sized("a", Outcome::fail, 19.0, 20.0));
        Now doubts;
        doubts.with(doubt).with(Now::sized("a", Outcome::undecided, 20.0, 20.0));
        Now now = failed ? fails : doubts;
        EXPECT_THAT(now.since(failed ? doubts : fails).fixed, IsEmpty());
        EXPECT_THAT(changes(now), ElementsAre(Change::changed));
        EXPECT_EQ(now.review().findings[0].former.value().code,
                  failed ? undecided_code : "PP-0401");
        EXPECT_THAT(worse(now), ElementsAre(failed));
    }
}

TEST(Compare, AnotherPlanIsTold) {
    const auto other = [](const std::string& name, const std::string& rule) {
        Now now;
        const Comparison& found =
            now.named(name, rule).since(Now{}.named("p", "r").with(Now::finding("a")));
        return std::pair{found.other_plan, found.no_common_rule};
    };
    EXPECT_EQ(other("p", "r"), (std::pair{false, false}));
    EXPECT_EQ(other("q", "r"), (std::pair{true, false}));
    EXPECT_EQ(other("p", "s"), (std::pair{false, true}));
}

} // namespace
} // namespace parkplan::review
