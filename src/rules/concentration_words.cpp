// SPDX-License-Identifier: MIT
#include "rules/concentration_words.hpp"

#include "core/number.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <span>

namespace parkplan::rules {
namespace {

using overlay::Concentration;
using overlay::ConcentrationStep;

/// An area as people say it: km² from 0.1 km² on, to the square metre.
std::string area_words(SquareMetres area) {
    constexpr double from_m2 = 100000.0;
    std::string text;
    if (area.value() < from_m2) {
        append_trimmed(text, area.value(), 2);
        return text + " m²";
    }
    append_trimmed(text, in_unit(area, AreaUnit::square_kilometre), 6);
    return text + " km²";
}

/// "350.000 m 2.1 km², 800.000 m 2.7 km²": the curve, of a long one its beginning and its end.
BiText curve_words(std::span<const ConcentrationStep> curve) {
    constexpr std::size_t most = 12;
    BiText text;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        if (curve.size() > most && i == most - 1) {
            const std::size_t left_out = curve.size() - most;
            text.en += fmt::format(", … ({} more)", left_out);
            text.zh += fmt::format("，……（略 {} 级）", left_out);
            i = curve.size() - 1;
        }
        const std::string step =
            fmt::format("{} {}", gap_words(curve[i].gap), area_words(curve[i].area.value()));
        text.en += (i == 0 ? "" : ", ") + step;
        text.zh += (i == 0 ? "" : "，") + step;
    }
    return text;
}

BiText reach_words(const Concentration& found, SquareMetres limit) {
    const std::string needed = area_words(limit);
    const std::optional<Metres> gap = found.reaches(limit);
    if (!gap && found.parts() == 1) {
        return {fmt::format(", does not reach {}", needed), fmt::format("，未达到 {}", needed)};
    }
    if (!gap) {
        const std::string total = area_words(found.total().value());
        return {fmt::format(", all together {}, which does not reach {}", total, needed),
                fmt::format("，合计 {}，未达到 {}", total, needed)};
    }
    if (*gap == Metres{}) {
        return {fmt::format(", reaches {} without a gap", needed),
                fmt::format("，无间距即达到 {}", needed)};
    }
    return {fmt::format(", reaches {} at a gap of {}", needed, gap_words(*gap)),
            fmt::format("，间距 {} 时达到 {}", gap_words(*gap), needed)};
}

} // namespace

std::string gap_words(Metres gap) {
    return gap == Metres{} ? "0 m" : fmt::format("{} m", length_text(gap));
}

BiText summary_of(const Concentration& found, std::optional<SquareMetres> limit) {
    BiText text{fmt::format("parts {}", found.parts()), fmt::format("共 {} 块", found.parts())};
    if (found.separate_parts() != found.parts()) {
        text.en += fmt::format(" ({} where touching ones are one)", found.separate_parts());
        text.zh += fmt::format("（相接者合并为 {} 块）", found.separate_parts());
    }
    const std::string largest = area_words(found.largest_part().value());
    text.en += fmt::format(", largest {}", largest);
    text.zh += fmt::format("，最大 {}", largest);
    if (limit) {
        const BiText reach = reach_words(found, *limit);
        text.en += reach.en;
        text.zh += reach.zh;
    }
    return text;
}

BiText with_curve(BiText summary, const Concentration& found) {
    if (found.curve().size() > 1) {
        const BiText curve = curve_words(found.curve());
        summary.en += fmt::format("; largest group by gap: {}", curve.en);
        summary.zh += fmt::format("；最大一组随间距：{}", curve.zh);
    }
    return summary;
}

} // namespace parkplan::rules
