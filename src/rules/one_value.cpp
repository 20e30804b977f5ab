// SPDX-License-Identifier: MIT
#include "rules/items.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using Values = std::set<std::string>;

constexpr std::array params{
    attribute_layer,
    required_param("field", ParamType::field,
                   {"field or role that must hold one value", "应只有一个值的字段或角色"}),
    optional_param("by", ParamType::field,
                   {"field or role whose equal values make one group, e.g. the cluster of a block",
                    "取值相同即为一组的字段或角色，如地块所属组团"}),
    optional_param("separator", ParamType::text,
                   {"text between several values of one field, e.g. ';'",
                    "一个字段含多个值时的分隔符，如“、”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "one_value",
    .summary = {"the field holds exactly one value for each feature, or for each group of features",
                "每个要素（或每组要素）的指定字段只有一个值"},
    .why = {"What is to be planned and run as one has one managing body and belongs to one park: "
            "two names in the field, or blocks of one cluster with different names, say that it "
            "is not settled who answers for it. Features without a value are not checked.",
            "统筹规划、统一管理的区域应有一个管理主体、归属一个分园：字段内有两个名称，或同一组团的"
            "地块名称不一，说明责任主体尚未明确。未填写的要素不作检查。"},
    .params = params,
    .level = Level::error,
};

/// Features that must hold one value together.
struct Group {
    std::vector<std::size_t> rows{};
    Values values{};
};

std::string joined(const Values& values, const char* between) {
    return fmt::format("{}", fmt::join(values, between));
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input),
          m_title(field_title(input.layer_config("layer"), input.config.text("field"))) {}

    [[nodiscard]] review::RuleResult check() {
        collect();
        for (const auto& [name, group] : m_groups) {
            check(name, group);
        }
        return std::move(m_result);
    }

private:
    void add_not_checked(std::size_t row, BiText why) {
        m_result.verdicts.push_back(
            not_checked(m_input, m_input.subject("layer", row), std::move(why)));
    }

    void collect() {
        const layer::AttributeColumn& column =
            m_input.column("layer", m_input.config.text("field"));
        const layer::AttributeColumn* by = stated(m_input.config, "by")
                                               ? &m_input.column("layer", m_input.config.text("by"))
                                               : nullptr;
        for (std::size_t row = 0; row < column.size(); ++row) {
            const std::optional<Items> values = items_of(column, row, separator_of(m_input.config));
            std::optional<std::string> group =
                by == nullptr ? std::optional{count_text(row)} : value_of(*by, row);
            if (!values) {
                add_not_checked(row, why_no_value(column, row));
            } else if (!group) {
                add_not_checked(row,
                                {"the field that makes the groups is empty", "分组所依字段未填写"});
            } else {
                add(m_groups[*std::move(group)], row, *values);
            }
        }
    }

    static void add(Group& group, std::size_t row, const Items& values) {
        group.values.insert(values.begin(), values.end());
        group.rows.push_back(row);
    }

    /// One verdict for each feature: on all values of its group.
    void check(const std::string& name, const Group& group) {
        const std::size_t count = group.values.size();
        for (const std::size_t row : group.rows) {
            review::Verdict verdict = m_input.verdict(m_input.subject("layer", row));
            verdict.outcome = count == 1 ? review::Outcome::pass : review::Outcome::fail;
            verdict.value = static_cast<double>(count);
            verdict.limit = 1.0;
            verdict.margin = *verdict.limit - *verdict.value;
            m_result.verdicts.push_back(std::move(verdict));
        }
        if (count == 1) {
            return;
        }
        MessageValues values{{"field", m_title},
                             {"count", same(count_text(count))},
                             {"values", {joined(group.values, ", "), joined(group.values, "、")}}};
        const bool grouped = stated(m_input.config, "by");
        if (grouped) {
            values.emplace_back("group", same(name));
        }
        const std::vector<std::size_t> rows = by_key(group.rows);
        review::Finding finding = m_input.finding(grouped ? "PP-0517" : "PP-0516",
                                                  m_input.subject("layer", rows.front()), values);
        if (const auto other = first_other(rows)) {
            finding.other = m_input.subject("layer", *other);
        }
        finding.measured = static_cast<double>(count);
        finding.limit = 1.0;
        m_result.findings.push_back(std::move(finding));
    }

    /// In the order of their keys, which the order of the file does not change.
    [[nodiscard]] std::vector<std::size_t> by_key(std::vector<std::size_t> rows) const {
        const layer::Layer& layer = m_input.layer("layer").layer;
        std::ranges::sort(rows, [&layer](std::size_t a, std::size_t b) {
            return std::pair{std::string_view{layer.key(a)}, a} <
                   std::pair{std::string_view{layer.key(b)}, b};
        });
        return rows;
    }

    /// The first that has a value which the one before all has not.
    [[nodiscard]] std::optional<std::size_t>
    first_other(const std::vector<std::size_t>& rows) const {
        const layer::AttributeColumn& column =
            m_input.column("layer", m_input.config.text("field"));
        const auto items = [&](std::size_t row) {
            return items_of(column, row, separator_of(m_input.config)).value_or(Items{});
        };
        const Items first = items(rows.front());
        const auto found = std::ranges::find_if(
            rows, [&](std::size_t row) { return !std::ranges::includes(first, items(row)); });
        return found == rows.end() ? std::nullopt : std::optional{*found};
    }

    const review::RuleInput& m_input;
    BiText m_title;
    std::map<std::string, Group> m_groups{};
    review::RuleResult m_result{};
};

class OneValue final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& one_value() {
    return only<OneValue>();
}

} // namespace parkplan::rules
