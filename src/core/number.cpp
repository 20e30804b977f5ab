// SPDX-License-Identifier: MIT
#include "core/number.hpp"

#include "core/exact_area.hpp"
#include "core/fail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace parkplan {
namespace {

/// ±0.digits · 10^point: the number as a person reads it. Digits have no leading zero but "0".
struct Decimal {
    bool negative = false;
    std::string digits{};
    int point = 0;
};

/// The shortest decimal that reads back as `value`, which must be finite.
Decimal shortest_decimal(double value) {
    std::array<char, 40> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                            std::abs(value), std::chars_format::scientific);
    if (error != std::errc{}) {
        fail(ErrorKind::internal, "a number needs more than {} characters", buffer.size());
    }
    const std::string_view text{buffer.data(), static_cast<std::size_t>(end - buffer.data())};
    const std::size_t e = text.find('e');
    Decimal decimal{.negative = std::signbit(value), .digits{}, .point = 0};
    for (const char c : text.substr(0, e)) {
        if (c != '.') {
            decimal.digits += c;
        }
    }
    std::string_view exponent = text.substr(e + 1);
    if (exponent.front() == '+') {
        exponent.remove_prefix(1);
    }
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.point);
    ++decimal.point;
    return decimal;
}

/// Adds one to the last of `digits`; true when a new leading digit appeared.
bool increment(std::string& digits) {
    for (std::size_t i = digits.size(); i-- > 0;) {
        if (digits[i] != '9') {
            ++digits[i];
            return false;
        }
        digits[i] = '0';
    }
    digits.insert(digits.begin(), '1');
    return true;
}

/// Cuts `decimal` to `decimals` places, half away from zero. Leaves "" for zero.
void round_to(Decimal& decimal, int decimals) {
    const int keep = decimal.point + decimals;
    if (keep < 0) {
        decimal.digits.clear();
        return;
    }
    const auto kept = static_cast<std::size_t>(keep);
    if (kept >= decimal.digits.size()) {
        return;
    }
    const bool up = decimal.digits[kept] >= '5';
    decimal.digits.resize(kept);
    if (up && increment(decimal.digits)) {
        ++decimal.point;
    }
}

/// Writes a rounded decimal with exactly `decimals` places.
std::string written(const Decimal& decimal, int decimals) {
    const auto places = static_cast<std::size_t>(decimals);
    std::string digits = decimal.digits;
    int point = decimal.point;
    if (digits.empty()) {
        point = 0;
    }
    if (point < 0) {
        digits.insert(0, static_cast<std::size_t>(-point), '0');
        point = 0;
    }
    const auto whole = static_cast<std::size_t>(point);
    digits.resize(whole + places, '0');
    std::string text = whole == 0 ? std::string{"0"} : digits.substr(0, whole);
    if (places > 0) {
        text += '.';
        text.append(digits, whole, places);
    }
    const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
    return decimal.negative && !is_zero ? fmt::format("-{}", text) : text;
}

std::string format_decimal(Decimal decimal, int decimals) {
    constexpr int most_decimals = 1000;
    if (decimals < 0 || decimals > most_decimals) {
        fail(ErrorKind::internal, "'{}' decimals asked for; 0 to {} are possible", decimals,
             most_decimals);
    }
    round_to(decimal, decimals);
    return written(decimal, decimals);
}

std::string not_finite(double value) {
    if (std::isnan(value)) {
        return "nan";
    }
    return value < 0.0 ? "-inf" : "inf";
}

/// Reads a text that this file has written.
double read_back(std::string_view text) noexcept {
    double value = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// `decimal` · 15: with the point moved by four places this is the factor 3/2000 of 亩.
void multiply_by_fifteen(Decimal& decimal) {
    constexpr std::uint64_t factor = 15;
    std::uint64_t whole = 0; // at most 17 digits, so the product stays below 2^64
    const std::string_view digits = decimal.digits;
    std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    const std::size_t before = digits.size();
    decimal.digits = fmt::format("{}", whole * factor);
    decimal.point += static_cast<int>(decimal.digits.size()) - static_cast<int>(before);
}

constexpr int mantissa_bits = 53;
constexpr int most_fast_decimals = 15;
constexpr std::array<std::uint64_t, most_fast_decimals + 1> powers_of_ten = [] {
    std::array<std::uint64_t, most_fast_decimals + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers.at(i) = 10 * powers.at(i - 1);
    }
    return powers;
}();

