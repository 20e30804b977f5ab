// SPDX-License-Identifier: MIT
#include "review/finding.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <variant>

namespace parkplan::review {
namespace {

TEST(Outcome, HasTheWordsOfTheBureau) {
    EXPECT_EQ(title_of(Outcome::pass).zh, "符合");
    EXPECT_EQ(title_of(Outcome::fail).zh, "未达到");
    EXPECT_EQ(title_of(Outcome::undecided).zh, "临界（需核实）");
    EXPECT_EQ(title_of(Outcome::not_checked).zh, "未检查");
    EXPECT_EQ(title_of(Outcome::not_checked).en, "not checked");
}

TEST(Outcome, HasNamesForPrograms) {
    EXPECT_EQ(name_of(Outcome::pass), "pass");
    EXPECT_EQ(name_of(Outcome::fail), "fail");
    EXPECT_EQ(name_of(Outcome::undecided), "undecided");
    EXPECT_EQ(name_of(Outcome::not_checked), "not_checked");
}

TEST(PlaceOf, IsThePointOfADefect) {
    const geo::Shape place = place_of(geo::Defect{geo::DefectKind::self_crossing, 0, 0, 3, {2, 5}});
    const geo::Shape expected = geo::MultiPoint{{{2, 5}}};
    ASSERT_TRUE(std::holds_alternative<geo::MultiPoint>(place));
    EXPECT_EQ(std::get<geo::MultiPoint>(place), std::get<geo::MultiPoint>(expected));
}

TEST(PlaceOf, IsNothingForACoordinateThatIsNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::holds_alternative<std::monostate>(
        place_of(geo::Defect{geo::DefectKind::not_finite, 0, 0, 0, {nan, 1}})));
}

} // namespace
} // namespace parkplan::review
