// SPDX-License-Identifier: MIT
#include "overlay/topology.hpp"
#include "overlay/topology_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test_text::box;
using test_text::gaps;
using test_text::ledger;
using test_text::near_misses;
using test_text::overlaps;
using test_text::topology_of;
using test_text::unmatched;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Topology, ACleanCoverageHasNothing) {
    const Topology found = topology_of({box(0, 0, 4, 4), box(4, 0, 8, 4), box(0, 4, 4, 8)});
    EXPECT_THAT(overlaps(found), IsEmpty());
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_THAT(unmatched(found), IsEmpty());
    EXPECT_EQ(ledger(found), "48 0 0 48 0");
}

TEST(Topology, AnEmptyLayerHasNothing) {
    EXPECT_EQ(ledger(topology_of({})), "0 0 0 0 0");
}

TEST(Topology, MeasuresCrossingFeatures) {
    const Topology found = topology_of({box(0, 0, 4, 4), box(2, 2, 6, 6)});
    EXPECT_THAT(overlaps(found), ElementsAre("0 crosses 1 4 1"));
    EXPECT_EQ(ledger(found), "32 4 4 28 0");
}

TEST(Topology, MeasuresWhatOneFeaturePushesIntoAnother) {
    const Topology found =
        topology_of({"POLYGON((0 0,4 0,5 2,4 4,0 4,0 0))", "POLYGON((4 0,8 0,8 4,4 4,4 0))"});
    EXPECT_THAT(overlaps(found), ElementsAre(testing::StartsWith("0 crosses 1 2 0.47")));
    EXPECT_EQ(ledger(found), "34 2 2 32 0");
}

TEST(Topology, TellsContainedFromIdenticalFeatures) {
    const Topology found =
        topology_of({box(0, 0, 9, 9), box(2, 2, 4, 4), box(20, 0, 24, 4), box(20, 0, 24, 4)});
    EXPECT_THAT(overlaps(found), ElementsAre("0 covers 1 4 1", "2 equals 3 16 2"));
    EXPECT_EQ(ledger(found), "117 20 20 97 0");
}

TEST(Topology, FindsAFeatureOverAllPartsOfACoverage) {
    // The edges between the parts are matched: the residual shows one contained feature.
    const Topology found = topology_of({box(0, 0, 4, 8), box(4, 0, 8, 8), box(2, 2, 6, 6)});
    EXPECT_THAT(overlaps(found),
                ElementsAre("0 crosses 2 8 1.33333333", "1 crosses 2 8 1.33333333"));
    EXPECT_EQ(ledger(found), "80 16 16 64 0");
}

TEST(Topology, FindsOneCoverageUnderAnother) {
    // All edges but the outer ones are matched within the coverage that they belong to.
    const Topology found = topology_of(
        {box(0, 0, 3, 6), box(3, 0, 6, 6), box(0, 0, 6, 2), box(0, 2, 6, 4), box(0, 4, 6, 6)});
    EXPECT_EQ(found.overlaps.size(), 6U);
    EXPECT_EQ(ledger(found), "72 36 36 36 0");
}

TEST(Topology, FindsALayerThatIsThereTwice) {
    std::vector<std::string> wkts;
    for (int round = 0; round < 2; ++round) {
        for (int x = 0; x < 5; ++x) {
            for (int y = 0; y < 5; ++y) {
                wkts.push_back(box(x, y, x + 1, y + 1));
            }
        }
    }
    const Topology found = topology_of(wkts);
    EXPECT_EQ(found.overlaps.size(), 25U);
    EXPECT_EQ(ledger(found), "50 25 25 25 0");
}

TEST(Topology, CountsATripleOverlapTwice) {
    const Topology found = topology_of({box(0, 0, 4, 4), box(2, 0, 6, 4), box(3, 0, 7, 4)});
    EXPECT_THAT(overlaps(found),
                ElementsAre("0 crosses 1 8 1.33333333 multiple", "0 crosses 2 4 0.8 multiple",
                            "1 crosses 2 12 1.71428571 multiple"));
    EXPECT_EQ(ledger(found), "48 24 20 28 0");
}

TEST(Topology, FindsAHoleBetweenFeatures) {
    const Topology found = topology_of(
        {"POLYGON((0 0,3 0,3 1,1 1,1 2,0 2,0 0))", "POLYGON((3 0,3 3,0 3,0 2,2 2,2 1,3 1,3 0))"});
    EXPECT_THAT(gaps(found), ElementsAre("enclosed 1 0.5 [0, 1]"));
    EXPECT_EQ(ledger(found), "8 0 0 8 1");
}

