// SPDX-License-Identifier: MIT
#include "core/text.hpp"

#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan {
namespace {

/// One step of reading UTF-8; a broken byte is passed over alone.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

/// Length of a sequence that starts with `lead` and the smallest value it may hold.
struct Sequence {
    std::size_t bytes;
    char32_t bits;
    char32_t smallest;
};

constexpr Sequence sequence_of(unsigned char lead) noexcept {
    if (lead < 0x80) {
        return {1, lead, 0};
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        return {2, lead & 0x1FU, 0x80};
    }
    if (lead >= 0xE0 && lead < 0xF0) {
        return {3, lead & 0x0FU, 0x800};
    }
    if (lead >= 0xF0 && lead < 0xF5) {
        return {4, lead & 0x07U, 0x10000};
    }
    return {0, 0, 0};
}

CodePoint code_point_at(std::string_view text, std::size_t position) noexcept {
    const auto lead = static_cast<unsigned char>(text[position]);
    const Sequence sequence = sequence_of(lead);
    const CodePoint broken{.value = lead, .bytes = 1, .valid = false};
    if (sequence.bytes == 0 || position + sequence.bytes > text.size()) {
        return broken;
    }
    char32_t value = sequence.bits;
    for (std::size_t i = 1; i < sequence.bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[position + i]);
        if ((next & 0xC0U) != 0x80U) {
            return broken;
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < sequence.smallest || value > 0x10FFFF || surrogate) {
        return broken;
    }
    return {.value = value, .bytes = sequence.bytes, .valid = true};
}

using Range = std::pair<char32_t, char32_t>;

/// Wide and full-width characters of Unicode's EastAsianWidth (W, F), neighbours joined.
constexpr std::array wide_ranges{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},
    Range{0x23E9, 0x23EC},   Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},
    Range{0x26AA, 0x26AB},   Range{0x2705, 0x2705},   Range{0x274C, 0x274C},
    Range{0x2753, 0x2755},   Range{0x2757, 0x2757},   Range{0x2B1B, 0x2B1C},
    Range{0x2B50, 0x2B50},   Range{0x2B55, 0x2B55},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97C},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},
    Range{0xFE30, 0xFE6B},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x16FE0, 0x18CD5}, Range{0x1AFF0, 0x1B2FB}, Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x1FA70, 0x1FAFF},
    Range{0x20000, 0x2FFFD}, Range{0x30000, 0x3FFFD},
};

/// Combining marks and characters without width.
constexpr std::array zero_ranges{
    Range{0x0300, 0x036F},   Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F},
    Range{0x202A, 0x202E},   Range{0x2060, 0x2064}, Range{0x20D0, 0x20FF}, Range{0x302A, 0x302D},
    Range{0x3099, 0x309A},   Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF},
    Range{0xE0100, 0xE01EF},
};

bool within(std::span<const Range> ranges, char32_t value) noexcept {
    const auto after = std::ranges::upper_bound(ranges, value, {}, &Range::first);
    return after != ranges.begin() && value <= std::prev(after)->second;
}

std::size_t width_of(const CodePoint& point) noexcept {
    constexpr char32_t first_combining = 0x0300;
    if (!point.valid || point.value < first_combining) {
        return 1;
    }
    if (within(zero_ranges, point.value)) {
        return 0;
    }
    return within(wide_ranges, point.value) ? 2 : 1;
}

constexpr char lowered(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Code points without case: 'Min_Area' and 'min_area' are one slip at most.
std::u32string folded(std::string_view text) {
    const std::string lower = lower_case(text);
    std::u32string points;
    for (std::size_t i = 0; i < lower.size();) {
        const CodePoint point = code_point_at(lower, i);
        points += point.value;
        i += point.bytes;
    }
    return points;
}

/// Edits that turn `a` into `b`: insert, delete, replace, swap of neighbours (optimal string
/// alignment).
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

constexpr std::string_view ideographic_space = "\u3000";
constexpr std::string_view no_break_space = "\u00A0";

/// Bytes of the blank at the start of `text`, 0 when there is none.
std::size_t leading_blank(std::string_view text) noexcept {
    constexpr std::string_view ascii_blanks = " \t\n\v\f\r";
    if (text.empty()) {
        return 0;
    }
    if (ascii_blanks.find(text.front()) != std::string_view::npos) {
        return 1;
    }
    for (const std::string_view blank : {ideographic_space, no_break_space}) {
        if (text.starts_with(blank)) {
            return blank.size();
        }
    }
    return 0;
}

std::size_t trailing_blank(std::string_view text) noexcept {
    for (const std::string_view blank : {ideographic_space, no_break_space}) {
        if (text.ends_with(blank)) {
            return blank.size();
        }
    }
    return text.empty() || leading_blank(text.substr(text.size() - 1)) == 0 ? 0 : 1;
}

} // namespace

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = code_point_at(text, i);
        width += width_of(point);
        i += point.bytes;
    }
    return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
    const std::size_t taken = display_width(text);
    std::string padded{text};
    padded.append(width > taken ? width - taken : 0, ' ');
    return padded;
}

