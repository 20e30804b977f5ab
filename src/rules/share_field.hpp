// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "layer/attribute_column.hpp"
#include "plan/rule_info.hpp"
#include "review/rule.hpp"
#include "rules/cell_number.hpp"
#include "rules/params.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace parkplan::rules {

inline constexpr plan::ParamInfo share_unit_param =
    optional_param("share_unit", plan::ParamType::text,
                   {"how the field writes shares: 'share' (0 to 1, also without this) or "
                    "'percent' (0 to 100)",
                    "比例字段的填写方式：share（0 至 1，缺省）或 percent（0 至 100）"});

/// A field of shares that a parameter names, written as 'share_unit' says. A value outside is
/// refused, never guessed to be of the other unit.
class ShareField {
public:
    ShareField(const review::RuleInput& input, std::string_view layer, std::string_view param);

    [[nodiscard]] bool stated() const noexcept { return m_column != nullptr; }
    [[nodiscard]] const BiText& title() const noexcept { return m_title; }
    /// 0 to 1; nothing where there is no such share.
    [[nodiscard]] std::optional<double> at(std::size_t row) const;
    /// Why there is none: PP-0501 (empty), PP-0543 (no number), PP-0575 (outside).
    [[nodiscard]] review::Finding finding(std::size_t row) const;

    /// Throws ParamError for a unit that is none.
    static void check(const plan::RuleConfig& config);

private:
    const review::RuleInput& m_input;
    std::string_view m_layer;
    const layer::AttributeColumn* m_column = nullptr;
    BiText m_title{};
    bool m_percent = false;
};

} // namespace parkplan::rules
