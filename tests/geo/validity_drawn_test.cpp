// SPDX-License-Identifier: MIT
#include "geo/validity.hpp"
#include "support/drawing.hpp"
#include "support/print_defect.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::geo {
namespace {

using test::wkt;
using enum DefectKind;

struct Drawn {
    std::string_view name;
    std::string_view wkt;
    std::vector<Defect> defects;
};

void PrintTo(const Drawn& drawn, std::ostream* out) {
    *out << drawn.name;
}

class DrawnDefects : public testing::TestWithParam<Drawn> {};

TEST_P(DrawnDefects, TellsKindAndPlace) {
    EXPECT_EQ(find_defects(wkt(GetParam().wkt).view()), GetParam().defects);
}

std::string test_name(const testing::TestParamInfo<Drawn>& info) {
    return std::string{info.param.name};
}

INSTANTIATE_TEST_SUITE_P(
    Clean, DrawnDefects,
    testing::Values(
        Drawn{"Nothing", "POLYGON EMPTY", {}},
        Drawn{"Square", "POLYGON((0 0,4 0,4 4,0 4,0 0))", {}},
        Drawn{"Triangle", "POLYGON((0 0,4 0,0 4,0 0))", {}},
        Drawn{"ClockwiseSquare", "POLYGON((0 0,0 4,4 4,4 0,0 0))", {}},
        Drawn{"StraightVertices", "POLYGON((0 0,1 0,2 0,4 0,4 4,0 4,0 2,0 0))", {}},
        Drawn{"HoleInside", "POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 4,4 4,4 2,2 2))", {}},
        Drawn{"HoleInTheBayOfAHorseshoe",
              "POLYGON((0 0,9 0,9 9,0 9,0 7,7 7,7 2,0 2,0 0),(8 3,8 4,8.5 4,8.5 3,8 3))",
              {}},
        Drawn{"TwoHoles",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,2 1,1 1),(4 4,4 6,6 6,6 4,4 4))",
              {}},
        Drawn{"PartsApart", "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((2 0,3 0,3 1,2 1,2 0)))", {}},
        Drawn{"PartsTouchingInAPoint",
              "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((1 1,2 1,2 2,1 2,1 1)))",
              {}},
        Drawn{"PartsTouchingInTwoPoints",
              "MULTIPOLYGON(((0 0,4 0,2 1,4 2,0 2,0 0)),((4 0,6 0,6 2,4 2,5 1,4 0)))",
              {}},
        Drawn{"IslandInAHole",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,2 7,7 7,7 2,2 2)),"
              "((3 3,6 3,6 6,3 6,3 3)))",
              {}},
        Drawn{"IslandFirst",
              "MULTIPOLYGON(((3 3,6 3,6 6,3 6,3 3)),"
              "((0 0,9 0,9 9,0 9,0 0),(2 2,2 7,7 7,7 2,2 2)))",
              {}},
        Drawn{"IslandTouchingItsHoleInPoints",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,2 7,7 7,7 2,2 2)),"
              "((2 4,4 2,7 5,5 7,2 4)))",
              {}}),
    test_name);

