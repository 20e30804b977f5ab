// SPDX-License-Identifier: MIT
#include "report/check_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using review::Finding;

/// More findings of one rule than this are counted, not printed: the rest is in results.json.
constexpr std::size_t most_of_a_rule = 200;

using Sections = std::vector<std::pair<std::string, std::vector<const Finding*>>>;

/// Findings by rule, in their order; those with a group by group instead. Waived ones stand with
/// their waivers.
Sections sections(const CheckResult& result, bool with_group) {
    Sections found;
    for (const Finding& finding : result.review.findings) {
        if (finding.group.empty() == with_group || !finding.waived.empty()) {
            continue;
        }
        const std::string& name = with_group ? finding.group : finding.rule;
        const auto same_name = std::ranges::find(found, name, &Sections::value_type::first);
        if (same_name == found.end()) {
            found.push_back({name, {&finding}});
        } else {
            same_name->second.push_back(&finding);
        }
    }
    return found;
}

std::string section_text(const Sections::value_type& section, const TextStyle& style) {
    const std::string& name = section.first;
    const std::string title =
        name.empty() ? std::string{pick(style.language, "reading and measuring", "数据读取与量算")}
                     : name;
    return fmt::format("  {}\n{}", heading(title, style.colour),
                       findings_list_text(section.second, style));
}

} // namespace

std::string findings_list_text(std::vector<const Finding*> findings, const TextStyle& style) {
    std::string text;
    // What is cut off must not be what matters most.
    if (findings.size() > most_of_a_rule) {
        std::ranges::stable_sort(findings, std::ranges::greater{}, &Finding::level);
    }
    for (std::size_t i = 0; i < std::min(findings.size(), most_of_a_rule); ++i) {
        text += finding_text(*findings[i], style, 4);
    }
    if (findings.size() > most_of_a_rule) {
        const std::size_t more = findings.size() - most_of_a_rule;
        text += style.language == Language::chinese
                    ? fmt::format("    另有 {} 条，见 results.json\n", more)
                    : fmt::format("    {} more, see results.json\n", more);
    }
    return text;
}

std::string grouped_findings_text(const CheckResult& result, const TextStyle& style) {
    std::string text;
    if (const Sections counted = sections(result, false); !counted.empty()) {
        text += fmt::format("\n{}\n",
                            heading(pick(style.language, "Findings", "检查意见"), style.colour));
        for (const auto& section : counted) {
            text += section_text(section, style);
        }
    }
    if (const Sections notes = sections(result, true); !notes.empty()) {
        text += fmt::format(
            "\n{}\n", heading(pick(style.language, "Notes, not counted", "提示（不计入结论）"),
                              style.colour));
        for (const auto& section : notes) {
            text += section_text(section, style);
        }
    }
    return text;
}

} // namespace parkplan::report
