// SPDX-License-Identifier: MIT
#include "report/findings_text.hpp"

#include "report/check_report.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::report {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void append_line(std::string& text, std::size_t indent, std::string_view line) {
    text.append(indent, ' ');
    text += line;
    text += '\n';
}

} // namespace

std::string proposal_text(const review::Finding& finding, Language language) {
    const BiText& proposal = finding.proposal;
    if (proposal.en.empty() || proposal.en != proposal.zh) {
        return proposal.in(language);
    }
    return language == Language::chinese ? fmt::format("请核对是否应为“{}”", proposal.zh)
                                         : fmt::format("check whether '{}' is meant", proposal.en);
}

std::string finding_text(const review::Finding& finding, const TextStyle& style,
                         std::size_t indent) {
    const Language language = style.language;
    std::string line = painted(title_of(finding.level).in(language), finding.level, style.colour);
    line += fmt::format(" {} ", finding.code);
    if (style.layers && finding.rule.empty() && !finding.subject.key.empty()) {
        line += finding.subject.layer + " ";
    }
    line += subject_text(finding.subject);
    line += pick(language, ": ", "：");
    line += finding.message.in(language);
    line += change_text(finding, language);
    std::string text;
    append_line(text, indent, line);
    const std::string proposal = proposal_text(finding, language);
    if (!proposal.empty()) {
        append_line(text, indent + 4,
                    fmt::format("{}{}", pick(language, "proposal: ", "建议："), proposal));
    }
    const std::string place = place_text(finding.place, style.coordinates);
    if (!place.empty()) {
        append_line(text, indent + 4, fmt::format("{}{}", pick(language, "at ", "位置："), place));
    }
    return text;
}

LevelCounts count_levels(std::span<const review::Finding> findings) noexcept {
    LevelCounts counts;
    for (const review::Finding& finding : findings) {
        if (!finding.group.empty() || !finding.waived.empty()) {
            continue;
        }
        switch (finding.level) {
        case Level::error:
            ++counts.errors;
            break;
        case Level::warning:
            ++counts.warnings;
            break;
        case Level::info:
            ++counts.infos;
            break;
        }
    }
    return counts;
}

std::string levels_text(const LevelCounts& counts, Language language) {
    if (language == Language::chinese) {
        return fmt::format("问题 {}，警告 {}，提示 {}", counts.errors, counts.warnings,
                           counts.infos);
    }
    return fmt::format("{}, {}, {}", counted(counts.errors, "error"),
                       counted(counts.warnings, "warning"), counted(counts.infos, "info"));
}

std::string features_text(std::uint64_t count, Language language) {
    return language == Language::chinese ? fmt::format("{} 个要素", count)
                                         : counted(count, "feature");
}

} // namespace parkplan::report
