// SPDX-License-Identifier: MIT
#include "review/compared_reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace parkplan::review {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Compare, TellsNewUnchangedAndFixed) {
    Now now;
    now.with(Now::finding("a")).with(Now::finding("b"));
    const Comparison& found = now.since(Now{}.with(Now::finding("b")).with(Now::finding("c")));
    EXPECT_EQ(now.review().findings[0].change, Change::added);
    EXPECT_EQ(now.review().findings[1].change, Change::unchanged);
    EXPECT_THAT(keys(found.fixed), ElementsAre("c"));
    EXPECT_THAT(found.no_longer_checked, IsEmpty());
}

TEST(Compare, WhatWasWaivedThenWasThereThen) {
    Finding waived = Now::finding("a");
    waived.waived = "agreed";
    Now now;
    now.with(Now::finding("a"));
    EXPECT_THAT(now.since(Now{}.with(waived)).fixed, IsEmpty());
    EXPECT_EQ(now.review().findings[0].change, Change::unchanged);
}

TEST(Compare, WhatWasNotLookedForIsNotFixed) {
    Finding pair = Now::finding("e");
    pair.other = Now::subject("unchecked");
    Now now;
    now.with(Now::verdict("unchecked", Outcome::not_checked));
    const Comparison& found = now.since(Now{}
                                            .with(Now::finding("a"))
                                            .with(Now::finding("b", "gone layer"))
                                            .with(Now::finding("c", "l", "gone rule"))
                                            .with(Now::finding("unchecked"))
                                            .with(pair)
                                            .with(Now::finding("f", "m", ""))
                                            .with(Now::finding("g", "", "")));
    EXPECT_THAT(keys(found.fixed), ElementsAre("a", "f", "g"));
    EXPECT_THAT(keys(found.no_longer_checked), ElementsAre("b", "c", "unchecked", "e"));
    Now nothing;
    nothing.with(Now::verdict("", Outcome::not_checked));
    EXPECT_THAT(keys(nothing.since(Now{}.with(Now::finding("a"))).no_longer_checked),
                ElementsAre("a"));
}

TEST(Compare, VerdictsAreNewWhenTheyGotWorse) {
    Now now;
    now.with(Now::verdict("same", Outcome::fail))
        .with(Now::verdict("worse", Outcome::fail))
        .with(Now::verdict("better", Outcome::undecided))
        .with(Now::verdict("mended", Outcome::pass))
        .with(Now::verdict("first", Outcome::fail));
    const Comparison& found = now.since(Now{}
                                            .with(Now::verdict("worse", Outcome::undecided))
                                            .with(Now::verdict("same", Outcome::fail))
                                            .with(Now::verdict("better", Outcome::fail))
                                            .with(Now::verdict("mended", Outcome::fail)));
    EXPECT_THAT(found.verdicts, ElementsAre(Change::unchanged, Change::added, Change::unchanged,
                                            Change::not_compared, Change::added));
}

TEST(Compare, FeaturesWithOneKeyAreCounted) {
    Now now;
    now.with(Now::verdict("a", Outcome::fail)).with(Now::verdict("a", Outcome::fail));
    const Comparison& found = now.since(
        Now{}.with(Now::verdict("a", Outcome::pass)).with(Now::verdict("a", Outcome::fail)));
    EXPECT_THAT(found.verdicts, ElementsAre(Change::unchanged, Change::added));
}

TEST(Compare, TheOrderOfFeaturesWithOneKeyPlaysNoPart) {
    for (const bool turned : {false, true}) {
        Now now;
        now.with(Now::verdict("a", turned ? Outcome::fail : Outcome::undecided))
            .with(Now::verdict("a", turned ? Outcome::undecided : Outcome::fail));
        const Comparison& found = now.since(
            Now{}.with(Now::verdict("a", Outcome::fail)).with(Now::verdict("a", Outcome::pass)));
        EXPECT_THAT(found.verdicts, turned ? ElementsAre(Change::unchanged, Change::added)
                                           : ElementsAre(Change::added, Change::unchanged));
    }
    Now now;
    now.with(Now::sized("a", 20.0, {})).with(Now::sized("a", 10.0, {}));
    EXPECT_THAT(
        now.since(Now{}.with(Now::sized("a", 10.0, {})).with(Now::sized("a", 20.0, {}))).fixed,
        IsEmpty());
    EXPECT_THAT(changes(now), ElementsAre(Change::unchanged, Change::unchanged));
}

