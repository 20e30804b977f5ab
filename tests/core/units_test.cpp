// SPDX-License-Identifier: MIT
#include "core/units.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace parkplan {
namespace {

using namespace literals; // NOLINT(google-build-using-namespace): literals only

template <typename A, typename B>
concept Addable = requires(A a, B b) {
    a + b;
};

static_assert(Addable<Metres, Metres>);
static_assert(!Addable<Metres, SquareMetres>);
static_assert(!std::is_convertible_v<double, Metres>);

TEST(Quantity, AddsSubtractsAndScalesInItsUnit) {
    EXPECT_EQ(1.5_m + 2.5_m, 4.0_m);
    EXPECT_EQ(1.5_m - 2.5_m, -1.0_m);
    EXPECT_EQ(2.0 * 1.5_m, 3.0_m);
    EXPECT_EQ(-(1.5_m), Metres{-1.5});
}

TEST(Quantity, DividesToABareNumber) {
    EXPECT_EQ(3.0_m2 / 2.0_m2, 1.5);
}

TEST(Quantity, LengthTimesLengthIsAnArea) {
    EXPECT_EQ(2.0_m * 3.0_m, 6.0_m2);
}

TEST(Quantity, IsOrderedByValue) {
    EXPECT_LT(1.0_m2, 2.0_m2);
    EXPECT_GE(2.0_m2, 2.0_m2);
}

} // namespace
} // namespace parkplan
