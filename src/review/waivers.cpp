// SPDX-License-Identifier: MIT
#include "review/waivers.hpp"

#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/told.hpp"
#include "review/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::review {
namespace {

/// Findings of these codes say that something could not be done, or speak of waivers themselves.
constexpr std::array<std::string_view, 4> beyond_waivers{"PP-0110", "PP-0113", "PP-0120",
                                                         "PP-0121"};

bool can_be_waived(const Finding& finding) {
    return std::ranges::find(beyond_waivers, finding.code) == beyond_waivers.end();
}

bool can_be_waived(const Verdict& verdict) noexcept {
    return verdict.outcome == Outcome::fail || verdict.outcome == Outcome::undecided;
}

/// Positions in a review of what a waiver names, whether it still holds or not.
struct Target {
    std::vector<std::uint32_t> findings{};
    std::vector<std::uint32_t> verdicts{}; ///< of any outcome
};

/// A finding's other feature, when both are of one layer.
const Subject* partner_of(const Finding& finding) {
    const bool pair = finding.other && finding.other->layer_index == finding.subject.layer_index;
    return pair ? &*finding.other : nullptr;
}

/// Finds what waivers name.
class Targets {
public:
    explicit Targets(const Review& review) {
        std::set<std::string> rules; // that judge
        std::set<std::pair<std::string, std::uint32_t>> judged;
        for (const Verdict& verdict : review.verdicts) {
            rules.insert(verdict.rule);
            judged.emplace(verdict.rule, verdict.subject.layer_index);
        }
        // A key names a feature of a layer that the rule judges, not a row of its other layers.
        const auto has_key = [&](const std::string& rule, const Subject& subject) {
            return !rules.contains(rule) || judged.contains({rule, subject.layer_index});
        };
        for (std::uint32_t i = 0; i < review.findings.size(); ++i) {
            const Finding& finding = review.findings[i];
            if (!can_be_waived(finding)) {
                continue;
            }
            m_by_fingerprint[finding.fingerprint].findings.push_back(i);
            if (has_key(finding.rule, finding.subject)) {
                m_by_key[{finding.rule, finding.subject.key}].findings.push_back(i);
            }
            const Subject* const partner = partner_of(finding);
            if (partner != nullptr && partner->key != finding.subject.key &&
                has_key(finding.rule, *partner)) {
                m_by_key[{finding.rule, partner->key}].findings.push_back(i);
            }
        }
        for (std::uint32_t i = 0; i < review.verdicts.size(); ++i) {
            const Verdict& verdict = review.verdicts[i];
            m_by_key[{verdict.rule, verdict.subject.key}].verdicts.push_back(i);
        }
    }

