// SPDX-License-Identifier: MIT
#include "report/check_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

/// "old.json, 'My clusters', 2026-01-31".
std::string head_of(const review::Comparison& baseline, Language language) {
    const std::string_view comma = pick(language, ", ", "，");
    std::string text = fmt::format("{}{}{}", baseline.file, comma, baseline.plan.in(language));
    if (!baseline.date.empty()) {
        text += fmt::format("{}{}", comma, baseline.date);
    }
    return text;
}

std::string counts_text(const review::Review& review, const review::Comparison& baseline,
                        Language language) {
    const auto count = [&review](review::Change change) {
        return std::ranges::count(review.findings, change, &review::Finding::change);
    };
    const auto added = count(review::Change::added);
    const auto unchanged = count(review::Change::unchanged);
    std::string text = language == Language::chinese
                           ? fmt::format("检查意见：新增 {}，未变 {}，已消除 {}", added, unchanged,
                                         baseline.fixed.size())
                           : fmt::format("findings: {} new, {} unchanged, {} fixed", added,
                                         unchanged, baseline.fixed.size());
    if (!baseline.no_longer_checked.empty()) {
        text += language == Language::chinese
                    ? fmt::format("，本次未检查 {}", baseline.no_longer_checked.size())
                    : fmt::format(", {} no longer checked", baseline.no_longer_checked.size());
    }
    return text;
}

std::string list_text(const std::vector<review::Finding>& findings, std::string_view title,
                      const TextStyle& style) {
    if (findings.empty()) {
        return {};
    }
    std::vector<const review::Finding*> all;
    all.reserve(findings.size());
    for (const review::Finding& finding : findings) {
        all.push_back(&finding);
    }
    return fmt::format("  {}\n{}", heading(title, style.colour),
                       findings_list_text(std::move(all), style));
}

} // namespace

std::string baseline_text(const CheckResult& result, const TextStyle& style) {
    if (!result.review.baseline) {
        return {};
    }
    const review::Comparison& baseline = *result.review.baseline;
    const Language language = style.language;
    std::string text = fmt::format(
        "\n{}\n", heading(pick(language, "Since the baseline", "与基准结果相比"), style.colour));
    text += fmt::format("  {}\n", head_of(baseline, language));
    text += fmt::format("  {}\n", counts_text(result.review, baseline, language));
    text += list_text(baseline.fixed, pick(language, "fixed", "已消除"), style);
    text += list_text(baseline.no_longer_checked, pick(language, "no longer checked", "本次未检查"),
                      style);
    return text;
}

} // namespace parkplan::report
