// SPDX-License-Identifier: MIT
#include "review/baseline.hpp"

#include "review/gone_findings.hpp"
#include "review/match_findings.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::review {
namespace {

/// By finding of now: the position of the one of then that it was.
using Matches = std::vector<std::optional<std::size_t>>;

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

/// A subject that was undecided and has failed, or the other way round, is told of once: its
/// findings have other codes, but say of one verdict what became of it.
class OutcomePairs {
public:
    OutcomePairs(const Review& review, const Baseline& baseline)
        : m_review(review), m_baseline(baseline) {
        note(review.verdicts, m_now);
        note(baseline.verdicts, m_then);
    }

    void add_to(Matches& found) const {
        std::vector<bool> taken(m_baseline.findings.size(), false);
        for (const std::optional<std::size_t>& then : found) {
            if (then) {
                taken[*then] = true;
            }
        }
        std::map<Judged, Group> groups;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (const Finding& finding = m_review.findings[i]; !found[i] && turned(finding)) {
                groups[judged(finding.rule, finding.subject)].now.push_back(i);
            }
        }
        for (std::size_t i = 0; i < taken.size(); ++i) {
            const Finding& finding = m_baseline.findings[i];
            if (const auto group = groups.find(judged(finding.rule, finding.subject));
                !taken[i] && !finding.other && group != groups.end()) {
                group->second.then.push_back(i);
            }
        }
        for (const auto& [who, group] : groups) {
            if (group.now.size() == 1 && group.then.size() == 1 &&
                one_undecided(m_review.findings[group.now[0]],
                              m_baseline.findings[group.then[0]])) {
                found[group.now[0]] = group.then[0];
            }
        }
    }

private:
    struct Group {
        std::vector<std::size_t> now{};
        std::vector<std::size_t> then{};
    };
    /// By what is judged: the outcome; 'pass' where several features have the key.
    using Outcomes = std::map<Judged, Outcome>;

    static void note(const std::vector<Verdict>& verdicts, Outcomes& outcomes) {
        for (const Verdict& verdict : verdicts) {
            const auto [at, is_first] =
                outcomes.try_emplace(judged(verdict.rule, verdict.subject), verdict.outcome);
            if (!is_first) {
                at->second = Outcome::pass;
            }
        }
    }
    [[nodiscard]] bool turned(const Finding& finding) const {
        const Judged who = judged(finding.rule, finding.subject);
        const auto now = m_now.find(who);
        const auto then = m_then.find(who);
        return !finding.other && now != m_now.end() && then != m_then.end() &&
               gravity(now->second) + gravity(then->second) ==
                   gravity(Outcome::fail) + gravity(Outcome::undecided);
    }
    static bool one_undecided(const Finding& now, const Finding& then) {
        return (now.code == undecided_code) != (then.code == undecided_code);
    }

    const Review& m_review;
    const Baseline& m_baseline;
    Outcomes m_now{};
    Outcomes m_then{};
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

/// True when rules spoke then and none of them is in the plan now.
bool no_common_rule(const plan::Plan& plan, const Baseline& baseline) {
    std::set<std::string> rules;
    for (const Finding& finding : baseline.findings) {
        rules.insert(finding.rule);
    }
    for (const Verdict& verdict : baseline.verdicts) {
        rules.insert(verdict.rule);
    }
    rules.erase(std::string{});
    return !rules.empty() &&
           std::ranges::none_of(plan.rules, [&rules](const plan::RuleConfig& rule) {
               return rules.contains(rule.id);
           });
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
    Matches found =
        match_findings(placed(review.findings), placed(baseline, same_system(plan, baseline)),
                       degrees ? of_a_degree : millimetre);
    OutcomePairs{review, baseline}.add_to(found);
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
    Comparison comparison;
    comparison.file = baseline.file;
    comparison.sha256 = baseline.sha256;
    comparison.plan = baseline.plan;
    comparison.date = baseline.date;
    comparison.other_plan = baseline.plan != plan.name;
    comparison.no_common_rule = no_common_rule(plan, baseline);
    comparison.verdicts = compare_verdicts(review, baseline, former);
    sort_gone(gone, {review, plan, baseline}, comparison);
    review.baseline = std::move(comparison);
}

} // namespace parkplan::review