TEST(Compare, AnotherSizeIsAChange) {
    Now now;
    now.with(Now::sized("grew", 15.0, {}))
        .with(Now::sized("shrank", 9.0, 0.0))
        .with(Now::sized("nearer to the limit", 19.0, 20.0))
        .with(Now::sized("further from it", 12.0, 20.0))
        .with(Now::sized("reads the same", 12.3449, {}))
        .with(Now::sized("rounded elsewhere", 2000000.0050001, {}));
    static_cast<void>(now.since(Now{}
                                    .with(Now::sized("grew", 12.0, {}))
                                    .with(Now::sized("shrank", 12.0, 0.0))
                                    .with(Now::sized("nearer to the limit", 15.0, 20.0))
                                    .with(Now::sized("further from it", 15.0, 20.0))
                                    .with(Now::sized("reads the same", 12.3351, {}))
                                    .with(Now::sized("rounded elsewhere", 2000000.0049999, {}))));
    EXPECT_THAT(changes(now), ElementsAre(Change::changed, Change::changed, Change::changed,
                                          Change::changed, Change::unchanged, Change::unchanged));
    EXPECT_THAT(worse(now), ElementsAre(true, false, false, true, false, false));
    EXPECT_EQ(now.review().findings[0].former.value().measured, 12.0);
}

TEST(Compare, AnotherLimitOrLevelIsAChange) {
    Finding graver = Now::finding("level");
    graver.level = Level::error;
    Finding then = graver;
    then.level = Level::warning;
    Now now;
    now.with(Now::sized("higher limit", 15.0, 25.0))
        .with(Now::sized("lower limit", 15.0, 18.0))
        .with(graver);
    static_cast<void>(now.since(Now{}
                                    .with(Now::sized("higher limit", 15.0, 20.0))
                                    .with(Now::sized("lower limit", 15.0, 20.0))
                                    .with(then)));
    EXPECT_THAT(changes(now), ElementsAre(Change::changed, Change::changed, Change::changed));
    EXPECT_THAT(worse(now), ElementsAre(true, false, true));
    EXPECT_EQ(now.review().findings[0].former.value().limit, 20.0);
}

TEST(Compare, AFeatureWithAnotherKeyIsKnownByThePlace) {
    Now now;
    now.with(Now::sized("new", 15.0, {}, {100.0, 100.0}))
        .with(Now::sized("elsewhere", 15.0, {}, {200.0, 100.0}))
        .with(Now::verdict("new", Outcome::fail));
    const Comparison& found = now.since(Now{}
                                            .with(Now::sized("old", 15.0, {}, {100.0, 100.0}))
                                            .with(Now::sized("gone", 15.0, {}, {300.0, 100.0}))
                                            .with(Now::verdict("old", Outcome::fail)));
    EXPECT_THAT(changes(now), ElementsAre(Change::unchanged, Change::added));
    EXPECT_EQ(now.review().findings[0].former.value().key, "old");
    EXPECT_THAT(keys(found.fixed), ElementsAre("gone"));
    EXPECT_THAT(found.verdicts, ElementsAre(Change::unchanged));
}

TEST(Compare, FeaturesWithoutAKeyAreKnownByThePlaceNotTheirNumber) {
    // The first feature went, so that the second has its number now, and another one came.
    const auto then = Now{}
                          .with(Now::sized("#1", 100.0, 500.0, {10, 10}))
                          .with(Now::sized("#2", 200.0, 500.0, {1000, 1000}));
    Now now;
    now.with(Now::sized("#1", 200.0, 500.0, {1000, 1000}))
        .with(Now::sized("#2", 300.0, 500.0, {5000, 5000}));
    const Comparison& comparison = now.since(then);
    EXPECT_THAT(changes(now), ElementsAre(Change::unchanged, Change::added));
    EXPECT_EQ(comparison.fixed.size() + comparison.no_longer_checked.size(), 1U);
}

