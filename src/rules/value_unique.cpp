// SPDX-License-Identifier: MIT
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    attribute_layer,
    required_param("field", ParamType::field,
                   {"field or role whose values must differ", "取值不得重复的字段或角色"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "value_unique",
    .summary = {"no value of the field stands in two features", "指定字段的值互不重复"},
    .why = {"A name or number that stands twice ties a decision or a table row to two places. "
            "Blanks around a value do not make it another value; features without a value are not "
            "compared.",
            "名称或编号重复，会使文件或表格中的一项对应两处。值前后的空格不作区分；"
            "未填写的要素不参与比较。"},
    .params = params,
    .level = Level::error,
};

using Rows = std::vector<std::size_t>;

/// ", #2, #3" after the message: the features that the value stands in.
std::string keys_of(const review::RuleInput& input, const Rows& rows) {
    std::vector<std::string> keys;
    keys.reserve(rows.size());
    for (const std::size_t row : rows) {
        keys.push_back(input.subject("layer", row).key);
    }
    return fmt::format("{}", fmt::join(keys, ", "));
}

review::Finding finding_of(const review::RuleInput& input, const std::string& value,
                           const Rows& rows) {
    review::Finding finding = input.finding(
        "PP-0502", input.subject("layer", rows.front()),
        {{"value", same(value)},
         {"field", field_title(input.layer_config("layer"), input.config.text("field"))},
         {"count", same(count_text(rows.size()))}});
    const std::string keys = keys_of(input, rows);
    finding.message.en += fmt::format(": {}", keys);
    finding.message.zh += fmt::format("：{}", keys);
    finding.other = input.subject("layer", rows[1]);
    finding.measured = static_cast<double>(rows.size());
    finding.limit = 1.0;
    return finding;
}

class ValueUnique final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const layer::AttributeColumn& column = input.column("layer", input.config.text("field"));
        std::map<std::string, Rows> rows_of;
        std::size_t empty = 0;
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (const std::optional<std::string> value = value_of(column, row)) {
                rows_of[*value].push_back(row);
            } else {
                ++empty;
            }
        }
        review::RuleResult result;
        for (const auto& [value, rows] : rows_of) {
            if (rows.size() > 1) {
                result.findings.push_back(finding_of(input, value, rows));
            }
        }
        result.verdicts.push_back(verdict_on_layer(input, result.findings.size(), empty));
        return result;
    }

private:
    /// Value: number of values that stand more than once.
    static review::Verdict verdict_on_layer(const review::RuleInput& input, std::size_t repeated,
                                            std::size_t empty) {
        review::Verdict verdict = count_verdict(input, input.whole("layer"), repeated);
        if (empty > 0) {
            verdict.note = {fmt::format("{} features without a value were not compared", empty),
                            fmt::format("{} 个要素未填写，未参与比较", empty)};
        }
        return verdict;
    }
};

} // namespace

const review::Rule& value_unique() {
    return only<ValueUnique>();
}

} // namespace parkplan::rules
