// SPDX-License-Identifier: MIT
#include "core/parse_units.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace parkplan {
namespace {

/// value in the unit · 10^power · numerator / denominator = value in m or m².
struct Unit {
    std::string_view name;
    int power = 0;
    double numerator = 1.0;
    double denominator = 1.0;
};

constexpr std::array lengths{
    Unit{"mm", -3},   Unit{"cm", -2},   Unit{"dm", -1},
    Unit{"m"},        Unit{"km", 3},    Unit{"ft", 0, 3048.0, 10000.0},
    Unit{"毫米", -3}, Unit{"厘米", -2}, Unit{"分米", -1},
    Unit{"米"},       Unit{"公里", 3},  Unit{"千米", 3},
};

constexpr std::array areas{
    Unit{"mm2", -6},
    Unit{"cm2", -4},
    Unit{"m2"},
    Unit{"ha", 4},
    Unit{"km2", 6},
    Unit{"mu", 0, 2000.0, 3.0},
    Unit{"mm²", -6},
    Unit{"cm²", -4},
    Unit{"m²"},
    Unit{"km²", 6},
    Unit{"㎡"},
    Unit{"㎢", 6},
    Unit{"平方毫米", -6},
    Unit{"平方厘米", -4},
    Unit{"平方米"},
    Unit{"公顷", 4},
    Unit{"平方公里", 6},
    Unit{"平方千米", 6},
    Unit{"亩", 0, 2000.0, 3.0},
};

/// What is being read, for messages.
struct Kind {
    BiView noun;
    BiView with_article;
    BiView known;
    std::string_view example;
    std::span<const Unit> units;
};

constexpr Kind length_kind{{"length", "长度"},
                           {"a length", "长度"},
                           {"mm, cm, dm, m, km, ft, 毫米, 厘米, 分米, 米, 公里",
                            "mm、cm、dm、m、km、ft、毫米、厘米、分米、米、公里"},
                           "5cm",
                           lengths};
constexpr Kind area_kind{{"area", "面积"},
                         {"an area", "面积"},
                         {"mm2, cm2, m2, ha, km2, mu, 平方米, 公顷, 平方公里, 亩",
                          "mm2、cm2、m2、ha、km2、mu、平方米、公顷、平方公里、亩"},
                         "2km2",
                         areas};

/// value · 10^power, rounded once: "1.1cm" is the same double as "0.011m".
double times_power_of_ten(double value, int power) {
    if (power == 0 || value == 0.0) {
        return value;
    }
    std::array<char, 40> buffer{};
    const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific)
                                .ptr;
    const std::string_view text{buffer.data(), end};
    const std::size_t e = text.find('e');
    int exponent = 0;
    const std::string_view digits = text.substr(text[e + 1] == '+' ? e + 2 : e + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    const std::string moved = fmt::format("{}e{}", text.substr(0, e), exponent + power);
    const std::string_view scaled = moved;
    double result = 0.0;
    const auto [stop, error] =
        std::from_chars(scaled.data(), scaled.data() + scaled.size(), result);
    return error == std::errc{} ? result : HUGE_VAL;
}

double parse(std::string_view text, const Kind& kind) {
    const std::string_view whole = trim(text);
    double value = 0.0;
    const auto [stop, error] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
    if (error == std::errc::invalid_argument || !std::isfinite(value)) {
        fail(ErrorKind::usage, "'{}' is not {}; a number with a unit such as '{}' is needed", text,
             owned(kind.with_article), kind.example);
    }
    const std::string_view name = trim(whole.substr(static_cast<std::size_t>(stop - whole.data())));
    if (std::signbit(value) && value != 0.0) {
        fail(ErrorKind::usage, "{} '{}' is negative; 0 or more is needed", owned(kind.noun), text);
    }
    if (name.empty() && value == 0.0 && error == std::errc{}) {
        return 0.0;
    }
    if (name.empty()) {
        fail(ErrorKind::usage, "{} '{}' has no unit; known: {}", owned(kind.noun), text,
             owned(kind.known));
    }
    const auto unit = std::ranges::find(kind.units, name, &Unit::name);
    if (unit == kind.units.end()) {
        fail(ErrorKind::usage, "{} '{}' has the unknown unit '{}'; known: {}", owned(kind.noun),
             text, name, owned(kind.known));
    }
    const double result =
        times_power_of_ten(value, unit->power) * unit->numerator / unit->denominator;
    if (error != std::errc{} || !std::isfinite(result)) {
        fail(ErrorKind::usage, "{} '{}' is out of range", owned(kind.noun), text);
    }
    return std::abs(result);
}

} // namespace

Metres parse_length(std::string_view text) {
    return Metres{parse(text, length_kind)};
}

SquareMetres parse_area(std::string_view text) {
    return SquareMetres{parse(text, area_kind)};
}

} // namespace parkplan