TEST(Compare, TwoFeaturesInOnePlaceHaveNoFormerKey) {
    Now now;
    now.with(Now::sized("new", 15.0, {}, {100.0, 100.0}))
        .with(Now::sized("too", 15.0, {}, {100.0, 100.0}));
    const Comparison& found = now.since(Now{}.with(Now::sized("old", 15.0, {}, {100.0, 100.0})));
    EXPECT_THAT(changes(now), ElementsAre(Change::added, Change::added));
    EXPECT_THAT(keys(found.fixed), ElementsAre("old"));
}

TEST(Compare, SeveralFindingsAboutOneSubjectAreKnownByThePlace) {
    const auto then = [] {
        return Now{}
            .with(Now::sized("a", 5.0, {}, {100.0, 100.0}))
            .with(Now::sized("a", 5.0, {}, {200.0, 100.0}))
            .with(Now::sized("a", 5.0, {}, {300.0, 100.0}));
    };
    Now now;
    now.with(Now::sized("a", 5.0, {}, {400.0, 100.0}))
        .with(Now::sized("a", 5.0, {}, {300.0, 100.0}))
        .with(Now::sized("a", 7.0, {}, {100.0, 101.0}));
    const Comparison& found = now.since(then());
    EXPECT_THAT(changes(now), ElementsAre(Change::added, Change::unchanged, Change::changed));
    EXPECT_THAT(keys(found.fixed), ElementsAre("a"));
    Now moved;
    moved.in_another_crs_then().with(Now::sized("a", 5.0, {}, {4000.0, 100.0}));
    EXPECT_EQ(moved.since(then()).fixed.size(), 2U);
    EXPECT_THAT(changes(moved), ElementsAre(Change::unchanged));
}

TEST(Compare, ARuleThatOnlyTellsHasLooked) {
    Verdict told = Now::verdict("a", Outcome::not_checked);
    told.looked = true;
    Now now;
    now.with(told).with(Now::verdict("b", Outcome::not_checked));
    const Comparison& found = now.since(Now{}.with(Now::finding("a")).with(Now::finding("b")));
    EXPECT_THAT(keys(found.fixed), ElementsAre("a"));
    EXPECT_THAT(keys(found.no_longer_checked), ElementsAre("b"));
}

TEST(Compare, WhatGrewWorseCountsAsNew) {
    for (const double size : {12.0, 10.0}) {
        Now now;
        static_cast<void>(
            now.with(Now::sized("a", size, {})).since(Now{}.with(Now::sized("a", 11.0, {}))));
        EXPECT_EQ(exit_status(now.review(), FailOn::undecided, Counted::new_only),
                  size > 11.0 ? 1 : 0);
    }
}

TEST(Compare, OnlyNewFaultsCountWhenAskedFor) {
    const auto then = [] {
        return Now{}.with(Now::finding("a")).with(Now::verdict("a", Outcome::fail));
    };
    Now same = then();
    static_cast<void>(same.since(then()));
    EXPECT_EQ(exit_status(same.review(), FailOn::undecided), 1);
    EXPECT_EQ(exit_status(same.review(), FailOn::undecided, Counted::new_only), 0);
    Now more = then();
    static_cast<void>(more.with(Now::verdict("b", Outcome::undecided)).since(then()));
    EXPECT_EQ(exit_status(more.review(), FailOn::undecided, Counted::new_only), 4);
    Now worse = then();
    static_cast<void>(worse.with(Now::finding("b")).since(then()));
    EXPECT_EQ(exit_status(worse.review(), FailOn::undecided, Counted::new_only), 1);
    worse.review().complete = false;
    EXPECT_EQ(exit_status(worse.review(), FailOn::undecided, Counted::new_only), 3);
}

} // namespace
} // namespace parkplan::review
