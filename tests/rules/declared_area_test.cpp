// SPDX-License-Identifier: MIT
#include "rules/declared_area.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {
namespace {

using testing::HasSubstr;

/// "17.63, 2 decimals, km2: 17630000 m2", or why it cannot be read.
std::string read(std::string_view text, std::string_view unit = {}) {
    const Declared declared = read_declared(text, declared_unit(unit));
    if (!declared.area) {
        return declared.why.en;
    }
    return fmt::format("{}, {} decimals, {}: {:.6g} m2", declared.area->text,
                       declared.area->decimals, declared.area->unit.name,
                       declared.area->area().value());
}

TEST(ReadDeclared, TakesTheUnitBesideTheNumberOrTheUsualOne) {
    EXPECT_EQ(read("17.63", "km2"), "17.63, 2 decimals, km2: 1.763e+07 m2");
    EXPECT_EQ(read(" 17.630 平方公里 ", "ha"), "17.630, 3 decimals, 平方公里: 1.763e+07 m2");
    EXPECT_EQ(read("1763公顷"), "1763, 0 decimals, 公顷: 1.763e+07 m2");
    EXPECT_EQ(read("3亩"), "3, 0 decimals, 亩: 2000 m2");
    EXPECT_EQ(read("5 万平方米"), "5, 0 decimals, 万平方米: 50000 m2");
    EXPECT_EQ(read("1.5万亩"), "1.5, 1 decimals, 万亩: 1e+07 m2");
    EXPECT_EQ(read("2 KM2"), "2, 0 decimals, KM2: 2e+06 m2");
}

TEST(ReadDeclared, TakesGroupsOfThousandsAndExponents) {
    EXPECT_EQ(read("1,999,829.39", "m2"), "1,999,829.39, 2 decimals, m2: 1.99983e+06 m2");
    EXPECT_EQ(read("1 999 829 m2"), "1 999 829, 0 decimals, m2: 1.99983e+06 m2");
    EXPECT_EQ(read("1.5e3", "m2"), "1.5e3, 0 decimals, m2: 1500 m2");
    EXPECT_EQ(read("1.25e1", "m2"), "1.25e1, 1 decimals, m2: 12.5 m2");
    EXPECT_EQ(read("5e-2", "ha"), "5e-2, 2 decimals, ha: 500 m2");
}

TEST(ReadDeclared, SaysWhatIsWrong) {
    for (const std::string_view text :
         {"", "about 17", "约17.63", "-3", "0", "0.00", ".5", "nan", "1e400", "1e99999999999"}) {
        EXPECT_EQ(read(text, "ha"), "a number above 0 is needed") << text;
    }
    EXPECT_EQ(read("1e300 km2"), "it is larger than the Earth");
    EXPECT_EQ(read("17.63"), "its unit is not stated");
    EXPECT_EQ(read("17.63 acres"), "'acres' is no unit of area");
    EXPECT_EQ(read("17,63", "km2"), "',63' is no unit of area");
    EXPECT_EQ(read("1 2 ha"), "'2 ha' is no unit of area");
}

TEST(DeclaredArea, StandsForWhatRoundsToIt) {
    EXPECT_EQ(read_declared("17.63km2", {}).area->half_step(), SquareMetres{5000});
    EXPECT_EQ(read_declared("1763ha", {}).area->half_step(), SquareMetres{5000});
    EXPECT_EQ(read_declared("100m2", {}).area->half_step(), SquareMetres{0.5});
}

std::string explained(std::string_view declared, double measured_m2) {
    return explain_difference(*read_declared(declared, {}).area, SquareMetres{measured_m2}).en;
}

TEST(ExplainDifference, RecognisesOtherUnits) {
    const double park = 17628123.4;
    EXPECT_EQ(explained("1763 m2", park), "the number fits ha or 10 000 m² (万平方米), not m2: "
                                          "'1763' would be 17630000.00 m²");
    EXPECT_THAT(explained("17.63 ha", park), HasSubstr("the number fits km², not ha: "));
    EXPECT_THAT(explained("1763 km2", park), HasSubstr("the number fits ha or"));
    EXPECT_THAT(explained("17628123 ha", park), HasSubstr("the number fits m², not ha: "));
    EXPECT_THAT(explained("26442 ha", park), HasSubstr("the number fits 亩, not ha: "));
    EXPECT_THAT(explained("2.6442 km2", park), HasSubstr("the number fits 万亩, not km2: "));
    EXPECT_THAT(explained("1763 亩", park), HasSubstr("the number fits ha or"));
    EXPECT_THAT(explained("1763 平方米", park), HasSubstr("not 平方米"));
    EXPECT_EQ(explain_difference(*read_declared("1763 公顷", {}).area, SquareMetres{1763}).zh,
              "数值与“平方米”相符，疑将其误写为“公顷”：按此“1763”为 1763.00 m²");
}

TEST(ExplainDifference, RecognisesAMovedDecimalPoint) {
    const double park = 17628123.4;
    EXPECT_EQ(explained("176.3 km2", park),
              "the declared figure is 10 times the measured area: check the decimal point");
    EXPECT_EQ(explained("1.763 km2", park),
              "the declared figure is 1/10 of the measured area: check the decimal point");
    EXPECT_THAT(explained("176300 ha", park), HasSubstr("is 100 times"));
    EXPECT_THAT(explained("1.763 ha", 17628.0), testing::IsEmpty());
}

TEST(ExplainDifference, RecognisesARoundedFigure) {
    EXPECT_EQ(explained("17630000 m2", 17628123.4),
              "it is the measured area rounded to 10 000 m²; a tolerance can allow for that");
    EXPECT_EQ(explained("17620000 m2", 17628123.4), "");
}

TEST(ExplainDifference, RecognisesWithinHalfAPercent) {
    EXPECT_THAT(explained("1000 m2", 10049999.0), HasSubstr("ha"));
    EXPECT_EQ(explained("1000 m2", 10060000.0), "");
    EXPECT_EQ(explained("16 km2", 17628123.4), "");
    EXPECT_EQ(explained("16 km2", 0.0), "");
}

} // namespace
} // namespace parkplan::rules
