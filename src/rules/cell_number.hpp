// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "layer/attribute_column.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// A number of 0 or more as a field holds it: as a number, or written in a text.
struct CellNumber {
    std::optional<double> value{};
    std::string text{}; ///< what stands there instead of a number of 0 or more; empty: nothing

    [[nodiscard]] bool missing() const noexcept { return !value && text.empty(); }
};

/// `text` is read by parse_number, blanks around it removed.
[[nodiscard]] CellNumber number_in(std::string_view text);
[[nodiscard]] CellNumber number_at(const layer::AttributeColumn& column, std::size_t row);

/// PP-0543: what stands in a field is no number of 0 or more.
[[nodiscard]] review::Finding no_number(const review::RuleInput& input, review::Subject subject,
                                        const BiText& field, const CellNumber& cell);

/// Why a subject with that cell is not checked.
[[nodiscard]] BiText why_no_number(const BiText& field, const CellNumber& cell);

} // namespace parkplan::rules