INSTANTIATE_TEST_SUITE_P(
    OneRing, DrawnDefects,
    testing::Values(
        Drawn{"BowTie", "POLYGON((0 0,4 4,4 0,0 4,0 0))", {{self_crossing, 0, 0, 0, {2, 2}}}},
        Drawn{"BowTieThroughAVertex",
              "POLYGON((0 0,2 2,4 4,4 0,2 2,0 4,0 0))",
              {{self_crossing, 0, 0, 1, {2, 2}}}},
        Drawn{"BowTieVertexOnEdge",
              "POLYGON((0 0,4 4,4 0,2 2,0 4,0 0))",
              {{self_crossing, 0, 0, 0, {2, 2}}}},
        Drawn{"TwoCrossings",
              "POLYGON((0 0,10 0,10 2,0 2,0 4,2 4,2 -2,4 -2,4 4,10 4,10 6,0 6,0 0))",
              {{self_crossing, 0, 0, 0, {2, 0}},
               {self_crossing, 0, 0, 0, {4, 0}},
               {self_crossing, 0, 0, 2, {2, 2}},
               {self_crossing, 0, 0, 2, {4, 2}},
               // the left edge runs along itself
               {self_crossing, 0, 0, 3, {0, 2}}}},
        Drawn{"TouchesItselfOutwards",
              "POLYGON((0 0,2 2,4 0,4 4,2 2,0 4,0 0))",
              {{ring_touches_itself, 0, 0, 1, {2, 2}}}},
        Drawn{"TouchesItselfInwards", "POLYGON((0 0,4 0,8 0,8 8,0 8,0 0))", {}},
        Drawn{"PinchedHole",
              "POLYGON((0 0,4 0,2 3,6 3,4 0,8 0,8 8,0 8,0 0))",
              {{ring_touches_itself, 0, 0, 1, {4, 0}}}},
        Drawn{"LoopRoundTwice",
              "POLYGON((0 0,4 0,6 3,2 3,4 0,8 0,8 8,0 8,0 0))",
              {{self_crossing, 0, 0, 1, {4, 0}}}},
        Drawn{"VertexTouchesOwnEdge",
              "POLYGON((0 0,8 0,8 8,4 0,0 8,0 0))",
              {{ring_touches_itself, 0, 0, 0, {4, 0}}}},
        Drawn{"Spike", "POLYGON((0 0,4 0,4 2,7 2,4 2,4 4,0 4,0 0))", {{spike, 0, 0, 3, {7, 2}}}},
        Drawn{"SpikeInwards",
              "POLYGON((0 0,4 0,4 2,1 2,4 2,4 4,0 4,0 0))",
              {{spike, 0, 0, 3, {1, 2}}}},
        Drawn{"SpikeAlongAnEdge", "POLYGON((0 0,7 0,4 0,4 4,0 4,0 0))", {{spike, 0, 0, 1, {7, 0}}}},
        Drawn{"SpikeWithVerticesOnBothWays",
              "POLYGON((0 0,4 0,4 2,5 2,8 2,9 2,7 2,6 2,4 2,4 4,0 4,0 0))",
              {{spike, 0, 0, 5, {9, 2}}}},
        Drawn{"BentSpike",
              "POLYGON((0 0,4 0,4 2,7 2,7 5,7 2,4 2,4 4,0 4,0 0))",
              {{spike, 0, 0, 4, {7, 5}}}},
        Drawn{"ForkedSpike",
              "POLYGON((0 0,4 0,4 2,7 2,9 4,7 2,9 0,7 2,4 2,4 4,0 4,0 0))",
              {{spike, 0, 0, 4, {9, 4}}, {spike, 0, 0, 6, {9, 0}}}},
        Drawn{"SpikeAtTheSeam",
              "POLYGON((-3 0,0 0,4 0,4 4,0 4,0 0,-3 0))",
              {{spike, 0, 0, 0, {-3, 0}}}},
        Drawn{"SpikeOverTheSeam",
              "POLYGON((-1 0,0 0,4 0,4 4,0 4,0 0,-3 0,-1 0))",
              {{spike, 0, 0, 6, {-3, 0}}}},
        Drawn{"SpikeTipOnAnotherEdge",
              "POLYGON((0 0,4 0,4 2,0 2,4 2,4 4,0 4,0 0))",
              {{spike, 0, 0, 3, {0, 2}}}},
        Drawn{"SpikeThroughAnotherEdge",
              "POLYGON((0 0,4 0,4 2,-5 2,4 2,4 4,0 4,0 0))",
              {{spike, 0, 0, 3, {-5, 2}}}},
        Drawn{"RepeatedSpikeTip",
              "POLYGON((0 0,4 0,4 2,7 2,7 2,4 2,4 4,0 4,0 0))",
              {{repeated_point, 0, 0, 4, {7, 2}}, {spike, 0, 0, 3, {7, 2}}}},
        Drawn{"RepeatedPoints",
              "POLYGON((0 0,0 0,4 0,4 4,4 4,4 4,0 4,0 0,0 0))",
              {{repeated_point, 0, 0, 1, {0, 0}},
               {repeated_point, 0, 0, 4, {4, 4}},
               {repeated_point, 0, 0, 5, {4, 4}},
               {repeated_point, 0, 0, 7, {0, 0}}}},
        Drawn{"Keyhole",
              "POLYGON((0 0,9 0,9 9,0 9,0 5,3 5,3 7,6 7,6 3,3 3,3 5,0 5,0 0))",
              {{self_crossing, 0, 0, 4, {0, 5}}}},
        Drawn{"KeyholeWithABend",
              "POLYGON((0 0,9 0,9 9,0 9,0 5,1 6,3 5,3 7,6 7,6 3,3 3,3 5,1 6,0 5,0 0))",
              {{self_crossing, 0, 0, 4, {0, 5}}}},
        Drawn{"TwoPoints", "POLYGON((0 0,4 4,0 0))", {{too_few_points, 0, 0, 0, {0, 0}}}},
        Drawn{"OnePointFourTimes",
              "POLYGON((2 1,2 1,2 1,2 1))",
              {{too_few_points, 0, 0, 0, {2, 1}},
               {repeated_point, 0, 0, 1, {2, 1}},
               {repeated_point, 0, 0, 2, {2, 1}}}},
        Drawn{"Line", "POLYGON((0 0,2 2,4 4,0 0))", {{too_few_points, 0, 0, 0, {0, 0}}}},
        Drawn{"BentLine", "POLYGON((0 0,2 2,4 0,2 2,0 0))", {{too_few_points, 0, 0, 0, {0, 0}}}},
        Drawn{"TwiceAround",
              "POLYGON((0 0,4 0,4 4,0 4,0 0,4 0,4 4,0 4,0 0))",
              {{self_crossing, 0, 0, 0, {0, 0}}}}),
    test_name);

