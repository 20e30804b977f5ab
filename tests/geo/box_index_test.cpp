// SPDX-License-Identifier: MIT
#include "geo/box_index.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using Numbers = std::vector<std::uint32_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

std::vector<Box> random_boxes(Random& random, std::size_t count, double largest) {
    std::vector<Box> boxes(count);
    for (Box& box : boxes) {
        const Point corner{std::floor(random.between(0, 1000)),
                           std::floor(random.between(0, 1000))};
        box.add(corner);
        box.add(Point{corner.x + std::floor(random.between(0, largest)),
                      corner.y + std::floor(random.between(0, largest))});
    }
    return boxes;
}

/// Numbers of the boxes that meet `box`, by comparing every one.
Numbers meeting(const std::vector<Box>& boxes, const Box& box) {
    Numbers found;
    for (std::uint32_t j = 0; j < boxes.size(); ++j) {
        if (box.meets(boxes[j])) {
            found.push_back(j);
        }
    }
    return found;
}

TEST(BoxIndex, FindsWhatEveryBoxComparedFinds) {
    Random random{51};
    for (const std::size_t count : {0U, 1U, 2U, 16U, 17U, 256U, 257U, 3000U}) {
        const std::vector<Box> boxes = random_boxes(random, count, 60.0);
        const BoxIndex index{boxes};
        Pairs pairs;
        for (std::uint32_t i = 0; i < count; ++i) {
            const Numbers wanted = meeting(boxes, boxes[i]);
            ASSERT_EQ(index.query(boxes[i]), wanted);
            for (auto j = std::ranges::upper_bound(wanted, i); j != wanted.end(); ++j) {
                pairs.emplace_back(i, *j);
            }
        }
        ASSERT_EQ(index.meeting_pairs(), pairs);
        ASSERT_EQ(index.query({{-9, -9}, {-1, -1}}), Numbers{});
    }
}

TEST(BoxIndex, CountsTheBoundary) {
    const std::vector<Box> boxes{{{0, 0}, {1, 1}}, {{1, 1}, {2, 2}}, {{2.5, 0}, {3, 1}}};
    EXPECT_EQ(BoxIndex{boxes}.meeting_pairs(), (Pairs{{0, 1}}));
    EXPECT_EQ((BoxIndex{boxes}.query({{2, 1}, {2.5, 1}})), (Numbers{1, 2}));
}

TEST(BoxIndex, NeverFindsEmptyBoxes) {
    const double nan = std::nan("");
    const std::vector<Box> boxes{{}, {{0, 0}, {1, 1}}, {{0, nan}, {1, nan}}, {}, {{0, 0}, {0, 0}}};
    EXPECT_EQ((BoxIndex{boxes}.query({{-9, -9}, {9, 9}})), (Numbers{1, 4}));
    EXPECT_EQ(BoxIndex{boxes}.meeting_pairs(), (Pairs{{1, 4}}));
    EXPECT_EQ(BoxIndex{boxes}.query({}), Numbers{});
}

TEST(BoxIndex, FindsBoxesWithoutEnd) {
    const double inf = std::numeric_limits<double>::infinity();
    const std::vector<Box> boxes{{{-inf, 0}, {inf, 1}}, {{5, 5}, {6, 6}}, {{4, 0}, {5, inf}}};
    EXPECT_EQ(BoxIndex{boxes}.meeting_pairs(), (Pairs{{0, 2}, {1, 2}}));
}

TEST(BoxIndex, SurvivesBoxesInOnePlace) {
    const std::vector<Box> boxes(100, Box{{5, 5}, {5, 5}});
    EXPECT_EQ(BoxIndex{boxes}.meeting_pairs().size(), 4950U);
}

TEST(BoxIndex, MovesWithItsContents) {
    const std::vector<Box> boxes{{{0, 0}, {1, 1}}};
    BoxIndex index{std::span<const Box>{}};
    index = BoxIndex{boxes};
    EXPECT_EQ(index.query(boxes[0]), Numbers{0});
}

} // namespace
} // namespace parkplan::geo
