// SPDX-License-Identifier: MIT
#include "core/date.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    required_param("layer", ParamType::layer, {"layer whose features are counted", "待计数的图层"}),
    required_param("count", ParamType::integer,
                   {"number of features that is needed", "要素应有的个数"}),
    optional_param("holds_until", ParamType::text,
                   {"last year, month or day for which the document states the number, e.g. '2022'",
                    "文件所述个数截至的年、月或日，如“2022”"}),
    optional_param("as_of", ParamType::text,
                   {"year, month or day that the layer is as of; later than 'holds_until': not "
                    "checked",
                    "图层的基准年、月或日；晚于“holds_until”时不作检查"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "count_equals",
    .summary = {"the layer holds the number of features that the document states",
                "图层要素个数与规划文件一致"},
    .why = {"A document that states a number, such as 31 clusters, is broken by a feature that is "
            "missing, doubled or split. Every record counts, also one without a geometry. The "
            "number belongs to the document and its date: a layer of a later date is not checked "
            "where the plan states both.",
            "规划文件写明个数（如 31 个组团）时，要素遗漏、重复或拆分都会与之不符。"
            "每条记录都计数，没有图形的也不例外。个数以所引文件及其时点为准，"
            "方案写明两者时，晚于该时点的图层不作检查。"},
    .params = params,
    .level = Level::error,
};

/// True when the day comes after the whole year, month or day.
bool is_after(std::string_view day, std::string_view period) {
    return day.substr(0, period.size()) > period;
}

/// Why the number does not hold for the layer; nothing when it does.
std::optional<BiText> why_not(const plan::RuleConfig& config) {
    if (!stated(config, "holds_until")) {
        return std::nullopt;
    }
    const std::string& until = config.text("holds_until");
    const std::string& as_of = config.text("as_of");
    const bool too_coarse = as_of.size() < until.size() && until.starts_with(as_of);
    if (!too_coarse && !is_after(first_day(as_of).value_or(as_of), until)) {
        return std::nullopt;
    }
    return BiText{
        fmt::format("the document states the number until {}; the layer is as of {}", until, as_of),
        fmt::format("文件所述个数截至 {}，图层基准时间为 {}，不作核对", until, as_of)};
}

class CountEquals final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] bool judges_empty_layers() const noexcept override { return true; }

    void check_config(const plan::RuleConfig& config) const override {
        if (stated(config, "holds_until") != stated(config, "as_of")) {
            fail(ErrorKind::plan, "'holds_until' and 'as_of' belong together; '{}' is missing",
                 stated(config, "as_of") ? "holds_until" : "as_of");
        }
        for (const char* name : {"holds_until", "as_of"}) {
            if (stated(config, name) && !first_day(config.text(name))) {
                throw review::ParamError{
                    name, told("'{}' is '{}'; a year, month or day is needed: '2022', "
                               "'2022-06', '2022-06-30'",
                               name, config.text(name))};
            }
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const auto count = static_cast<std::int64_t>(input.layer("layer").layer.size());
        const std::int64_t expected = input.config.integer("count");
        review::RuleResult result;
        if (std::optional<BiText> why = why_not(input.config)) {
            result.verdicts.push_back(not_checked(input, input.whole("layer"), *std::move(why)));
            result.verdicts.back().value = static_cast<double>(count);
            return result;
        }
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