INSTANTIATE_TEST_SUITE_P(
    ShellAndHoles, DrawnDefects,
    testing::Values(
        Drawn{"HoleCrosses",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(6 2,10 2,10 4,6 4,6 2))",
              {{hole_crosses_shell, 0, 1, 0, {8, 2}}, {hole_crosses_shell, 0, 1, 2, {8, 4}}}},
        Drawn{"HoleCrossesThroughAVertex",
              "POLYGON((0 0,8 0,8 2,8 8,0 8,0 0),(6 1,8 2,10 2,10 6,8 6,6 5,6 1))",
              {{hole_crosses_shell, 0, 1, 1, {8, 2}}, {hole_crosses_shell, 0, 1, 4, {8, 6}}}},
        Drawn{"HoleCrossesAlongAnEdge",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(6 2,8 2,8 4,10 4,10 6,6 6,6 2))",
              {{hole_crosses_shell, 0, 1, 1, {8, 2}}, {hole_crosses_shell, 0, 1, 4, {8, 6}}}},
        Drawn{"HoleOutside",
              "POLYGON((0 0,4 0,4 4,0 4,0 0),(6 2,6 4,7 4,7 2,6 2))",
              {{hole_outside_shell, 0, 1, 0, {6, 2}}}},
        Drawn{"HoleInTheBay",
              "POLYGON((0 0,9 0,9 9,0 9,0 7,7 7,7 2,0 2,0 0),(1 4,1 5,2 5,2 4,1 4))",
              {{hole_outside_shell, 0, 1, 0, {1, 4}}}},
        Drawn{"HoleOutsideTouching",
              "POLYGON((0 0,4 0,4 4,0 4,0 0),(4 2,6 1,6 3,4 2))",
              {{hole_outside_shell, 0, 1, 0, {4, 2}}}},
        Drawn{"HoleOutsideSharingAnEdge",
              "POLYGON((0 0,4 0,4 4,0 4,0 0),(4 1,6 1,6 3,4 3,4 1))",
              {{hole_outside_shell, 0, 1, 0, {4, 1}}}},
        Drawn{"HoleAroundShell",
              "POLYGON((2 2,4 2,4 4,2 4,2 2),(0 0,0 9,9 9,9 0,0 0))",
              {{hole_outside_shell, 0, 1, 0, {0, 0}}}},
        Drawn{"HoleEqualsShell",
              "POLYGON((0 0,4 0,4 4,0 4,0 0),(4 0,4 4,0 4,0 0,4 0))",
              {{duplicate_ring, 0, 1, 0, {4, 0}}}},
        Drawn{"HoleEqualsShellWithOtherVertices",
              "POLYGON((0 0,4 0,4 4,0 4,0 0),(2 0,0 0,0 4,2 4,4 4,4 0,2 0))",
              {{duplicate_ring, 0, 1, 0, {2, 0}}}},
        Drawn{"HoleTouchesShell",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,2 2,2 6,0 4))",
              {{hole_touches_shell, 0, 1, 0, {0, 4}}}},
        Drawn{"HoleTouchesShellVertex",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 0,2 1,1 2,0 0))",
              {{hole_touches_shell, 0, 1, 0, {0, 0}}}},
        Drawn{"HoleEdgeTouchesShellVertex",
              "POLYGON((0 0,8 0,8 8,0 8,0 6,2 4,0 2,0 0),(2 2,2 6,4 6,4 2,2 2))",
              {{hole_touches_shell, 0, 1, 0, {2, 4}}}},
        Drawn{"HoleTouchesShellTwice",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,4 2,8 4,4 6,0 4))",
              {{split_interior, 0, 1, 2, {8, 4}},
               {hole_touches_shell, 0, 1, 0, {0, 4}},
               {hole_touches_shell, 0, 1, 2, {8, 4}}}},
        Drawn{"HoleSharesEdge",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 2,2 2,2 4,0 4,0 2))",
              {{hole_shares_edge, 0, 1, 3, {0, 2}}}},
        Drawn{"HoleSharesPolyline",
              "POLYGON((0 0,8 0,8 8,0 8,0 3,0 0),(0 2,0 3,0 8,3 8,3 2,0 2))",
              {{hole_shares_edge, 0, 1, 2, {0, 8}}}},
        Drawn{"HoleSharesTwoEdgesAndSplits",
              "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 2,8 2,8 4,0 4,0 2))",
              {{split_interior, 0, 1, 1, {8, 2}},
               {hole_shares_edge, 0, 1, 1, {8, 2}},
               {hole_shares_edge, 0, 1, 3, {0, 2}}}},
        Drawn{"HolesTouch",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 3,3 3,3 1,1 1),(3 3,3 5,5 5,5 3,3 3))",
              {{hole_touches_shell, 0, 2, 0, {3, 3}}}},
        Drawn{"HolesShareEdge",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 3,3 3,3 1,1 1),(3 1,3 3,5 3,5 1,3 1))",
              {{hole_shares_edge, 0, 2, 0, {3, 1}}}},
        Drawn{"HolesCross",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 4,4 4,4 1,1 1),(3 3,3 6,6 6,6 3,3 3))",
              {{overlapping_holes, 0, 2, 0, {3, 4}}, {overlapping_holes, 0, 2, 3, {4, 3}}}},
        Drawn{"HoleInHole",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 6,6 6,6 1,1 1),(3 3,3 4,4 4,4 3,3 3))",
              {{overlapping_holes, 0, 2, 0, {3, 3}}}},
        Drawn{"HoleAroundHole",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 4,4 4,4 3,3 3),(1 1,1 6,6 6,6 1,1 1))",
              {{overlapping_holes, 0, 1, 0, {3, 3}}}},
        Drawn{"SameHoleTwice",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 4,4 4,4 3,3 3),(4 4,4 3,3 3,3 4,4 4))",
              {{duplicate_ring, 0, 2, 0, {4, 4}}}},
        Drawn{
            "ThreeHolesInOnePointDoNotSplit",
            "POLYGON((0 0,9 0,9 9,0 9,0 0),(4 4,2 3,2 5,4 4),(4 4,6 5,6 3,4 4),(4 4,3 7,5 7,4 4))",
            {{hole_touches_shell, 0, 2, 0, {4, 4}}, {hole_touches_shell, 0, 3, 0, {4, 4}}}},
        Drawn{"RingOfHolesSplits",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(2 4,4 2,4 3,2 4),(4 2,6 4,5 4,4 2),(6 4,4 7,2 4,4 "
              "6,6 4))",
              {{split_interior, 0, 3, 0, {6, 4}},
               {hole_touches_shell, 0, 2, 0, {4, 2}},
               {hole_touches_shell, 0, 3, 0, {6, 4}},
               {hole_touches_shell, 0, 3, 2, {2, 4}}}},
        Drawn{"HoleIsALine",
              "POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,4 4,2 2))",
              {{too_few_points, 0, 1, 0, {2, 2}}}},
        Drawn{"CrossingHoleOfCrossingShell",
              "POLYGON((0 0,4 4,4 0,0 4,0 0),(3 1,5 1,5 2,3 2,3 1))",
              {{self_crossing, 0, 0, 0, {2, 2}},
               {hole_crosses_shell, 0, 1, 0, {4, 1}},
               {hole_crosses_shell, 0, 1, 2, {4, 2}}}}),
    test_name);

