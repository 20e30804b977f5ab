// SPDX-License-Identifier: MIT
#include "overlay/path_cutter.hpp"
#include "support/layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

namespace parkplan::overlay {
namespace {

using geo::Point;
using test::LayerBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

/// Two squares side by side, and one with a hole, all of side 10.
layer::Layer areas() {
    return LayerBuilder{"areas", "local"}
        .add("POLYGON((0 0,10 0,10 10,0 10,0 0))")
        .add("POLYGON((10 0,20 0,20 10,10 10,10 0))")
        .add("POLYGON((30 0,40 0,40 10,30 10,30 0),(33 3,37 3,37 7,33 7,33 3))")
        .build();
}

const std::vector<std::uint8_t> all{1, 1, 1};

std::vector<PathPart> cut(std::vector<Point> line, const PathCutter::Near& near = {},
                          double unit = 1.0) {
    const layer::Layer layer = areas();
    std::vector<PathPart> parts;
    PathCutter{{layer, all}, unit}.cut(line, near, parts);
    return parts;
}

auto part(std::vector<std::uint32_t> rows, double length, bool near = false) {
    return testing::AllOf(testing::Field(&PathPart::rows, rows),
                          testing::Field(&PathPart::near_border, near),
                          testing::Field(&PathPart::length, ExactNumber::of(length).value()));
}

TEST(PathCutter, SharesALineOutAmongAreas) {
    EXPECT_THAT(cut({{-5, 5}, {45, 5}}),
                ElementsAre(part({}, 24.0), part({0}, 10.0), part({1}, 10.0), part({2}, 6.0)));
    EXPECT_THAT(cut({{2, 2}, {8, 2}, {8, 8}}), ElementsAre(part({0}, 12.0)));
    EXPECT_THAT(cut({{2, 2}, {8, 2}}, {}, 0.5), ElementsAre(part({0}, 3.0)));
    EXPECT_THAT(cut({{2, 2}, {2, 2}}), IsEmpty());
}

TEST(PathCutter, WhatRunsAlongABorderLiesOnBothSidesOfIt) {
    EXPECT_THAT(cut({{10, 2}, {10, 12}}), ElementsAre(part({}, 2.0), part({0, 1}, 8.0)));
    EXPECT_THAT(cut({{0, 0}, {0, 10}}), ElementsAre(part({0}, 10.0)));
    EXPECT_THAT(cut({{5, 5}, {15, 15}}),
                ElementsAre(part({}, 5 * std::numbers::sqrt2), part({0}, 5 * std::numbers::sqrt2)));
}

TEST(PathCutter, TellsWhatIsNearABorder) {
    const layer::Layer layer = areas();
    const PathCutter cutter{{layer, all}, 1.0};
    const std::vector<geo::EdgeIndex> both{cutter.edges(0), cutter.edges(1)};
    const LandBorder border{both}; // around the first two: there is none between them
    EXPECT_THAT(cut({{-5, 5}, {15, 5}}, {&border, 1.0}),
                ElementsAre(part({}, 4.0), part({0}, 9.0), part({1}, 5.0), part({}, 1.0, true),
                            part({0}, 1.0, true)));
    // Around a corner what is near is round.
    EXPECT_THAT(cut({{20, 11}, {25, 11}}, {&border, 2.0}),
                ElementsAre(part({}, 5.0 - std::sqrt(3.0)), part({}, std::sqrt(3.0), true)));
    EXPECT_EQ(border.distance({10, 5}), 5.0);
    EXPECT_EQ(border.distance({-3, 14}), 5.0);
    // Of two lands each has a border of its own: one between them, none within either.
    const std::vector<std::vector<geo::EdgeIndex>> lands{both, {cutter.edges(2)}};
    EXPECT_EQ(LandBorder::of_each(lands).distance({10, 5}), 5.0);
    EXPECT_EQ(LandBorder::of_each(lands).distance({31, 2}), 1.0);
    const std::vector<std::vector<geo::EdgeIndex>> apart{{both[0]}, {both[1]}};
    EXPECT_EQ(LandBorder::of_each(apart).distance({10, 5}), 0.0);
    EXPECT_EQ((LandBorder{std::vector<geo::EdgeIndex>{}}.distance({0, 0})),
              std::numeric_limits<double>::infinity());
}

TEST(PathCutter, SaysWhereAPointLies) {
    const layer::Layer layer = areas();
    const PathCutter cutter{{layer, all}, 1.0};
    EXPECT_THAT(cutter.at({5, 5}), ElementsAre(0));
    EXPECT_THAT(cutter.at({10, 5}), ElementsAre(0, 1));
    EXPECT_THAT(cutter.at({35, 5}), IsEmpty());
    EXPECT_THAT(cutter.at({33, 5}), ElementsAre(2));
    const std::vector<std::uint8_t> one{1, 0, 0};
    EXPECT_THAT((PathCutter{{layer, one}, 1.0}.at({10, 5})), ElementsAre(0));
}

TEST(PathCutter, PartsAddUpToTheLineInEitherDirection) {
    std::mt19937 random{11};
    std::uniform_real_distribution<double> places{-5.0, 45.0};
    for (int round = 0; round < 200; ++round) {
        std::vector<Point> line;
        double length = 0.0;
        for (std::size_t i = 0; i < 6; ++i) {
            line.push_back({places(random), places(random) / 3.0});
            length +=
                i == 0 ? 0.0 : std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
        }
        const auto forth = cut(line);
        std::ranges::reverse(line);
        const auto back = cut(line);
        ASSERT_EQ(forth.size(), back.size());
        ExactNumber sum;
        for (std::size_t i = 0; i < forth.size(); ++i) {
            ASSERT_EQ(forth[i].length, back[i].length);
            sum += forth[i].length;
        }
        ASSERT_NEAR(sum.value(), length, 1e-4);
    }
}

} // namespace
} // namespace parkplan::overlay
