// SPDX-License-Identifier: MIT
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    attribute_layer,
    required_param("field", ParamType::fields,
                   {"field or role that must hold a value, one or a list",
                    "必须填写的字段或角色，可为一个或多个"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "value_present",
    .summary = {"the fields named hold a value in each feature", "各要素的指定字段均已填写"},
    .why = {"A requirement that rests on an attribute, such as a stated positioning or a managing "
            "body, cannot be met by an empty field. Null, empty text and blanks all count as "
            "missing.",
            "以属性为依据的要求（如功能定位、管理主体）不能为空。空值、空文本和仅含空格均视为未填写"
            "。"},
    .params = params,
    .level = Level::error,
};

class ValuePresent final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const std::vector<std::string>& fields = input.config.list("field");
        std::vector<const layer::AttributeColumn*> columns;
        columns.reserve(fields.size());
        for (const std::string& field : fields) {
            columns.push_back(&input.column("layer", field));
        }
        review::RuleResult result;
        for (std::size_t row = 0; row < input.layer("layer").layer.size(); ++row) {
            std::size_t missing = 0;
            const layer::AttributeColumn* unreadable = nullptr;
            for (std::size_t i = 0; i < fields.size(); ++i) {
                if (value_of(*columns[i], row)) {
                    continue;
                }
                if (is_unreadable(*columns[i], row)) { // it may say that there is none
                    unreadable = columns[i];
                    continue;
                }
                ++missing;
                result.findings.push_back(input.finding(
                    "PP-0501", input.subject("layer", row),
                    {{"field", field_title(input.layer_config("layer"), fields[i])}}));
            }
            const review::Subject subject = input.subject("layer", row);
            result.verdicts.push_back(
                missing == 0 && unreadable != nullptr
                    ? not_checked(input, subject, why_no_value(*unreadable, row))
                    : count_verdict(input, subject, missing));
        }
        return result;
    }
};

} // namespace

const review::Rule& value_present() {
    return only<ValuePresent>();
}

} // namespace parkplan::rules
