// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "overlay/tabulated.hpp"
#include "overlay/zone_faces.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ZoneFaces faces_of(const layer::Layer& zones, std::vector<std::uint8_t> usable = {}) {
    usable.resize(zones.size(), 1);
    TaskPool tasks{1};
    const measure::Measurer measurer{zones.crs(), zones.box(), {}};
    return resolve_zones({zones, usable}, measurer, tasks);
}

/// "zones: planar area" by face.
std::vector<std::string> lines(const ZoneFaces& faces) {
    std::vector<std::string> all;
    for (std::size_t face = 0; face < faces.zones.size(); ++face) {
        all.push_back(fmt::format("{}: {}", fmt::join(faces.zones[face], " "),
                                  geo::planar_area(faces.polygons[face])));
    }
    return all;
}

TEST(ZoneFaces, AreTheZonesWhereNoneOverlap) {
    const layer::Layer zones = drawn({box(0, 0, 4, 4), box(4, 0, 4, 4), box(20, 0, 1, 1)});
    const ZoneFaces faces = faces_of(zones);
    EXPECT_THAT(lines(faces), ElementsAre("0: 16", "1: 16", "2: 1"));
    EXPECT_THAT(faces.overlaps, IsEmpty());
    EXPECT_THAT(faces.edges, SizeIs(3));
    EXPECT_EQ(faces.outline.size(), 10U);
}

TEST(ZoneFaces, LeaveOutZonesThatAreNotUsable) {
    const layer::Layer zones = drawn({box(0, 0, 4, 4), box(2, 0, 4, 4), box(20, 0, 1, 1)});
    const ZoneFaces faces = faces_of(zones, {1, 0, 1});
    EXPECT_THAT(lines(faces), ElementsAre("0: 16", "2: 1"));
    EXPECT_THAT(faces.edges, SizeIs(2));
}

TEST(ZoneFaces, CutGroupsOfZonesAndNoOthers) {
    const layer::Layer zones = drawn(
        {box(0, 0, 4, 4), box(2, 0, 4, 4), box(6, 0, 4, 4), box(20, 0, 4, 4), box(21, 1, 1, 1)});
    const ZoneFaces faces = faces_of(zones);
    EXPECT_THAT(lines(faces), ElementsAre("0: 8", "0 1: 8", "1: 8", "2: 16", "3: 15", "3 4: 1"));
    ASSERT_THAT(faces.overlaps, SizeIs(2));
    EXPECT_EQ(faces.overlaps[1].relation, Relation::b_inside_a);
}

TEST(ZoneFaces, SeeIdenticalZonesInStacks) {
    // Every edge between the two layers of zones has a partner on the other side.
    const layer::Layer zones = drawn({box(0, 0, 4, 4), box(0, 4, 4, 4), box(0, 8, 4, 4),
                                      box(0, 0, 4, 4), box(0, 4, 4, 4), box(0, 8, 4, 4)});
    const ZoneFaces faces = faces_of(zones);
    EXPECT_THAT(lines(faces), ElementsAre("0 3: 16", "1 4: 16", "2 5: 16"));
    EXPECT_THAT(faces.overlaps, SizeIs(3));
}

TEST(ZoneFaces, SeeAZoneUnderAPartitionThatHidesIt) {
    // The small zone lies inside of one of the others and touches none of their edges.
    const layer::Layer zones =
        drawn({box(0, 0, 10, 10), box(10, 0, 10, 10), box(3, 3, 2, 2), box(9, 4, 2, 2)});
    const ZoneFaces faces = faces_of(zones);
    EXPECT_THAT(lines(faces), ElementsAre("0: 94", "0 2: 4", "0 3: 2", "1: 98", "1 3: 2"));
}

TEST(ZoneFaces, DoNotDependOnTheOrderOfTheRows) {
    std::vector<std::string> wkts{
        "POLYGON((440000 4420000,440700 4420100,440500 4420900,440000 4420000))",
        "POLYGON((440300 4420000,440900 4420300,440200 4420600,440300 4420000))",
        "POLYGON((440100 4420300,440800 4420200,440700 4420500,440100 4420300))"};
    const auto points = [](const ZoneFaces& faces) {
        std::vector<std::vector<geo::Point>> all;
        for (std::size_t face = 0; face < faces.zones.size(); ++face) {
            const auto of_face = faces.polygons[face].points();
            all.emplace_back(of_face.begin(), of_face.end());
        }
        std::ranges::sort(all);
        return all;
    };
    const auto expected = points(faces_of(drawn(wkts, "EPSG:4548")));
    std::ranges::reverse(wkts);
    EXPECT_EQ(points(faces_of(drawn(wkts, "EPSG:4548"))), expected);
    std::rotate(wkts.begin(), wkts.begin() + 1, wkts.end());
    EXPECT_EQ(points(faces_of(drawn(wkts, "EPSG:4548"))), expected);
}

} // namespace
} // namespace parkplan::overlay
