// SPDX-License-Identifier: MIT
#include "overlay/tabulated.hpp"
#include "support/layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Tabulate, GivesAFeatureToTheZonesItLiesIn) {
    const TableCase drawing{drawn({box(1, 1, 2, 2), box(8, 1, 4, 2), box(-3, 1, 2, 2),
                                   box(-2, 5, 4, 2), box(10, 8, 2, 1)}),
                            drawn({box(0, 0, 10, 10), box(10, 0, 10, 10)})};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("- - 2 8", "0 - 3 12", "1 - 2 6"));
    EXPECT_EQ(table.tally.totals().features, 5U);
    EXPECT_EQ(table.tally.totals().split, 2U);
    EXPECT_EQ(unexplained(table), ExactArea{});
    EXPECT_EQ(table.tally.totals().residual, ExactArea{});
    EXPECT_THAT(table.open, IsEmpty());
}

TEST(Tabulate, LeavesTheHoleOfAZoneOutside) {
    const TableCase drawing{drawn({box(1, 1, 8, 8), box(4, 4, 1, 1), box(0, 0, 1, 1)}),
                            drawn({"POLYGON((0 0,10 0,10 10,0 10,0 0),(3 3,7 3,7 7,3 7,3 3))"})};
    EXPECT_THAT(lines(drawing.table()), ElementsAre("- - 2 17", "0 - 2 49"));
}

TEST(Tabulate, TakesAllPartsAndHolesOfAFeature) {
    const TableCase drawing{
        drawn({"MULTIPOLYGON(((1 1,9 1,9 9,1 9,1 1),(2 2,2 8,8 8,8 2,2 2)),((4 4,6 4,6 6,4 6,4 4)),"
               "((20 0,21 0,21 1,20 1,20 0)))"}),
        drawn({box(0, 0, 5, 10), box(5, 0, 5, 10)})};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("- - 1 1", "0 - 1 16", "1 - 1 16"));
    EXPECT_EQ(unexplained(table), ExactArea{});
}

TEST(Tabulate, CountsFeaturesThatOnlyTouchNowhere) {
    const TableCase drawing{drawn({box(0, 0, 10, 10), box(0, 10, 5, 5), box(20, 10, 5, 5)}),
                            drawn({box(10, 0, 10, 10), box(0, 0, 10, 10)})};
    EXPECT_THAT(lines(drawing.table()), ElementsAre("- - 2 50", "1 - 1 100"));
}

TEST(Tabulate, FollowsBordersAlongTheEdgesOfFeatures) {
    // The zones share their border with the features, with other vertices on it.
    const TableCase drawing{drawn({box(0, 0, 5, 5), box(0, 5, 5, 5), box(5, 0, 5, 10)}),
                            drawn({"POLYGON((0 0,5 0,5 3,5 10,0 10,0 7,0 0))",
                                   "POLYGON((5 0,10 0,10 10,5 10,5 6,5 0))"})};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("0 - 2 50", "1 - 1 50"));
    EXPECT_EQ(table.tally.totals().split, 0U);
    EXPECT_EQ(table.tally.totals().residual, ExactArea{});
}

TEST(Tabulate, CountsOverlappingZonesOncePerZone) {
    const TableCase drawing{drawn({box(0, 0, 10, 10)}),
                            drawn({box(0, 0, 6, 10), box(4, 0, 8, 10)})};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("0 - 1 60", "1 - 1 60"));
    EXPECT_EQ(table.tally.totals().multiple, ExactArea{SquareMetres{20.0}});
    EXPECT_EQ(unexplained(table), ExactArea{});
    EXPECT_THAT(table.faces.zones,
                ElementsAre(ElementsAre(0U), ElementsAre(0U, 1U), ElementsAre(1U)));
    ASSERT_EQ(table.faces.overlaps.size(), 1U);
    EXPECT_EQ(table.faces.overlaps[0].area, SquareMetres{20.0});
}

TEST(Tabulate, ResolvesThreeZonesOverOneAnother) {
    const TableCase drawing{
        drawn({box(0, 0, 10, 10), box(20, 20, 1, 1)}),
        drawn({box(0, 0, 6, 10), box(4, 0, 6, 10), box(0, 4, 10, 2), box(19, 19, 5, 5)})};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("0 - 1 60", "1 - 1 60", "2 - 1 20", "3 - 1 1"));
    EXPECT_EQ(table.tally.totals().multiple, ExactArea{SquareMetres{40.0}})
        << "20 of zones 0 and 1, 20 of zone 2, of which 4 lie in all three: once more each";
    EXPECT_EQ(unexplained(table), ExactArea{});
    EXPECT_EQ(table.faces.zones.size(), 7U);
    EXPECT_EQ(table.faces.overlaps.size(), 3U);
}

