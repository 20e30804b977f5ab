// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "core/thrown.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <system_error>
#include <vector>

namespace parkplan {
namespace {

using test::Thrown;
using test::thrown_by;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(FormatFixed, RoundsTiesAsTheyAreReadAwayFromZero) {
    EXPECT_EQ(format_fixed(1.005, 2), "1.01");
    EXPECT_EQ(format_fixed(2.675, 2), "2.68");
    EXPECT_EQ(format_fixed(0.5e-2, 2), "0.01");
    EXPECT_EQ(format_fixed(-1.005, 2), "-1.01");
    EXPECT_EQ(format_fixed(0.125, 2), "0.13");
    EXPECT_EQ(format_fixed(0.5, 0), "1");
    EXPECT_EQ(format_fixed(1.5, 0), "2");
    EXPECT_EQ(format_fixed(2.5, 0), "3");
    EXPECT_EQ(format_fixed(-0.5, 0), "-1");
}

TEST(FormatFixed, RoundsDownBelowTheTie) {
    EXPECT_EQ(format_fixed(1.0049999999999997, 2), "1.00");
    EXPECT_EQ(format_fixed(0.0049999, 2), "0.00");
    EXPECT_EQ(format_fixed(0.49999999999999994, 0), "0");
    EXPECT_EQ(format_fixed(0.00049, 2), "0.00");
}

TEST(FormatFixed, CarriesIntoNewDigits) {
    EXPECT_EQ(format_fixed(9.995, 2), "10.00");
    EXPECT_EQ(format_fixed(999.995, 2), "1000.00");
    EXPECT_EQ(format_fixed(0.0995, 3), "0.100");
    EXPECT_EQ(format_fixed(0.995, 2), "1.00");
    EXPECT_EQ(format_fixed(0.05, 1), "0.1");
}

TEST(FormatFixed, NeverPrintsAMinusBeforeZero) {
    EXPECT_EQ(format_fixed(-0.0, 2), "0.00");
    EXPECT_EQ(format_fixed(-0.004, 2), "0.00");
    EXPECT_EQ(format_fixed(-0.4, 0), "0");
    EXPECT_EQ(format_fixed(-1e-300, 3), "0.000");
    EXPECT_EQ(format_fixed(-0.005, 2), "-0.01");
}

TEST(FormatFixed, FillsUpWithZeros) {
    EXPECT_EQ(format_fixed(0.0, 3), "0.000");
    EXPECT_EQ(format_fixed(3.0, 0), "3");
    EXPECT_EQ(format_fixed(3.0, 2), "3.00");
    EXPECT_EQ(format_fixed(100.0, 1), "100.0");
    EXPECT_EQ(format_fixed(0.001, 6), "0.001000");
}

TEST(FormatFixed, HoldsTheHugeAndTheTiny) {
    EXPECT_EQ(format_fixed(1e22, 2), "10000000000000000000000.00");
    EXPECT_EQ(format_fixed(1.2345678901234568e17, 1), "123456789012345680.0");
    EXPECT_EQ(format_fixed(std::numeric_limits<double>::denorm_min(), 2), "0.00");
    EXPECT_EQ(format_fixed(5e-324, 324), fmt::format("0.{:0>324}", 5));
    EXPECT_EQ(format_fixed(-std::numeric_limits<double>::max(), 0),
              fmt::format("-17976931348623157{:0>292}", 0));
}

TEST(FormatFixed, NamesWhatIsNotFinite) {
    EXPECT_EQ(format_fixed(infinity, 2), "inf");
    EXPECT_EQ(format_fixed(-infinity, 2), "-inf");
    EXPECT_EQ(format_fixed(std::numeric_limits<double>::quiet_NaN(), 2), "nan");
    EXPECT_EQ(format_fixed(-std::numeric_limits<double>::quiet_NaN(), 2), "nan");
}

TEST(FormatFixed, RefusesDecimalsThatMakeNoSense) {
    EXPECT_EQ(thrown_by([] { return format_fixed(1.0, -1); }),
              (Thrown{ErrorKind::internal, "'-1' decimals asked for; 0 to 1000 are possible"}));
    EXPECT_EQ(thrown_by([] { return format_fixed(1.0, 1001); }),
              (Thrown{ErrorKind::internal, "'1001' decimals asked for; 0 to 1000 are possible"}));
}

TEST(FormatFixed, AgreesWithWholeNumbersForEveryThousandth) {
    for (int thousandths = -12'005; thousandths <= 12'005; ++thousandths) {
        const int magnitude = (std::abs(thousandths) + 5) / 10;
        const std::string sign = thousandths < 0 && magnitude > 0 ? "-" : "";
        EXPECT_EQ(format_fixed(thousandths / 1000.0, 2),
                  fmt::format("{}{}.{:02}", sign, magnitude / 100, magnitude % 100));
    }
}

/// The shortest decimal of `value`, rounded digit by digit on paper.
std::string rounded_on_paper(double value, int decimals) {
    std::array<char, 400> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                            std::abs(value), std::chars_format::fixed);
    std::string text{buffer.data(), error == std::errc{} ? end : buffer.data()};
    text += text.find('.') == std::string::npos ? "." : "";
    const std::size_t point = text.find('.');
    text.resize(std::max(text.size(), point + 2 + static_cast<std::size_t>(decimals)), '0');
    const bool up = text[point + 1 + static_cast<std::size_t>(decimals)] >= '5';
    text.resize(point + 1 + static_cast<std::size_t>(decimals));
    text.insert(0, "0");
    for (std::size_t at = text.size(); up && at-- > 0;) {
        if (text[at] == '.') {
            continue;
        }
        text[at] = text[at] == '9' ? '0' : static_cast<char>(text[at] + 1);
        if (text[at] != '0') {
            break;
        }
    }
    text.erase(0, text[0] == '0' ? 1 : 0);
    text.resize(decimals == 0 ? text.size() - 1 : text.size());
    const bool zero = text.find_first_not_of("0.") == std::string::npos;
    return fmt::format("{}{}", std::signbit(value) && !zero ? "-" : "", text);
}

/// Areas, small numbers, ties and their neighbours, of all sizes below 2⁵³: beyond, to_chars gives
/// the digits of the double.
double any_number(std::mt19937_64& random) {
    const auto bits = random();
    const auto whole = static_cast<double>(bits % 1'000'000'000'000);
    switch ((bits >> 48U) % 6) {
    case 0:
        return whole / 1e6; // few digits
    case 1:
        return -(whole + 0.5) / 1e6; // ties of 6 decimals
    case 2:
        return std::nextafter((whole + 0.5) / 1e6, bits % 2 == 0 ? 0.0 : infinity);
    case 3:
        return std::ldexp(whole, -static_cast<int>((bits >> 52U) % 80));
    case 4:
        return std::ldexp(static_cast<double>(bits | 1U),
                          -12 - static_cast<int>((bits >> 40U) % 130));
    default:
        return std::sqrt(whole);
    }
}

TEST(FormatFixed, RoundsWhatAPersonReadsWhateverTheNumber) {
    std::mt19937_64 random{12}; // NOLINT(cert-msc51-cpp): the same numbers on every run
    for (int i = 0; i < 100'000; ++i) {
        const double value = any_number(random);
        const int decimals = std::array{0, 2, 3, 6, 6, 9, 12, 15, 16}[random() % 9];
        const std::string expected = rounded_on_paper(value, decimals);
        ASSERT_EQ(format_fixed(value, decimals), expected) << format_shortest(value);
        ASSERT_EQ(round_half_away(value, decimals), parse_number(expected));
    }
}

TEST(AppendTrimmed, LeavesZerosAtTheEndAway) {
    std::string text = "a ";
    for (const double value : {12.5, 3.0, 0.0, -0.25, 1e22, 1e-9, 100.0}) {
        append_trimmed(text, value, 6);
        text += ' ';
    }
    EXPECT_EQ(text, "a 12.5 3 0 -0.25 10000000000000000000000 0 100 ");
}

TEST(AppendTrimmed, KeepsTheZerosOfWholeNumbers) {
    std::string text;
    append_trimmed(text, 100.0, 0);
    append_fixed(text, 100.0, 1);
    append_trimmed(text, infinity, 1);
    EXPECT_EQ(text, "100100.0inf");
}

TEST(RoundHalfAway, GivesTheNearestDoubleOfTheText) {
    EXPECT_EQ(round_half_away(1.005, 2), 1.01);
    EXPECT_EQ(round_half_away(-2.675, 2), -2.68);
    EXPECT_EQ(round_half_away(1e300, 2), 1e300);
    EXPECT_EQ(round_half_away(infinity, 2), infinity);
    EXPECT_TRUE(std::isnan(round_half_away(std::numeric_limits<double>::quiet_NaN(), 2)));
    EXPECT_FALSE(std::signbit(round_half_away(-0.001, 2)));
}

TEST(FormatShortest, ReadsBackAsTheSameDouble) {
    EXPECT_EQ(format_shortest(0.1), "0.1");
    EXPECT_EQ(format_shortest(-0.0), "0");
    EXPECT_EQ(format_shortest(5.0), "5");
    EXPECT_EQ(format_shortest(1e22), "1e+22");
    EXPECT_EQ(format_shortest(-infinity), "-inf");
    std::mt19937_64 random{11}; // NOLINT(cert-msc51-cpp): the same numbers on every run
    std::uniform_real_distribution<double> power{-300.0, 300.0};
    for (int i = 0; i < 1000; ++i) {
        const double value = std::pow(10.0, power(random));
        EXPECT_EQ(parse_number(format_shortest(value)), value);
    }
}

TEST(FormatGrouped, SetsASpaceBetweenThousands) {
    EXPECT_EQ(format_grouped(1999829.394, 2), "1 999 829.39");
    EXPECT_EQ(format_grouped(-1999829.394, 0), "-1 999 829");
    EXPECT_EQ(format_grouped(999.0, 2), "999.00");
    EXPECT_EQ(format_grouped(1000.0, 0), "1 000");
    EXPECT_EQ(format_grouped(0.1234, 4), "0.1234");
    EXPECT_EQ(format_grouped(-100.0, 0), "-100");
    EXPECT_EQ(format_grouped(infinity, 2), "inf");
    EXPECT_EQ(format_grouped(1e6, -1), "1 000 000");
    EXPECT_EQ(format_grouped(-1234.5678, -1), "-1 234.5678");
    EXPECT_EQ(format_grouped(0.0, -1), "0");
    EXPECT_EQ(format_grouped(1e-7, -1), "1e-07");
    EXPECT_EQ(format_grouped(1e22, -1), "1e+22");
    EXPECT_EQ(format_grouped(infinity, -1), "inf");
}

TEST(FormatArea, HasTheUsualDecimalsOfEachUnit) {
    const SquareMetres area{1999829.397712};
    EXPECT_EQ(format_area(area, AreaUnit::square_metre), "1999829.40");
    EXPECT_EQ(format_area(area, AreaUnit::hectare), "199.9829");
    EXPECT_EQ(format_area(area, AreaUnit::square_kilometre), "1.9998");
    EXPECT_EQ(format_area(area, AreaUnit::mu), "2999.7441");
}

TEST(FormatArea, ConvertsToMuWithThreeTwoThousandths) {
    EXPECT_EQ(format_area(SquareMetres{2e6}, AreaUnit::mu), "3000.0000");
    EXPECT_EQ(format_area(SquareMetres{1.0}, AreaUnit::mu), "0.0015");
    EXPECT_EQ(format_area(SquareMetres{2000.0 / 3.0}, AreaUnit::mu), "1.0000");
    EXPECT_EQ(format_area(SquareMetres{-666.66}, AreaUnit::mu), "-1.0000");
    EXPECT_EQ(format_area(SquareMetres{0.0}, AreaUnit::mu), "0.0000");
}

// 0.9 m² is 0.00135 亩: in doubles the product falls below the tie.
TEST(FormatArea, KeepsATieOfTheSquareMetres) {
    EXPECT_EQ(format_area(SquareMetres{0.9}, AreaUnit::mu), "0.0014");
    EXPECT_EQ(format_area(SquareMetres{0.5}, AreaUnit::hectare), "0.0001");
    EXPECT_EQ(format_area(SquareMetres{12345.5}, AreaUnit::hectare), "1.2346");
    EXPECT_EQ(format_area(SquareMetres{-50.0}, AreaUnit::square_kilometre), "-0.0001");
}

TEST(FormatArea, NamesWhatIsNotFinite) {
    EXPECT_EQ(format_area(SquareMetres{std::numeric_limits<double>::quiet_NaN()}, AreaUnit::mu),
              "nan");
}

TEST(InUnit, ConvertsTheNumber) {
    const SquareMetres area{30'000.0};
    EXPECT_EQ(in_unit(area, AreaUnit::square_metre), 30'000.0);
    EXPECT_EQ(in_unit(area, AreaUnit::hectare), 3.0);
    EXPECT_EQ(in_unit(area, AreaUnit::square_kilometre), 0.03);
    EXPECT_EQ(in_unit(area, AreaUnit::mu), 45.0);
}

TEST(FormatLength, UsesCentimetresBelowHalfAMetre) {
    EXPECT_EQ(format_length(Metres{0.05}), "5 cm");
    EXPECT_EQ(format_length(Metres{0.075}), "7.5 cm");
    EXPECT_EQ(format_length(Metres{0.5}), "0.5 m");
    EXPECT_EQ(format_length(Metres{50.0}), "50 m");
}

TEST(ParseNumber, ReadsDecimals) {
    EXPECT_EQ(parse_number("12.5"), 12.5);
    EXPECT_EQ(parse_number("-3"), -3.0);
    EXPECT_EQ(parse_number("+3"), 3.0);
    EXPECT_EQ(parse_number(".5"), 0.5);
    EXPECT_EQ(parse_number("1e3"), 1000.0);
}

TEST(ParseNumber, RefusesEverythingElse) {
    for (const char* const text : {"", " ", "1,5", "12.5 ", " 12.5", "12m", "inf", "nan", "-inf",
                                   "0x10", "+-3", "+", "１"}) {
        EXPECT_EQ(
            thrown_by([text] { return parse_number(text); }),
            (Thrown{ErrorKind::usage,
                    fmt::format("'{}' is not a number; a decimal number such as '12.5' is needed",
                                text)}));
    }
}

TEST(ParseNumber, RefusesWhatIsOutOfRange) {
    EXPECT_EQ(thrown_by([] { return parse_number("1e999"); }),
              (Thrown{ErrorKind::usage, "number '1e999' is out of range"}));
}

} // namespace
} // namespace parkplan
