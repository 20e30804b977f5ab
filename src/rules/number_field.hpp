// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_number.hpp"
#include "core/language.hpp"
#include "review/rule.hpp"
#include "rules/cell_number.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Numbers of 0 or more in a field that a parameter names, to be added up exactly. Of a parameter
/// that is not stated it has none.
class NumberField {
public:
    NumberField(const review::RuleInput& input, std::string_view layer, std::string_view param);

    [[nodiscard]] bool stated() const noexcept { return m_stated; }
    [[nodiscard]] const BiText& title() const noexcept { return m_title; }
    /// Nothing where there is no number.
    [[nodiscard]] const std::optional<ExactNumber>& at(std::size_t row) const {
        return m_values[row];
    }
    /// What stands in the field of a row that has no number.
    [[nodiscard]] CellNumber cell(std::size_t row) const;
    /// Of the rows that are asked for: what is no number, each by itself (PP-0543), and all that
    /// have none together, with the sum of the others (PP-0561).
    [[nodiscard]] std::vector<review::Finding> findings(const std::vector<std::size_t>& rows) const;

private:
    const review::RuleInput& m_input;
    std::string_view m_layer;
    const layer::AttributeColumn* m_column = nullptr;
    bool m_stated = false;
    BiText m_title{};
    std::vector<std::optional<ExactNumber>> m_values{};
};

/// Why it is not known of a feature what a field that a parameter names would say: it is empty, or
/// cannot be read.
[[nodiscard]] BiText why_not_stated(const review::RuleInput& input, std::string_view layer,
                                    std::string_view param, std::size_t row);

/// The keys of some features for a message, the first of them where they are many: "a, b, c …".
[[nodiscard]] BiText keys_of(const review::RuleInput& input, std::string_view layer,
                             const std::vector<std::size_t>& rows);

} // namespace parkplan::rules