/// |value| · 10^decimals as format_fixed rounds it, in whole numbers; none where the digits of the
/// shortest decimal have to be asked, or where a double does not hold the result.
///
/// |value| is mantissa · 2^-shift. The shortest decimal that reads back as it lies within half a
/// step of the mantissa, so both round alike unless a tie is within that (here: within a whole
/// step).
std::optional<std::uint64_t> rounded_units(double value, int decimals) noexcept {
    constexpr std::uint64_t implicit_bit = std::uint64_t{1} << (mantissa_bits - 1);
    if (decimals < 0 || decimals > most_fast_decimals) {
        return std::nullopt;
    }
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const auto exponent = static_cast<int>(bits >> (mantissa_bits - 1) & 0x7FFU);
    if (exponent == 0) {
        return (bits << 1U) == 0 ? std::optional<std::uint64_t>{0} : std::nullopt;
    }
    const int shift = 1075 - exponent;
    constexpr int longest_shift = 100; // the product below has at most 103 bits
    if (shift <= 0 || shift > longest_shift) {
        return std::nullopt;
    }
    const std::uint64_t step = powers_of_ten.at(static_cast<std::size_t>(decimals));
    const Int128 product = Int128{(bits & (implicit_bit - 1)) | implicit_bit} * Int128{step};
    const Int128 half = Int128{1} << (shift - 1);
    const Int128 above_tie = (product & ((half << 1) - 1)) - half;
    const Int128 units = (product + half) >> shift;
    if ((above_tie <= Int128{step} && above_tie >= -Int128{step}) ||
        units >= Int128{implicit_bit}) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(units);
}

constexpr std::size_t most_digits = 16; ///< of a number below 2^53
constexpr std::array<char, 200> digit_pairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs.at(2 * i) = static_cast<char>('0' + i / 10);
        pairs.at(2 * i + 1) = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

/// Eight digits with leading zeros. In pairs, and in an order that lets them be worked out side by
/// side.
void write_eight(char* out, std::uint32_t value) noexcept {
    const std::uint32_t high = value / 10'000;
    const std::uint32_t low = value % 10'000;
    const std::array<std::uint32_t, 4> pairs{high / 100, high % 100, low / 100, low % 100};
    for (const std::uint32_t pair : pairs) {
        out = std::copy_n(&digit_pairs[std::size_t{2} * pair], 2, out);
    }
}

enum class Zeros : bool { kept, dropped };

void append_number(std::string& text, double value, int decimals, Zeros zeros) {
    const std::optional<std::uint64_t> units = rounded_units(value, decimals);
    if (!units) {
        std::string slow = std::isfinite(value) ? format_decimal(shortest_decimal(value), decimals)
                                                : not_finite(value);
        if (zeros == Zeros::dropped && slow.find('.') != std::string::npos) {
            slow.erase(slow.find_last_not_of('0') + 1);
            slow.erase(slow.find_last_not_of('.') + 1);
        }
        text += slow;
        return;
    }
    // Copied in whole blocks, as no block depends on how many digits there are: hence the room.
    std::array<char, 2 * most_digits> digits{};
    constexpr std::uint64_t eight_digits = 100'000'000;
    write_eight(digits.data(), static_cast<std::uint32_t>(*units / eight_digits));
    write_eight(&digits[most_digits / 2], static_cast<std::uint32_t>(*units % eight_digits));
    const std::size_t point = most_digits - static_cast<std::size_t>(decimals);
    std::size_t first = 0;
    while (first + 1 < point && digits[first] == '0') {
        ++first;
    }
    std::size_t last = most_digits;
    while (zeros == Zeros::dropped && last > point && digits[last - 1] == '0') {
        --last;
    }
    std::array<char, 3 * most_digits> written; // NOLINT(cppcoreguidelines-pro-type-member-init)
    const std::size_t sign = *units != 0 && std::signbit(value) ? 1 : 0;
    written[0] = '-';
    std::copy_n(&digits[first], most_digits, &written[sign]);
    std::size_t size = sign + point - first;
    written[size] = '.';
    std::copy_n(&digits[point], most_digits, &written[size + 1]);
    size += last > point ? 1 + last - point : 0;
    text.append(written.data(), size);
}

