// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/catalogue.hpp"
#include "core/language.hpp"
#include "core/level.hpp"
#include "geo/shape.hpp"
#include "plan/rule_info.hpp"
#include "review/finding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::report {

/// One of two literals.
[[nodiscard]] constexpr std::string_view pick(Language language, std::string_view en,
                                              std::string_view zh) noexcept {
    return language == Language::chinese ? zh : en;
}

/// What stands at the head of every report.
inline constexpr BiView disclaimer{
    "Technical review for planning research; not a basis for administrative approval, "
    "assessment or penalty",
    "技术复核意见，供规划研究使用，不作为行政审批、考核或处罚依据"};

/// "error" / "问题", "warning" / "警告", "info" / "提示".
[[nodiscard]] BiView title_of(Level level) noexcept;

/// "new", "changed", "unchanged" for data and JSON; empty where nothing was compared.
[[nodiscard]] std::string_view name_of(review::Change change) noexcept;

/// True for a verdict that judges nothing, but tells what was measured: it is told and counted
/// apart from what was not checked.
[[nodiscard]] bool reported_only(const review::Verdict& verdict) noexcept;
/// 只报告 / reported only.
inline constexpr BiView reported_title{"reported only", "只报告"};

/// "'K-1'", "'K-1' (中关村软件园)", or the layer when there is no key. Where the key stands for
/// several features the number in the file tells them apart: "'K-1' (fid 7)".
[[nodiscard]] std::string subject_text(const review::Subject& subject);

/// "《…规划》（草案） 第三章": the document with its status and the place in it; empty without.
[[nodiscard]] std::string citation_text(const plan::Citation& clause);

/// A value in the unit of a verdict or finding for people: areas with 2 decimals and groups,
/// lengths with 3, anything else with 6 at most; with more where `beside`, the value that it is
/// compared with, would look the same; "-" when there is none.
[[nodiscard]] std::string value_text(std::optional<double> value, std::string_view unit,
                                     std::optional<double> beside = std::nullopt);

/// "m²" for "m2"; other units as they are.
[[nodiscard]] std::string_view unit_text(std::string_view unit) noexcept;

enum class CoordinateKind : std::uint8_t { projected, geographic };

/// "x, y" of the middle of a shape, 3 decimals in a plane and 9 in degrees; empty for none.
[[nodiscard]] std::string place_text(const geo::Shape& shape, CoordinateKind kind);

} // namespace parkplan::report
