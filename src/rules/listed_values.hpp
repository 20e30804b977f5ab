// SPDX-License-Identifier: MIT
#pragma once

#include "layer/attribute_column.hpp"
#include "review/rule.hpp"
#include "rules/near_name.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// A field whose values are to be of a list, such as stages or modes; a parameter names the field,
/// another holds the list.
class ListedValues {
public:
    ListedValues(const review::RuleInput& input, std::string_view layer, std::string_view field,
                 std::string_view list);

    /// How many values are listed.
    [[nodiscard]] std::size_t size() const noexcept { return m_near.listed().size(); }
    [[nodiscard]] const std::string& name(std::size_t place) const {
        return m_near.listed()[place];
    }
    [[nodiscard]] std::optional<std::string> value(std::size_t row) const;
    /// The place in the list; nothing for a value that is missing or not listed.
    [[nodiscard]] std::optional<std::size_t> place(std::size_t row) const;
    /// Why there is none: PP-0501 (missing), PP-0504 (not listed, but near to one that is),
    /// PP-0503.
    [[nodiscard]] review::Finding finding(std::size_t row);

private:
    const review::RuleInput& m_input;
    std::string_view m_layer;
    const layer::AttributeColumn& m_column;
    BiText m_title;
    NearNames m_near;
};

} // namespace parkplan::rules