TEST(Topology, FindsAGapThatTouchesTheOutsideAtAPoint) {
    // The gap is the triangle (2 0) (4 2) (2 4) ... open only at (4 2).
    const Topology found = topology_of({"POLYGON((0 0,4 0,4 2,2 1,2 3,4 2,4 4,0 4,0 0))"});
    EXPECT_THAT(gaps(found), ElementsAre(testing::StartsWith("pinched 2 ")));
}

TEST(Topology, PartsTwoGapsThatTouchAtAPoint) {
    const Topology found =
        topology_of({"POLYGON((0 0,8 0,8 8,0 8,0 0),(2 2,2 4,4 4,4 2,2 2),(4 4,4 6,6 6,6 4,4 4))"});
    EXPECT_THAT(gaps(found), ElementsAre("pinched 4 1 [0]", "pinched 4 1 [0]"));
    EXPECT_EQ(ledger(found), "56 0 0 56 8");
}

TEST(Topology, LeavesAnIslandOutOfAGap) {
    const Topology found = topology_of(
        {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 8,8 8,8 1,1 1))", box(3, 3, 5, 5), box(5, 3, 6, 5)});
    EXPECT_THAT(gaps(found), ElementsAre("enclosed 43 2.26315789 [0, 1, 2]"));
}

TEST(Topology, LeavesAnIslandOfCrossingFeaturesOutOfAGap) {
    const Topology found = topology_of(
        {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 8,8 8,8 1,1 1))", box(3, 3, 5, 5), box(4, 4, 6, 6)});
    EXPECT_THAT(gaps(found), ElementsAre("enclosed 42 2.1 [0, 1, 2]"));
    EXPECT_THAT(overlaps(found), ElementsAre("1 crosses 2 1 0.5"));
}

TEST(Topology, LeavesAnIslandThatTouchesTheRimOutOfAGap) {
    const Topology found = topology_of(
        {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 8,8 8,8 1,1 1))", "POLYGON((1 1,3 2,2 3,1 1))"});
    ASSERT_EQ(found.gaps.size(), 1U);
    EXPECT_DOUBLE_EQ(found.gaps[0].area.value(), 47.5);
    EXPECT_EQ(found.gaps[0].polygon.view()[0].rings(), 2U);
    EXPECT_EQ(found.gaps[0].kind, GapKind::enclosed);
}

TEST(Topology, AHoleThatIsFilledIsNoGap) {
    const Topology found = topology_of(
        {"POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 6,6 6,6 2,2 2))", "POLYGON((2 2,6 2,6 6,2 6,2 2))"});
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_THAT(overlaps(found), IsEmpty());
    EXPECT_EQ(ledger(found), "81 0 0 81 0");
}

TEST(Topology, AHoleUnderAnotherFeatureIsNoGap) {
    const Topology found =
        topology_of({"POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 6,6 6,6 2,2 2))", box(1, 1, 7, 7)});
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_THAT(overlaps(found), ElementsAre("0 crosses 1 20 1"));
}

TEST(Topology, FindsTheGapThatCrossingFeaturesLeave) {
    // Four beams laid over each other at the corners.
    const Topology found =
        topology_of({box(0, 0, 9, 2), box(0, 7, 9, 9), box(1, -1, 3, 10), box(6, -1, 8, 10)});
    EXPECT_THAT(gaps(found), ElementsAre("enclosed 15 1.875 [0, 1, 2, 3]"));
    EXPECT_EQ(found.overlaps.size(), 4U);
    EXPECT_EQ(ledger(found), "80 16 16 64 15");
}

TEST(Topology, TakesFeaturesOfManyParts) {
    const Topology found =
        topology_of({"MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((4 0,6 0,6 2,4 2,4 0)))",
                     box(2, 0, 4, 2), box(5, 0, 7, 2)});
    EXPECT_THAT(overlaps(found), ElementsAre("0 crosses 2 2 0.666666667"));
    EXPECT_EQ(ledger(found), "16 2 2 14 0");
}

TEST(Topology, CallsNarrowThingsSlivers) {
    TopologyOptions options;
    options.sliver_width = Metres{0.05};
    const Topology found =
        topology_of({box(0, 0, 10, 10), box(9.99, 0, 20, 10),
                     "POLYGON((0 10,20 10,20 20,0 20,0 10),(1 11,1 11.02,9 11.02,9 11,1 11))"},
                    options);
    EXPECT_THAT(overlaps(found), ElementsAre("0 crosses 1 0.1 0.00999000999 sliver"));
    EXPECT_THAT(gaps(found), ElementsAre("enclosed 0.16 0.0199501247 [2] sliver"));
    EXPECT_EQ(found.ledger.sliver_overlaps.count, 1U);
    EXPECT_EQ(found.ledger.sliver_gaps.count, 1U);
}

