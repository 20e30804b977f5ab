// SPDX-License-Identifier: MIT
#include "overlay/excess.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using test::points_of;
using testing::ElementsAre;

layer::Layer drawn(const std::vector<std::string>& drawings) {
    LayerBuilder builder{"drawn", "local"};
    for (const std::string& wkt : drawings) {
        builder.add(wkt);
    }
    return builder.build();
}

std::vector<std::optional<Excess>> excess(const layer::Layer& subjects, const layer::Layer& covers,
                                          const MayCover& may_cover = {}, unsigned threads = 1) {
    TaskPool tasks{threads};
    const measure::Measurer measurer{subjects.crs(), subjects.box(), {}};
    const std::vector<std::uint8_t> all_subjects(subjects.size(), 1);
    const std::vector<std::uint8_t> all_covers(covers.size(), 1);
    return excess_over({subjects, all_subjects}, {covers, all_covers}, may_cover, measurer, tasks);
}

TEST(ExcessOver, IsWhatLiesOutside) {
    const auto found = excess(drawn({"POLYGON((2 0, 6 0, 6 2, 2 2, 2 0))"}),
                              drawn({"POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))"}));
    ASSERT_TRUE(found.at(0));
    EXPECT_THAT(points_of(found[0]->polygon), ElementsAre(geo::Point{5, 0}, geo::Point{6, 0},
                                                          geo::Point{6, 2}, geo::Point{5, 2}));
    EXPECT_EQ(found[0]->area, SquareMetres{2.0});
    EXPECT_FALSE(found[0]->rounding);
}

TEST(ExcessOver, AFeatureOnTheBoundaryIsCovered) {
    const auto found = excess(drawn({"POLYGON((0 0, 5 0, 5 2, 0 2, 0 0))"}),
                              drawn({"POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))"}));
    ASSERT_TRUE(found.at(0));
    EXPECT_TRUE(found[0]->polygon.empty());
    EXPECT_EQ(found[0]->area, SquareMetres{0.0});
}

TEST(ExcessOver, NeighboursCoverTogether) {
    const auto found =
        excess(drawn({"POLYGON((1 1, 9 1, 9 3, 1 3, 1 1))"}),
               drawn({"POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", "POLYGON((5 0, 9 0, 9 5, 5 5, 5 0))"}));
    ASSERT_TRUE(found.at(0));
    EXPECT_TRUE(found[0]->polygon.empty());
}

TEST(ExcessOver, OnlyAdmittedFeaturesCover) {
    const layer::Layer covers =
        drawn({"POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", "POLYGON((5 0, 9 0, 9 5, 5 5, 5 0))"});
    const auto found =
        excess(drawn({"POLYGON((4 0, 6 0, 6 1, 4 1, 4 0))"}), covers,
               [](std::uint32_t /*subject*/, std::uint32_t cover) { return cover == 1; });
    ASSERT_TRUE(found.at(0));
    EXPECT_THAT(points_of(found[0]->polygon), ElementsAre(geo::Point{4, 0}, geo::Point{5, 0},
                                                          geo::Point{5, 1}, geo::Point{4, 1}));
}

TEST(ExcessOver, WithoutACoverAllIsExcess) {
    const auto found = excess(drawn({"POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))"}), drawn({}));
    ASSERT_TRUE(found.at(0));
    EXPECT_EQ(found[0]->area, SquareMetres{4.0});
}

TEST(ExcessOver, SaysNothingOfRowsThatAreNotUsable) {
    const layer::Layer subjects = LayerBuilder{"s", "local"}.add_without().build();
    const layer::Layer covers = drawn({"POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))"});
    TaskPool tasks{1};
    const measure::Measurer measurer{covers.crs(), covers.box(), {}};
    const std::vector<std::uint8_t> none{0};
    const std::vector<std::uint8_t> one{1};
    EXPECT_FALSE(excess_over({subjects, none}, {covers, one}, {}, measurer, tasks).at(0));
}

TEST(ExcessOver, ThreadsChangeNothing) {
    LayerBuilder subjects{"subjects"};
    LayerBuilder covers{"covers"};
    subjects.origin({500000.0, 4420000.0});
    covers.origin({500000.0, 4420000.0});
    for (int i = 0; i < 20; ++i) {
        subjects.add(
            fmt::format("POLYGON(({0} 0, {1} 5, {1} 205, {0} 200, {0} 0))", 70 * i, 70 * i + 90));
        covers.add(
            fmt::format("POLYGON(({0} 3, {1} 9, {1} 190, {0} 191, {0} 3))", 80 * i, 80 * i + 80));
    }
    const layer::Layer first = subjects.build();
    const layer::Layer second = covers.build();
    const auto one = excess(first, second, {}, 1);
    const auto four = excess(first, second, {}, 4);
    ASSERT_EQ(one.size(), four.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(points_of(one[i]->polygon), points_of(four[i]->polygon));
        EXPECT_EQ(one[i]->area, four[i]->area);
    }
}

} // namespace
} // namespace parkplan::overlay