INSTANTIATE_TEST_SUITE_P(
    Parts, DrawnDefects,
    testing::Values(
        Drawn{"Overlapping",
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 2,6 2,6 6,2 6,2 2)))",
              {{overlapping_parts, 1, 0, 0, {4, 2}}, {overlapping_parts, 1, 0, 3, {2, 4}}}},
        Drawn{"OverlappingAlongEdges",
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 0,6 0,6 4,2 4,2 0)))",
              {{overlapping_parts, 1, 0, 0, {2, 0}}, {overlapping_parts, 1, 0, 2, {2, 4}}}},
        Drawn{"Nested",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,4 2,4 4,2 4,2 2)))",
              {{nested_shells, 1, 0, 0, {2, 2}}}},
        Drawn{"NestedOtherWay",
              "MULTIPOLYGON(((2 2,4 2,4 4,2 4,2 2)),((0 0,9 0,9 9,0 9,0 0)))",
              {{nested_shells, 0, 0, 0, {2, 2}}}},
        Drawn{"NestedSharingAnEdge",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 0,4 0,4 4,2 4,2 0)))",
              {{nested_shells, 1, 0, 0, {2, 0}}}},
        Drawn{"NestedTouching",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 0,4 4,2 4,2 0)))",
              {{nested_shells, 1, 0, 0, {2, 0}}}},
        Drawn{"NestedBesideAHole",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,2 1,1 1)),((4 4,6 4,6 6,4 6,4 4)))",
              {{nested_shells, 1, 0, 0, {4, 4}}}},
        Drawn{"SameTwice",
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 4,0 4,0 0,4 0,4 4)))",
              {{duplicate_ring, 1, 0, 0, {4, 4}}}},
        Drawn{"SharingAnEdge",
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 0,8 0,8 4,4 4,4 0)))",
              {{parts_share_edge, 1, 0, 3, {4, 0}}}},
        Drawn{"SharingPartOfAnEdge",
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 1,8 1,8 3,4 3,4 1)))",
              {{parts_share_edge, 1, 0, 3, {4, 1}}}},
        Drawn{"SharingTwice",
              "MULTIPOLYGON(((0 0,4 0,4 6,0 6,0 0)),((4 0,8 0,8 6,4 6,4 4,6 3,4 2,4 0)))",
              {{parts_share_edge, 1, 0, 3, {4, 4}}, {parts_share_edge, 1, 0, 6, {4, 0}}}},
        Drawn{"IslandCrossesItsHole",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,2 5,5 5,5 2,2 2)),"
              "((3 3,6 3,6 4,3 4,3 3)))",
              {{overlapping_parts, 1, 0, 0, {5, 3}}, {overlapping_parts, 1, 0, 2, {5, 4}}}},
        Drawn{"IslandSharesEdgeWithItsHole",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,2 5,5 5,5 2,2 2)),"
              "((2 3,4 3,4 4,2 4,2 3)))",
              {{parts_share_edge, 1, 0, 3, {2, 3}}}},
        Drawn{"IslandFillsItsHole",
              "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,2 5,5 5,5 2,2 2)),"
              "((2 2,5 2,5 5,2 5,2 2)))",
              {{parts_share_edge, 1, 0, 3, {2, 2}}}},
        Drawn{"HoleOnlyInSecondPart",
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((6 0,9 0,9 4,6 4,6 0),(1 1,1 2,2 2,2 1,1 1)))",
              {{hole_outside_shell, 1, 1, 0, {1, 1}}}}),
    test_name);

} // namespace
} // namespace parkplan::geo