TEST(Tabulate, KeepsIdenticalZonesApart) {
    const TableCase drawing{drawn({box(1, 1, 2, 2)}),
                            drawn({box(0, 0, 10, 10), box(0, 0, 10, 10)})};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("0 - 1 4", "1 - 1 4"));
    EXPECT_EQ(table.tally.totals().multiple, ExactArea{SquareMetres{4.0}});
}

TEST(Tabulate, TellsClassesApartAndNullToo) {
    LayerBuilder builder{"test", "local"};
    builder.text("use")
        .add(box(1, 1, 1, 1), {std::string{"b"}})
        .add(box(3, 1, 1, 1), {std::string{"a"}})
        .add(box(5, 1, 1, 1))
        .add(box(7, 1, 1, 1), {std::string{""}})
        .add(box(9, 1, 2, 1), {std::string{"b"}});
    const TableCase drawing{builder.build(), drawn({box(0, 0, 10, 10)})};
    EXPECT_THAT(lines(drawing.table({.name = 0, .values = {}})),
                ElementsAre("- b 1 1", "0  1 1", "0 - 1 1", "0 a 1 1", "0 b 2 2"));
}

TEST(Tabulate, WritesNumbersOfClassesAsPeopleDo) {
    LayerBuilder builder{"test", "local"};
    builder.real("code").add(box(1, 1, 1, 1), {110108000000.0}).add(box(3, 1, 1, 1), {0.5});
    const TableCase drawing{builder.build(), drawn({box(0, 0, 10, 10)})};
    EXPECT_THAT(lines(drawing.table({.name = 0, .values = {}})),
                ElementsAre("0 0.5 1 1", "0 110108000000 1 1"));
}

TEST(Tabulate, SharesValuesOutByArea) {
    LayerBuilder builder{"test", "local"};
    builder.real("gfa")
        .integer("people")
        .add(box(0, 0, 1, 1), {0.1, std::int64_t{3}})
        .add(box(9, 0, 4, 1), {0.2, std::int64_t{10}})
        .add(box(0, 5, 1, 1), {test::Cell{}, std::int64_t{1}})
        .add(box(8, 5, 3, 1), {1.0, std::int64_t{1}});
    const TableCase drawing{builder.build(), drawn({box(0, 0, 10, 10)})};
    const Tabulation table = drawing.table({.name = {}, .values = {0, 1}});
    EXPECT_THAT(lines(table),
                ElementsAre("- - 2 4 0.483333 7.833333", "0 - 4 5 0.816667 7.166667"));
    const std::vector<ValueTotals>& totals = table.tally.totals().values;
    EXPECT_EQ(totals[0].total.text(), "1.3");
    EXPECT_EQ(totals[0].missing, 1U);
    EXPECT_EQ(totals[0].residual, ExactNumber{});
    EXPECT_EQ(totals[1].total.text(), "15");
}

TEST(Tabulate, CountsValuesOfOverlapsPerZoneAndTakesThemOff) {
    LayerBuilder builder{"test", "local"};
    builder.integer("people").add(box(0, 0, 10, 10), {std::int64_t{100}});
    const TableCase drawing{builder.build(), drawn({box(0, 0, 6, 10), box(4, 0, 8, 10)})};
    const Tabulation table = drawing.table({.name = {}, .values = {0}});
    EXPECT_THAT(lines(table), ElementsAre("0 - 1 60 60", "1 - 1 60 60"));
    EXPECT_EQ(table.tally.totals().values[0].multiple.text(), "20");
}

TEST(Tabulate, LeavesOutWhatIsNotUsable) {
    TableCase drawing{drawn({box(0, 0, 1, 1), box(2, 0, 1, 1)}),
                      drawn({box(0, 0, 9, 9), box(0, 0, 9, 9)})};
    drawing.usable = {0, 1};
    drawing.usable_zones = {0, 1};
    const Tabulation table = drawing.table();
    EXPECT_THAT(lines(table), ElementsAre("1 - 1 1"));
    EXPECT_EQ(table.tally.totals().excluded, 1U);
    EXPECT_THAT(table.faces.overlaps, IsEmpty());
}

TEST(Tabulate, HasNothingToSayOfEmptyLayers) {
    EXPECT_THAT(lines(TableCase{drawn({}), drawn({box(0, 0, 9, 9)})}.table()), IsEmpty());
    EXPECT_THAT(lines(TableCase{drawn({box(0, 0, 9, 9)}), drawn({})}.table()),
                ElementsAre("- - 1 81"));
}

} // namespace
} // namespace parkplan::overlay
