// SPDX-License-Identifier: MIT
#pragma once

#include "review/baseline.hpp"
#include "review/order.hpp"
#include "support/layers.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::review {

/// A plan with rule "r" and the loaded layers "l" and "m".
class Now {
public:
    Now() {
        for (const char* id : {"l", "m"}) {
            m_plan.layers.emplace_back().id = id;
        }
        m_review.loaded_index = {0, 1};
        m_plan.rules.emplace_back().id = "r";
    }
    [[nodiscard]] Review& review() { return m_review; }
    Now& in_another_crs_then() {
        m_crs_then = "EPSG:4547";
        return *this;
    }
    static Subject subject(const std::string& key, const std::string& layer = "l") {
        Subject one;
        one.layer = layer;
        one.key = key;
        return one;
    }
    static Finding finding(const std::string& key, const std::string& layer = "l",
                           const std::string& rule = "r") {
        Finding one;
        one.code = "PP-0401";
        one.rule = rule;
        one.subject = subject(key, layer);
        return one;
    }
    static Verdict verdict(const std::string& key, Outcome outcome) {
        Verdict one;
        one.rule = "r";
        one.subject = subject(key);
        one.outcome = outcome;
        return one;
    }
    /// What must reach a limit.
    static Verdict sized(const std::string& key, Outcome outcome, double value, double limit) {
        Verdict one = verdict(key, outcome);
        one.value = value;
        one.limit = limit;
        one.margin = value - limit;
        one.unit = "m2";
        return one;
    }
    /// Of a size, and in a place.
    static Finding sized(const std::string& key, double measured, std::optional<double> limit,
                         geo::Point at = {}) {
        Finding one = finding(key);
        one.measured = measured;
        one.limit = limit;
        one.unit = "m2";
        if (at != geo::Point{}) {
            one.place = geo::MultiPoint{{at, {at.x + 10.0, at.y + 10.0}}};
        }
        return one;
    }
    Now& with(Finding one) {
        m_review.findings.push_back(std::move(one));
        return *this;
    }
    Now& with(Verdict one) {
        m_review.verdicts.push_back(std::move(one));
        return *this;
    }
    /// Layer "l" holds these features.
    Now& holding(const std::vector<std::string>& keys) {
        test::LayerBuilder builder{"l", "local"};
        builder.text("id").key("id");
        for (const std::string& key : keys) {
            builder.add("POLYGON((0 0, 1 0, 1 1, 0 0))", {key});
        }
        m_review.loaded.push_back({builder.build(), {}, nullptr});
        m_review.loaded_index = {0};
        return *this;
    }
    Now& named(const std::string& plan, const std::string& rule) {
        m_plan.name = {plan, plan};
        m_plan.rules[0].id = rule;
        return *this;
    }
    /// Compares with what `then` found.
    const Comparison& since(Now then) {
        mark_findings(m_review);
        mark_findings(then.m_review);
        Baseline baseline;
        baseline.file = "old.json";
        baseline.crs = m_crs_then;
        baseline.plan = then.m_plan.name;
        for (const Finding& one : then.m_review.findings) {
            baseline.boxes.push_back(geo::box_of(one.place));
        }
        baseline.findings = then.m_review.findings;
        baseline.verdicts = then.m_review.verdicts;
        compare(m_review, m_plan, baseline);
        return m_review.baseline.value();
    }

private:
    plan::Plan m_plan{};
    Review m_review{};
    std::string m_crs_then = crs::Crs::local().name();
};

inline std::vector<std::string> keys(const std::vector<Finding>& findings) {
    std::vector<std::string> all;
    for (const Finding& finding : findings) {
        all.push_back(finding.subject.key);
    }
    return all;
}

inline std::vector<Change> changes(Now& now) {
    std::vector<Change> all;
    for (const Finding& finding : now.review().findings) {
        all.push_back(finding.change);
    }
    return all;
}

inline std::vector<bool> worse(Now& now) {
    std::vector<bool> all;
    for (const Finding& finding : now.review().findings) {
        all.push_back(finding.former && finding.former->worse);
    }
    return all;
}

} // namespace parkplan::review
