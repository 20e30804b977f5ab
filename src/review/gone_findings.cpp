// SPDX-License-Identifier: MIT
#include "review/gone_findings.hpp"

#include "review/match_findings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace parkplan::review {
namespace {

/// Tells whether this run can say that a finding of then is gone.
class Coverage {
public:
    Coverage(const Review& review, const plan::Plan& plan) {
        for (const std::uint32_t index : review.loaded_index) {
            m_layers.insert(plan.layers[index].id);
        }
        for (const plan::RuleConfig& rule : plan.rules) {
            m_rules.insert(rule.id);
        }
        for (const Verdict& verdict : review.verdicts) {
            if (verdict.outcome == Outcome::not_checked && !verdict.looked) {
                m_unchecked.insert(judged(verdict.rule, verdict.subject));
                if (verdict.subject.key.empty()) {
                    m_rules.erase(verdict.rule);
                }
            }
        }
    }

    [[nodiscard]] bool looked_for(const Finding& finding) const {
        const bool rule_ran = finding.rule.empty() || m_rules.contains(finding.rule);
        return rule_ran && reached(finding.rule, finding.subject) &&
               (!finding.other || reached(finding.rule, *finding.other));
    }

private:
    /// Findings about no layer speak of the plan itself.
    [[nodiscard]] bool reached(const std::string& rule, const Subject& subject) const {
        return subject.layer.empty() ||
               (m_layers.contains(subject.layer) && !m_unchecked.contains(judged(rule, subject)));
    }

    std::set<std::string, std::less<>> m_layers{};
    std::set<std::string, std::less<>> m_rules{};
    std::set<Judged> m_unchecked{};
};

/// Tells whether the features that findings of then are about are still there.
class Presence {
public:
    Presence(const std::vector<bool>& gone, const Compared& compared) {
        std::set<std::string, std::less<>> layers;
        for (std::size_t i = 0; i < gone.size(); ++i) {
            if (gone[i]) {
                const Finding& finding = compared.baseline.findings[i];
                layers.insert(finding.subject.layer);
                layers.insert(finding.other ? finding.other->layer : std::string{});
            }
        }
        const Review& review = compared.review;
        for (std::size_t i = 0; i < review.loaded.size(); ++i) {
            const std::string& id = compared.plan.layers[review.loaded_index[i]].id;
            if (!layers.contains(id)) {
                continue;
            }
            auto& keys = m_keys[id];
            const layer::Layer& layer = review.loaded[i].layer;
            for (std::size_t row = 0; row < layer.size(); ++row) {
                keys.insert(layer.key(row));
            }
        }
    }

    [[nodiscard]] bool still_there(const Finding& finding) const {
        return is_there(finding.subject) && (!finding.other || is_there(*finding.other));
    }

private:
    /// Subjects without an id of a feature are groups or layers.
    [[nodiscard]] bool is_there(const Subject& subject) const {
        const auto keys = m_keys.find(subject.layer);
        return !subject.fid || keys == m_keys.end() || keys->second.contains(subject.key);
    }

    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> m_keys{};
};

/// Knows what a rule asked of a subject then, and what it asks now.
class Limits {
public:
    explicit Limits(const Compared& compared) : m_coverage_factor(compared.plan.coverage_factor) {
        note(compared.baseline.verdicts, m_then);
        note(compared.review.verdicts, m_now);
    }

    /// The limit of now where the finding is gone because of it: by that of then there would still
    /// be something to find. Nothing where that is not so, or cannot be known.
    [[nodiscard]] std::optional<double> that_let_go(const Finding& finding) const {
        const Judged who = judged(finding.rule, finding.subject);
        const auto then = m_then.find(who);
        const auto now = m_now.find(who);
        if (!finding.limit || then == m_then.end() || now == m_now.end() ||
            then->second == nullptr || now->second == nullptr) {
            return std::nullopt;
        }
        const Verdict& verdict = *now->second;
        const bool judged_by_it =
            then->second->limit && same_figure(finding.limit, then->second->limit, finding.unit);
        if (!judged_by_it || !verdict.limit || verdict.outcome != Outcome::pass ||
            same_figure(finding.limit, verdict.limit, verdict.unit) ||
            passes(verdict, *finding.limit)) {
            return std::nullopt;
        }
        return verdict.limit;
    }

private:
    /// Nothing where several features have the key.
    using Verdicts = std::map<Judged, const Verdict*>;

    static void note(const std::vector<Verdict>& verdicts, Verdicts& by) {
        for (const Verdict& verdict : verdicts) {
            const auto [at, is_first] =
                by.try_emplace(judged(verdict.rule, verdict.subject), &verdict);
            if (!is_first) {
                at->second = nullptr;
            }
        }
    }

    /// True when what is measured now would pass by another limit.
    [[nodiscard]] bool passes(const Verdict& verdict, double limit) const {
        if (!verdict.value || !verdict.margin || *verdict.margin == 0.0) {
            return false;
        }
        const bool at_least = (*verdict.value > *verdict.limit) == (*verdict.margin > 0.0);
        const double margin = at_least ? *verdict.value - limit : limit - *verdict.value;
        return margin >= 0.0 && margin >= m_coverage_factor * verdict.sigma.value_or(0.0);
    }

    double m_coverage_factor;
    Verdicts m_then{};
    Verdicts m_now{};
};

/// The findings of one rule that went with one change of its limit stand together.
void add(std::vector<OtherLimit>& all, const Finding& finding, double now) {
    const auto same = std::ranges::find_if(all, [&](const OtherLimit& one) {
        return one.rule == finding.rule && one.unit == finding.unit && one.then == *finding.limit &&
               one.now == now;
    });
    if (same != all.end()) {
        same->findings.push_back(finding);
        return;
    }
    all.push_back({.rule = finding.rule,
                   .unit = finding.unit,
                   .then = *finding.limit,
                   .now = now,
                   .findings = {finding}});
}

} // namespace

Judged judged(const std::string& rule, const Subject& subject) {
    return {rule, subject.layer, subject.key};
}

void sort_gone(const std::vector<bool>& gone, const Compared& compared, Comparison& comparison) {
    const Coverage coverage{compared.review, compared.plan};
    const Presence presence{gone, compared};
    const Limits limits{compared};
    for (std::size_t i = 0; i < gone.size(); ++i) {
        if (!gone[i]) {
            continue;
        }
        const Finding& finding = compared.baseline.findings[i];
        if (!coverage.looked_for(finding)) {
            comparison.no_longer_checked.push_back(finding);
        } else if (!presence.still_there(finding)) {
            comparison.removed.push_back(finding);
        } else if (const std::optional<double> limit = limits.that_let_go(finding)) {
            add(comparison.other_limits, finding, *limit);
        } else {
            comparison.fixed.push_back(finding);
        }
    }
}

} // namespace parkplan::review
