// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/number.hpp"
#include "core/thrown.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace parkplan {
namespace {

using test::Thrown;
using test::thrown_by;

std::int64_t units(double area) {
    return static_cast<std::int64_t>(ExactArea{SquareMetres{area}}.micro_square_metres());
}

TEST(ExactArea, StartsAtZero) {
    EXPECT_EQ(ExactArea{}.micro_square_metres(), 0);
    EXPECT_EQ(ExactArea{}, ExactArea{SquareMetres{-0.0}});
}

TEST(ExactArea, CountsMillionthsOfASquareMetre) {
    EXPECT_EQ(units(1.0), 1'000'000);
    EXPECT_EQ(units(1999829.397712), 1'999'829'397'712);
    EXPECT_EQ(units(-0.25), -250'000);
    EXPECT_EQ(units(1e-300), 0);
    EXPECT_EQ(units(std::numeric_limits<double>::denorm_min()), 0);
}

// Multiples of 2^-7: ties that a double holds exactly.
TEST(ExactArea, RoundsHalfAwayFromZero) {
    EXPECT_EQ(units(0.0078125), 7813);   // 7812.5
    EXPECT_EQ(units(-0.0078125), -7813); // -7812.5
    EXPECT_EQ(units(0.0234375), 23438);  // 23437.5
    EXPECT_EQ(units(0.0000004), 0);
    EXPECT_EQ(units(0.0000006), 1);
}

// The binary value of the first lies a little below the tie, that of the second above.
TEST(ExactArea, RoundsTheDecimalThatAPersonReads) {
    EXPECT_EQ(units(4000000.0000015), 4'000'000'000'002);
    EXPECT_EQ(units(4000000.0000004997), 4'000'000'000'000);
    EXPECT_EQ(units(0.49999999999e-6), 0);
    EXPECT_EQ(units(0.5e-6), 1);
}

TEST(ExactArea, RoundsAsTextDoes) {
    std::mt19937_64 random{7}; // NOLINT(cert-msc51-cpp): the same numbers on every run
    std::uniform_real_distribution<double> power{-9.0, 15.9};
    for (int i = 0; i < 20000; ++i) {
        const double area = (i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, power(random));
        EXPECT_EQ(format_exact(ExactArea{SquareMetres{area}}), format_fixed(area, 6)) << area;
        const double tie = std::round(std::fmod(area, 1e9) * 1e6) / 1e6 + 0.5e-6;
        EXPECT_EQ(format_exact(ExactArea{SquareMetres{tie}}), format_fixed(tie, 6)) << tie;
    }
}

TEST(ExactArea, GivesTheValueBack) {
    for (const double area : {0.0, 0.01, -0.01, 1.5, 1999829.397712, 9e9, -123456789.654321}) {
        EXPECT_EQ(ExactArea{SquareMetres{area}}.value().value(), area);
    }
    EXPECT_EQ(ExactArea{SquareMetres{9e15}}.value().value(), 9e15);
    EXPECT_EQ(ExactArea{SquareMetres{-510065621724088.5}}.value().value(), -510065621724088.5);
}

TEST(ExactArea, SumsTheSameInAnyOrder) {
    std::mt19937 random{20240501}; // NOLINT(cert-msc51-cpp): the same numbers on every run
    std::uniform_real_distribution<double> area{-1e4, 1e9};
    std::vector<ExactArea> parts;
    parts.reserve(2000);
    for (int i = 0; i < 2000; ++i) {
        parts.emplace_back(SquareMetres{area(random)});
    }
    const ExactArea forward = std::accumulate(parts.begin(), parts.end(), ExactArea{});
    std::ranges::shuffle(parts, random);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), ExactArea{}), forward);
}

TEST(ExactArea, AddsSubtractsAndCompares) {
    const ExactArea third{SquareMetres{0.3}};
    const ExactArea tenth{SquareMetres{0.1}};
    EXPECT_EQ(tenth + tenth + tenth, third);
    EXPECT_EQ(third - tenth - tenth, tenth);
    EXPECT_LT(tenth, third);
}

TEST(ExactArea, RefusesWhatCannotBeSummed) {
    const auto make = [](double value) {
        return thrown_by([value] { return ExactArea{SquareMetres{value}}; });
    };
    EXPECT_EQ(make(std::numeric_limits<double>::quiet_NaN()),
              (Thrown{ErrorKind::internal,
                      "area 'nan' m² cannot be summed; a finite number up to 9e+15 is needed"}));
    EXPECT_EQ(make(-std::numeric_limits<double>::infinity()),
              (Thrown{ErrorKind::internal,
                      "area '-inf' m² cannot be summed; a finite number up to 9e+15 is needed"}));
    EXPECT_EQ(make(1e16),
              (Thrown{ErrorKind::internal,
                      "area '1e+16' m² cannot be summed; a finite number up to 9e+15 is needed"}));
}

TEST(FormatExact, PrintsAllDigits) {
    const auto print = [](double value) { return format_exact(ExactArea{SquareMetres{value}}); };
    EXPECT_EQ(print(0.0), "0.000000");
    EXPECT_EQ(print(1999829.397712), "1999829.397712");
    EXPECT_EQ(print(-0.000001), "-0.000001");
    EXPECT_EQ(print(0.1), "0.100000");
    EXPECT_EQ(print(-12.0), "-12.000000");
    EXPECT_EQ(print(9e15), "9000000000000000.000000");
    EXPECT_EQ(print(1e-9), "0.000000");
}

} // namespace
} // namespace parkplan
