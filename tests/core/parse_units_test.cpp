// SPDX-License-Identifier: MIT
#include "core/parse_units.hpp"
#include "core/thrown.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan {
namespace {

using test::Thrown;
using test::thrown_by;
using Case = std::pair<std::string_view, double>;

TEST(ParseLength, KnowsEveryUnit) {
    constexpr auto cases = std::to_array<Case>({
        {"5mm", 0.005},
        {"5cm", 0.05},
        {"5dm", 0.5},
        {"5m", 5.0},
        {"5km", 5000.0},
        {"5ft", 1.524},
        {"5毫米", 0.005},
        {"5厘米", 0.05},
        {"5分米", 0.5},
        {"5米", 5.0},
        {"5公里", 5e3},
        {"5千米", 5e3},
    });
    for (const auto& [text, metres] : cases) {
        EXPECT_EQ(parse_length(text), Metres{metres}) << text;
    }
}

TEST(ParseArea, KnowsEveryUnit) {
    constexpr auto cases = std::to_array<Case>({
        {"3mm2", 3e-6},     {"3mm²", 3e-6},      {"3平方毫米", 3e-6}, {"3cm2", 3e-4},
        {"3cm²", 3e-4},     {"3平方厘米", 3e-4}, {"3m2", 3.0},        {"3m²", 3.0},
        {"3㎡", 3.0},       {"3平方米", 3.0},    {"3ha", 3e4},        {"3公顷", 3e4},
        {"3km2", 3e6},      {"3km²", 3e6},       {"3㎢", 3e6},        {"3平方公里", 3e6},
        {"3平方千米", 3e6}, {"3mu", 2000.0},     {"3亩", 2000.0},
    });
    for (const auto& [text, square_metres] : cases) {
        EXPECT_EQ(parse_area(text), SquareMetres{square_metres}) << text;
    }
}

TEST(ParseLength, TakesBlanksAndExponents) {
    EXPECT_EQ(parse_length(" 0.5 m "), Metres{0.5});
    EXPECT_EQ(parse_length("5\u3000米"), Metres{5.0});
    EXPECT_EQ(parse_length("1e3mm"), Metres{1.0});
    EXPECT_EQ(parse_length(".5m"), Metres{0.5});
}

TEST(ParseLength, MovesThePointBeforeItRounds) {
    EXPECT_EQ(parse_length("1.1cm"), parse_length("0.011m"));
    EXPECT_EQ(parse_length("0.7mm"), parse_length("0.0007m"));
    EXPECT_EQ(parse_area("2.3km2"), parse_area("2300000m2"));
    EXPECT_EQ(parse_area("1.15ha"), parse_area("11500m2"));
    EXPECT_EQ(parse_area("30亩"), SquareMetres{20000.0});
}

TEST(ParseLength, TakesABareZero) {
    EXPECT_EQ(parse_length("0"), Metres{0.0});
    EXPECT_EQ(parse_area(" 0.0 "), SquareMetres{0.0});
    EXPECT_EQ(parse_area("0km2"), SquareMetres{0.0});
}

Thrown usage(std::string_view message) {
    return {.kind = ErrorKind::usage, .message = std::string{message}};
}

TEST(ParseLength, RefusesABareNumber) {
    EXPECT_EQ(thrown_by([] { return parse_length("5"); }),
              usage("length '5' has no unit; known: mm, cm, dm, m, km, ft, 毫米, 厘米, 分米, 米, "
                    "公里"));
    EXPECT_EQ(thrown_by([] { return parse_area("2.5"); }),
              usage("area '2.5' has no unit; known: mm2, cm2, m2, ha, km2, mu, 平方米, 公顷, "
                    "平方公里, 亩"));
}

TEST(ParseLength, RefusesAnUnknownUnit) {
    EXPECT_EQ(thrown_by([] { return parse_length("5 miles"); }),
              usage("length '5 miles' has the unknown unit 'miles'; known: mm, cm, dm, m, km, ft, "
                    "毫米, 厘米, 分米, 米, 公里"));
    EXPECT_EQ(thrown_by([] { return parse_area("5m"); }),
              usage("area '5m' has the unknown unit 'm'; known: mm2, cm2, m2, ha, km2, mu, 平方米, "
                    "公顷, 平方公里, 亩"));
}

TEST(ParseLength, RefusesWhatIsNoNumber) {
    for (const std::string_view text : {"", "m", "five m", "infm", "nan", "-inf m", "m5"}) {
        EXPECT_EQ(thrown_by([text] { return parse_length(text); }),
                  usage(fmt::format(
                      "'{}' is not a length; a number with a unit such as '5cm' is needed", text)));
    }
    EXPECT_EQ(thrown_by([] { return parse_area("亩"); }),
              usage("'亩' is not an area; a number with a unit such as '2km2' is needed"));
}

TEST(ParseLength, RefusesTheNegative) {
    EXPECT_EQ(thrown_by([] { return parse_length("-5cm"); }),
              usage("length '-5cm' is negative; 0 or more is needed"));
    EXPECT_EQ(thrown_by([] { return parse_area("-1e-9 ha"); }),
              usage("area '-1e-9 ha' is negative; 0 or more is needed"));
}

TEST(ParseLength, RefusesWhatIsOutOfRange) {
    for (const std::string_view text : {"1e308km", "1e999m"}) {
        EXPECT_EQ(thrown_by([text] { return parse_length(text); }),
                  usage(fmt::format("length '{}' is out of range", text)));
    }
}

} // namespace
} // namespace parkplan