TEST(Topology, BooksWhatIsBelowTheTolerances) {
    TopologyOptions options;
    options.min_area = SquareMetres{1.5};
    const Topology found =
        topology_of({box(0, 0, 4, 4), box(3, 3, 6, 6),
                     "POLYGON((10 0,15 0,15 5,10 5,10 0),(11 1,11 2,12 2,12 1,11 1))"},
                    options);
    EXPECT_THAT(overlaps(found), IsEmpty());
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_EQ(found.ledger.small_overlaps, (Booked{1, ExactArea{SquareMetres{1.0}}}));
    EXPECT_EQ(found.ledger.small_gaps, (Booked{1, ExactArea{SquareMetres{1.0}}}));
    EXPECT_EQ(ledger(found), "49 1 1 48 1");
}

TEST(Topology, BooksWideGapsAsOpenSpace) {
    TopologyOptions options;
    options.max_gap_width = Metres{2.0};
    const Topology found =
        topology_of({"POLYGON((0 0,20 0,20 20,0 20,0 0),(1 1,1 11,11 11,11 1,1 1),"
                     "(13 13,13 14,14 14,14 13,13 13))"},
                    options);
    EXPECT_THAT(gaps(found), ElementsAre("enclosed 1 0.5 [0]"));
    EXPECT_EQ(found.ledger.open_space, (Booked{1, ExactArea{SquareMetres{100.0}}}));
}

TEST(Topology, AVertexOnTheOthersEdgeIsNeitherGapNorOverlap) {
    const Topology found = topology_of({box(0, 0, 8, 4), box(0, 4, 4, 8), box(4, 4, 8, 8)});
    EXPECT_THAT(overlaps(found), IsEmpty());
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_THAT(unmatched(found), ElementsAre("0 1 (4 4) 0", "0 2 (4 4) 0"));
}

TEST(Topology, EdgesThatPartlyRunAlongEachOtherMeetInBothVertices) {
    const Topology found = topology_of({box(0, 0, 6, 4), box(2, 4, 8, 8)});
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_THAT(unmatched(found), ElementsAre("0 1 (2 4) (6 4) 0"));
}

TEST(Topology, AGapBesideAVertexOnAnEdgeHasItsOwnArea) {
    // Row 0's upper edge runs from 0 to 9; the two above leave a triangle over it.
    const Topology found = topology_of({box(0, 0, 9, 4), "POLYGON((0 4,3 4,4 6,4 8,0 8,0 4))",
                                        "POLYGON((4 8,4 6,5 4,9 4,9 8,4 8))"});
    EXPECT_THAT(gaps(found), ElementsAre(testing::StartsWith("enclosed 2 ")));
    EXPECT_THAT(unmatched(found), ElementsAre("0 1 (3 4) 0", "0 2 (5 4) 0"));
}

TEST(Topology, FindsACrackThatIsOpenAtItsEnds) {
    TopologyOptions options;
    options.snap = Metres{0.02};
    const Topology found = topology_of({box(0, 0, 4, 4), box(4.01, 0, 8, 4)}, options);
    EXPECT_THAT(gaps(found), IsEmpty());
    EXPECT_THAT(near_misses(found), ElementsAre("0 1 0.01 (4 0, 4 4) (4.01 0, 4.01 4)"));
}

TEST(Topology, ACrackWiderThanSnapIsNoNearMiss) {
    TopologyOptions options;
    options.snap = Metres{0.005};
    EXPECT_THAT(near_misses(topology_of({box(0, 0, 4, 4), box(4.01, 0, 8, 4)}, options)),
                IsEmpty());
    EXPECT_THAT(near_misses(topology_of({box(0, 0, 4, 4), box(4.01, 0, 8, 4)})), IsEmpty());
}

TEST(Topology, AnEnclosedCrackIsAGapAndNoNearMiss) {
    TopologyOptions options;
    options.snap = Metres{0.02};
    const Topology found =
        topology_of({"POLYGON((0 0,4 0,3.99 2,4 4,0 4,0 0))", box(4, 0, 8, 4)}, options);
    EXPECT_THAT(gaps(found), ElementsAre(testing::StartsWith("pinched 0.02 ")));
    EXPECT_THAT(near_misses(found), IsEmpty());
    EXPECT_THAT(unmatched(found), ElementsAre("0 1 (3.99 2) 0.01"));
}

} // namespace
} // namespace parkplan::overlay
