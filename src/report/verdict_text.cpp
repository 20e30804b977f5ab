// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/check_report.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using review::Outcome;
using review::Verdict;

constexpr std::array outcomes{Outcome::pass, Outcome::fail, Outcome::undecided,
                              Outcome::not_checked};

/// Verdicts about an area that must reach a limit are listed even when they pass.
bool always_listed(const Verdict& verdict) noexcept {
    return !verdict.method.empty() && verdict.limit && *verdict.limit > 0.0;
}

/// Where more verdicts of a rule pass than the first, only those nearest to their limit are listed,
/// as many as the second says.
constexpr std::size_t most_passing = 40;
constexpr std::size_t nearest_passing = 10;

/// The verdicts of a rule that stand in its table, in their order.
struct Listing {
    std::vector<const Verdict*> verdicts{};
    std::size_t left_out = 0; ///< passing ones that are counted only
};

Listing listing_of(std::span<const Verdict> verdicts) {
    Listing listing;
    std::vector<const Verdict*> passing;
    for (const Verdict& verdict : verdicts) {
        if (verdict.outcome != Outcome::pass) {
            listing.verdicts.push_back(&verdict);
        } else if (always_listed(verdict)) {
            passing.push_back(&verdict);
        }
    }
    if (passing.size() > most_passing) {
        std::ranges::stable_sort(passing, {}, [](const Verdict* verdict) {
            return verdict->margin.value_or(std::numeric_limits<double>::infinity());
        });
        listing.left_out = passing.size() - nearest_passing;
        passing.resize(nearest_passing);
    }
    listing.verdicts.insert(listing.verdicts.end(), passing.begin(), passing.end());
    std::ranges::sort(listing.verdicts); // they stand in one array: by address is by order
    return listing;
}

/// What was left out, and where it can be found.
std::string left_out_text(std::size_t count, Language language) {
    return language == Language::chinese
               ? fmt::format("另有 {} 个符合，均不比上列更接近限值，见 results.json 和成果图层\n",
                             count)
               : fmt::format("{} more pass, none nearer to the limit; see results.json and the "
                             "data layers\n",
                             count);
}

/// "31 pass, 1 fail" / "符合 31，未达到 1".
std::string outcome_counts(std::span<const Verdict> verdicts, Language language) {
    std::string text;
    const auto add = [&](BiView title, const auto& is_one) {
        const auto count = std::ranges::count_if(verdicts, [&is_one](const Verdict& verdict) {
            return is_one(verdict) && verdict.waived.empty();
        });
        if (count == 0) {
            return;
        }
        text += text.empty() ? "" : pick(language, ", ", "，");
        text += language == Language::chinese ? fmt::format("{} {}", title.in(language), count)
                                              : fmt::format("{} {}", count, title.in(language));
    };
    for (const Outcome outcome : outcomes) {
        if (outcome == Outcome::not_checked) {
            add(reported_title, reported_only);
        }
        add(title_of(outcome), [outcome](const Verdict& verdict) {
            return verdict.outcome == outcome && !reported_only(verdict);
        });
    }
    const auto waived = std::ranges::count_if(
        verdicts, [](const Verdict& verdict) { return !verdict.waived.empty(); });
    if (waived > 0) {
        text += text.empty() ? "" : pick(language, ", ", "，");
        text += language == Language::chinese ? fmt::format("豁免 {}", waived)
                                              : fmt::format("{} waived", waived);
    }
    return text;
}

std::string outcome_text(const Verdict& verdict, Language language) {
    const BiView title = reported_only(verdict) ? reported_title : title_of(verdict.outcome);
    return fmt::format("{}{}", title.in(language),
                       verdict.waived.empty() ? "" : pick(language, " (waived)", "（豁免）"));
}

std::string with_unit(std::string_view word, std::string_view unit) {
    return unit.empty() ? std::string{word} : fmt::format("{} {}", word, unit_text(unit));
}

std::vector<Column> columns_of(const Verdict& first, double coverage_factor, Language language) {
    const std::string spread = fmt::format("±{}σ", format_shortest(coverage_factor));
    return {{std::string{pick(language, "subject", "对象")}, Align::left},
            {std::string{pick(language, "outcome", "结论")}, Align::left},
            {with_unit(pick(language, "value", "值"), first.unit), Align::right},
            {with_unit(pick(language, "limit", "限值"), first.unit), Align::right},
            {with_unit(pick(language, "margin", "余量"), first.unit), Align::right},
            {with_unit(spread, first.unit), Align::right},
            {std::string{pick(language, "note", "说明")}, Align::left}};
}

Cells cells_of(const Verdict& verdict, double coverage_factor, Language language) {
    const std::optional<double> spread =
        verdict.sigma ? std::optional{coverage_factor * *verdict.sigma} : std::nullopt;
    return {subject_text(verdict.subject),
            outcome_text(verdict, language),
            value_text(verdict.value, verdict.unit, verdict.limit),
            value_text(verdict.limit, verdict.unit, verdict.value),
            value_text(verdict.margin, verdict.unit, 0.0),
            value_text(spread, verdict.unit),
            verdict.note.in(language)};
}

