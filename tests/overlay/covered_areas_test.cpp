// SPDX-License-Identifier: MIT
#include "overlay/covered_areas.hpp"
#include "overlay/excess.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;

std::string box(double x0, double y0, double x1, double y1) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}

layer::Layer drawn(const std::vector<std::string>& wkts) {
    LayerBuilder builder{"test", "local"};
    for (const std::string& wkt : wkts) {
        builder.add(wkt);
    }
    return builder.build();
}

/// Covered areas in square metres, [row][choice].
std::vector<std::vector<double>> covered(const layer::Layer& a, const layer::Layer& b,
                                         const std::vector<std::uint32_t>& masks, std::size_t count,
                                         unsigned threads = 1) {
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    const std::vector<std::uint8_t> all_a(a.size(), 1);
    const std::vector<std::uint8_t> all_b(b.size(), 1);
    std::vector<SquareMetres> areas;
    for (std::size_t row = 0; row < a.size(); ++row) {
        areas.push_back(measurer.piece_area(a.table().polygons[row]));
    }
    TaskPool tasks{threads};
    std::vector<std::vector<double>> values;
    for (const auto& row :
         covered_areas({a, all_a}, areas, {b, all_b}, {masks, count}, measurer, tasks)) {
        std::vector<double>& out = values.emplace_back();
        for (const SquareMetres area : row) {
            out.push_back(area.value());
        }
    }
    return values;
}

using Figures = std::vector<std::vector<double>>;

TEST(CoveredAreas, AddsUpWhatLiesInsideByChoice) {
    const layer::Layer a = drawn({box(0, 0, 10, 10), box(20, 0, 30, 10)});
    const layer::Layer b = drawn({box(0, 0, 5, 5), box(5, 0, 25, 2), box(40, 0, 50, 1)});
    EXPECT_EQ(covered(a, b, {1, 3, 3}, 2), (Figures{{35, 10}, {10, 10}}));
    EXPECT_EQ(covered(a, b, {0, 0, 0}, 2), (Figures{{0, 0}, {0, 0}}));
}

TEST(CoveredAreas, CountsLandOnceThatSeveralCover) {
    const layer::Layer a = drawn({box(0, 0, 10, 10), box(10, 0, 20, 10)});
    const layer::Layer b = drawn({box(0, 0, 12, 6), box(0, 4, 12, 8), box(0, 4, 12, 6)});
    EXPECT_EQ(covered(a, b, {1, 1, 1}, 1), (Figures{{80}, {16}}));
    // The second is of another choice: nothing overlaps within one.
    EXPECT_EQ(covered(a, b, {1, 2, 0}, 2), (Figures{{60, 40}, {12, 8}}));
}

TEST(CoveredAreas, NoFigureIsLargerThanTheRow) {
    const layer::Layer a = drawn({box(0, 0, 10, 10)});
    const layer::Layer b = drawn({box(-5, -5, 15, 15), box(-5, -5, 15, 15)});
    EXPECT_EQ(covered(a, b, {1, 1}, 1), (Figures{{100}}));
}

TEST(CoveredAreas, AgreesWithTheExcessOfRandomLayersOnAnyNumberOfThreads) {
    std::mt19937_64 random{20261120};
    std::uniform_int_distribution<int> place{0, 90};
    std::uniform_int_distribution<int> size{1, 30};
    const auto boxes = [&](int count) {
        std::vector<std::string> wkts;
        for (int i = 0; i < count; ++i) {
            const int x = place(random);
            const int y = place(random);
            wkts.push_back(box(x, y, x + size(random), y + size(random)));
        }
        return drawn(wkts);
    };
    const layer::Layer a = boxes(20);
    const layer::Layer b = boxes(60);
    std::vector<std::uint32_t> masks(b.size());
    for (std::uint32_t& mask : masks) {
        mask = static_cast<std::uint32_t>(random() % 4);
    }
    const Figures found = covered(a, b, masks, 2);
    EXPECT_EQ(covered(a, b, masks, 2, 4), found);
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    const std::vector<std::uint8_t> all_a(a.size(), 1);
    const std::vector<std::uint8_t> all_b(b.size(), 1);
    TaskPool tasks{1};
    for (std::uint32_t choice = 0; choice < 2; ++choice) {
        const auto excess = excess_over(
            {a, all_a}, {b, all_b},
            [&](std::uint32_t, std::uint32_t row) { return ((masks[row] >> choice) & 1U) != 0; },
            measurer, tasks);
        for (std::size_t row = 0; row < a.size(); ++row) {
            const double area = measurer.piece_area(a.table().polygons[row]).value();
            EXPECT_NEAR(found[row][choice], area - excess[row]->area.value(), 1e-6);
        }
    }
}

} // namespace
} // namespace parkplan::overlay
