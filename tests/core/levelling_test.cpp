// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/levelling.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace parkplan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr AreaStep square_metre{AreaUnit::square_metre, 0};

ExactArea square_metres(double value) {
    return ExactArea{SquareMetres{value}};
}

std::vector<ExactArea> areas_of(const std::vector<double>& values) {
    std::vector<ExactArea> areas;
    for (const double value : values) {
        areas.push_back(square_metres(value));
    }
    return areas;
}

ExactArea sum_of(const std::vector<ExactArea>& areas) {
    return std::accumulate(areas.begin(), areas.end(), ExactArea{});
}

std::vector<std::string> keys_for(std::size_t count) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < count; ++i) {
        keys.push_back(fmt::format("k{:04}", i));
    }
    return keys;
}

std::vector<std::int64_t> levelled(const std::vector<double>& values) {
    const std::vector<ExactArea> areas = areas_of(values);
    return level_areas(areas, keys_for(areas.size()), sum_of(areas), square_metre).steps;
}

TEST(LevelAreas, KeepsRoundedAreasThatAddUp) {
    EXPECT_THAT(levelled({10.2, 20.3, 30.4}), ElementsAre(10, 20, 31)); // 60.9 is 61
    EXPECT_THAT(levelled({10.0, 20.0, 30.0}), ElementsAre(10, 20, 30));
    EXPECT_THAT(levelled({0.5}), ElementsAre(1));
    EXPECT_THAT(levelled({}), IsEmpty());
}

TEST(LevelAreas, GivesWhatIsLeftToTheLargestFirst) {
    EXPECT_THAT(levelled({3.4, 3.4, 4.4}), ElementsAre(3, 3, 5));
    EXPECT_THAT(levelled({3.6, 3.6, 4.6, 0.1}), ElementsAre(4, 4, 4, 0)); // 11.9 is 12, not 13
}

TEST(LevelAreas, TellsEqualAreasApartByTheirKeys) {
    const std::vector<ExactArea> areas = areas_of({1.4, 1.4, 1.4});
    const std::vector<std::string> keys{"c", "a", "b"};
    EXPECT_THAT(level_areas(areas, keys, sum_of(areas), square_metre).steps, ElementsAre(1, 2, 1));
}

TEST(LevelAreas, SharesOutALargeDifferenceInProportion) {
    const std::vector<ExactArea> areas = areas_of({1000.0, 3000.0});
    const auto result = level_areas(areas, keys_for(2), square_metres(4100.0), square_metre);
    EXPECT_THAT(result.steps, ElementsAre(1025, 3075));
    EXPECT_EQ(result.total, 4100);
    EXPECT_THAT(level_areas(areas, keys_for(2), ExactArea{}, square_metre).steps,
                ElementsAre(0, 0));
}

