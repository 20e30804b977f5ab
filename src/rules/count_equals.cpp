// SPDX-License-Identifier: MIT
#include "rules/makers.hpp"
#include "rules/params.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    required_param("layer", ParamType::layer, {"layer whose features are counted", "待计数的图层"}),
    required_param("count", ParamType::integer,
                   {"number of features that is needed", "要素应有的个数"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "count_equals",
    .summary = {"the layer holds the number of features that the document states",
                "图层要素个数与规划文件一致"},
    .why = {"A document that states a number, such as 31 clusters, is broken by a feature that is "
            "missing, doubled or split. Every record counts, also one without a geometry. The "
            "number belongs to the document and its date.",
            "规划文件写明个数（如 31 个组团）时，要素遗漏、重复或拆分都会与之不符。"
            "每条记录都计数，没有图形的也不例外。个数以所引文件及其时点为准。"},
    .params = params,
    .level = Level::error,
};

class CountEquals final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const auto count = static_cast<std::int64_t>(input.layer("layer").layer.size());
        const std::int64_t expected = input.config.integer("count");
        review::RuleResult result;
        review::Verdict verdict = input.verdict(input.whole("layer"));
        verdict.outcome = count == expected ? review::Outcome::pass : review::Outcome::fail;
        verdict.value = static_cast<double>(count);
        verdict.limit = static_cast<double>(expected);
        verdict.margin = 0.0 - std::abs(*verdict.value - *verdict.limit);
        if (count != expected) {
            review::Finding finding =
                input.finding("PP-0505", input.whole("layer"),
                              {{"count", same(fmt::format("{}", count))},
                               {"expected", same(fmt::format("{}", expected))}});
            finding.measured = verdict.value;
            finding.limit = verdict.limit;
            result.findings.push_back(std::move(finding));
        }
        result.verdicts.push_back(std::move(verdict));
        return result;
    }
};

} // namespace

const review::Rule& count_equals() {
    return only<CountEquals>();
}

} // namespace parkplan::rules