/// The shortest digits that read back as the number, without an exponent unless it is very large or
/// very small.
std::string all_digits(double value) {
    constexpr double least = 1e-6;
    constexpr double most = 1e21;
    const double size = std::abs(value);
    if (!(size >= least && size < most)) {
        return format_shortest(value);
    }
    std::array<char, 40> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed);
    if (error != std::errc{}) {
        fail(ErrorKind::internal, "a number needs more than {} characters", buffer.size());
    }
    return {buffer.data(), end};
}

} // namespace

std::string format_fixed(double value, int decimals) {
    std::string text;
    append_number(text, value, decimals, Zeros::kept);
    return text;
}

void append_fixed(std::string& text, double value, int decimals) {
    append_number(text, value, decimals, Zeros::kept);
}

void append_trimmed(std::string& text, double value, int decimals) {
    append_number(text, value, decimals, Zeros::dropped);
}

double round_half_away(double value, int decimals) {
    if (!std::isfinite(value)) {
        return value;
    }
    if (const auto units = rounded_units(value, decimals)) {
        // Both are exact, so the quotient is the double nearest to the decimal.
        const double magnitude =
            static_cast<double>(*units) /
            static_cast<double>(powers_of_ten.at(static_cast<std::size_t>(decimals)));
        return std::signbit(value) && *units != 0 ? -magnitude : magnitude;
    }
    return read_back(format_fixed(value, decimals));
}

std::string format_shortest(double value) {
    if (!std::isfinite(value)) {
        return not_finite(value);
    }
    if (value == 0.0) {
        return "0";
    }
    std::array<char, 40> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    if (error != std::errc{}) {
        fail(ErrorKind::internal, "a number needs more than {} characters", buffer.size());
    }
    return std::string{buffer.data(), end};
}

std::string format_exact(ExactArea area) {
    constexpr int places = 6;
    Int128 units = area.micro_square_metres();
    const bool negative = units < 0;
    std::string digits;
    while (units != 0) {
        const int digit = static_cast<int>(units % 10);
        digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
        units /= 10;
    }
    const int point = static_cast<int>(digits.size()) - places;
    return written(Decimal{.negative = negative, .digits = digits, .point = point}, places);
}

std::string format_grouped(double value, int decimals) {
    const std::string plain = decimals < 0 ? all_digits(value) : format_fixed(value, decimals);
    if (!std::isfinite(value) || plain.find('e') != std::string::npos) {
        return plain;
    }
    constexpr std::size_t group = 3;
    const std::size_t first = plain.front() == '-' ? 1 : 0;
    const std::size_t point = std::min(plain.find('.'), plain.size());
    std::string grouped;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > first && i < point && (point - i) % group == 0) {
            grouped += ' ';
        }
        grouped += plain[i];
    }
    return grouped;
}

std::string format_area(SquareMetres area, AreaUnit unit) {
    constexpr int decimals_square_metre = 2;
    constexpr int decimals_other = 4;
    if (!std::isfinite(area.value())) {
        return not_finite(area.value());
    }
    // In decimal digits, so that a tie in m² stays a tie in the unit of report.
    Decimal decimal = shortest_decimal(area.value());
    switch (unit) {
    case AreaUnit::square_metre:
        return format_decimal(decimal, decimals_square_metre);
    case AreaUnit::hectare:
        decimal.point -= 4;
        break;
    case AreaUnit::square_kilometre:
        decimal.point -= 6;
        break;
    case AreaUnit::mu:
        multiply_by_fifteen(decimal);
        decimal.point -= 4;
        break;
    }
    return format_decimal(decimal, decimals_other);
}

double in_unit(SquareMetres area, AreaUnit unit) noexcept {
    switch (unit) {
    case AreaUnit::square_metre:
        break;
    case AreaUnit::hectare:
        return area.value() / 1e4;
    case AreaUnit::square_kilometre:
        return area.value() / 1e6;
    case AreaUnit::mu:
        return area.value() * 3.0 / 2000.0;
    }
    return area.value();
}

std::string format_length(Metres length) {
    const double metres = length.value();
    if (std::abs(metres) < 0.5) {
        return fmt::format("{} cm", format_shortest(round_half_away(metres * 100.0, 6)));
    }
    return fmt::format("{} m", format_shortest(metres));
}

double parse_number(std::string_view text) {
    std::string_view digits = text;
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') {
        digits.remove_prefix(1);
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) {
        fail(ErrorKind::usage, "number '{}' is out of range", text);
    }
    if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value)) {
        fail(ErrorKind::usage, "'{}' is not a number; a decimal number such as '12.5' is needed",
             text);
    }
    return value;
}

} // namespace parkplan