/// Columns without any value are left out: most attribute rules have no sigma.
void drop_empty_columns(std::vector<Column>& columns, std::vector<Cells>& rows) {
    for (std::size_t i = columns.size(); i-- > 2;) {
        const bool empty = std::ranges::all_of(
            rows, [i](const Cells& row) { return row[i] == "-" || row[i].empty(); });
        if (empty) {
            columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
            for (Cells& row : rows) {
                row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }
}

std::string subjects_text(std::span<const Verdict> verdicts, double coverage_factor,
                          const TextStyle& style) {
    std::vector<Column> columns = columns_of(verdicts.front(), coverage_factor, style.language);
    const Listing listing = listing_of(verdicts);
    if (listing.verdicts.empty()) {
        return {};
    }
    std::vector<Cells> rows;
    rows.reserve(listing.verdicts.size());
    for (const Verdict* verdict : listing.verdicts) {
        rows.push_back(cells_of(*verdict, coverage_factor, style.language));
    }
    drop_empty_columns(columns, rows);
    const std::vector<std::size_t> widths = widths_of(columns, rows);
    const std::string indent(6, ' ');
    std::string text = indent + table_head(columns, widths);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::string line = table_line(columns, widths, rows[i]);
        line.pop_back();
        const Outcome outcome = listing.verdicts[i]->outcome;
        const Verdict& verdict = *listing.verdicts[i];
        const bool plain =
            outcome == Outcome::pass || reported_only(verdict) || !verdict.waived.empty();
        const Colour colour = plain ? Colour::off : style.colour;
        text += fmt::format("{}{}\n", indent, painted(line, outcome, colour));
    }
    if (listing.left_out > 0) {
        text += indent + left_out_text(listing.left_out, style.language);
    }
    return text;
}

/// True when no reading that could be checked has another outcome.
bool is_same_under_all(const Verdict& verdict) {
    std::optional<Outcome> common;
    for (const review::ReadingOutcome& one : verdict.readings) {
        if (one.outcome == Outcome::not_checked) {
            continue;
        }
        if (common && *common != one.outcome) {
            return false;
        }
        common = one.outcome;
    }
    return common.has_value();
}

/// How many verdicts of the rule hold under every reading; the others are findings of their own.
std::string readings_text(std::span<const Verdict> verdicts, Language language) {
    const auto asked = std::ranges::count_if(
        verdicts, [](const Verdict& verdict) { return !verdict.readings.empty(); });
    if (asked == 0) {
        return {};
    }
    const auto firm = std::ranges::count_if(verdicts, is_same_under_all);
    return language == Language::chinese
               ? fmt::format("      口径比较：{} 个对象中，{} 个在所列口径下结论一致\n", asked,
                             firm)
               : fmt::format("      readings: {} of {} subjects have one outcome under all of "
                             "them\n",
                             firm, asked);
}

/// A rule's heading: id, what it asks, method of its areas, outcome counts, document.
std::string rule_text(std::span<const Verdict> verdicts, const CheckResult& result,
                      const TextStyle& style) {
    const Verdict& first = verdicts.front();
    const Language language = style.language;
    std::string text = fmt::format("  {}  {}", heading(first.rule, style.colour), first.kind);
    if (const auto method = area_method(first.method); method && always_listed(first)) {
        text += fmt::format("{}{}", pick(language, ", ", "，"), title_of(*method).in(language));
    }
    if (!first.group.empty()) {
        text += fmt::format("{}{}{}", pick(language, " (not counted: ", "（不计入结论："),
                            first.group, pick(language, ")", "）"));
    }
    text += pick(language, ": ", "：");
    text += outcome_counts(verdicts, language);
    text += '\n';
    if (const std::string document = citation_text(first.clause); !document.empty()) {
        text += fmt::format("      {}\n", document);
    }
    return text + subjects_text(verdicts, result.plan.coverage_factor, style) +
           readings_text(verdicts, language);
}

} // namespace

std::string verdicts_text(const CheckResult& result, const TextStyle& style) {
    std::string text;
    const std::vector<Verdict>& verdicts = result.review.verdicts;
    for (auto first = verdicts.begin(); first != verdicts.end();) {
        const auto last = std::find_if(first, verdicts.end(), [&](const Verdict& verdict) {
            return verdict.rule != first->rule;
        });
        text += rule_text({first, last}, result, style);
        first = last;
    }
    for (const plan::RuleConfig& rule : result.plan.rules) { // on an empty layer, say
        if (std::ranges::find(verdicts, rule.id, &Verdict::rule) == verdicts.end()) {
            text += fmt::format("  {}  {}: {}\n", heading(rule.id, style.colour), rule.kind,
                                pick(style.language, "no feature to judge", "没有可判定的要素"));
        }
    }
    return text;
}

} // namespace parkplan::report
