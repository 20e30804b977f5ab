// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/told.hpp"
#include "rules/items.hpp"
#include "rules/makers.hpp"
#include "rules/near_name.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    attribute_layer,
    required_param(
        "field", ParamType::field,
        {"field or role whose values must be in the list", "取值应在清单内的字段或角色"}),
    optional_param("values", ParamType::text_list,
                   {"the list; this or 'register'", "清单；与“register”二选一"}),
    optional_param("register", ParamType::layer, {"layer that holds the list", "以该图层作为清单"}),
    optional_param("register_field", ParamType::field,
                   {"field of 'register' with the values", "“register”中保存清单值的字段"}),
    optional_param("separator", ParamType::text,
                   {"text between several values of one field, e.g. ';'",
                    "一个字段含多个值时的分隔符，如“、”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "value_in",
    .summary = {"the field holds values of a list", "指定字段的值在规定清单之内"},
    .why = {"Only the listed names and classes have a meaning in the planning document; a slip of "
            "the pen makes a feature drop out of every table that is made by name. Near misses "
            "come with the listed value as a proposal. Features without a value are not checked.",
            "只有清单所列的名称和类别在规划文件中有明确含义；名称写错的要素会从按名称汇总的表格中"
            "遗漏。与清单相近的值附有更正建议。未填写的要素不作检查。"},
    .params = params,
    .level = Level::error,
};

/// The list, sorted, each value once.
std::vector<std::string> listed_values(const review::RuleInput& input) {
    std::vector<std::string> values;
    if (stated(input.config, "values")) {
        values = input.config.list("values");
    } else {
        const layer::AttributeColumn& column =
            input.column("register", input.config.text("register_field"));
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (std::optional<std::string> value = value_of(column, row)) {
                values.push_back(*std::move(value));
            }
        }
    }
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

review::Finding not_listed(const review::RuleInput& input, std::size_t row,
                           const std::string& value, NearNames& near_names) {
    const BiText field = field_title(input.layer_config("layer"), input.config.text("field"));
    const review::Subject subject = input.subject("layer", row);
    if (const std::optional<std::string>& near = near_names.of(value)) {
        review::Finding finding =
            input.finding("PP-0504", subject,
                          {{"value", same(value)}, {"field", field}, {"nearest", same(*near)}});
        finding.proposal = same(*near);
        return finding;
    }
    return input.finding("PP-0503", subject, {{"value", same(value)}, {"field", field}});
}

class ValueIn final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (stated(config, "values") == stated(config, "register")) {
            fail(ErrorKind::plan, "one of 'values' and 'register' is needed, {}",
                 stated(config, "values") ? told("not both") : told("none is given"));
        }
        if (stated(config, "register") != stated(config, "register_field")) {
            fail(ErrorKind::plan,
                 "'register' and 'register_field' belong together; '{}' is missing",
                 stated(config, "register") ? "register_field" : "register");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const std::vector<std::string> listed = listed_values(input);
        const layer::AttributeColumn& column = input.column("layer", input.config.text("field"));
        NearNames near_names{listed, count_unlisted(input, column, listed)};
        review::RuleResult result;
        for (std::size_t row = 0; row < column.size(); ++row) {
            const std::optional<Items> values = items_of(column, row, separator_of(input.config));
            if (!values) {
                result.verdicts.push_back(
                    not_checked(input, input.subject("layer", row), why_no_value(column, row)));
                continue;
            }
            std::size_t wrong = 0;
            for (const std::string& value : *values) {
                if (!std::ranges::binary_search(listed, value)) {
                    result.findings.push_back(not_listed(input, row, value, near_names));
                    ++wrong;
                }
            }
            result.verdicts.push_back(count_verdict(input, input.subject("layer", row), wrong));
        }
        return result;
    }

private:
    /// Different values that the list does not have.
    static std::size_t count_unlisted(const review::RuleInput& input,
                                      const layer::AttributeColumn& column,
                                      const std::vector<std::string>& listed) {
        std::set<std::string> unlisted;
        for (std::size_t row = 0; row < column.size(); ++row) {
            const std::optional<Items> values = items_of(column, row, separator_of(input.config));
            for (const std::string& value : values.value_or(Items{})) {
                if (!std::ranges::binary_search(listed, value)) {
                    unlisted.insert(value);
                }
            }
        }
        return unlisted.size();
    }
};

} // namespace

const review::Rule& value_in() {
    return only<ValueIn>();
}

} // namespace parkplan::rules
