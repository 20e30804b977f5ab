// SPDX-License-Identifier: MIT
#include "review/baseline.hpp"

#include "review/match_findings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::review {
namespace {

using Judged = std::tuple<std::string, std::string, std::string>; // rule, layer, key

Judged judged(const std::string& rule, const Subject& subject) {
    return {rule, subject.layer, subject.key};
}

/// Keys of then of features that have another one now: (layer, key of now) -> key of then.
class FormerKeys {
public:
    void add(const Subject& now, const std::string& then) {
        if (!then.empty()) {
            m_keys[{now.layer, now.key}].insert(then);
        }
    }
    /// The subject as it was known then; as it is where findings disagree.
    [[nodiscard]] Subject then(const Subject& now) const {
        Subject subject = now;
        if (const auto found = m_keys.find({now.layer, now.key});
            found != m_keys.end() && found->second.size() == 1) {
            subject.key = *found->second.begin();
        }
        return subject;
    }

private:
    std::map<std::pair<std::string, std::string>, std::set<std::string>> m_keys{};
};

/// 0 for pass and "not checked", which are no faults.
int gravity(Outcome outcome) noexcept {
    return outcome == Outcome::fail ? 2 : outcome == Outcome::undecided ? 1 : 0;
}

/// A fault is unchanged when it was as grave or graver then; what is no fault is not compared.
/// Each verdict of then explains one of now, the gravest of now first: several features may have
/// the same key.
std::vector<Change> compare_verdicts(const Review& review, const Baseline& baseline,
                                     const FormerKeys& former) {
    std::map<Judged, std::vector<int>> then;
    for (const Verdict& verdict : baseline.verdicts) {
        then[judged(verdict.rule, verdict.subject)].push_back(gravity(verdict.outcome));
    }
    for (auto& [who, gravities] : then) {
        std::ranges::sort(gravities);
    }
    std::vector<Change> changes(review.verdicts.size(), Change::not_compared);
    for (const int grave : {2, 1}) {
        for (std::size_t i = 0; i < review.verdicts.size(); ++i) {
            const Verdict& verdict = review.verdicts[i];
            if (gravity(verdict.outcome) != grave) {
                continue;
            }
            changes[i] = Change::added;
            auto found = then.find(judged(verdict.rule, verdict.subject));
            if (found == then.end()) {
                found = then.find(judged(verdict.rule, former.then(verdict.subject)));
            }
            if (found == then.end()) {
                continue;
            }
            const auto as_grave = std::ranges::lower_bound(found->second, grave);
            if (as_grave != found->second.end()) {
                found->second.erase(as_grave);
                changes[i] = Change::unchanged;
            }
        }
    }
    return changes;
}

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

/// Places of findings can be compared in one and the same coordinate system only.
bool same_system(const plan::Plan& plan, const Baseline& baseline) {
    const crs::Crs& crs = plan.working_crs;
    return (crs.code().empty() ? crs.name() : crs.code()) == baseline.crs;
}

std::vector<Placed> placed(const std::vector<Finding>& findings) {
    std::vector<Placed> all;
    all.reserve(findings.size());
    for (const Finding& finding : findings) {
        all.push_back({&finding, geo::box_of(finding.place)});
    }
    return all;
}

std::vector<Placed> placed(const Baseline& baseline, bool comparable) {
    std::vector<Placed> all = placed(baseline.findings);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool known = comparable && i < baseline.boxes.size();
        all[i].box = known ? baseline.boxes[i] : geo::Box{};
    }
    return all;
}

void mark(Finding& finding, const Finding& then) {
    finding.former = former_of(finding, then);
    finding.change =
        finding.former && !only_key(finding, *finding.former) ? Change::changed : Change::unchanged;
}

} // namespace

void compare(Review& review, const plan::Plan& plan, const Baseline& baseline) {
    constexpr double millimetre = 1e-3;
    constexpr double of_a_degree = 1e-8;
    const bool degrees = plan.working_crs.kind() == crs::CrsKind::geographic;
    const auto found =
        match_findings(placed(review.findings), placed(baseline, same_system(plan, baseline)),
                       degrees ? of_a_degree : millimetre);
    std::vector<bool> gone(baseline.findings.size(), true);
    FormerKeys former;
    for (std::size_t i = 0; i < found.size(); ++i) {
        Finding& finding = review.findings[i];
        finding.change = Change::added;
        if (found[i]) {
            mark(finding, baseline.findings[*found[i]]);
            gone[*found[i]] = false;
        }
        if (finding.former) {
            former.add(finding.subject, finding.former->key);
            if (finding.other) {
                former.add(*finding.other, finding.former->other_key);
            }
        }
    }
    Comparison comparison{.file = baseline.file,
                          .sha256 = baseline.sha256,
                          .plan = baseline.plan,
                          .date = baseline.date,
                          .fixed = {},
                          .no_longer_checked = {},
                          .verdicts = compare_verdicts(review, baseline, former)};
    const Coverage coverage{review, plan};
    for (std::size_t i = 0; i < gone.size(); ++i) {
        if (gone[i]) {
            const Finding& finding = baseline.findings[i];
            (coverage.looked_for(finding) ? comparison.fixed : comparison.no_longer_checked)
                .push_back(finding);
        }
    }
    review.baseline = std::move(comparison);
}

} // namespace parkplan::review
