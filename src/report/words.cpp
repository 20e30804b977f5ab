// SPDX-License-Identifier: MIT
#include "report/words.hpp"

#include "core/number.hpp"
#include "review/figures.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {

BiView title_of(Level level) noexcept {
    switch (level) {
    case Level::info:
        return {"info", "提示"};
    case Level::warning:
        return {"warning", "警告"};
    case Level::error:
        break;
    }
    return {"error", "问题"};
}

std::string_view name_of(review::Change change) noexcept {
    switch (change) {
    case review::Change::added:
        return "new";
    case review::Change::unchanged:
        return "unchanged";
    case review::Change::changed:
        return "changed";
    case review::Change::not_compared:
        break;
    }
    return {};
}

bool reported_only(const review::Verdict& verdict) noexcept {
    return verdict.outcome == review::Outcome::not_checked && verdict.looked;
}

std::string subject_text(const review::Subject& subject) {
    if (subject.key.empty()) {
        return subject.layer;
    }
    std::vector<std::string> more;
    if (!subject.name.empty() && subject.name != subject.key) {
        more.push_back(subject.name);
    }
    if (subject.key_shared && subject.fid) {
        more.push_back(fmt::format("fid {}", *subject.fid));
    }
    return more.empty() ? fmt::format("'{}'", subject.key)
                        : fmt::format("'{}' ({})", subject.key, fmt::join(more, ", "));
}

std::string citation_text(const plan::Citation& clause) {
    std::string text = clause.document;
    // Many titles carry their status themselves: 《…（草案）》.
    if (!clause.status.empty() && text.find(clause.status) == std::string::npos) {
        text += fmt::format("（{}）", clause.status);
    }
    if (!clause.place.empty()) {
        text += text.empty() ? "" : " ";
        text += clause.place;
    }
    return text;
}

std::string value_text(std::optional<double> value, std::string_view unit,
                       std::optional<double> beside) {
    if (!value) {
        return "-";
    }
    if (unit != "m2" && unit != "m") {
        return beside ? review::number_text(*value, *beside) : review::number_text(*value);
    }
    constexpr int most_decimals = 9;
    int decimals = unit == "m2" ? 2 : 3;
    while (beside && *beside != *value && decimals < most_decimals &&
           format_fixed(*value, decimals) == format_fixed(*beside, decimals)) {
        ++decimals;
    }
    return format_grouped(*value, decimals);
}

std::string_view unit_text(std::string_view unit) noexcept {
    return unit == "m2" ? "m²" : unit;
}

std::string place_text(const geo::Shape& shape, CoordinateKind kind) {
    const geo::Box box = geo::box_of(shape);
    if (box.empty()) {
        return {};
    }
    const int decimals = kind == CoordinateKind::geographic ? 9 : 3;
    const geo::Point middle = box.centre();
    return fmt::format("{}, {}", format_fixed(middle.x, decimals),
                       format_fixed(middle.y, decimals));
}

} // namespace parkplan::report