std::string pad_left(std::string_view text, std::size_t width) {
    const std::size_t taken = display_width(text);
    std::string padded(width > taken ? width - taken : 0, ' ');
    padded.append(text);
    return padded;
}

std::vector<std::string> split_list(std::string_view text, std::string_view separator) {
    std::vector<std::string> pieces;
    while (true) {
        const std::size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
        const std::string_view piece = trim(text.substr(0, end));
        if (!piece.empty()) {
            pieces.emplace_back(piece);
        }
        if (end == std::string_view::npos) {
            return pieces;
        }
        text.remove_prefix(end + separator.size());
    }
}

std::string_view trim(std::string_view text) noexcept {
    while (const std::size_t blank = leading_blank(text)) {
        text.remove_prefix(blank);
    }
    while (const std::size_t blank = trailing_blank(text)) {
        text.remove_suffix(blank);
    }
    return text;
}

std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), lowered);
    return lower;
}

bool same_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

std::optional<std::string> nearest(std::string_view text, std::span<const std::string> candidates) {
    const std::u32string wanted = folded(text);
    const std::size_t allowed = std::max<std::size_t>(1, wanted.size() / 3);
    const std::string* best = nullptr;
    std::size_t best_distance = allowed + 1;
    for (const std::string& candidate : candidates) {
        const std::u32string points = folded(candidate);
        const std::size_t longer = std::max(points.size(), wanted.size());
        if (longer - std::min(points.size(), wanted.size()) >= best_distance) {
            continue;
        }
        const std::size_t distance = edit_distance(wanted, points);
        // Not a single character in common is no slip of the pen, however short the text.
        if (distance < best_distance && distance < std::max<std::size_t>(1, longer)) {
            best = &candidate;
            best_distance = distance;
        }
    }
    return best == nullptr ? std::nullopt : std::optional{*best};
}

BiText did_you_mean(std::string_view text, std::span<const std::string> known) {
    if (known.empty()) {
        return {};
    }
    const std::optional<std::string> near = nearest(text, known);
    return near ? told("did you mean '{}'? known: {}", *near, list_of(known))
                : told("known: {}", list_of(known));
}

BiText list_of(std::span<const std::string> texts) {
    return {fmt::format("{}", fmt::join(texts, ", ")), fmt::format("{}", fmt::join(texts, "、"))};
}

bool is_utf8(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = code_point_at(text, i);
        if (!point.valid) {
            return false;
        }
        i += point.bytes;
    }
    return true;
}

std::string without_password(std::string_view source) {
    std::string shown{source};
    const std::string lower = lower_case(shown);
    constexpr std::string_view word = "password=";
    if (const std::size_t at = lower.find(word); at != std::string::npos) {
        const std::size_t first = at + word.size();
        const bool quoted = first < shown.size() && (shown[first] == '\'' || shown[first] == '"');
        const std::size_t last =
            quoted ? shown.find(shown[first], first + 1) : shown.find_first_of(" ;&'\"", first);
        shown.replace(first, last == std::string::npos ? last : last - first + (quoted ? 1 : 0),
                      "***");
    }
    constexpr std::string_view scheme = "://";
    if (const std::size_t at = shown.find(scheme); at != std::string::npos) {
        const std::size_t user = at + scheme.size();
        const std::size_t host = shown.find('@', user);
        const std::size_t colon = shown.find(':', user);
        if (host != std::string::npos && colon < host && host < shown.find('/', user)) {
            shown.replace(colon + 1, host - colon - 1, "***");
        }
    }
    return shown;
}

} // namespace parkplan
