// SPDX-License-Identifier: MIT
#include "report/check_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

/// "until 2026-12-31: reason (plan.toml:40:1)".
std::string head_of(const plan::Waiver& waiver, const plan::Plan& plan, Language language) {
    std::string text;
    if (!waiver.until.empty()) {
        text = language == Language::chinese ? fmt::format("至 {}：", waiver.until)
                                             : fmt::format("until {}: ", waiver.until);
    }
    const std::string place = fmt::format("{}:{}:{}", plan.file.filename().string(),
                                          waiver.location.line, waiver.location.column);
    return text + (language == Language::chinese ? fmt::format("{}（{}）", waiver.reason, place)
                                                 : fmt::format("{} ({})", waiver.reason, place));
}

std::string verdict_line(const review::Verdict& verdict, Language language) {
    return fmt::format("    {}{} {}{}{}\n", pick(language, "verdict ", "结论 "), verdict.rule,
                       subject_text(verdict.subject), pick(language, ": ", "："),
                       title_of(verdict.outcome).in(language));
}

} // namespace

std::string waivers_text(const CheckResult& result, const TextStyle& style) {
    const review::Review& review = result.review;
    std::string text;
    for (std::size_t i = 0; i < review.waivers.size(); ++i) {
        const review::WaiverUse& use = review.waivers[i];
        if (use.findings.empty() && use.verdicts.empty()) {
            continue; // a finding says so
        }
        text += fmt::format(
            "  {}\n",
            heading(head_of(result.plan.waivers.at(i), result.plan, style.language), style.colour));
        std::vector<const review::Finding*> findings;
        for (const std::uint32_t at : use.findings) {
            findings.push_back(&review.findings.at(at));
        }
        text += findings_list_text(std::move(findings), style);
        for (const std::uint32_t at : use.verdicts) {
            text += verdict_line(review.verdicts.at(at), style.language);
        }
    }
    if (text.empty()) {
        return text;
    }
    return fmt::format(
        "\n{}\n{}",
        heading(pick(style.language, "Waived, not counted", "豁免（不计入结论）"), style.colour),
        text);
}

} // namespace parkplan::report
