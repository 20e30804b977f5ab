// SPDX-License-Identifier: MIT
#include "report/check_report.hpp"
#include "report/words.hpp"
#include "review/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

/// A figure as messages have it, with its unit.
std::string figure_text(std::optional<double> value, std::optional<double> beside,
                        const std::string& unit) {
    if (!value) {
        return "-";
    }
    if (unit == "m2") {
        return review::area_text(SquareMetres{*value}) + " m²";
    }
    if (unit == "m") {
        return review::length_text(Metres{*value}) + " m";
    }
    const std::string text = review::number_text(*value, beside.value_or(*value));
    return unit.empty() ? text : fmt::format("{} {}", text, unit);
}

/// "was 12.00 m², now 15.00 m²", or nothing where both read the same.
std::string was_text(std::optional<double> then, std::optional<double> now,
                     const review::Finding& finding, std::string_view what, Language language) {
    const std::string& unit = finding.former->unit;
    const std::string old = figure_text(then, now, unit);
    const std::string other = figure_text(now, then, finding.unit);
    if (old == other) {
        return {};
    }
    return language == Language::chinese ? fmt::format("{}原 {}，现 {}", what, old, other)
                                         : fmt::format("{}was {}, now {}", what, old, other);
}

/// All that changed: level, size, limit, keys.
std::vector<std::string> changes_of(const review::Finding& finding, Language language) {
    const review::Former& former = *finding.former;
    std::vector<std::string> changes;
    if (!former.code.empty()) {
        // Only an undecided verdict that fails, and one that failed and is undecided, come here.
        const std::string_view undecided = title_of(review::Outcome::undecided).in(language);
        const std::string_view fail = title_of(review::Outcome::fail).in(language);
        changes.push_back(former.code == review::undecided_code
                              ? fmt::format("{} → {}", undecided, fail)
                              : fmt::format("{} → {}", fail, undecided));
    }
    if (former.level != finding.level) {
        changes.push_back(fmt::format("{}{}", pick(language, "was ", "原为"),
                                      title_of(former.level).in(language)));
    }
    changes.push_back(was_text(former.measured, finding.measured, finding, "", language));
    changes.push_back(
        was_text(former.limit, finding.limit, finding, pick(language, "limit ", "限值"), language));
    for (const std::string& key : {former.key, former.other_key}) {
        if (!key.empty()) {
            changes.push_back(fmt::format("{}{}{}", pick(language, "key was '", "原编号“"), key,
                                          pick(language, "'", "”")));
        }
    }
    std::erase(changes, std::string{});
    return changes;
}

/// "old.json, 'My clusters', 2026-01-31".
std::string head_of(const review::Comparison& baseline, Language language) {
    const std::string_view comma = pick(language, ", ", "，");
    std::string text = fmt::format("{}{}{}", baseline.file, comma, baseline.plan.in(language));
    if (!baseline.date.empty()) {
        text += fmt::format("{}{}", comma, baseline.date);
    }
    return text;
}

/// Why the figures that follow may say little; empty where the plan is the one of then.
std::string warnings_text(const review::Comparison& baseline, const TextStyle& style) {
    const Language language = style.language;
    std::string text;
    const auto warn = [&](std::string_view en, std::string_view zh) {
        const std::string line =
            fmt::format("{}{}", pick(language, "warning: ", "警告："), pick(language, en, zh));
        text += fmt::format("  {}\n", painted(line, Level::warning, style.colour));
    };
    if (baseline.other_plan) {
        warn("the baseline was made with a plan of another name",
             "基准结果所用方案名称与本方案不同");
    }
    if (baseline.no_common_rule) {
        warn("none of the baseline's rules is in this plan; nothing can be compared",
             "基准结果中的规则均不在本方案中，无从比较");
    }
    return text;
}

std::size_t count_of(const std::vector<review::OtherLimit>& limits) {
    std::size_t count = 0;
    for (const review::OtherLimit& limit : limits) {
        count += limit.findings.size();
    }
    return count;
}

