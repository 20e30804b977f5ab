// SPDX-License-Identifier: MIT
#include "measure/uncertainty.hpp"
#include "measure/vectors.hpp"
#include "support/drawing.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace parkplan::measure {
namespace {

double sigma(std::string_view wkt, double point_accuracy_m) {
    return point_accuracy_m * sigma_per_metre(test::wkt(wkt).view()).value();
}

TEST(SigmaPerMetre, GivesThePublishedFiguresOfTheTwoSquareKilometres) {
    const std::string_view square = test::survey_vectors[0].wkt;
    EXPECT_NEAR(sigma(square, 0.05), 70.7, 0.05);
    EXPECT_NEAR(sigma(square, 0.075), 106.0, 0.1);
    EXPECT_NEAR(sigma(square, 0.10), 141.4, 0.1);
    EXPECT_NEAR(sigma(square, 1.0), 1414.2, 0.1);
}

TEST(SigmaPerMetre, FallsWithIndependentVertices) {
    // The same square with a vertex every 70.7107 m (20 per side): 21.6 m2 at 5 cm.
    std::string ring = "POLYGON((";
    const double side = 1414.214;
    const auto add = [&](double x, double y) { ring += fmt::format("{} {}, ", x, y); };
    for (int i = 0; i < 20; ++i) {
        add(side * i / 20, 0);
    }
    for (int i = 0; i < 20; ++i) {
        add(side, side * i / 20);
    }
    for (int i = 0; i < 20; ++i) {
        add(side - side * i / 20, side);
    }
    for (int i = 0; i < 20; ++i) {
        add(0, side - side * i / 20);
    }
    ring += "0 0))";
    EXPECT_NEAR(sigma(ring, 0.05), 21.6, 0.6);
}

TEST(SigmaPerMetre, IgnoresExactDuplicates) {
    EXPECT_EQ(sigma("POLYGON((0 0, 4 0, 4 0, 4 3, 0 3, 0 0))", 1.0),
              sigma("POLYGON((0 0, 4 0, 4 3, 0 3, 0 0))", 1.0));
}

TEST(SigmaPerMetre, AddsGradientsAtOnePointBeforeSquaring) {
    // Two parts that meet in one corner: there the gradients are opposite and cancel.
    const double joined = sigma("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 1, 0 0)), "
                                "((1 1, 2 1, 2 2, 1 2, 1 1)))",
                                1.0);
    const double apart = sigma("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 1, 0 0)), "
                               "((5 5, 6 5, 6 6, 5 6, 5 5)))",
                               1.0);
    // Apart: 8 vertices with D² = 2. Joined: the two at the corner drop out.
    EXPECT_NEAR(apart, std::sqrt(16.0 / 8.0), 1e-12);
    EXPECT_NEAR(joined, std::sqrt(12.0 / 8.0), 1e-12);
}

TEST(SigmaPerMetre, CountsHolesWithTheirSign) {
    // A hole that shares a corner with its shell: at the corner the gradients partly cancel.
    const double shared = sigma("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (0 0, 1 2, 2 1, 0 0))", 1.0);
    const double inside = sigma("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 3, 3 2, 1 1))", 1.0);
    EXPECT_LT(shared, inside);
}

TEST(SigmaPerMetre, DependsOnNeitherStartNorDirection) {
    EXPECT_EQ(sigma("POLYGON((0 0, 4.1 0.3, 4 3, 0.2 3, 0 0))", 1.0),
              sigma("POLYGON((4 3, 4.1 0.3, 0 0, 0.2 3, 4 3))", 1.0));
}

TEST(SigmaPerMetre, DropsABoundaryThatTwoPiecesShare) {
    std::vector<geo::VertexGradient> gradients;
    geo::append_gradients(test::wkt("POLYGON((0 0, 4 0, 4 3, 0 3, 0 0))").view(), gradients);
    geo::append_gradients(test::wkt("POLYGON((4 0, 9 0, 9 3, 4 3, 4 0))").view(), gradients);
    std::vector<geo::VertexGradient> other_order{gradients.rbegin(), gradients.rend()};
    const Metres both = sigma_per_metre(gradients);
    EXPECT_DOUBLE_EQ(both.value(), sigma("POLYGON((0 0, 4 0, 9 0, 9 3, 4 3, 0 3, 0 0))", 1.0));
    EXPECT_EQ(sigma_per_metre(other_order), both);
}

} // namespace
} // namespace parkplan::measure
