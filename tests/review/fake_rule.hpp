// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"
#include "review/runner.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

namespace parkplan::review {

inline constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
inline constexpr std::string_view bow_tie = "POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))";

inline constexpr std::array params{
    plan::ParamInfo{.name = "layer", .type = plan::ParamType::layer, .required = true},
    plan::ParamInfo{.name = "field", .type = plan::ParamType::field},
    plan::ParamInfo{.name = "by", .type = plan::ParamType::layer},
    plan::ParamInfo{.name = "by_fields", .type = plan::ParamType::fields},
};
inline constexpr plan::RuleInfo fake_info{.kind = "fake", .params = params};
inline constexpr plan::RuleInfo defects_info{.kind = "defects", .params = params};

/// A rule that does what the test says.
class FakeRule : public Rule {
public:
    using Body = std::function<RuleResult(const RuleInput&)>;
    explicit FakeRule(Body body = {}, const plan::RuleInfo& info = fake_info)
        : m_body(std::move(body)), m_info(&info) {}
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return *m_info; }
    [[nodiscard]] RuleResult check(const RuleInput& input) const override {
        return m_body ? m_body(input) : RuleResult{};
    }
    [[nodiscard]] bool reports_defects() const noexcept override {
        return m_info->kind == "defects";
    }

private:
    Body m_body;
    const plan::RuleInfo* m_info;
};

/// Fails every feature, last first, and finds two things at each.
inline RuleResult fail_all(const RuleInput& input) {
    RuleResult result;
    for (std::size_t row = input.layer("layer").layer.size(); row-- > 0;) {
        Verdict verdict = input.verdict(input.subject("layer", row));
        verdict.outcome = Outcome::fail;
        result.verdicts.push_back(verdict);
        for (const double x : {5.0, 1.0}) {
            Finding finding =
                input.finding("PP-0501", input.subject("layer", row), {{"field", same("f")}});
            finding.place = geo::MultiPoint{{{x, 0}}};
            result.findings.push_back(finding);
        }
    }
    return result;
}

inline layer::Layer two_squares() {
    return test::LayerBuilder{"file", "local"}
        .text("id")
        .text("label")
        .key("id")
        .add(square, {"b", "Bee"})
        .add(square, {"a", "Ay"})
        .build();
}

inline Error error_of(const test::TestPlan& plan) {
    try {
        static_cast<void>(plan.run());
    } catch (const Error& error) {
        return error;
    }
    return Error{ErrorKind::internal, "no error"};
}

} // namespace parkplan::review