/// "area: gone as the limit is another (was 2000000.00 m², now 1400000.00 m²)".
std::string limit_title(const review::OtherLimit& limit, Language language) {
    const std::string then = figure_text(limit.then, limit.now, limit.unit);
    const std::string now = figure_text(limit.now, limit.then, limit.unit);
    return language == Language::chinese
               ? fmt::format("{}：因限值改变（原 {}，现 {}）不再成立", limit.rule, then, now)
               : fmt::format("{}: gone as the limit is another (was {}, now {})", limit.rule, then,
                             now);
}

std::string counts_text(const review::Review& review, const review::Comparison& baseline,
                        Language language) {
    const auto count = [&review](review::Change change) {
        return std::ranges::count(review.findings, change, &review::Finding::change);
    };
    const auto added = count(review::Change::added);
    const auto changed = count(review::Change::changed);
    const auto unchanged = count(review::Change::unchanged);
    const auto worse = std::ranges::count_if(review.findings, [](const review::Finding& finding) {
        return finding.former && finding.former->worse;
    });
    const bool chinese = language == Language::chinese;
    std::string text =
        chinese ? fmt::format("检查意见：新增 {}", added) : fmt::format("findings: {} new", added);
    if (changed > 0) {
        text += chinese ? fmt::format("，变化 {}（加重 {}）", changed, worse)
                        : fmt::format(", {} changed ({} for the worse)", changed, worse);
    }
    text += chinese ? fmt::format("，未变 {}，已消除 {}", unchanged, baseline.fixed.size())
                    : fmt::format(", {} unchanged, {} fixed", unchanged, baseline.fixed.size());
    if (const std::size_t let_go = count_of(baseline.other_limits); let_go > 0) {
        text += chinese ? fmt::format("，因限值改变不再成立 {}", let_go)
                        : fmt::format(", {} gone with another limit", let_go);
    }
    if (!baseline.removed.empty()) {
        text += chinese ? fmt::format("，对象已不在图层中 {}", baseline.removed.size())
                        : fmt::format(", {} no longer in the layer", baseline.removed.size());
    }
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

std::string change_text(const review::Finding& finding, Language language) {
    if (finding.change == review::Change::added) {
        return std::string{pick(language, " (new)", "（新增）")};
    }
    if (!finding.former) {
        return {};
    }
    const bool chinese = language == Language::chinese;
    std::string_view head;
    if (finding.change == review::Change::changed) {
        head = finding.former->worse ? pick(language, "changed for the worse: ", "变化，加重：")
                                     : pick(language, "changed: ", "变化：");
    }
    const std::string text =
        fmt::format("{}{}", head, fmt::join(changes_of(finding, language), chinese ? "；" : "; "));
    return chinese ? fmt::format("（{}）", text) : fmt::format(" ({})", text);
}

std::string baseline_text(const CheckResult& result, const TextStyle& style) {
    if (!result.review.baseline) {
        return {};
    }
    const review::Comparison& baseline = *result.review.baseline;
    const Language language = style.language;
    std::string text = fmt::format(
        "\n{}\n", heading(pick(language, "Since the baseline", "与基准结果相比"), style.colour));
    text += fmt::format("  {}\n", head_of(baseline, language));
    text += warnings_text(baseline, style);
    text += fmt::format("  {}\n", counts_text(result.review, baseline, language));
    text += list_text(baseline.fixed, pick(language, "fixed", "已消除"), style);
    for (const review::OtherLimit& limit : baseline.other_limits) {
        text += list_text(limit.findings, limit_title(limit, language), style);
    }
    text += list_text(baseline.removed,
                      pick(language, "no longer in the layer", "对象已不在图层中"), style);
    text += list_text(baseline.no_longer_checked, pick(language, "no longer checked", "本次未检查"),
                      style);
    return text;
}

} // namespace parkplan::report