    [[nodiscard]] const Target& of(const plan::Waiver& waiver) const {
        static const Target nothing{};
        if (!waiver.fingerprint.empty()) {
            const auto found = m_by_fingerprint.find(waiver.fingerprint);
            return found == m_by_fingerprint.end() ? nothing : found->second;
        }
        const auto found = m_by_key.find({waiver.rule, waiver.key});
        return found == m_by_key.end() ? nothing : found->second;
    }

private:
    std::map<std::string, Target, std::less<>> m_by_fingerprint{};
    std::map<std::pair<std::string, std::string>, Target> m_by_key{};
};

WaiverState state_of(const plan::Waiver& waiver, const Target& target, const Review& review,
                     const plan::Plan& plan) {
    if (!waiver.until.empty() && waiver.until < plan.date) { // ISO dates sort as texts
        return WaiverState::ended;
    }
    const auto counts = [&](std::uint32_t i) { // infos are no fault that could come back
        return !waiver.fingerprint.empty() || review.findings[i].level != Level::info;
    };
    const bool covers = std::ranges::any_of(target.findings, counts) ||
                        std::ranges::any_of(target.verdicts, [&](std::uint32_t i) {
                            return can_be_waived(review.verdicts[i]);
                        });
    return covers ? WaiverState::applied : WaiverState::without_effect;
}

/// What a waiver names, for the finding about it.
Subject subject_of(const plan::Waiver& waiver, const Target& target, const Review& review,
                   const plan::Plan& plan) {
    if (!target.verdicts.empty()) {
        return review.verdicts[target.verdicts.front()].subject;
    }
    if (!target.findings.empty()) {
        return review.findings[target.findings.front()].subject;
    }
    Subject subject;
    subject.key = waiver.fingerprint.empty() ? waiver.key : waiver.fingerprint;
    const auto rule = std::ranges::find(plan.rules, waiver.rule, &plan::RuleConfig::id);
    if (rule == plan.rules.end()) {
        return subject;
    }
    const auto layer = rule->params.find("layer");
    if (layer != rule->params.end() && std::holds_alternative<std::string>(layer->second)) {
        subject.layer = std::get<std::string>(layer->second);
        subject.layer_index = static_cast<std::uint32_t>(plan.layer_index(subject.layer));
    }
    return subject;
}

/// Why a waiver covers nothing, and whether that may be because something was not checked.
struct Idleness {
    BiText why{};
    bool perhaps_not_checked = false;
};

Idleness why_idle(const plan::Waiver& waiver, const Target& target, const Review& review) {
    if (!waiver.fingerprint.empty()) {
        const bool exists = std::ranges::any_of(review.findings, [&waiver](const Finding& one) {
            return one.fingerprint == waiver.fingerprint;
        });
        return exists
                   ? Idleness{{"what could not be done cannot be waived", "未能完成的事项不得豁免"}}
                   : Idleness{{"no finding has this fingerprint", "没有意见具有该指纹"},
                              !review.complete};
    }
    const auto unchecked = [&waiver](const Verdict& verdict) {
        return verdict.rule == waiver.rule && verdict.outcome == Outcome::not_checked &&
               (verdict.subject.key.empty() || verdict.subject.key == waiver.key);
    };
    if (std::ranges::any_of(review.verdicts, unchecked)) {
        return {{"'not checked' cannot be waived", "“未检查”不得豁免"}, true};
    }
    if (target.verdicts.empty()) {
        return {{"the rule found nothing there", "该规则在此没有结论或意见"}};
    }
    return {{"the verdict there is 'pass'", "该处结论为“符合”"}};
}

Finding note_on(const plan::Waiver& waiver, const plan::Plan& plan, std::string_view code,
                MessageValues values) {
    values.emplace_back("place", same(fmt::format("{}:{}:{}", plan.file.filename().string(),
                                                  waiver.location.line, waiver.location.column)));
    values.emplace_back("reason", same(waiver.reason));
    Finding finding;
    finding.code = code;
    finding.level = catalogue_entry(code).level;
    finding.rule = waiver.rule;
    finding.message = message_of(code, values);
    return finding;
}

std::vector<Finding> notes_on_waivers(const Review& review, const plan::Plan& plan) {
    const Targets targets{review};
    std::vector<Finding> notes;
    for (const plan::Waiver& waiver : plan.waivers) {
        const Target& target = targets.of(waiver);
        const WaiverState state = state_of(waiver, target, review, plan);
        if (state == WaiverState::ended) {
            notes.push_back(note_on(waiver, plan, "PP-0120", {{"until", same(waiver.until)}}));
        } else if (state == WaiverState::without_effect) {
            const Idleness idle = why_idle(waiver, target, review);
            notes.push_back(note_on(waiver, plan, "PP-0121", {{"why", idle.why}}));
            if (idle.perhaps_not_checked) {
                notes.back().level = Level::info;
            }
        } else {
            continue;
        }
        notes.back().subject = subject_of(waiver, target, review, plan);
        if (!target.findings.empty()) { // stands beside what it speaks of
            notes.back().rule = review.findings[target.findings.front()].rule;
        }
    }
    return notes;
}

/// The level from which a verdict stands on findings.
Level standing_level(const Verdict& verdict) noexcept {
    return verdict.outcome == Outcome::undecided ? std::min(verdict.level, Level::warning)
                                                 : verdict.level;
}

/// Rule, layer and key: whom a verdict is about.
using Judged = std::tuple<std::string_view, std::uint32_t, std::string_view>;

Judged judged(const std::string& rule, const Subject& subject) {
    return {rule, subject.layer_index, subject.key};
}

/// The findings that the verdicts on each subject stand on.
std::map<Judged, std::vector<std::uint32_t>> findings_below(const Review& review) {
    std::map<Judged, std::vector<std::uint32_t>> below;
    for (const Verdict& verdict : review.verdicts) {
        below.try_emplace(judged(verdict.rule, verdict.subject));
    }
    for (std::uint32_t i = 0; i < review.findings.size(); ++i) {
        const Finding& finding = review.findings[i];
        const Subject* const partner = partner_of(finding);
        const auto own = below.find(judged(finding.rule, finding.subject));
        const auto others =
            partner == nullptr ? below.end() : below.find(judged(finding.rule, *partner));
        if (own != below.end()) {
            own->second.push_back(i);
        }
        if (others != below.end() && others != own) {
            others->second.push_back(i);
        }
        if (own == below.end() && others == below.end()) {
            const auto whole = below.find({finding.rule, finding.subject.layer_index, {}});
            if (whole != below.end()) {
                whole->second.push_back(i);
            }
        }
    }
    return below;
}

/// Marks what the waivers cover.
class Marker {
public:
    Marker(Review& review, const plan::Plan& plan)
        : m_review(review), m_plan(plan), m_waiver_of(review.findings.size()) {
        review.waivers.assign(plan.waivers.size(), {});
    }