TEST(LevelAreas, LevelsInTheUnitOfTheTable) {
    constexpr AreaStep step{AreaUnit::hectare, 2};
    EXPECT_EQ(step.area(), square_metres(100.0));
    EXPECT_EQ(step.in_unit(12345), 123.45);
    const std::vector<ExactArea> areas = areas_of({33'340.0, 33'330.0, 33'330.0});
    EXPECT_THAT(level_areas(areas, keys_for(3), sum_of(areas), step).steps,
                ElementsAre(334, 333, 333));
    EXPECT_EQ((AreaStep{AreaUnit::square_kilometre, 4}.area()), square_metres(100.0));
    EXPECT_EQ((AreaStep{AreaUnit::square_metre, 2}.area()), square_metres(0.01));
}

TEST(LevelAreas, RefusesWhatCannotBeLevelled) {
    const std::vector<ExactArea> nothing = areas_of({0.0, 0.0});
    const auto level = [](const std::vector<ExactArea>& areas, std::size_t keys, ExactArea control,
                          AreaStep step) {
        return level_areas(areas, keys_for(keys), control, step);
    };
    EXPECT_THAT(level(nothing, 2, square_metres(0.4), square_metre).steps, ElementsAre(0, 0));
    EXPECT_THROW(level(nothing, 2, square_metres(1.0), square_metre), Error);
    EXPECT_THROW(level(nothing, 1, ExactArea{}, square_metre), Error);
    EXPECT_THROW(level(areas_of({-1.0}), 1, ExactArea{}, square_metre), Error);
    EXPECT_THROW(level(nothing, 2, ExactArea{}, {AreaUnit::mu, 2}), Error);
    EXPECT_THROW(level(nothing, 2, ExactArea{}, {AreaUnit::hectare, 5}), Error);
}

/// Lists of all sizes: many small areas beside large ones, ties, nothing at all.
std::vector<double> random_areas(std::mt19937& random) {
    std::uniform_int_distribution<int> counts{1, 40};
    std::uniform_int_distribution<int> kinds{0, 4};
    std::uniform_real_distribution<double> fractions{0.0, 1.0};
    std::vector<double> values;
    const int count = counts(random);
    for (int i = 0; i < count; ++i) {
        switch (kinds(random)) {
        case 0:
            values.push_back(0.0);
            break;
        case 1:
            values.push_back(0.5);
            break;
        case 2:
            values.push_back(fractions(random));
            break;
        case 3:
            values.push_back(100.0 * fractions(random));
            break;
        default:
            values.push_back(1e6 * fractions(random));
        }
    }
    return values;
}

TEST(LevelAreas, ClosesOnTheTotalAndStaysNearTheRoundedAreas) {
    std::mt19937 random{20231};
    for (int run = 0; run < 3000; ++run) {
        const std::vector<double> values = random_areas(random);
        const std::vector<ExactArea> areas = areas_of(values);
        const ExactArea sum = sum_of(areas);
        const auto result = level_areas(areas, keys_for(areas.size()), sum, square_metre);
        ASSERT_EQ(std::accumulate(result.steps.begin(), result.steps.end(), std::int64_t{0}),
                  result.total);
        ASSERT_EQ(static_cast<double>(result.total), round_half_away(sum.value().value(), 0));
        double plain_sum = 0.0;
        for (const ExactArea area : areas) {
            plain_sum += round_half_away(area.value().value(), 0);
        }
        const double missing = std::abs(static_cast<double>(result.total) - plain_sum);
        ASSERT_LE(missing, (static_cast<double>(areas.size()) + 1.0) / 2.0);
        for (std::size_t i = 0; i < areas.size(); ++i) {
            const double area = areas[i].value().value();
            const double bound = area > 0.0 ? area * missing / sum.value().value() + 1.5 : 0.0;
            ASSERT_LE(std::abs(static_cast<double>(result.steps[i]) - round_half_away(area, 0)),
                      bound)
                << fmt::format("{} in {}", i, fmt::join(values, " "));
            ASSERT_GE(result.steps[i], 0);
        }
    }
}

TEST(LevelAreas, DoesNotHangOnTheOrder) {
    std::mt19937 random{20232};
    for (int run = 0; run < 500; ++run) {
        const std::vector<ExactArea> areas = areas_of(random_areas(random));
        const std::vector<std::string> keys = keys_for(areas.size());
        const ExactArea control = sum_of(areas) + square_metres(7.0);
        if (sum_of(areas) == ExactArea{}) {
            continue;
        }
        const auto expected = level_areas(areas, keys, control, square_metre);
        std::vector<std::size_t> order(areas.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::shuffle(order, random);
        std::vector<ExactArea> mixed_areas;
        std::vector<std::string> mixed_keys;
        for (const std::size_t i : order) {
            mixed_areas.push_back(areas[i]);
            mixed_keys.push_back(keys[i]);
        }
        const auto found = level_areas(mixed_areas, mixed_keys, control, square_metre);
        for (std::size_t i = 0; i < order.size(); ++i) {
            ASSERT_EQ(found.steps[i], expected.steps[order[i]]);
        }
    }
}

} // namespace
} // namespace parkplan