    void mark_targets() {
        const Targets targets{m_review};
        for (std::size_t i = 0; i < m_plan.waivers.size(); ++i) {
            const Target& target = targets.of(m_plan.waivers[i]);
            WaiverUse& use = m_review.waivers[i];
            use.state = state_of(m_plan.waivers[i], target, m_review, m_plan);
            if (use.state != WaiverState::applied) {
                continue;
            }
            for (const std::uint32_t finding : target.findings) {
                if (!m_waiver_of[finding]) {
                    m_waiver_of[finding] = i;
                    m_review.findings[finding].waived = m_plan.waivers[i].reason;
                    use.findings.push_back(finding);
                }
            }
            for (const std::uint32_t verdict : target.verdicts) {
                mark_verdict(verdict, i);
            }
        }
    }

    /// A verdict goes with the findings that it stands on.
    void mark_verdicts_above() {
        const auto below = findings_below(m_review);
        for (std::uint32_t i = 0; i < m_review.verdicts.size(); ++i) {
            const Verdict& verdict = m_review.verdicts[i];
            std::optional<std::size_t> first;
            bool all = true;
            for (const std::uint32_t at : below.at(judged(verdict.rule, verdict.subject))) {
                const bool stands = m_review.findings[at].level >= standing_level(verdict);
                if (stands && m_waiver_of[at]) {
                    first = first ? first : m_waiver_of[at];
                } else if (stands) {
                    all = false;
                }
            }
            if (all && first) {
                mark_verdict(i, *first);
            }
        }
    }

private:
    void mark_verdict(std::uint32_t at, std::size_t waiver) {
        Verdict& verdict = m_review.verdicts[at];
        if (can_be_waived(verdict) && verdict.waived.empty()) {
            verdict.waived = m_plan.waivers[waiver].reason;
            m_review.waivers[waiver].verdicts.push_back(at);
        }
    }

    Review& m_review;
    const plan::Plan& m_plan;
    std::vector<std::optional<std::size_t>> m_waiver_of; ///< position of each finding's waiver
};

} // namespace

std::string_view name_of(WaiverState state) noexcept {
    switch (state) {
    case WaiverState::applied:
        return "applied";
    case WaiverState::ended:
        return "ended";
    case WaiverState::without_effect:
        break;
    }
    return "without_effect";
}

void check_waivers(const plan::Plan& plan) {
    for (const plan::Waiver& waiver : plan.waivers) {
        if (!waiver.until.empty() && plan.date.empty()) {
            throw Error{
                ErrorKind::plan,
                told("the waiver holds until {}, but the review has no date", waiver.until),
                {.source = plan.place_of(waiver.location), .layer{}, .feature{}, .rule{}},
                told("state date = 2026-01-31 in the plan, or --date, or SOURCE_DATE_EPOCH")};
        }
    }
}

void apply_waivers(Review& review, const plan::Plan& plan) {
    if (plan.waivers.empty()) {
        return;
    }
    std::vector<Finding> notes = notes_on_waivers(review, plan);
    if (!notes.empty()) {
        std::ranges::move(notes, std::back_inserter(review.findings));
        sort_and_mark(review, plan);
    }
    Marker marker{review, plan};
    marker.mark_targets();
    marker.mark_verdicts_above();
}

} // namespace parkplan::review
